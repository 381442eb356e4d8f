"""Judgements: recorded or not acknowledged, never overwritten unseen, and followed by new scores.

tests/web/api_review_test.py BINARY CASE
"""

import sqlite3
import subprocess
import tempfile
import threading
import time
import unittest
from pathlib import Path

from served import Served, binary_and_case, served, shape_problems

BINARY, CASE = binary_and_case()


def sides(pair):
    """As the page sends them: suppliers and entries by code, spellings by name."""
    if pair["kind"] == "list":
        return {"code": pair["left"]["code"]}, {"code": pair["right"]["code"]}
    return tuple({"name": s["name"], "country": s["country"]} for s in (pair["left"], pair["right"]))


def judgement(pair, verdict, seen, who="A. Reviewer"):
    subject, other = sides(pair)
    return {"subject": subject, "object": other, "verdict": verdict, "who": who, "why": "seen", "seen": seen}


class ListMatches(unittest.TestCase):
    """Entries of a list that gives them no number: what is judged is what is recorded."""

    def test_a_judgement_is_about_the_pair_that_was_shown(self):
        with tempfile.TemporaryDirectory() as folder:
            names = ["Haige Weaving Company", "Orbita Steelworks", "Mirelle Gloves"]
            ledger, watched = Path(folder) / "ledger.csv", Path(folder) / "watched.csv"
            lines = [f"{name},CHN,cotton shirts,1000,USD" for name in names]
            ledger.write_text("\n".join(["supplier,supplier_country,description,amount,currency", *lines]))
            watched.write_text("\n".join(["name,country", *[f"{name},CHN" for name in reversed(names)]]))
            case = Path(folder) / "case"
            subprocess.run(
                [BINARY, "run", ledger, "--lists", watched, "--case", case], check=True, capture_output=True
            )
            server = Served(BINARY, case)
            self.addCleanup(server.kill)
            queue = server.get("/api/pairs")
            self.assertEqual(queue["total"], len(names))
            for pair in queue["pairs"]:
                self.assertEqual(pair["left"]["name"], pair["right"]["name"])
                answer = server.ask("POST", "/api/judgements", judgement(pair, "different", 10**9))
                recorded = answer.json()["recorded"]
                self.assertEqual([r["object"]["name"] for r in recorded], [pair["right"]["name"]])
                self.assertEqual([r["subject"]["name"] for r in recorded], [pair["left"]["name"]])
            self.assertEqual(server.get("/api/pairs")["total"], 0)


