"""The figures of the benches of names, on answers small enough to count by hand."""

import random
import sys
import unittest
from pathlib import Path

BENCH = Path(__file__).resolve().parents[1] / "bench/resolve"
sys.path[:0] = [str(BENCH), str(BENCH / "register")]

import make_register  # noqa: E402
import noise  # noqa: E402

import quality  # noqa: E402

QUERIES = [
    {"query_id": "1", "true_id": "a", "kind": "pos_xscript:eu"},
    {"query_id": "2", "true_id": "b", "kind": "pos_alias:eu"},
    {"query_id": "3", "true_id": "", "kind": "neg"},
    {"query_id": "4", "true_id": "", "kind": "neg"},
]


class Figures(unittest.TestCase):
    def test_tied_answers_are_taken_together(self):
        found = {"1": [("a", 0.9)], "2": [("x", 0.8), ("b", 0.7)], "3": [("a", 0.9)]}
        figures = quality.screening(QUERIES, found)
        self.assertEqual(figures["best F1"], 0.5)
        self.assertEqual(figures["false answers at the top score"], 1)
        self.assertEqual(figures["candidate recall"], 1.0)
        self.assertEqual(figures["recall at 1% false alarms"], 0.0)

    def test_a_score_above_every_alarm_is_recall(self):
        figures = quality.screening(QUERIES, {"1": [("a", 0.9)], "3": [("a", 0.5)]})
        self.assertEqual(figures["recall at 0.1% false alarms"], 0.5)
        self.assertEqual(figures["cross-script first place"], 1.0)

    def test_a_score_unlike_the_twins_is_told(self):
        slow = {"1": [("a", 0.9), ("b", 0.8)]}
        self.assertEqual(quality.twin_differences({"1": [("a", 0.9)]}, slow, 0.6), ([], 0))
        wrong, _ = quality.twin_differences({"1": [("b", 0.7)]}, slow, 0.6)
        self.assertEqual(len(wrong), 1)
        self.assertEqual(quality.twin_differences({}, slow, 0.6), ([], 1))


class Noise(unittest.TestCase):
    def test_shares_are_all_of_the_queries(self):
        self.assertAlmostEqual(sum(noise.SHARES.values()), 1)

    def test_the_same_seed_gives_the_same_names(self):
        def names():
            rng = random.Random(1)
            made = []
            for _ in range(200):
                name = make_register.Name(
                    ["Northern", "Steel", "Trading"], "Ltd", "GBR", ["LLP"], frozenset({"trading"})
                )
                kind = noise.changed(name, rng)
                self.assertTrue(name.core)
                made.append((kind, name.written()))
            return made

        self.assertEqual(names(), names())
        changed = sum(written != "Northern Steel Trading Ltd" for _, written in names())
        self.assertGreater(changed, 150)


if __name__ == "__main__":
    unittest.main()
