"""Nobody but the page and those who hold the token get an answer; nothing too large or damaged is taken in.

tests/web/api_guard_test.py BINARY CASE
"""

import http.client
import re
import socket
import subprocess
import unittest

from served import binary_and_case, served

BINARY, CASE = binary_and_case()


def hostile_values(port):
    """50 values of Host or Origin that are not the server's own."""
    names = [
        "evil.example",
        "127.0.0.1.evil.example",
        "localhost.evil.example",
        "0.0.0.0",
        "127.1",
        "127.0.0.2",
    ]
    names += [
        "2130706433",
        "0x7f000001",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "LOCALHOST",
        "localhost.",
        "127.0.0.1.",
    ]
    names += [
        "user@127.0.0.1",
        "127.0.0.1%00",
        "127.0.0.1/",
        "127.0.0.1\\",
        "127.0.0.1 ",
        "xn--lcalhost-54a",
        "*",
    ]
    values = [f"{name}:{port}" for name in names] + names
    values += [
        f"127.0.0.1:{port + 1}",
        "127.0.0.1",
        "127.0.0.1:80",
        f"127.0.0.1:0{port}",
        f"127.0.0.1:{port},x",
    ]
    values += [f"127.0.0.1:{port}#", f"127.0.0.1:{port}?", "null", "", f"//127.0.0.1:{port}"]
    return values


class Guard(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = cls.enterClassContext(served(BINARY, CASE))

    def test_hostile_hosts_are_refused(self):
        values = hostile_values(self.server.port)
        self.assertGreaterEqual(len(values), 50)
        for value in values:
            answer = self.server.ask("GET", "/api/case", headers={"Host": value, "Origin": None})
            self.assertIn(answer.status, (400, 403), value)
            self.assertNotIn(b"generation", answer.body, value)

    def test_hostile_origins_are_refused_even_with_the_token(self):
        for value in hostile_values(self.server.port):
            for origin in (f"http://{value}", f"https://{value}", value):
                answer = self.server.ask("POST", "/api/jobs", {"kind": "rescore"}, {"Origin": origin})
                self.assertIn(answer.status, (400, 403), origin)

    def test_two_hosts_are_refused(self):
        request = (
            f"GET /api/case HTTP/1.1\r\nHost: {self.server.host}\r\nHost: evil.example\r\n"
            f"Authorization: Bearer {self.server.token}\r\nConnection: close\r\n\r\n"
        )
        with socket.create_connection(("127.0.0.1", self.server.port)) as connection:
            connection.sendall(request.encode())
            self.assertRegex(connection.recv(1000), rb"^HTTP/1.1 40[03]")

    def test_a_request_from_another_site_is_refused(self):
        for site in ("cross-site", "same-site"):
            answer = self.server.ask("GET", "/api/case", headers={"Sec-Fetch-Site": site})
            self.assertEqual(answer.status, 403)

    def test_nothing_is_answered_without_the_token(self):
        for method, target in (
            ("GET", "/"),
            ("GET", "/api/case"),
            ("GET", "/page/index.js"),
            ("POST", "/api/jobs"),
        ):
            for given in (None, "Bearer ", "Bearer " + "A" * 43, "Basic " + self.server.token):
                answer = self.server.ask(
                    method, target, None if method == "GET" else {"kind": "rescore"}, {"Authorization": given}
                )
                self.assertEqual(answer.status, 401, (method, target, given))

    def test_a_change_by_cookie_alone_needs_the_origin(self):
        cookie = f"headwater_{self.server.port}={self.server.token}"
        headers = {"Authorization": None, "Cookie": cookie, "Origin": None}
        self.assertEqual(self.server.ask("POST", "/api/jobs", {"kind": "x"}, headers).status, 403)
        headers["Origin"] = f"http://{self.server.host}"
        self.assertEqual(self.server.ask("POST", "/api/jobs", {"kind": "x"}, headers).status, 400)

    def test_the_first_load_moves_the_token_into_a_cookie(self):
        first = self.server.ask("GET", f"/?token={self.server.token}", token=False)
        self.assertEqual((first.status, first.headers["location"]), (303, "/"))
        self.assertRegex(first.headers["set-cookie"], r"HttpOnly; SameSite=Strict$")
        cookie = first.headers["set-cookie"].split(";")[0]
        page = self.server.ask("GET", "/", headers={"Cookie": cookie}, token=False)
        self.assertEqual(page.status, 200)
        self.assertEqual(self.server.ask("GET", "/?token=wrong", token=False).status, 401)

    def test_the_page_allows_nothing_inline_and_nothing_outside(self):
        page = self.server.ask("GET", "/suppliers/E123")
        self.assertEqual(page.status, 200)
        policy = page.headers["content-security-policy"]
        self.assertIn("default-src 'none'", policy)
        self.assertNotIn("unsafe", policy)
        self.assertIsNone(re.search(r"<script(?![^>]*\ssrc=)|<style|\son\w+=|\sstyle=", page.text()))
        self.assertIsNone(re.search(r"(src|href)=\"(https?:)?//", page.text()))

    def test_a_body_that_is_too_large_is_refused(self):
        try:
            answer = self.server.ask("POST", "/api/judgements", b"x" * (2 << 20))
            self.assertEqual(answer.status, 413)
        except (ConnectionError, http.client.HTTPException):
            pass  # closed while we were still sending, which is as good
        self.server.get("/api/case")

    def test_headers_that_are_too_large_are_refused(self):
        answer = self.server.ask("GET", "/api/case", headers={"X-Long": "x" * 20000})
        self.assertEqual(answer.status, 431)

    def test_damaged_bodies_are_refused_in_words(self):
        deep = b'{"subject":' * 2000 + b"1" + b"}" * 2000
        for body in (b"", b"{", b"[]", b"null", b'{"verdict": 1}', b'{"x": 1}', b"\xff\xfe", deep):
            answer = self.server.ask("POST", "/api/judgements", body)
            self.assertEqual(answer.status, 400, body[:40])
            self.assertTrue(answer.json()["error"])

    def test_unknown_methods_and_addresses(self):
        self.assertEqual(self.server.ask("PUT", "/api/overview").headers["allow"], "GET")
        self.assertEqual(self.server.ask("GET", "/api/nothing").status, 404)
        self.assertEqual(self.server.ask("GET", "/page/../../etc/passwd").status, 404)
        self.assertEqual(self.server.ask("GET", "/api/suppliers?sort=cases").status, 400)

    def test_a_silent_connection_does_not_hold_up_others(self):
        silent = [socket.create_connection(("127.0.0.1", self.server.port)) for _ in range(60)]
        try:
            for connection in silent:
                connection.sendall(b"GET / HTTP/1.1\r\n")
            self.server.get("/api/case")
        finally:
            for connection in silent:
                connection.close()

    def test_a_command_that_would_write_is_told_who_serves(self):
        command = [BINARY, "resolve", "--case", self.server.case, "--overwrite"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode, 1)
        self.assertIn(f"serves this case at http://{self.server.host}", done.stderr)

    def test_stopping_it_is_its_proper_end(self):
        with served(BINARY, CASE) as server:
            server.process.terminate()
            _, said = server.process.communicate(timeout=30)
            self.assertEqual(server.process.returncode, 0)
            self.assertIn("closed", said)


if __name__ == "__main__":
    unittest.main()
