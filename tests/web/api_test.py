"""The server keeps to server/openapi.yaml, pages, caches and compresses, and attaches people to no company.

tests/web/api_test.py BINARY CASE
"""

import csv
import io
import sys
import unittest
from pathlib import Path
from urllib.parse import quote, urlencode

import openpyxl

from served import binary_and_case, served, shape_problems

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from no_people_test import disguises, hidden_cases, json_problems

BINARY, CASE = binary_and_case()
SCREENS = ("overview", "suppliers", "upstream", "plan", "plan/offers", "method", "countries", "places/ledger")


class Screens(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = cls.enterClassContext(served(BINARY, CASE))

    def test_one_line_with_the_address_is_printed(self):
        self.assertRegex(self.server.line, r"^http://127\.0\.0\.1:\d+/\?token=[\w-]{43}\n$")

    def test_every_answer_is_as_the_file_says(self):
        suppliers = self.server.get("/api/suppliers?limit=40")["rows"]
        origins = self.server.get("/api/overview")["origins"]
        targets = [f"/api/{screen}" for screen in SCREENS]
        targets += [
            "/api/case",
            "/api/pairs",
            "/api/pairs?kind=merge",
            "/api/judgements",
            "/api/notes?about=x",
        ]
        targets += [f"/api/suppliers/{row['id']}" for row in suppliers[:20]]
        targets += [f"/api/places/{row['key']}" for row in origins[:20]] + ["/api/places/c17"]
        problems = []
        for target in targets:
            answer = self.server.ask("GET", target)
            self.assertEqual(answer.status, 200, target)
            problems += shape_problems("GET", target, answer)
        self.assertEqual(problems, [])

    def test_pages_hold_every_supplier_once_and_in_order(self):
        everything = self.server.get("/api/suppliers?limit=500&sort=spend&order=down")
        self.assertEqual(len(everything["rows"]), everything["total"])
        paged = []
        for offset in range(0, everything["total"], 50):
            page = self.server.get(f"/api/suppliers?limit=50&offset={offset}&sort=spend&order=down")
            paged += page["rows"]
        self.assertEqual(paged, everything["rows"])
        spend = [row["spend_usd"] for row in paged if row["spend_usd"] is not None]
        self.assertEqual(spend, sorted(spend, reverse=True))

    def test_filters_count_what_their_facets_say(self):
        facets = self.server.get("/api/suppliers?limit=0")["facets"]
        for facet, values in facets.items():
            for value in values[:5] if facet != "lens" else []:
                asked = {"true": "yes", "false": "no"}.get(value["value"], value["value"])
                found = self.server.get(f"/api/suppliers?limit=0&{urlencode({facet: asked})}")
                self.assertEqual(found["total"], value["count"], (facet, value))

    def test_a_lens_orders_anew_and_counts_what_it_ranks(self):
        everything = self.server.get("/api/suppliers?limit=500")
        lenses = everything["facets"]["lens"]
        self.assertEqual([lens["value"] for lens in lenses], ["csddd", "eu_flr", "lksg", "tender"])
        for lens in lenses:
            seen = self.server.get(f"/api/suppliers?limit=500&lens={lens['value']}")
            ranked = [row for row in seen["rows"] if row["ranked"]]
            self.assertEqual(len(ranked), lens["count"])
            self.assertEqual(seen["total"], everything["total"], "a lens leaves nobody out")
            known = [(r["rank"], r["rank_low"] <= r["rank"] <= r["rank_high"]) for r in ranked]
            self.assertEqual(known, [(rank, True) for rank, _ in sorted(known)])
            self.assertEqual(
                {r["spend_usd"] for r in seen["rows"]}, {r["spend_usd"] for r in everything["rows"]}
            )
        self.assertEqual(self.server.ask("GET", "/api/suppliers?lens=none").status, 400)

    def test_search_finds_whatever_the_accents(self):
        row = self.server.get("/api/suppliers?limit=1")["rows"][0]
        found = self.server.get(f"/api/suppliers?search={quote(row['name'].upper())}")
        self.assertIn(row["id"], [r["id"] for r in found["rows"]])
        self.assertEqual(self.server.get("/api/suppliers?search=no-such-name")["total"], 0)

    def test_an_answer_is_not_sent_twice_and_is_compressed(self):
        plain = self.server.ask("GET", "/api/overview")
        again = self.server.ask("GET", "/api/overview", headers={"If-None-Match": plain.headers["etag"]})
        self.assertEqual((again.status, again.body), (304, b""))
        zipped = self.server.ask("GET", "/api/overview", headers={"Accept-Encoding": "gzip"})
        self.assertEqual(zipped.headers["content-encoding"], "gzip")
        self.assertEqual(zipped.json(), plain.json())
        self.assertLess(len(zipped.body), len(plain.body) / 2)

    def test_reasons_sum_to_the_evidence_of_a_supplier(self):
        for row in self.server.get("/api/suppliers?limit=20&sort=evidence&order=down")["rows"]:
            dossier = self.server.get(f"/api/suppliers/{row['id']}")
            terms = [r["effect"] or 0 for r in dossier["reasons"] if r["unit"] == "log-odds"]
            self.assertAlmostEqual(sum(terms), row["evidence"] or 0, places=6)

    def test_no_people_at_a_company(self):
        rows = self.server.get("/api/suppliers?limit=500")["rows"]
        problems = list(json_problems("suppliers", rows, named=True))
        for row in rows[:25]:
            dossier = self.server.get(f"/api/suppliers/{row['id']}")
            problems += json_problems(f"dossier {row['id']}", dossier, named=True)
        for screen, part in (("plan", "choices"), ("plan/offers", "offers"), ("pairs", "pairs")):
            problems += json_problems(screen, self.server.get(f"/api/{screen}")[part], named=True)
        hidden = hidden_cases(CASE)
        known = [row for row in rows if row["id"] in hidden]
        columns = {
            name: [v if isinstance(v, (int, float)) and not isinstance(v, bool) else None for v in values]
            for name, values in ((n, [row[n] for row in known]) for n in known[0])
        }
        problems += disguises(
            {n: v for n, v in columns.items() if any(v)}, [hidden[row["id"]] for row in known]
        )
        self.assertEqual(problems, [])
        self.assertGreater(len(known), 20)

    def test_what_if_answers_in_steps_of_the_map_only(self):
        supplier = self.server.get("/api/suppliers?limit=1&sort=spend&order=down")["rows"][0]["id"]
        answer = self.server.ask("POST", "/api/what-if", {"supplier": supplier, "country": "UZB"})
        self.assertEqual(answer.status, 200, answer.text())
        self.assertEqual(shape_problems("POST", "/api/what-if", answer), [])
        self.assertTrue(answer.json()["places"], "the largest supplier changes no country's step")

    def test_a_plan_keeps_to_what_is_locked_and_forbidden(self):
        budget = self.server.get("/api/plan")["totals"]["budget_usd"]["value"]
        free = self.server.ask("POST", "/api/plan/solve", {"budget_usd": budget}).json()
        offers = {o["key"]: o for o in self.server.get("/api/plan/offers")["offers"]}
        left_out = next(
            k for k, o in offers.items() if k not in free["chosen"] and o["cost_usd"] < budget / 4
        )
        asked = {"budget_usd": budget, "locked": [left_out], "forbidden": free["chosen"][:3]}
        answer = self.server.ask("POST", "/api/plan/solve", asked)
        self.assertEqual(shape_problems("POST", "/api/plan/solve", answer), [])
        plan = answer.json()
        self.assertIn(left_out, plan["chosen"])
        self.assertFalse(set(plan["chosen"]) & set(asked["forbidden"]))
        self.assertLessEqual(plan["spent_usd"], budget * 1.000001)
        self.assertIsNone(plan["reduction"], "the difference would be one supplier's")
        too_much = self.server.ask("POST", "/api/plan/solve", {"budget_usd": 1, "locked": list(offers)[:50]})
        self.assertEqual(too_much.status, 422)

    def test_a_work_list_opens_in_a_spreadsheet_and_a_calendar(self):
        budget = self.server.get("/api/plan")["totals"]["budget_usd"]["value"]
        chosen = self.server.ask("POST", "/api/plan/solve", {"budget_usd": budget}).json()["chosen"]
        files = {}
        for kind in ("csv", "xlsx", "ics"):
            body = {"chosen": chosen, "first_day": "2026-02-01"}
            answer = self.server.ask("POST", f"/api/plan/work-list?format={kind}", body)
            self.assertEqual(answer.status, 200, answer.body[:300])
            files[kind] = answer.body
        rows = list(csv.DictReader(io.StringIO(files["csv"].decode())))
        sheet = openpyxl.load_workbook(io.BytesIO(files["xlsx"])).active
        calendar = files["ics"].split(b"\r\n")
        self.assertEqual(len(rows), len(chosen))
        self.assertEqual(sheet.max_row, len(chosen) + 1)
        self.assertEqual(calendar.count(b"BEGIN:VTODO"), len(chosen))
        self.assertEqual(calendar[0], b"BEGIN:VCALENDAR")
        self.assertLessEqual(max(map(len, calendar)), 75)
        self.assertNotIn(b"\n", b"".join(calendar))

    def test_notes_and_answers_stay(self):
        for kind in ("note", "answer"):
            body = {"about": "E1", "kind": kind, "who": "A. Reviewer", "text": "=1+1", "source": "letter"}
            self.assertEqual(self.server.ask("POST", "/api/notes", body).status, 201)
        notes = self.server.get("/api/notes?about=E1")["notes"]
        self.assertEqual([n["kind"] for n in notes], ["answer", "note"])


if __name__ == "__main__":
    unittest.main()
