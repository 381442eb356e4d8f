#include "resolve/comparison.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <vector>

namespace headwater {
namespace {

constexpr double worth_saying = 0.25;  // log-odds
constexpr float nearly_same = 0.999F;

struct Said {
  double effect;
  std::string text;
};

void add(std::string& list, const std::string& word) {
  if (!list.empty()) {
    list += ", ";
  }
  list += word;
}

/// Words found in both names ("yug ~ iug" where they are not written alike), rarest first.
std::string words_in_common(const Reading& a, const Reading& b, const Alignment& alignment) {
  auto pairs = alignment.pairs;
  std::ranges::stable_sort(pairs, [&](const auto& x, const auto& y) {
    return a.tokens[x.a].weight > a.tokens[y.a].weight;
  });
  std::string list;
  for (std::size_t i = 0; i < std::min<std::size_t>(pairs.size(), 4); ++i) {
    const auto& left = a.tokens[pairs[i].a].text;
    const auto& right = b.tokens[pairs[i].b].text;
    add(list, left == right ? left : fmt::format("{} ~ {}", left, right));
  }
  return list;
}

std::string words_left(const Reading& reading, const std::vector<float>& left) {
  std::string list;
  for (std::size_t i = 0; i < left.size(); ++i) {
    if (left[i] >= nearly_same) {
      add(list, reading.tokens[i].text);
    }
  }
  return list;
}

bool about_words(Feature feature) {
  return feature == Feature::covered || feature == Feature::covered_shorter ||
         feature == Feature::information || feature == Feature::best_word;
}

bool about_rest(Feature feature) {
  return feature == Feature::word_conflict || feature == Feature::word_missing ||
         feature == Feature::place_missing;
}

void say_words(const Reading& a, const Reading& b, const Comparison& comparison,
               std::vector<Said>& said) {
  Alignment alignment;
  align(a, b, alignment);
  double for_words = 0;
  double for_rest = 0;
  for (std::size_t i = 0; i < feature_count; ++i) {
    const double effect =
        FeatureTable::get().weight(static_cast<Feature>(i)) * comparison.features[i];
    for_words += about_words(static_cast<Feature>(i)) ? effect : 0;
    for_rest += about_rest(static_cast<Feature>(i)) ? effect : 0;
  }
  const std::string common = words_in_common(a, b, alignment);
  if (!common.empty()) {
    said.push_back({for_words, "words in common: " + common});
  } else if (alignment.agreed > 0) {
    said.push_back({for_words, "the same words, written together or apart"});
  }
  const std::string only_a = words_left(a, alignment.left_a);
  const std::string only_b = words_left(b, alignment.left_b);
  if (!only_a.empty() && !only_b.empty()) {
    said.push_back(
        {for_rest, fmt::format("only in one: {} / only in the other: {}", only_a, only_b)});
  } else if (!only_a.empty() || !only_b.empty()) {
    said.push_back({for_rest, "only in one: " + only_a + only_b});
  }
}

}  // namespace

Comparison compared(const PreparedName& a, const PreparedName& b, Alignment& alignment) {
  Comparison best;
  bool first = true;
  for (std::size_t i = 0; i < a.readings.size(); ++i) {
    for (std::size_t j = 0; j < b.readings.size(); ++j) {
      align(a.readings[i], b.readings[j], alignment);
      Features values = features(a.readings[i], b.readings[j], alignment);
      add_circumstances(a, b, values);
      const double log_odds = FeatureTable::get().log_odds(values);
      if (first || log_odds > best.log_odds) {
        best = {log_odds, values, i, j};
        first = false;
      }
    }
  }
  return best;
}

Decision decided(double log_odds, const Thresholds& thresholds) {
  if (log_odds >= thresholds.match) {
    return Decision::match;
  }
  return log_odds >= thresholds.possible ? Decision::possible : Decision::no;
}

std::string explained(const PreparedName& a, const PreparedName& b, const Comparison& comparison) {
  std::vector<Said> said;
  say_words(a.readings[comparison.reading_a], b.readings[comparison.reading_b], comparison, said);
  const FeatureTable& table = FeatureTable::get();
  for (std::size_t i = 0; i < feature_count; ++i) {
    const auto feature = static_cast<Feature>(i);
    const double effect = table.weight(feature) * comparison.features[i];
    const bool words = about_words(feature) || about_rest(feature) || feature == Feature::spelling;
    if (!words && std::abs(effect) >= worth_saying) {
      said.push_back({effect, std::string(table.description(feature))});
    }
  }
  std::ranges::stable_sort(
      said, [](const Said& x, const Said& y) { return std::abs(x.effect) > std::abs(y.effect); });
  std::string text;
  for (const Said& reason : said) {
    text += (text.empty() ? "" : "; ") + reason.text;
  }
  return text.empty() ? "spelt alike" : text;
}

NameCandidate candidate(const PreparedName& a, const PreparedName& b, const NameRecord& listed,
                        const Comparison& comparison, const Thresholds& thresholds) {
  const FeatureTable& table = FeatureTable::get();
  return {listed.id,
          listed.name,
          listed.tag,
          table.score(comparison.log_odds),
          table.probability(comparison.log_odds),
          decided(comparison.log_odds, thresholds),
          explained(a, b, comparison)};
}

NameCandidate compare(const NameRecord& query, const NameRecord& listed) {
  const PreparedName a = prepared(query.name, query.country, query.identifier);
  const PreparedName b = prepared(listed.name, listed.country, listed.identifier);
  if (a.readings.empty() || b.readings.empty()) {
    return {
        listed.id, listed.name, listed.tag, 0, 0, Decision::no, "no letters or digits to compare"};
  }
  Alignment alignment;
  return candidate(a, b, listed, compared(a, b, alignment), FeatureTable::get().thresholds({}));
}

double match_score(const ScreenOptions& options) {
  const FeatureTable& table = FeatureTable::get();
  return table.score(table.thresholds(options.false_alarms).match);
}

ReadName::ReadName(const NameRecord& record) {
  // Copied, so that what belongs to a name stands together and takes no more than it needs:
  // comparing many names is waiting for memory.
  const PreparedName read = prepared(record.name, record.country, record.identifier);
  name_ = std::make_unique<const PreparedName>(read);
}
ReadName::~ReadName() = default;
ReadName::ReadName(ReadName&&) noexcept = default;

double ReadName::score(const ReadName& other) const {
  static thread_local Alignment alignment;
  if (name_->readings.empty() || other.name_->readings.empty()) {
    return 0;
  }
  return FeatureTable::get().score(compared(*name_, *other.name_, alignment).log_odds);
}

}  // namespace headwater
