#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "resolve/reading.h"
#include "resolve/token_match.h"

namespace headwater {

/// What a comparison looks at, in the order of data/name_features.csv.
enum class Feature : std::uint8_t {
  covered,          ///< share of the weight of both names found in the other
  covered_shorter,  ///< the same for the name that says less
  spelling,         ///< letters in common, whatever the words
  information,      ///< how much the words in common say
  best_word,        ///< how telling the rarest of them is
  word_conflict,    ///< a whole word in each that the other lacks, common as it may be
  word_missing,     ///< a whole word in one only
  place_conflict,
  place_missing,
  number_conflict,
  number_near,  ///< numbers differ by one stroke: a slip, or the next plant of the same firm
  number_missing,
  form_same,
  form_conflict,
  acronym,   ///< one is the initials of the other
  one_word,  ///< one telling word in common and no country to go by
  country_same,
  country_conflict,
  identifier_same,
  identifier_conflict,
  count
};
constexpr std::size_t feature_count = static_cast<std::size_t>(Feature::count);
using Features = std::array<double, feature_count>;

/// A record ready to be compared.
struct PreparedName {
  std::vector<Reading> readings;
  std::string countries;  ///< ISO alpha-3, ";" between several; "" unknown
  std::string
      identifier;  ///< letters and digits in upper case; "" unknown or too short to settle anything
};
PreparedName prepared(std::string_view name, const std::optional<std::string>& country,
                      const std::optional<std::string>& identifier);

/// An identifier in capital letters and digits; "" where it is too short to settle anything.
std::string settled_identifier(std::string_view identifier);

/// The features of two readings, symmetric.
Features features(const Reading& a, const Reading& b, const Alignment& alignment);
/// Adds what is known beside the names.
void add_circumstances(const PreparedName& a, const PreparedName& b, Features& result);

/// Log-odds from which a pair is possible, or a match.
struct Thresholds {
  double match = 1;
  double possible = 1;
};

/// The tables of weights and thresholds.
class FeatureTable {
 public:
  static const FeatureTable& get();
  double log_odds(const Features& values) const;
  double weight(Feature feature) const { return weights_[static_cast<std::size_t>(feature)]; }
  std::string_view description(Feature feature) const {
    return descriptions_[static_cast<std::size_t>(feature)];
  }
  double score(double log_odds) const;        ///< 0..1, never 1
  double probability(double log_odds) const;  ///< calibrated on screening
  double match_threshold() const { return match_; }
  /// Log-odds from which a pair is a match where at most this share of the names that are on no
  /// list may be one all the same. Throws Error for a share too small to be known.
  double threshold(double false_alarms) const;
  /// By a share of false alarms, or those of data/name_features.csv. What is a match is possible
  /// too.
  Thresholds thresholds(const std::optional<double>& false_alarms) const;
  double possible_threshold() const { return possible_; }
  double merge_threshold() const { return merge_; }
  double near_merge_threshold() const { return near_merge_; }

 private:
  FeatureTable();
  void read_rates();
  std::array<double, feature_count> weights_{};
  std::array<std::string, feature_count> descriptions_;
  double intercept_ = 0;
  double match_ = 1;       ///< log-odds from which a pair is a match
  double possible_ = 1;    ///< log-odds from which it is possible
  double merge_ = 1;       ///< log-odds from which two spellings are one supplier
  double near_merge_ = 1;  ///< log-odds from which a person is asked whether they are
  double slope_ = 1;       ///< of the calibrated log-odds
  double offset_ = 0;
  double base_rate_ = 0;  ///< listed names are rarer in a ledger than in the labelled names
  struct Rate {
    double false_alarms;
    double log_odds;
  };
  std::vector<Rate> rates_;     ///< of data/name_thresholds.csv, the strictest first
  std::string labelled_names_;  ///< on no list; the rates were counted on them
};

}  // namespace headwater
