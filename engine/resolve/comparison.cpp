#include "resolve/comparison.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <span>
#include <utility>

namespace headwater {
namespace {

constexpr double worth_saying = 0.25;  // log-odds
constexpr float nearly_same = 0.999F;

/// What is said of a comparison, each reason with its effect on the log-odds.
class Reasons {
 public:
  void clear() {
    letters_.clear();
    count_ = 0;
  }
  bool none() const { return count_ == 0; }
  /// Begins a reason; what is added after it belongs to it.
  void begin(double effect) { effects_.at(count_++) = {effect, letters_.size(), letters_.size()}; }
  void add(std::string_view text) {
    letters_ += text;
    effects_[count_ - 1].end = letters_.size();
  }
  /// One more of several.
  void add_to_list(std::string_view text) {
    if (!letters_.ends_with(": ") && !letters_.ends_with(" / ")) {
      letters_ += ", ";
    }
    add(text);
  }
  /// The weightiest first.
  std::string all() {
    const auto said = std::span(effects_).first(count_);
    std::ranges::stable_sort(
        said, [](const Said& x, const Said& y) { return std::abs(x.effect) > std::abs(y.effect); });
    std::string text;
    text.reserve(letters_.size() + 2 * count_);
    for (const Said& reason : said) {
      text += text.empty() ? "" : "; ";
      text.append(letters_, reason.start, reason.end - reason.start);
    }
    return text;
  }

 private:
  struct Said {
    double effect = 0;
    std::size_t start = 0;
    std::size_t end = 0;
  };
  std::string letters_;
  std::array<Said, feature_count + 2> effects_;
  std::size_t count_ = 0;
};

/// Words found in both names ("yug ~ iug" where they are not written alike), rarest first.
void add_words_in_common(const Reading& a, const Reading& b, const Alignment& alignment,
                         Reasons& reasons) {
  constexpr std::size_t shown = 4;
  std::array<Alignment::Pair, most_tokens> pairs;
  const std::size_t count = std::min(alignment.pairs.size(), pairs.size());
  std::copy_n(alignment.pairs.begin(), count, pairs.begin());
  std::ranges::stable_sort(std::span(pairs).first(count), [&](const auto& x, const auto& y) {
    return a.tokens[x.a].weight > a.tokens[y.a].weight;
  });
  for (const auto& pair : std::span(pairs).first(std::min(count, shown))) {
    const std::string_view left = a.tokens[pair.a].text;
    const std::string_view right = b.tokens[pair.b].text;
    reasons.add_to_list(left);
    if (left != right) {
      reasons.add(" ~ ");
      reasons.add(right);
    }
  }
}

bool is_left(float share) { return share >= nearly_same; }

void add_words_left(const Reading& reading, const std::vector<float>& left, Reasons& reasons) {
  for (std::size_t i = 0; i < left.size(); ++i) {
    if (is_left(left[i])) {
      reasons.add_to_list(reading.tokens[i].text);
    }
  }
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
               const Alignment& alignment, Reasons& reasons) {
  double for_words = 0;
  double for_rest = 0;
  for (std::size_t i = 0; i < feature_count; ++i) {
    const double effect =
        FeatureTable::get().weight(static_cast<Feature>(i)) * comparison.features[i];
    for_words += about_words(static_cast<Feature>(i)) ? effect : 0;
    for_rest += about_rest(static_cast<Feature>(i)) ? effect : 0;
  }
  if (!alignment.pairs.empty()) {
    reasons.begin(for_words);
    reasons.add("words in common: ");
    add_words_in_common(a, b, alignment, reasons);
  } else if (alignment.agreed > 0) {
    reasons.begin(for_words);
    reasons.add("the same words, written together or apart");
  }
  const bool only_a = std::ranges::any_of(alignment.left_a, is_left);
  const bool only_b = std::ranges::any_of(alignment.left_b, is_left);
  if (only_a || only_b) {
    reasons.begin(for_rest);
    reasons.add("only in one: ");
    add_words_left(a, alignment.left_a, reasons);
    reasons.add(only_a && only_b ? " / only in the other: " : "");
    add_words_left(b, alignment.left_b, reasons);
  }
}

}  // namespace

Comparison compared(const PreparedName& a, const PreparedName& b, Alignment& alignment) {
  Comparison best;
  Alignment another;
  bool first = true;
  for (std::size_t i = 0; i < a.readings.size(); ++i) {
    for (std::size_t j = 0; j < b.readings.size(); ++j) {
      Alignment& tried = first ? alignment : another;
      align(a.readings[i], b.readings[j], tried);
      Features values = features(a.readings[i], b.readings[j], tried);
      add_circumstances(a, b, values);
      const double log_odds = FeatureTable::get().log_odds(values);
      if (first || log_odds > best.log_odds) {
        best = {log_odds, values, i, j};
        if (!first) {
          std::swap(alignment, another);
        }
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

std::string explained(const PreparedName& a, const PreparedName& b, const Comparison& comparison,
                      const Alignment& alignment) {
  static thread_local Reasons reasons;  // its memory is used again
  reasons.clear();
  say_words(a.readings[comparison.reading_a], b.readings[comparison.reading_b], comparison,
            alignment, reasons);
  const FeatureTable& table = FeatureTable::get();
  for (std::size_t i = 0; i < feature_count; ++i) {
    const auto feature = static_cast<Feature>(i);
    const double effect = table.weight(feature) * comparison.features[i];
    const bool words = about_words(feature) || about_rest(feature) || feature == Feature::spelling;
    if (!words && std::abs(effect) >= worth_saying) {
      reasons.begin(effect);
      reasons.add(table.description(feature));
    }
  }
  return reasons.none() ? "spelt alike" : reasons.all();
}

NameCandidate candidate(const PreparedName& a, const PreparedName& b, const ListedName& listed,
                        const Comparison& comparison, const Alignment& alignment,
                        const Thresholds& thresholds) {
  const FeatureTable& table = FeatureTable::get();
  return {listed.id,
          std::string(listed.name),
          std::string(listed.tag),
          table.score(comparison.log_odds),
          table.probability(comparison.log_odds),
          decided(comparison.log_odds, thresholds),
          explained(a, b, comparison, alignment)};
}

NameCandidate compare(const NameRecord& query, const NameRecord& listed) {
  const PreparedName a = prepared(query.name, query.country, query.identifier);
  const PreparedName b = prepared(listed.name, listed.country, listed.identifier);
  if (a.readings.empty() || b.readings.empty()) {
    return {
        listed.id, listed.name, listed.tag, 0, 0, Decision::no, "no letters or digits to compare"};
  }
  Alignment alignment;
  const Comparison comparison = compared(a, b, alignment);
  return candidate(a, b, {listed.id, listed.name, listed.tag}, comparison, alignment,
                   FeatureTable::get().thresholds({}));
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
