#include "resolve/reading.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "resolve/features.h"
#include "resolve/native_words.h"
#include "resolve/numerals.h"

namespace headwater {
namespace {

std::string texts(const std::string& name) {
  std::string joined;
  const Reading reading = readings(name).front();
  for (const NameToken& token : reading.tokens) {
    joined += joined.empty() ? "" : " ";
    joined += token.text;
  }
  return joined;
}

TEST(NameWords, InitialsAndMarksAreRead) {
  using Words = std::vector<std::string>;
  EXPECT_EQ(name_words("S.C. Haige & Son"), (Words{"sc", "haige", "and", "son"}));
  EXPECT_EQ(name_words("M. D. S. Import"), (Words{"mds", "import"}));
  EXPECT_EQ(name_words("Haige Partners V L.P."), (Words{"haige", "partners", "v", "lp"}));
  EXPECT_EQ(name_words("Haige™ № 5"), (Words{"haige", "no", "5"}));
  EXPECT_EQ(name_words("HaigeGmbH"), (Words{"haige", "gmbh"}));
  EXPECT_EQ(name_words("Aкционерное"), name_words("Акционерное")) << "the first A is Latin";
}

TEST(Numerals, AreReadAsDigitsInEveryDress) {
  EXPECT_EQ(texts("Brigade Forty-Four"), "brigade 44");
  EXPECT_EQ(texts("Brigade Forty 4"), "brigade 44");
  EXPECT_EQ(texts("1st Haige"), texts("First Haige"));
  EXPECT_EQ(texts("Haige Fund XIV"), "haige fund 14");
  EXPECT_EQ(texts("Haige Fund V"), "haige fund 5");
  EXPECT_EQ(texts("Первый Haige"), "1 haige");
  EXPECT_EQ(in_digits("007", false), "7");
  EXPECT_EQ(in_digits("000", false), "0");
  EXPECT_EQ(in_digits("70th", false), "70");
  EXPECT_EQ(in_digits("v", false), std::nullopt) << "a lone letter is a letter";
  for (const char* word : {"", "iiii", "iix", "xxxxx", "12a", "vix"}) {
    EXPECT_EQ(in_digits(word, true), std::nullopt) << word;
  }
}

TEST(LegalForms, AMisspeltOneDoesNotSwallowTheWordBeforeARightOne) {
  EXPECT_EQ(texts("Haige UK Limited"), "haige uk") << "not haige unlimited";
  EXPECT_EQ(texts("Haige UK Limited"), texts("Haige UK Ltd"));
  EXPECT_EQ(texts("Haige Publc Limited Company"), "haige");
}

TEST(LegalForms, InLongAndShortWordingOnEitherEndOrMisspeltAreTheSame) {
  for (const char* name :
       {"Haige GmbH", "Haige Gesellschaft mit beschränkter Haftung", "OOO Haige", "Haige LLC",
        "Limited Liability Company Haige", "Общество с ограниченной ответственностью Haige",
        "Limitied Liability Company Haige", "บริษัท Haige จำกัด", "Haige 有限公司", "Haige בע\"מ",
        "Haige ذ.م.م", "Haige 유한회사"}) {
    const Reading reading = readings(name).front();
    EXPECT_EQ(texts(name), "haige") << name;
    EXPECT_EQ(reading.kind, LegalKind::limited) << name;
  }
  EXPECT_EQ(readings("Haige Aktiengeselschaft").front().kind, LegalKind::stock);
}

TEST(Meanings, AreSharedByTranslations) {
  const auto meaning = [](const std::string& word) {
    return readings("Haige " + word).front().tokens.back().meaning;
  };
  const char* const pairs[][2] = {
      {"zavod", "plant"},       {"银行", "bank"},          {"بنك", "Banco"},
      {"البنك", "Banco"},       {"صنایع", "industries"},   {"Rossiyskiy", "Russian"},
      {"Mfg", "manufacturing"}, {"Intl", "International"}, {"ticaret", "trading"}};
  for (const auto& pair : pairs) {
    EXPECT_GE(meaning(pair[0]), 0) << pair[0];
    EXPECT_EQ(meaning(pair[0]), meaning(pair[1])) << pair[0] << ", " << pair[1];
  }
  EXPECT_EQ(texts("NII Haige"), "research institute haige");
  EXPECT_TRUE(readings("Haige Hong Kong").front().tokens.back().place);
}

TEST(NativeWords, AreReadWholeWhereTheScriptHasBlanks) {
  EXPECT_EQ(with_known_words("مصرف"), " bank ");
  EXPECT_EQ(with_known_words("المصرف"), " al  bank ");
  EXPECT_EQ(with_known_words("مصرفون"), "مصرفون") << "part of another word";
  EXPECT_EQ(with_known_words("华为银行"), "华为 bank ");
}

TEST(Readings, HostileTextIsReadInBoundedTimeOrRefused) {
  for (const char* name : {"", "\xE2\x80\x8B", "\xED\xA0\x80", "\xFF\xFE", "()", ")(", "."}) {
    EXPECT_TRUE(readings(name).empty()) << name;
  }
  const std::string bidi =
      "Ha\xE2\x80\x8Big\xE2\x80\xAE"
      "e";
  EXPECT_EQ(texts(bidi), "haige") << "zero-width and bidi characters are dropped";
  for (const char* piece : {"الشركة ", "a.", "forty ", "hong ", "银", "(", "ٌ"}) {
    std::string megabyte;
    while (megabyte.size() < (1U << 20U)) {
      megabyte += piece;
    }
    for (const Reading& reading : readings(megabyte)) {
      EXPECT_LE(reading.tokens.size(), most_tokens + 2);
    }
  }
}

RC_GTEST_PROP(ReadingProperty, AnyBytesAreReadWithoutHarm, (const std::string& name)) {
  for (const Reading& reading : readings(name)) {
    RC_ASSERT(reading.tokens.size() <= most_tokens + 2);
    RC_ASSERT(reading.weight > 0);
    for (const NameToken& token : reading.tokens) {
      RC_ASSERT(!token.text.empty());
    }
  }
}

RC_GTEST_PROP(ReadingProperty, CaseChangesNothing, ()) {
  const auto letters = rc::gen::container<std::string>(rc::gen::elementOf(std::string("abx. '&")));
  const std::string name = *letters;
  std::string capitals = name;
  std::ranges::transform(capitals, capitals.begin(),
                         [](char c) { return static_cast<char>(std::toupper(c)); });
  RC_ASSERT(name_words(name) == name_words(capitals));
}

Features compared_features(const std::string& a, const std::string& b) {
  const Reading left = readings(a).front();
  const Reading right = readings(b).front();
  Alignment alignment;
  align(left, right, alignment);
  return features(left, right, alignment);
}

double value(const Features& all, Feature feature) {
  return all[static_cast<std::size_t>(feature)];
}

RC_GTEST_PROP(FeatureProperty, EachIsSymmetricAndBounded, ()) {
  const std::vector<std::string> words{"Haige", "Orbita", "Bank",  "Trust", "of",  "Chile",  "V",
                                       "VI",    "2004",   "IRGC",  "Air",   "Bus", "Airbus", "Ltd",
                                       "AG",    "Zavod",  "Plant", "Intl",  "and", "Mirabel"};
  const auto name = rc::gen::map(
      rc::gen::resize(5, rc::gen::nonEmpty(rc::gen::container<std::vector<std::string>>(
                             rc::gen::elementOf(words)))),
      [](const std::vector<std::string>& parts) {
        std::string joined;
        for (const auto& part : parts) {
          joined += part + " ";
        }
        return joined;
      });
  const std::string a = *name;
  const std::string b = *name;
  const Features there = compared_features(a, b);
  const Features back = compared_features(b, a);
  for (std::size_t i = 0; i < feature_count; ++i) {
    RC_ASSERT(std::abs(there[i] - back[i]) < 1e-5);
    RC_ASSERT(there[i] >= 0 && there[i] <= 2);
  }
}

TEST(Features, TellWhatDiffers) {
  const auto set = [](const char* a, const char* b, Feature feature) {
    return value(compared_features(a, b), feature);
  };
  EXPECT_EQ(set("Haige Gas", "Haige Oil", Feature::word_conflict), 1);
  EXPECT_EQ(set("Haige Bank", "Haige Bank Chile", Feature::place_missing), 1);
  EXPECT_EQ(set("Haige Chile", "Haige Mexico", Feature::place_conflict), 1);
  EXPECT_EQ(set("Haige of Orbita", "The Haige Orbita", Feature::word_missing), 0);
  EXPECT_EQ(set("Haige Fund VII", "Haige Fund VIII", Feature::number_near), 1);
  EXPECT_EQ(set("Haige Fund VIII", "Haige Fund IX", Feature::number_conflict), 1);
  EXPECT_EQ(set("Haige Fund", "Haige Fund I", Feature::number_missing), 0);
  EXPECT_EQ(set("Haige Fund", "Haige Fund II", Feature::number_missing), 1);
  EXPECT_GT(set("NIGCO", "National Iranian Gas Company Orbita", Feature::acronym),
            set("NIG", "National Iranian Gas", Feature::acronym));
}

}  // namespace
}  // namespace headwater
