#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <string>
#include <vector>

#include "classify/words.h"
#include "reference/classify_slow.h"
#include "unit/classify/reference_tables.h"

namespace headwater {
namespace {

std::string division(std::string_view wording) {
  const auto found = classifier().classify(wording);
  return found.empty() ? "none" : found.front().cpv_division;
}

const std::vector<std::string>& vocabulary() {
  static const std::vector<std::string> words{
      "supply",     "of",          "Reinigung",   "medicines", "road",   "Grundschule",
      "szkolenie",  "maintenance", "vehicles",    "доставка",  "горива", "assurance",
      "nettoyage",  "software",    "catering",    "x",         "Zz",     "2019",
      "équipement", "air",         "conditioning"};
  return words;
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) {
    text += (text.empty() ? "" : " ") + word;
  }
  return text;
}

auto wordings() {
  return rc::gen::resize(
      8, rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(vocabulary())));
}

TEST(Words, AreLettersOnlyWithoutCaseAndMarks) {
  EXPECT_EQ(words_of("Gebäude-REINIGUNG 2019"),
            (std::vector<std::u32string>{U"gebaude", U"reinigung"}));
  EXPECT_EQ(words_of("Lægemidler, 3x"), (std::vector<std::u32string>{U"laegemidler", U"x"}));
  EXPECT_TRUE(words_of("12/34 --").empty());
}

TEST(Wording, OfManyLanguagesFindsItsDivision) {
  const char* const known[][2] = {
      {"Office cleaning", "90"},
      {"Unterhaltsreinigung der Schulen", "90"},
      {"Dostawa leków do apteki", "33"},
      {"Доставка на дизелово гориво", "09"},
      {"Assurance flotte automobile", "66"},
      {"Construcción de un puente", "45"},
      {"Elintarvikkeet", "15"},
      {"Översättning av dokument", "79"},
      {"Tisztítószerek", "90"},
      {"Ασφάλιση κτιρίων", "66"},
  };
  for (const auto& [wording, expected] : known) {
    EXPECT_EQ(division(wording), expected) << wording;
  }
}

TEST(Wording, OfTheUnLedgerFindsItsDivision) {
  const char* const known[][2] = {
      {"PHARMACEUTICALS", "33"},
      {"Rental of office premises", "70"},
      {"Diesel fuel", "09"},
      {"Air cargo transport", "60"},
      {"Food and beverage products", "15"},
      {"Office Equipment and Accessories and Supplies", "30"},
      {"Written translation services", "79"},
      {"Blankets", "39"},
  };
  for (const auto& [wording, expected] : known) {
    EXPECT_EQ(division(wording), expected) << wording;
  }
}

TEST(Wording, WithTypingErrorsIsStillRead) {
  EXPECT_EQ(division("HEealthcare"), "85");
  EXPECT_EQ(division("HEealthcare services"), "85");
  EXPECT_EQ(division("cmoed ical equipment"), "33");
  EXPECT_EQ(division("t raansportation, storage, mail services"), "60");
}

TEST(Wording, ThatTellsNothingIsNotGuessed) {
  for (const char* nothing : {"", "  ", "2017/0042", "qxqxq", "Unspecified goods", "Not defined"}) {
    EXPECT_EQ(division(nothing), "none") << nothing;
  }
}

TEST(Wording, GivesTheTermsThatSpeakForIt) {
  const auto found = classifier().classify("Gebäudereinigung");
  ASSERT_FALSE(found.empty());
  EXPECT_EQ(found.front().reason, "terms: reinigung");
  EXPECT_EQ(found.front().cpv_prefix, "909") << "building cleaning, not refuse";
}

TEST(Wording, NamesTheKindOfTransportAndOfCloth) {
  const char* const known[][2] = {{"sea transport", "606"},
                                  {"maritime freight", "606"},
                                  {"air freight", "604"},
                                  {"cotton fabric", "192"}};
  for (const auto& [wording, prefix] : known) {
    const auto found = classifier().classify(wording);
    ASSERT_FALSE(found.empty()) << wording;
    EXPECT_EQ(found.front().cpv_prefix, prefix) << wording;
  }
}

TEST(Wording, OfWhatAPurchaseIsForCountsLess) {
  EXPECT_EQ(division("Furniture for hospitals"), "39");
  EXPECT_EQ(division("Catering in theatres"), "55");
}

TEST(Wording, GivesDivisionsNearTheOneNamedAfterIt) {
  const auto found = classifier().classify("software");
  ASSERT_GE(found.size(), 2U);
  EXPECT_EQ(found[0].cpv_division, "48");
  EXPECT_EQ(found[1].cpv_division, "72");
}

TEST(Wording, ThatNamesSomethingBesideVariousIsRead) {
  EXPECT_NE(division("Billboards in various locations"), "none");
  EXPECT_EQ(division("Various"), "none");
}

RC_GTEST_PROP(Wording, WeightsFallAndSumToOne, ()) {
  const auto keep = *rc::gen::inRange<std::size_t>(1, 8);
  const auto found = classifier().classify(joined(*wordings()), keep);
  double sum = 0;
  for (const DivisionCandidate& candidate : found) {
    sum += candidate.weight;
  }
  RC_ASSERT(found.empty() || std::abs(sum - 1) < 1e-12);
  RC_ASSERT(std::ranges::is_sorted(found, std::greater{}, &DivisionCandidate::weight));
  RC_ASSERT(found.size() <= keep);
}

RC_GTEST_PROP(Wording, CaseDoesNotMatter, ()) {
  const std::string wording = joined(*wordings());
  std::string shouted = wording;
  std::ranges::transform(shouted, shouted.begin(), [](unsigned char c) {
    return static_cast<char>(c < 0x80 ? std::toupper(c) : c);
  });
  const auto one = classifier().classify(wording);
  const auto other = classifier().classify(shouted);
  RC_ASSERT(one.size() == other.size());
  for (std::size_t n = 0; n < one.size(); ++n) {
    RC_ASSERT(one[n].cpv_division == other[n].cpv_division);
    RC_ASSERT(one[n].weight == other[n].weight);
  }
}

RC_GTEST_PROP(Wording, OrderOfWordsKeepsTheBestDivisionNearTheTop, ()) {
  std::vector<std::string> words = *wordings();
  const auto one = classifier().classify(joined(words));
  std::ranges::reverse(words);
  const auto other = classifier().classify(joined(words), 10);
  RC_ASSERT(one.empty() == other.empty());
  RC_ASSERT(one.empty() || std::ranges::any_of(other, [&](const DivisionCandidate& candidate) {
              return candidate.cpv_division == one.front().cpv_division;
            }));
}

TEST(Wording, IsReadAsItsSlowTwinReadsIt) {
  for (const char* wording :
       {"Wartung und Reparatur von Fahrzeugen", "fourniture de repas scolaires", "food for schools",
        "software support and maintenance", "Доставка на медицинска апаратура", "air conditioning",
        "Rehabilitacja drogi powiatowej nr 4", "Lægemidler til hospitaler", "oil painting course",
        "Mobilier pour écoles", "food in various schools", "for hospitals: beds"}) {
    const auto slow = classify_slowly(tables(), HEADWATER_DATA_DIR, wording);
    const auto found = classifier().classify(wording, 45);
    ASSERT_EQ(found.size(), slow.size()) << wording;
    for (const DivisionCandidate& candidate : found) {
      EXPECT_NEAR(candidate.weight, slow.at(candidate.cpv_division), 1e-9)
          << wording << " " << candidate.cpv_division;
    }
  }
}

}  // namespace
}  // namespace headwater
