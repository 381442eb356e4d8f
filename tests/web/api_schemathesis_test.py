"""Calls that schemathesis makes up from server/openapi.yaml, right ones and wrong ones: no 5xx, and every answer is as the file says.

tests/web/api_schemathesis_test.py BINARY CASE
"""

import unittest

import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from served import OPENAPI, binary_and_case, served

BINARY, CASE = binary_and_case()
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
CALLS = 1000  # at least, over all operations
PATIENCE = 30  # seconds for one answer
# Streams until its job ends; api_review_test.py reads it.
LEFT_OUT = {"getJobEvents"}


class Generated(unittest.TestCase):
    def setUp(self):
        self.server = self.enterContext(served(BINARY, CASE))
        self.calls = 0
        self.supplier = self.server.get("/api/suppliers?limit=1")["rows"][0]["id"]

    def known(self, case):
        """Every second call names what is in the case, where something is named."""
        values = {
            "id": self.supplier,
            "supplier": self.supplier,
            "about": self.supplier,
            "code": "DEU",
            "country": "UZB",
        }
        if case.operation.path.startswith("/api/jobs"):
            return
        for part in (case.path_parameters, case.query, case.body):
            if isinstance(part, dict):
                part.update({name: value for name, value in values.items() if name in part})

    def call(self, case):
        self.calls += 1
        server = self.server
        if self.calls % 2:
            self.known(case)
        headers = {
            "Authorization": f"Bearer {server.token}",
            "Host": server.host,
            "Origin": f"http://{server.host}",
        }
        response = case.call(base_url=f"http://{server.host}", headers=headers, timeout=PATIENCE)
        case.validate_response(response, checks=CHECKS)

    def test_no_call_is_too_odd(self):
        schema = schemathesis.openapi.from_dict(OPENAPI)
        operations = [result.ok() for result in schema.get_all_operations()]
        operations = [o for o in operations if o.definition.raw["operationId"] not in LEFT_OUT]
        each = -(-CALLS // (2 * len(operations)))
        for operation in operations:
            for mode in GenerationMode:
                with self.subTest(operation=operation.label, mode=mode.value):
                    self.generate(operation, mode, each)
        self.assertGreaterEqual(self.calls, CALLS)
        self.assertEqual(self.server.ask("GET", "/api/case").status, 200, "still there")

    def generate(self, operation, mode, count):
        @given(case=operation.as_strategy(generation_mode=mode))
        @settings(
            max_examples=count,
            derandomize=True,
            database=None,
            deadline=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        def one(case):
            self.call(case)

        one()


if __name__ == "__main__":
    unittest.main()
