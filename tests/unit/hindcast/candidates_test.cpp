#include "hindcast/candidates.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace headwater {
namespace {

/// Three editions: tea of KEN is taken off and comes back, sand and NPL are new in 2016.
ListOfGoods tiny() {
  ListOfGoods list;
  list.editions[2014] = {{"coffee", "BRA", false}, {"tea", "IND", true}, {"tea", "KEN", false}};
  list.editions[2016] = {{"coffee", "BRA", true},
                         {"coffee", "KEN", false},
                         {"sand", "KEN", true},
                         {"tea", "IND", true},
                         {"tea", "NPL", false}};
  list.editions[2018] = {{"coffee", "BRA", true}, {"sand", "BRA", false}, {"tea", "KEN", false}};
  return list;
}

TEST(Candidates, are_every_good_and_country_listed_to_date_less_the_pairs_listed) {
  const ListState state = state_before(tiny(), 2016);
  EXPECT_EQ(state.year, 2014);
  EXPECT_EQ(state.goods, (std::vector<std::string>{"coffee", "tea"}));
  EXPECT_EQ(state.countries, (std::vector<std::string>{"BRA", "IND", "KEN"}));
  EXPECT_EQ(candidates_of(state).size(), 2U * 3U - 3U);
}

TEST(Candidates, additions_of_an_unseen_good_or_country_are_counted_apart) {
  const ListState state = state_before(tiny(), 2016);
  const Additions additions = additions_of(tiny(), 2016, state);
  EXPECT_EQ(additions.target_count, 1U) << "coffee of KEN";
  EXPECT_EQ(additions.targets(0, 2), 1);
  EXPECT_EQ(additions.targets.sum(), 1);
  EXPECT_EQ(additions.unseen_good, 1U) << "sand";
  EXPECT_EQ(additions.unseen_country, 1U) << "tea of NPL";
}

TEST(Candidates, forced_labour_counts_once_and_on_pairs_listed_before_too) {
  const ListState before_2016 = state_before(tiny(), 2016);
  EXPECT_EQ(additions_of(tiny(), 2016, before_2016).forced_labour, 2U) << "coffee BRA, sand KEN";
  const ListState before_2018 = state_before(tiny(), 2018);
  EXPECT_EQ(additions_of(tiny(), 2018, before_2018).forced_labour, 0U);
}

TEST(Candidates, a_pair_taken_off_the_list_is_no_new_listing_when_it_returns) {
  const ListState state = state_before(tiny(), 2018);
  EXPECT_EQ(state.listed.sum(), 6) << "tea of KEN stays known";
  const Additions additions = additions_of(tiny(), 2018, state);
  EXPECT_EQ(additions.target_count, 1U) << "sand of BRA";
}

TEST(Candidates, examples_leave_out_what_could_not_have_been_a_candidate) {
  const ListState state = state_before(tiny(), 2018);
  // Listed: coffee BRA and KEN, sand KEN, tea IND, KEN and NPL. Without its one pair, BRA, IND, NPL
  // and sand would not be on the list at all.
  const auto examples = examples_of(state);
  const auto listed = std::ranges::count_if(
      examples, [&](const PairAt& pair) { return state.listed(pair.good, pair.country) == 1; });
  EXPECT_EQ(listed, 2) << "coffee of KEN, tea of KEN";
  EXPECT_EQ(examples.size(), candidates_of(state).size() + 2);
}

}  // namespace
}  // namespace headwater
