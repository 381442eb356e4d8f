#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "reference/resolve_brute_force.h"
#include "resolve/letters.h"
#include "resolve/reading.h"
#include "resolve/resolve.h"
#include "resolve/token_match.h"

namespace headwater {
namespace {

double score(const std::string& a, const std::string& b) {
  return compare({1, a, {}, {}}, {2, b, {}, {}}).score;
}

const std::vector<std::string>& words() {
  static const std::vector<std::string> known{
      "Haige", "Textile", "Orbita",   "Trading", "Karimov", "Weaving", "Sunrise",
      "Steel", "Global",  "Logistic", "Zavod",   "Mirabel", "Pallavi", "Kombinat"};
  return known;
}

rc::Gen<std::vector<std::string>> names() {
  return rc::gen::resize(
      6,
      rc::gen::nonEmpty(rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(words()))));
}

std::string text(const std::vector<std::string>& name) {
  std::string joined;
  for (const auto& word : name) {
    joined += joined.empty() ? word : " " + word;
  }
  return joined;
}

TEST(Compare, ASpellingOfTheSameNameIsAMatch) {
  const char* const same[][2] = {
      {"M. D. S. Import & Export Co., Ltd.", "MDS IMPORT AND EXPORT COMPANY LIMITED"},
      {"ООО «НВС Навигационные Технологии»", "OOO NVS Navigatsionnye Tekhnologii"},
      {"Zarin Rafsanjan Cement Company", "ZARRIN RAFSANJAN CEMENT CO"},
      {"Kaya Tekstil San. ve Tic. A.Ş.", "KAYA TEXTILE"},
      {"Van der Bilt Weaving", "Vanderbilt Weaving Ltd"},
      {"Haigess Sweaving Zarnavo", "HaigesSweaving Zarnavo"},
      {"Pacific Coal Zarnavo", "PACIFICCOAL ZARNAVO"},
  };
  for (const auto& [a, b] : same) {
    const NameCandidate found = compare({1, a, {}, {}}, {2, b, {}, {}});
    EXPECT_EQ(found.decision, Decision::match)
        << a << " / " << b << ": " << found.score << " " << found.reasons;
  }
}

TEST(Compare, UnlikeNamesAreNoMatch) {
  const char* const unlike[][2] = {
      {"Sina Bank", "Tat Bank"},
      {"Haige Textile Co Ltd", "Orbita Textile Co Ltd"},
      {"Apollo Fund VIII", "Apollo Fund IX"},
  };
  for (const auto& [a, b] : unlike) {
    const NameCandidate found = compare({1, a, {}, {}}, {2, b, {}, {}});
    EXPECT_NE(found.decision, Decision::match)
        << a << " / " << b << ": " << found.score << " " << found.reasons;
  }
}

TEST(Compare, AnotherCountryOrLegalFormLowersTheScoreAndIsSaid) {
  const NameRecord listed{2, "Haige Weaving Ltd", "CHN", {}};
  const NameCandidate same = compare({1, "Haige Weaving Ltd", "CHN", {}}, listed);
  const NameCandidate abroad = compare({1, "Haige Weaving Ltd", "BRA", {}}, listed);
  const NameCandidate form = compare({1, "Haige Weaving JSC", "CHN", {}}, listed);
  EXPECT_GT(same.score, abroad.score);
  EXPECT_GT(same.score, form.score);
  EXPECT_NE(same.reasons.find("country agrees"), std::string::npos);
  EXPECT_NE(abroad.reasons.find("country differs"), std::string::npos);
  EXPECT_NE(form.reasons.find("legal form differs"), std::string::npos);
  EXPECT_NE(same.reasons.find("haige"), std::string::npos);
}

TEST(Compare, AnIdentifierSettlesIt) {
  const NameRecord listed{2, "Haige Weaving Ltd", "CHN", "91320000-X1"};
  const NameCandidate found = compare({1, "Haige Textile Group", "HKG", "91320000X1"}, listed);
  EXPECT_EQ(found.decision, Decision::match) << found.reasons;
  EXPECT_NE(found.reasons.find("same identifier"), std::string::npos);
}

TEST(Compare, RarerAndLongerAgreementScoresHigher) {
  EXPECT_GT(score("Haige Karimov Weaving", "Haige Karimov Weaving"), score("Haige", "Haige"));
  EXPECT_GT(score("Haige", "Haige"), score("Global Trading", "Global Trading"));
}

TEST(Compare, ANameWithoutLettersIsNoMatchAndHarmless) {
  for (const char* name : {"", "???", "\xE2\x80\x8B\xE2\x80\x8F", "\xED\xA0\x80", "\xFF\xFE"}) {
    EXPECT_EQ(compare({1, name, {}, {}}, {2, "Haige Weaving", {}, {}}).decision, Decision::no);
    EXPECT_EQ(compare({1, name, {}, {}}, {2, name, {}, {}}).decision, Decision::no);
  }
}

TEST(Similarity, AWordWithAnotherEndingIsTheSameStem) {
  const auto alike = [](const char* a, const char* b) {
    const Reading left = readings(a).front();
    const Reading right = readings(b).front();
    return similarity(left.tokens.front(), right.tokens.front());
  };
  EXPECT_FLOAT_EQ(alike("representacion", "representaciones"), 0.85F);
  EXPECT_FLOAT_EQ(alike("haige", "haige"), 1);
  EXPECT_FLOAT_EQ(alike("zavod", "factory"), 0.95F);
  EXPECT_FLOAT_EQ(alike("haige", "orbita"), 0);
}

TEST(Compare, AMegabyteOfTextIsCutAndStillCompared) {
  const std::string longest(1U << 20U, 'a');
  EXPECT_LT(score(longest, "Haige Weaving"), 0.5);
  EXPECT_GE(name_words("Haige " + longest).size(), 1U);
  std::string many;
  for (int i = 0; i < 100'000; ++i) {
    many += "Хайге ";
  }
  EXPECT_LT(score(many, "Haige Weaving"), 1);
}

RC_GTEST_PROP(CompareProperty, TheScoreIsSymmetricAndBounded, ()) {
  const std::string a = text(*names());
  const std::string b = text(*names());
  const NameCandidate there = compare({1, a, {}, {}}, {2, b, {}, {}});
  const NameCandidate back = compare({2, b, {}, {}}, {1, a, {}, {}});
  RC_ASSERT(std::abs(there.score - back.score) < 1e-5);
  RC_ASSERT(ReadName({1, a, {}, {}}).score(ReadName({2, b, {}, {}})) == there.score);
  RC_ASSERT(there.score >= 0 && there.score < 1);
  RC_ASSERT(there.probability >= 0 && there.probability <= 1);
}

RC_GTEST_PROP(CompareProperty, OrderAndCaseOfWordsChangeNothing, ()) {
  auto a = *names();
  const std::string b = text(*names());
  const std::string before = text(a);
  RC_PRE(a.size() > 1 && b.find(' ') != std::string::npos);  // a name of one word may be an acronym
  std::ranges::next_permutation(a);
  std::string after = text(a);
  std::ranges::transform(after, after.begin(),
                         [](char c) { return static_cast<char>(std::toupper(c)); });
  RC_ASSERT(std::abs(score(before, b) - score(after, b)) < 1e-5);
}

RC_GTEST_PROP(CompareProperty, AWordAddedToBothNamesNeverLowersTheScore, ()) {
  const std::string a = text(*names());
  const std::string b = text(*names());
  RC_ASSERT(score(a + " Xyqwzt", b + " Xyqwzt") >= score(a, b) - 1e-6);
}

RC_GTEST_PROP(CompareProperty, AnyBytesAreReadWithoutHarm,
              (const std::string& a, const std::string& b)) {
  RC_ASSERT(score(a, b) < 1);
}

RC_GTEST_PROP(Edits, AreThoseOfTheWholeMatrix, ()) {
  const auto letters = rc::gen::container<std::string>(rc::gen::elementOf(std::string("abc")));
  const std::string a = *letters;
  const std::string b = *letters;
  const std::size_t whole = reference::edits(a.substr(0, 60), b.substr(0, 60));
  RC_ASSERT(edits(a.substr(0, 60), b.substr(0, 60), 2) == std::min<std::size_t>(whole, 3));
}

Reading reading_of(const std::vector<std::string>& words) {
  Reading reading;
  for (const std::string& word : words) {
    NameToken token;
    token.text = token.skeleton = word;
    token.spelt = token.letters = letters_of(word);
    token.begins = first_letters(word);
    token.weight = 1;
    reading.tokens.push_back(token);
  }
  return reading;
}

RC_GTEST_PROP(Align, FindsAWordInTheWordsItIsMadeOf, ()) {
  const auto word =
      rc::gen::nonEmpty(rc::gen::container<std::string>(rc::gen::elementOf(std::string("abcde"))));
  std::vector<std::string> parts = *rc::gen::container<std::vector<std::string>>(
      *rc::gen::inRange<std::size_t>(2, 5), rc::gen::resize(6, word));
  std::string whole;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    whole += behind_a_seam(i > 0 ? parts[i - 1] : "", parts[i]);
  }
  RC_PRE(whole.size() >= 4);
  std::reverse(parts.begin(), parts.end());  // whatever their order
  Alignment alignment;
  align(reading_of(parts), reading_of({whole}), alignment);
  RC_ASSERT(alignment.left_b.front() < 0.1F);  // one of the parts alone leaves more
}

}  // namespace
}  // namespace headwater
