#include "score/evidence.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>

namespace headwater {
namespace {

TEST(evidence, a_certain_match_adds_the_whole_ratio) {
  EXPECT_NEAR(evidence_term(1, 50, 0, 5), std::log(50), 1e-12);
}

TEST(evidence, half_of_the_log_ratio_is_left_after_a_half_life) {
  EXPECT_NEAR(evidence_term(1, 50, 5, 5), std::log(50) / 2, 1e-12);
}

TEST(evidence, no_match_is_no_evidence) { EXPECT_EQ(evidence_term(0, 50, 0, 5), 0); }

RC_GTEST_PROP(evidence, an_unsure_match_never_counts_for_more_than_a_sure_one, ()) {
  const double p = *rc::gen::inRange(0, 101) / 100.0;
  const double ratio = 1.0 + *rc::gen::inRange(0, 100);
  const double age = *rc::gen::inRange(0, 30);
  const double term = evidence_term(p, ratio, age, 5);
  RC_ASSERT(term >= 0);
  RC_ASSERT(term <= evidence_term(1, ratio, age, 5) + 1e-12);
}

}  // namespace
}  // namespace headwater
