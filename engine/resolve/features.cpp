#include "resolve/features.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <string_view>

#include "base/error.h"
#include "resolve/embedded_table.h"

namespace headwater {

std::string_view embedded_name_features_csv();
std::string_view embedded_name_thresholds_csv();

namespace {

constexpr float highest_weight = 8.5F;  // of a word not in the table of words
constexpr float telling_weight = 3;     // of words in fewer than two of a hundred names
constexpr float hardly_matched = 0.6F;  // of a word's weight, without a counterpart
constexpr std::size_t shortest_identifier = 5;

double logistic(double x) { return 1 / (1 + std::exp(-x)); }

/// Dice coefficient of the letter pairs.
double spelling(const Reading& a, const Reading& b) {
  std::size_t common = 0;
  const std::uint16_t* i = a.bigrams.data();
  const std::uint16_t* j = b.bigrams.data();
  const std::uint16_t* const end_i = i + a.bigrams.size();
  const std::uint16_t* const end_j = j + b.bigrams.size();
  while (i != end_i && j != end_j) {  // no branch to guess wrong
    const std::uint16_t x = *i;
    const std::uint16_t y = *j;
    common += x == y;
    i += x <= y;
    j += y <= x;
  }
  return 2.0 * static_cast<double>(common) /
         static_cast<double>(a.bigrams.size() + b.bigrams.size());
}

/// One name is the initials of the other: three letters may be anyone's, five are hardly a chance.
double acronym(const Reading& a, const Reading& b) {
  if (a.tokens.size() != 1 || b.tokens.size() < 2) {
    return 0;
  }
  const std::string_view word = a.tokens.front().text;
  const bool is = word.size() >= 3 && (word == b.initials || word == b.initials_with_form);
  return is ? std::min(1.0, static_cast<double>(word.size() - 1) / 4) : 0;
}

/// What became of one name's words.
struct Fate {
  float lost = 0;           ///< weight that is not found in the other name
  std::size_t telling = 0;  ///< words in common that are not everyday ones
  bool words = false;       ///< of what found no counterpart at all
  bool places = false;
  bool numbers = false;  ///< other than 1: "Fund I" is also written "Fund"
  bool number_left = false;
};

Fate fate(const Reading& reading, const std::vector<float>& left) {
  Fate found;
  for (std::size_t i = 0; i < left.size(); ++i) {
    const NameToken& token = reading.tokens[i];
    found.lost += token.weight * left[i];
    found.telling += left[i] < 0.5F && token.weight >= telling_weight;
    found.number_left |= left[i] == 1 && token.numeric;
    if (left[i] >= hardly_matched) {
      found.words |= !token.small && !token.place && !token.numeric;
      found.places |= token.place;
      found.numbers |= token.numeric && token.text != "1";
    }
  }
  return found;
}

/// Numbers left over on both sides that are one stroke apart as they are written: "VII", "VIII".
bool numbers_near(const Reading& a, const Reading& b, const Alignment& alignment) {
  for (std::size_t i = 0; i < a.tokens.size(); ++i) {
    for (std::size_t j = 0; j < b.tokens.size(); ++j) {
      if (a.tokens[i].numeric && b.tokens[j].numeric && alignment.left_a[i] == 1 &&
          alignment.left_b[j] == 1 && edits(a.tokens[i].written, b.tokens[j].written, 1) <= 1) {
        return true;
      }
    }
  }
  return false;
}

/// Weight of the most telling word in common.
float best_in_common(const Reading& a, const Reading& b, const Alignment& alignment) {
  float best = 0;
  for (const auto& pair : alignment.pairs) {
    const float weight = (a.tokens[pair.a].weight + b.tokens[pair.b].weight) / 2;
    best = std::max(best, weight * pair.similarity);
  }
  return best;
}

/// Is any country of one list in the other? Lists of codes of one length with ";" between.
bool share_a_country(std::string_view a, std::string_view b) {
  for (std::size_t start = 0; start < a.size();) {
    const std::size_t end = std::min(a.find(';', start), a.size());
    if (end > start && b.find(a.substr(start, end - start)) != std::string_view::npos) {
      return true;
    }
    start = end + 1;
  }
  return false;
}

void set_numbers(const Reading& a, const Reading& b, const Alignment& alignment, const Fate& of_a,
                 const Fate& of_b, Features& result) {
  const auto set = [&](Feature feature, bool value) {
    result[static_cast<std::size_t>(feature)] = value;
  };
  const bool near = of_a.number_left && of_b.number_left && numbers_near(a, b, alignment);
  set(Feature::number_conflict, of_a.number_left && of_b.number_left && !near);
  set(Feature::number_near, near);
  set(Feature::number_missing,
      of_a.number_left != of_b.number_left && (of_a.numbers || of_b.numbers));
}

}  // namespace

std::string settled_identifier(std::string_view identifier) {
  std::string kept;
  std::size_t digits = 0;
  for (const char c : identifier) {
    const bool digit = c >= '0' && c <= '9';
    const bool letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    if (digit || letter) {
      kept += digit || c < 'a' ? c : static_cast<char>(c - 'a' + 'A');
      digits += digit && c != '0';
    }
  }
  return kept.size() >= shortest_identifier && digits >= 2 ? kept : "";
}

PreparedName prepared(std::string_view name, const std::optional<std::string>& country,
                      const std::optional<std::string>& identifier) {
  return {readings(name), country.value_or(""), settled_identifier(identifier.value_or(""))};
}

Features features(const Reading& a, const Reading& b, const Alignment& alignment) {
  Features result{};
  const auto set = [&](Feature feature, double value) {
    result[static_cast<std::size_t>(feature)] = value;
  };
  const Fate of_a = fate(a, alignment.left_a);
  const Fate of_b = fate(b, alignment.left_b);
  set(Feature::covered, std::min(1.F, 2 * alignment.agreed / (a.weight + b.weight)));
  set(Feature::covered_shorter, 1 - std::min(of_a.lost / a.weight, of_b.lost / b.weight));
  set(Feature::spelling, spelling(a, b));
  set(Feature::information, std::log1p(alignment.agreed) / 4);
  set(Feature::best_word, best_in_common(a, b, alignment) / highest_weight);
  set(Feature::word_conflict, of_a.words && of_b.words);
  set(Feature::word_missing, of_a.words != of_b.words);
  set(Feature::place_conflict, of_a.places && of_b.places);
  set(Feature::place_missing, of_a.places != of_b.places);
  set_numbers(a, b, alignment, of_a, of_b, result);
  const bool stated = a.kind != LegalKind::unstated && b.kind != LegalKind::unstated;
  set(Feature::form_same, stated && a.form == b.form);
  set(Feature::form_conflict, stated && a.kind != b.kind);
  set(Feature::acronym, std::max(acronym(a, b), acronym(b, a)));
  set(Feature::one_word, std::max(of_a.telling, of_b.telling) < 2);
  return result;
}

void add_circumstances(const PreparedName& a, const PreparedName& b, Features& result) {
  const auto set = [&](Feature feature, bool value) {
    result[static_cast<std::size_t>(feature)] = value;
  };
  if (!a.countries.empty() && !b.countries.empty()) {
    const bool shared = share_a_country(a.countries, b.countries);
    set(Feature::country_same, shared);
    set(Feature::one_word, false);
    set(Feature::country_conflict, !shared);
  }
  if (!a.identifier.empty() && !b.identifier.empty()) {
    set(Feature::identifier_same, a.identifier == b.identifier);
    set(Feature::identifier_conflict, a.identifier != b.identifier);
  }
}

const FeatureTable& FeatureTable::get() {
  static const FeatureTable table;
  return table;
}

FeatureTable::FeatureTable() {
  std::size_t next = 0;
  for_each_record(embedded_name_features_csv(), [&](const auto& fields) {
    const double weight = std::stod(std::string(fields[1]));
    if (fields[0] == "intercept") {
      intercept_ = weight;
    } else if (fields[0] == "match_from") {
      match_ = weight;
    } else if (fields[0] == "possible_from") {
      possible_ = weight;
    } else if (fields[0] == "merge_from") {
      merge_ = weight;
    } else if (fields[0] == "near_merge_from") {
      near_merge_ = weight;
    } else if (fields[0] == "calibration_slope") {
      slope_ = weight;
    } else if (fields[0] == "calibration_offset") {
      offset_ = weight;
    } else if (fields[0] == "base_rate_shift") {
      base_rate_ = weight;
    } else if (next < feature_count) {
      weights_[next] = weight;
      descriptions_[next++] = fields[2];
    }
  });
  if (next != feature_count) {
    throw Error("data/name_features.csv does not hold the features this program compares");
  }
  read_rates();
}

void FeatureTable::read_rates() {
  for_each_record(embedded_name_thresholds_csv(), [&](const auto& fields) {
    const Rate rate{std::stod(std::string(fields[0])), std::stod(std::string(fields[1]))};
    if (!rates_.empty() && (rate.false_alarms <= rates_.back().false_alarms ||
                            rate.log_odds > rates_.back().log_odds)) {
      throw Error(
          "data/name_thresholds.csv: rates of false alarms must rise and their log-odds fall");
    }
    rates_.push_back(rate);
    labelled_names_ = fields[2];
  });
  if (rates_.empty() || rates_.front().false_alarms <= 0) {
    throw Error("data/name_thresholds.csv holds no rates of false alarms");
  }
}

double FeatureTable::threshold(double false_alarms) const {
  constexpr double rounding = 1e-9;
  if (!(false_alarms >= rates_.front().false_alarms * (1 - rounding))) {
    throw Error(fmt::format(
        "a share of false alarms of {:g}% cannot be told from the {} labelled names it is known "
        "by; ask for {:g}% or more, or for none: the decisions made without it are stricter still",
        100 * false_alarms, labelled_names_, 100 * rates_.front().false_alarms));
  }
  const auto next = std::ranges::find_if(
      rates_, [&](const Rate& rate) { return rate.false_alarms >= false_alarms; });
  if (next == rates_.begin() || next == rates_.end()) {
    return next == rates_.end() ? rates_.back().log_odds : next->log_odds;
  }
  const Rate& before = *std::prev(next);
  const double way = std::log(false_alarms / before.false_alarms) /
                     std::log(next->false_alarms / before.false_alarms);
  return std::lerp(before.log_odds, next->log_odds, way);
}

Thresholds FeatureTable::thresholds(const std::optional<double>& false_alarms) const {
  const double match = false_alarms ? threshold(*false_alarms) : match_;
  return {match, std::min(match, possible_)};
}

double FeatureTable::log_odds(const Features& values) const {
  double sum = intercept_;
  for (std::size_t i = 0; i < feature_count; ++i) {
    sum += weights_[i] * values[i];
  }
  return sum;
}

double FeatureTable::score(double log_odds) const {
  constexpr double stretch = 2;  // so that the best names differ in more than their last digits
  return logistic((log_odds - possible_) / stretch + 0.5);
}

double FeatureTable::probability(double log_odds) const {
  return logistic(base_rate_ + offset_ + slope_ * log_odds);
}

}  // namespace headwater
