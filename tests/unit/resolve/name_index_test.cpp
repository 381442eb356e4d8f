#include <fmt/format.h>
#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "reference/resolve_brute_force.h"
#include "resolve/resolve.h"

namespace headwater {
namespace {

/// Invented names of syllables, with trade words and legal forms as common as in life.
std::vector<NameRecord> invented(std::size_t count, std::uint32_t seed) {
  const std::vector<std::string> syllables{"ka", "ri",  "mo", "ven", "shu", "tal",
                                           "go", "bre", "ni", "lor", "za",  "pek"};
  const std::vector<std::string> trades{"Trading",  "Textile", "Construction",
                                        "Shipping", "Group",   "Services"};
  const std::vector<std::string> forms{"Ltd", "LLC", "JSC", "GmbH", "SA", ""};
  std::mt19937 random(seed);
  const auto one_of = [&](const auto& list) { return list[random() % list.size()]; };
  std::vector<NameRecord> records;
  for (std::size_t i = 0; i < count; ++i) {
    std::string name;
    for (std::size_t word = 0; word <= random() % 2; ++word) {
      name += word == 0 ? "" : " ";
      for (std::size_t n = 0; n < 2 + random() % 2; ++n) {
        name += one_of(syllables);
      }
    }
    records.push_back(
        {static_cast<std::int64_t>(i), name + " " + one_of(trades) + " " + one_of(forms), {}, {}});
  }
  return records;
}

/// The same names with a letter changed, dropped or doubled, words swapped, the form left out.
std::vector<NameRecord> misspelt(std::vector<NameRecord> records, std::uint32_t seed) {
  std::mt19937 random(seed);
  for (NameRecord& record : records) {
    std::string& name = record.name;
    const std::size_t at = 1 + random() % (name.find(' ') - 1);
    switch (random() % 4) {
      case 0:
        name[at] = 'e';
        break;
      case 1:
        name.erase(at, 1);
        break;
      case 2:
        name.insert(at, 1, name[at]);
        break;
      default:
        name = name.substr(0, name.rfind(' '));
    }
  }
  return records;
}

TEST(NameIndex, FindsWhatComparingEveryPairFinds) {
  const auto records = invented(600, 7);
  const auto queries = misspelt(invented(200, 7), 11);
  const ScreenOptions options{.top = 1, .threshold = 0.6, .threads = 2};
  const auto found = NameIndex(records).screen(queries, options);
  const auto all = reference::screen(records, queries, options);
  std::size_t expected = 0;
  std::size_t same = 0;
  for (std::size_t q = 0; q < queries.size(); ++q) {
    if (!all[q].empty()) {
      ++expected;
      same += !found[q].empty() && std::abs(found[q][0].score - all[q][0].score) < 1e-9;
    }
  }
  EXPECT_GT(expected, 150U);
  EXPECT_GE(static_cast<double>(same), 0.95 * static_cast<double>(expected))
      << same << " of " << expected;
}

/// All answers as one text.
std::string told(const std::vector<std::vector<NameCandidate>>& results) {
  std::string text;
  for (const auto& candidates : results) {
    for (const NameCandidate& c : candidates) {
      text += fmt::format("{} {} {} {}; ", c.id, c.score, c.probability, c.reasons);
    }
    text += '\n';
  }
  return text;
}

TEST(NameIndex, AnswersTheSameForAnyNumberOfThreads) {
  const NameIndex index(invented(500, 3));
  const auto queries = misspelt(invented(300, 3), 5);
  EXPECT_EQ(told(index.screen(queries, {.top = 5, .threshold = 0, .threads = 1})),
            told(index.screen(queries, {.top = 5, .threshold = 0, .threads = 2})));
}

TEST(NameIndex, AnEmptyListFindsNothing) {
  const NameIndex index({});
  const std::vector<NameRecord> queries{{1, "Haige Weaving", {}, {}}, {2, "", {}, {}}};
  for (const auto& candidates : index.screen(queries)) {
    EXPECT_TRUE(candidates.empty());
  }
}

TEST(NameIndex, FindsInitialsJoinedWordsAndIdentifiers) {
  const NameIndex index({{1, "National Iranian Gas Company", {}, {}},
                         {2, "Vanderbilt Weaving", {}, {}},
                         {3, "Quite Another Name", {}, "LEI-549300ABC123"}});
  const auto best = [&](const NameRecord& query) {
    const auto found = index.screen(std::vector{query}, {.top = 1, .threshold = 0});
    return found[0].empty() ? -1 : found[0][0].id;
  };
  EXPECT_EQ(best({9, "NIGC", {}, {}}), 1);
  EXPECT_EQ(best({9, "Van der Bilt Weaving Ltd", {}, {}}), 2);
  EXPECT_EQ(best({9, "Haige", {}, "lei549300abc123"}), 3);
}

TEST(NameIndex, RescuesAWordOfWhichMostLettersAreRight) {
  const NameIndex index({{1, "Kortanbeleg", {}, {}}, {2, "Quite Another Name", {}, {}}});
  const auto best = [&](const char* name) {
    const auto found =
        index.screen(std::vector<NameRecord>{{9, name, {}, {}}}, {.top = 1, .threshold = 0});
    return found[0].empty() ? -1 : found[0][0].id;
  };
  EXPECT_EQ(best("Kartanbelek"), 1);   // two letters, of other consonants
  EXPECT_EQ(best("Vartenbilek"), -1);  // of these too few are right
}

/// A letter that doubles where two words meet is heard once.
TEST(NameIndex, FindsWordsWrittenTogetherWhereALetterDoubles) {
  const NameIndex index({{1, "Farnis Sweden AB", {}, {}},
                         {2, "PACIFICCOAL S.A.", {}, {}},
                         {3, "High Golden LLC", {}, {}}});
  const auto found = index.screen(std::vector<NameRecord>{{1, "FarnisSweden AB", {}, {}},
                                                          {2, "Pacific Coal SA", {}, {}},
                                                          {3, "HIGHGOLDEN LLC", {}, {}}},
                                  {.top = 1, .threshold = 0});
  for (std::size_t i = 0; i < found.size(); ++i) {
    ASSERT_EQ(found[i].size(), 1U) << i;
    EXPECT_EQ(found[i].front().id, static_cast<std::int64_t>(i + 1));
    EXPECT_EQ(found[i].front().decision, Decision::match) << found[i].front().reasons;
  }
}

TEST(NameIndex, AListOfOneNameManyTimesStaysBounded) {
  std::vector<NameRecord> records;
  records.reserve(20'000);
  for (std::int64_t i = 0; i < 20'000; ++i) {
    records.push_back({i, "Global Trading Ltd", {}, {}});
  }
  const NameIndex index(std::move(records));
  const std::vector<NameRecord> queries(100, {1, "Global Trading Ltd", {}, {}});
  for (const auto& candidates : index.screen(queries, {.top = 5, .threshold = 0})) {
    EXPECT_EQ(candidates.size(), 5U);  // all alike: the first five
    EXPECT_EQ(candidates.front().id, 0);
  }
}

}  // namespace
}  // namespace headwater
