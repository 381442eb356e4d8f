"""A case served for a test: the example or a ledger of its own, by the real binary, with its OpenAPI file."""

import contextlib
import gzip
import http.client
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

import jsonschema
import yaml

ROOT = Path(__file__).resolve().parents[2]
OPENAPI = yaml.safe_load((ROOT / "server/openapi.yaml").read_text())


class Answer:
    def __init__(self, response):
        self.status = response.status
        self.headers = {name.lower(): value for name, value in response.getheaders()}
        self.body = response.read()

    def text(self):
        zipped = self.headers.get("content-encoding") == "gzip"
        return (gzip.decompress(self.body) if zipped else self.body).decode()

    def json(self):
        return json.loads(self.text())


class Served:
    """`headwater serve` on a case; ask() has the token unless it is told not to."""

    def __init__(self, binary, case):
        self.binary, self.case = Path(binary), Path(case)
        self.process = subprocess.Popen(
            [self.binary, "serve", self.case, "--no-browser"],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.line = self.process.stdout.readline()
        if not self.line:
            raise RuntimeError(f"serve said: {self.process.stderr.read()}")
        address = urlsplit(self.line.strip())
        self.port = address.port
        self.host = f"127.0.0.1:{self.port}"
        self.token = address.query.removeprefix("token=")

    def ask(self, method, target, body=None, headers=None, *, token=True, timeout=120):
        """`headers` replace those of the same name; one set to None is left out."""
        sent = {"Host": self.host, "Origin": f"http://{self.host}"}
        if token:
            sent["Authorization"] = f"Bearer {self.token}"
        sent |= headers or {}
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            data = body if body is None or isinstance(body, bytes) else json.dumps(body).encode()
            connection.putrequest(method, target, skip_host=True, skip_accept_encoding=True)
            for name, value in sent.items():
                if value is not None:
                    connection.putheader(name, value)
            if data is not None:
                connection.putheader("Content-Length", str(len(data)))
            connection.endheaders(data)
            return Answer(connection.getresponse())
        finally:
            connection.close()

    def get(self, target):
        answer = self.ask("GET", target)
        if answer.status != 200:
            raise AssertionError(f"{target}: {answer.status} {answer.text()[:300]}")
        return answer.json()

    def events(self, job):
        """Names and data of a job's events until its stream ends."""
        text = self.ask("GET", f"/api/jobs/{job}/events").text()
        for event in text.split("\n\n"):
            lines = dict(line.split(": ", 1) for line in event.splitlines() if not line.startswith(":"))
            if lines:
                yield lines["event"], json.loads(lines["data"])

    def kill(self):
        if self.process.poll() is None:
            self.process.kill()
            self.process.communicate()


@contextlib.contextmanager
def served(binary, case):
    """A copy of the case: tests record judgements in it."""
    with tempfile.TemporaryDirectory(prefix="headwater-served-") as folder:
        copy = Path(folder) / "case"
        shutil.copytree(case, copy)
        server = Served(binary, copy)
        try:
            yield server
        finally:
            server.kill()


def resolved(schema):
    """A schema of the file, with the components its references name."""
    return {**schema, "components": OPENAPI["components"]}


def operation_of(method, path):
    """(route, operation) whose path fits, or (None, None)."""
    for route, operations in OPENAPI["paths"].items():
        wanted, given = route.split("/"), path.split("?")[0].split("/")
        fits = len(wanted) == len(given) and all(
            w.startswith("{") or w == g for w, g in zip(wanted, given, strict=True)
        )
        if fits and method.lower() in operations:
            return route, operations[method.lower()]
    return None, None


def shape_problems(method, target, answer):
    """What in an answer is not as server/openapi.yaml says."""
    route, operation = operation_of(method, target)
    if operation is None:
        return [f"{method} {target} is not in the file"]
    said = operation["responses"].get(str(answer.status))
    if said is None:
        return [f"{method} {target}: {answer.status} is not in the file: {answer.text()[:200]}"]
    if "$ref" in said:
        said = OPENAPI["components"]["responses"][said["$ref"].rsplit("/", 1)[1]]
    content = said.get("content", {})
    kind = answer.headers.get("content-type", "").split(";")[0]
    if kind not in content and (content or answer.body):
        return [f"{method} {target}: {kind} is not in the file"]
    schema = content.get(kind, {}).get("schema")
    if schema is None:
        return []
    validator = jsonschema.Draft202012Validator(resolved(schema))
    return [
        f"{method} {route} {answer.status}: {'/'.join(map(str, e.absolute_path))}: {e.message[:200]}"
        for e in validator.iter_errors(answer.json())
    ]


def binary_and_case():
    """The arguments of every test here: BINARY CASE; unittest gets the rest."""
    binary, case = sys.argv[1:3]
    del sys.argv[1:3]
    return Path(binary).resolve(), Path(case).resolve()