class Review(unittest.TestCase):
    def setUp(self):
        self.server = self.enterContext(served(BINARY, CASE))

    def pairs(self):
        return self.server.get("/api/pairs?kind=merge&limit=200")

    def judge(self, *arguments, **more):
        return self.server.ask("POST", "/api/judgements", judgement(*arguments, **more))

    def test_a_judgement_leaves_the_queue_and_changes_the_results(self):
        queue = self.pairs()
        before = self.server.get("/api/case")
        answer = self.judge(queue["pairs"][0], "different", queue["newest"])
        self.assertEqual(shape_problems("POST", "/api/judgements", answer), [])
        self.assertEqual(answer.status, 201, answer.text())
        self.assertNotIn(queue["pairs"][0]["key"], [p["key"] for p in self.pairs()["pairs"]])
        events = list(self.server.events(answer.json()["job"]))
        self.assertEqual(events[-1][0], "done", events[-1])
        after = self.server.get("/api/case")
        self.assertGreater(after["generation"], before["generation"])
        self.assertEqual(after["suppliers"], before["suppliers"] + 1)

    def test_two_suppliers_judged_the_same_become_one(self):
        near = self.server.get("/api/pairs?kind=near")
        self.assertGreater(near["total"], 0)
        suppliers = self.server.get("/api/case")["suppliers"]
        answer = self.judge(near["pairs"][0], "same", near["newest"])
        self.assertEqual(answer.status, 201, answer.text())
        self.assertEqual(list(self.server.events(answer.json()["job"]))[-1][0], "done")
        self.assertEqual(self.server.get("/api/case")["suppliers"], suppliers - 1)
        self.assertEqual(self.server.get("/api/pairs?kind=near")["total"], near["total"] - 1)

    def test_an_answer_about_origin_moves_what_was_traced(self):
        supplier = self.server.get("/api/suppliers?limit=1&sort=spend&order=down")["rows"][0]
        before = self.server.get("/api/overview")

        def put(origin, status=201):
            body = {
                "about": supplier["id"],
                "kind": "answer",
                "who": "B. Buyer",
                "text": "they wrote",
                "source": "letter",
            }
            answer = self.server.ask("POST", "/api/notes", body | {"origin": origin})
            self.assertEqual(answer.status, status, answer.text())
            self.assertEqual(shape_problems("POST", "/api/notes", answer), [])
            if status == 201:
                self.assertEqual(list(self.server.events(answer.json()["job"]))[-1][0], "done")

        put("XXX", 422)
        put("UZB")
        noted = self.server.get(f"/api/notes?about={supplier['id']}")["notes"]
        self.assertEqual([n["origin"] for n in noted], ["UZB"])
        after = self.server.get("/api/overview")
        self.assertGreater(after["how_sure"]["stated_origin"], before["how_sure"]["stated_origin"])
        self.assertNotEqual(after["origins"], before["origins"])
        put("UNK")
        self.assertEqual(self.server.get("/api/overview")["origins"], before["origins"])

    def test_the_second_of_two_people_is_told_of_the_first(self):
        queue = self.pairs()
        pair, seen = queue["pairs"][0], queue["newest"]
        self.assertEqual(self.judge(pair, "different", seen, who="First").status, 201)
        second = self.judge(pair, "same", seen, who="Second")
        self.assertEqual(second.status, 409, second.text())
        self.assertEqual(shape_problems("POST", "/api/judgements", second), [])
        self.assertEqual(second.json()["newer"]["who"], "First")
        listed = self.server.get("/api/judgements")["judgements"]
        self.assertEqual([(j["who"], j["verdict"]) for j in listed], [("First", "different")])
        again = self.judge(pair, "same", self.pairs()["newest"], who="Second")
        self.assertEqual(again.status, 201, "having seen it, the second may decide otherwise")

    def test_of_many_at_once_one_decides(self):
        queue = self.pairs()
        statuses = []

        def decide(number):
            verdict = "same" if number % 2 else "different"
            statuses.append(self.judge(queue["pairs"][1], verdict, queue["newest"], who=f"P{number}").status)

        threads = [threading.Thread(target=decide, args=(i,)) for i in range(12)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        listed = self.server.get("/api/judgements")["judgements"]
        self.assertEqual(len(listed), 1, listed)
        self.assertEqual(statuses.count(409), 6, "those of the other opinion are told")

    def test_undecided_leaves_the_queue_without_a_new_score(self):
        queue = self.pairs()
        answer = self.judge(queue["pairs"][0], "undecided", queue["newest"])
        self.assertEqual((answer.status, answer.json()["job"]), (201, None))
        self.assertEqual(self.pairs()["total"], queue["total"] - 1)

    def test_undo_brings_the_pair_back(self):
        queue = self.pairs()
        self.judge(queue["pairs"][0], "same", queue["newest"])
        number = self.server.get("/api/judgements")["judgements"][0]["number"]
        body = {"who": "A. Reviewer", "why": "mistaken"}
        undone = self.server.ask("POST", f"/api/judgements/{number}/undo", body)
        self.assertEqual(shape_problems("POST", "/api/judgements/1/undo", undone), [])
        self.assertEqual(self.pairs()["total"], queue["total"])
        self.assertEqual(self.server.ask("POST", f"/api/judgements/{number}/undo", body).status, 422)

    def test_a_job_can_be_cancelled_and_the_server_answers_meanwhile(self):
        job = self.server.ask("POST", "/api/jobs", {"kind": "rescore"}).json()["id"]
        started = time.monotonic()
        self.server.get("/api/suppliers?limit=5&sort=name")
        self.assertLess(time.monotonic() - started, 5)
        cancelled = self.server.ask("DELETE", f"/api/jobs/{job}")
        last = list(self.server.events(job))[-1]
        self.assertIn((cancelled.status, last[0]), ((202, "cancelled"), (202, "done"), (404, "done")))
        self.assertEqual(self.server.get("/api/case")["generation"], 2 if last[0] == "done" else 1)

    def test_what_was_acknowledged_survives_a_kill(self):
        queue = self.pairs()["pairs"]
        acknowledged = []
        for kill_after in (0.05, 0.15, 0.3):
            timer = threading.Timer(kill_after, self.server.kill)
            timer.start()
            try:
                for i in range(1000):
                    pair = queue[i % len(queue)]
                    body = judgement(
                        pair, ("same", "different")[i // len(queue) % 2], 10**9, who=f"P{kill_after}-{i}"
                    )
                    if self.server.ask("POST", "/api/judgements", body).status == 201:
                        acknowledged.append(body["who"])
            except OSError:
                pass
            timer.join()
            with sqlite3.connect(self.server.case / "records.sqlite") as records:
                kept = {who for (who,) in records.execute("SELECT who FROM judgements")}
            self.assertEqual(set(acknowledged) - kept, set())
            self.server = Served(BINARY, self.server.case)
            self.addCleanup(self.server.kill)
        self.assertGreater(len(acknowledged), 5)


if __name__ == "__main__":
    unittest.main()
