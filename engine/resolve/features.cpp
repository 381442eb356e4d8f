#include "resolve/features.h"

#include <algorithm>
#include <cmath>
#include <string_view>

#include "base/error.h"
#include "resolve/embedded_table.h"

namespace headwater {

std::string_view embedded_name_features_csv();

namespace {

constexpr float highest_weight = 8.5F;  // of a word not in the table of words
constexpr float telling_weight = 3;     // of words in fewer than two of a hundred names
constexpr std::size_t shortest_identifier = 5;

double logistic(double x) { return 1 / (1 + std::exp(-x)); }

/// Weight left over on one side, and the heaviest word of it.
struct Rest {
  float weight = 0;
  float heaviest = 0;
};

Rest rest(const Reading& reading, const std::vector<float>& left) {
  Rest rest;
  for (std::size_t i = 0; i < left.size(); ++i) {
    const float weight = reading.tokens[i].weight * left[i];
    rest.weight += weight;
    rest.heaviest = std::max(rest.heaviest, weight);
  }
  return rest;
}

/// Dice coefficient of the letter pairs.
double spelling(const Reading& a, const Reading& b) {
  std::size_t common = 0;
  auto i = a.bigrams.begin();
  for (auto j = b.bigrams.begin(); i != a.bigrams.end() && j != b.bigrams.end();) {
    if (*i == *j) {
      ++common;
      ++i;
      ++j;
    } else {
      *i < *j ? ++i : ++j;
    }
  }
  return 2.0 * static_cast<double>(common) /
         static_cast<double>(a.bigrams.size() + b.bigrams.size());
}

bool is_acronym(const Reading& a, const Reading& b) {
  if (a.tokens.size() != 1 || b.tokens.size() < 2) {
    return false;
  }
  const std::string& word = a.tokens.front().text;
  return word.size() >= 3 && (word == b.initials || word == b.initials_with_form);
}

/// Words in common that are not everyday ones.
std::size_t telling_words(const Reading& reading, const std::vector<float>& left) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < left.size(); ++i) {
    count += left[i] < 0.5F && reading.tokens[i].weight >= telling_weight;
  }
  return count;
}

bool numbers_left(const Reading& reading, const std::vector<float>& left) {
  for (std::size_t i = 0; i < left.size(); ++i) {
    if (reading.tokens[i].numeric && left[i] == 1) {
      return true;
    }
  }
  return false;
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
  const Rest rest_a = rest(a, alignment.left_a);
  const Rest rest_b = rest(b, alignment.left_b);
  const float both = a.weight + b.weight;
  set(Feature::covered, std::min(1.F, 2 * alignment.agreed / both));
  set(Feature::covered_shorter,
      std::max(1 - rest_a.weight / a.weight, 1 - rest_b.weight / b.weight));
  set(Feature::spelling, spelling(a, b));
  set(Feature::information, std::log1p(alignment.agreed) / 4);
  set(Feature::contradiction, 2 * std::min(rest_a.weight, rest_b.weight) / both);
  set(Feature::rare_contradiction, std::min(rest_a.heaviest, rest_b.heaviest) / highest_weight);
  set(Feature::omission, std::abs(rest_a.weight - rest_b.weight) / both);
  const bool numbers_a = numbers_left(a, alignment.left_a);
  const bool numbers_b = numbers_left(b, alignment.left_b);
  set(Feature::number_conflict, numbers_a && numbers_b);
  set(Feature::number_missing, numbers_a != numbers_b);
  const bool stated = a.kind != LegalKind::unstated && b.kind != LegalKind::unstated;
  set(Feature::form_same, stated && a.form == b.form);
  set(Feature::form_conflict, stated && a.kind != b.kind);
  set(Feature::acronym, is_acronym(a, b) || is_acronym(b, a));
  set(Feature::one_word,
      std::max(telling_words(a, alignment.left_a), telling_words(b, alignment.left_b)) < 2);
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
