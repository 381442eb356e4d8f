// What is looked up before names are compared: sketches, records met under keys, runs of letters.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "reference/resolve_brute_force.h"
#include "resolve/found_records.h"
#include "resolve/key_table.h"
#include "resolve/letter_runs.h"
#include "resolve/reading.h"
#include "resolve/resolve.h"
#include "resolve/sketch.h"

namespace headwater {
namespace {

rc::Gen<std::string> words(int shortest, int longest) {
  return rc::gen::exec([=] {
    const auto length = static_cast<std::size_t>(*rc::gen::inRange(shortest, longest + 1));
    return *rc::gen::container<std::string>(length, rc::gen::inRange('a', 'z'));
  });
}

Sketch sketched(const std::string& name, const std::optional<std::string>& country = {}) {
  return sketch(prepared(name, country, {}), 0);
}

std::string edited(std::string text) {
  const auto at = *rc::gen::inRange<std::size_t>(0, text.size());
  const char letter = *rc::gen::inRange('a', 'z');
  switch (*rc::gen::inRange(0, 3)) {
    case 0:
      text[at] = letter;
      break;
    case 1:
      text.erase(at, 1);
      break;
    default:
      text.insert(at, 1, letter);
  }
  return text;
}

bool share_a_run(const std::string& listed, const std::string& sought) {
  std::vector<std::uint64_t> cut;
  std::vector<std::uint64_t> looked_for;
  add_runs(listed, cut);
  add_sought_runs(sought, looked_for);
  return std::ranges::any_of(
      cut, [&](std::uint64_t key) { return std::ranges::count(looked_for, key) > 0; });
}

RC_GTEST_PROP(Sketch, NothingIsMoreLikeANameThanItself, ()) {
  const Sketch a = sketched(*words(1, 30));
  const Sketch b = sketched(*words(1, 30));
  const float alike = Likeness(a).of(b);
  RC_ASSERT(alike == Likeness(b).of(a));
  RC_ASSERT(alike <= Likeness(a).of(a));
  RC_ASSERT(alike >= 0);
}

TEST(Sketch, CountryAndLegalFormCountWhereBothSayOne) {
  const Sketch plain = sketched("Haige Weaving");
  const Sketch here = sketched("Haige Weaving Ltd", "GBR");
  const Sketch there = sketched("Haige Weaving Ltd", "FRA");
  const Sketch stock = sketched("Haige Weaving AG", "GBR");
  EXPECT_EQ(Likeness(plain).of(here), Likeness(plain).of(plain));
  EXPECT_GT(Likeness(here).of(here), Likeness(plain).of(here));
  EXPECT_LT(Likeness(here).of(there), Likeness(plain).of(here));
  EXPECT_LT(Likeness(here).of(stock), Likeness(here).of(here));
  EXPECT_EQ(sketched("Haige", "GBR;FRA").country, 0) << "several are none to go by";
}

TEST(FoundRecords, AWordCountsOnceHoweverManyListsItIsMetIn) {
  const Sketch haige = sketched("Haige Weaving Mills");
  FoundRecords found;
  found.clear(haige);
  const auto add = [&](const SharedKey& key) { found.add(std::span(&haige, 1), 1, key); };
  add({.weight = 8, .words = 0b01, .ahead = 12});
  add({.weight = 6, .words = 0b01, .ahead = 12});
  EXPECT_FLOAT_EQ(found.all().front().shared, 8);
  add({.weight = 12, .words = 0b11, .ahead = 12});
  EXPECT_FLOAT_EQ(found.all().front().shared, 14) << "half of a pair whose other word is counted";
  add({.weight = 3, .whole = true});
  EXPECT_FLOAT_EQ(found.all().front().shared, 17);
  EXPECT_EQ(found.all().size(), 1U);
  found.clear(haige);
  found.add(std::span(&haige, 1), 0, {.weight = 8});
  EXPECT_TRUE(found.all().empty()) << "a damaged file may name records that are not there";
}

RC_GTEST_PROP(FoundRecords, KeepsTheBestAndNoMoreThanAsked, ()) {
  FoundRecords found;
  found.clear(sketched("haige weaving mills of orbita"));
  const auto names = *rc::gen::container<std::vector<std::string>>(20, words(1, 20));
  for (std::uint32_t i = 0; i < names.size(); ++i) {
    Sketch record = sketched(names[i]);
    record.record = i;
    const auto weight = static_cast<float>(*rc::gen::inRange(1, 9));
    found.add(std::span(&record, 1), names.size(), {.weight = weight, .words = 1});
  }
  const float best = std::ranges::max_element(found.all(), {}, &FoundRecord::rank)->rank;
  const auto most = *rc::gen::inRange<std::size_t>(1, 30);
  const std::size_t before = found.all().size();
  found.keep(most);
  RC_ASSERT(found.all().size() == std::min(most, before));
  RC_ASSERT(std::ranges::count(found.all(), best, &FoundRecord::rank) >= 1);
}

RC_GTEST_PROP(KeyFilter, HoldsEveryKey, ()) {
  const auto numbers = *rc::gen::arbitrary<std::vector<std::uint64_t>>();
  std::vector<KeyRow> rows;
  rows.reserve(numbers.size());
  for (const std::uint64_t number : numbers) {
    rows.push_back({number, 0, 0});
  }
  const std::vector<std::uint64_t> words = KeyFilter::build(rows);
  const KeyFilter filter(words);
  for (const std::uint64_t number : numbers) {
    RC_ASSERT(filter.may_hold(number));
  }
  RC_ASSERT(!KeyFilter().may_hold(1));
}

RC_GTEST_PROP(LetterRuns, OneIsLeftInPlaceByTwoEdits, ()) {
  const std::string listed = *words(9, 40);
  RC_ASSERT(share_a_run(listed, listed));
  RC_ASSERT(share_a_run(listed, edited(edited(listed))));
}

RC_GTEST_PROP(LetterRuns, OneIsLeftInAShortNameByOneEdit, ()) {
  const std::string listed = *words(5, 8);
  RC_ASSERT(share_a_run(listed, listed));
  RC_ASSERT(share_a_run(listed, edited(listed)));
}

RC_GTEST_PROP(LetterRuns, AreTheWholeName, ()) {
  const std::string listed = *words(1, 50);
  std::vector<std::uint64_t> cut;
  add_runs(listed, cut);
  const std::size_t expected = listed.size() < 5 || listed.size() > 40 ? 0
                               : listed.size() < 9                     ? 2
                                                                       : 3;
  RC_ASSERT(std::set(cut.begin(), cut.end()).size() == expected);
}

TEST(LetterRuns, FindANameWhoseWordsAreJoinedAndMisspelt) {
  std::vector<NameRecord> records{{0, "GMR Energy Limited", {}, {}}};
  for (int i = 1; i < 200; ++i) {
    records.push_back({i,
                       "Orbita " + std::string(1, static_cast<char>('a' + i % 26)) +
                           std::string(1, static_cast<char>('a' + i / 26)) + "vik Trading",
                       {},
                       {}});
  }
  const NameIndex index(records, 1);
  for (const char* name : {"GMRENEGY LIMITED", "GM RENERGY Limited", "G MRE NERGI"}) {
    const NameRecord query{0, name, {}, {}};
    const auto found = index.screen(std::span(&query, 1), {.top = 3, .threshold = 0});
    ASSERT_FALSE(found[0].empty()) << name;
    EXPECT_EQ(found[0].front().id, 0) << name;
  }
}

RC_GTEST_PROP(ReadingCopy, PointsToItsOwnLetters, ()) {
  std::optional<Reading> original = readings("Haige " + *words(1, 20) + " Forty 4 GmbH").front();
  const Reading copy = *original;
  std::vector<std::string> texts;
  for (const NameToken& token : original->tokens) {
    texts.emplace_back(token.text);
    texts.emplace_back(token.skeleton);
    texts.emplace_back(token.written);
  }
  const std::string initials(original->initials_with_form);
  const std::vector<std::uint16_t> bigrams(original->bigrams.begin(), original->bigrams.end());
  original.reset();
  std::vector<std::string> copied;
  for (const NameToken& token : copy.tokens) {
    copied.emplace_back(token.text);
    copied.emplace_back(token.skeleton);
    copied.emplace_back(token.written);
  }
  RC_ASSERT(copied == texts);
  RC_ASSERT(copy.initials_with_form == initials);
  RC_ASSERT(std::ranges::equal(copy.bigrams, bigrams));
}

}  // namespace
}  // namespace headwater
