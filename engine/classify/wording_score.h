#pragma once

#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "classify/term_table.h"

namespace headwater {

/// data/classification_settings.csv.
struct ClassificationSettings {
  double code_floor = 0;
  double known_share = 0;
  double label_weight = 0;
  double position_decay = 0;
  double purpose_weight = 0;
  double temperature = 0;
  double title_similarity = 0;
};
ClassificationSettings classification_settings(Connection& connection);

/// A kind of purchase found in a wording: by which term, and how far from its beginning.
struct ConceptHit {
  std::size_t position = 0;
  std::string term;
};

struct WordingScore {
  DivisionScores scores{};                   ///< log weights, not yet divided by the temperature
  std::map<std::uint16_t, ConceptHit> hits;  ///< by concept
  double known_share = 0;                    ///< of the wording's letter runs
};

/// Adds up what the words of a wording say: each kind of purchase once, each word's runs once.
class WordingScorer {
 public:
  WordingScorer(const TermTable& terms, const ClassificationSettings& settings)
      : terms_(terms), settings_(settings) {}
  WordingScore score(const std::vector<std::u32string>& words);

 private:
  /// What one word says, wherever it stands.
  struct WordMeaning {
    std::vector<std::pair<std::uint16_t, std::string>> concepts;
    std::vector<std::uint16_t> phrase_parts;
    DivisionScores runs{};
    std::size_t runs_known = 0;
    std::size_t runs_all = 0;
  };
  std::size_t take_purpose(WordingScore& result) const;
  DivisionScores add_concepts(std::size_t purpose, WordingScore& result) const;
  const WordMeaning& meaning(const std::u32string& word);
  void read_terms(std::u32string_view marked, WordMeaning& found) const;
  void read_runs(std::u32string_view marked, WordMeaning& found) const;
  void find_concepts(const std::vector<std::u32string>& words, WordingScore& result);
  void find_phrases(const std::map<std::uint16_t, std::size_t>& last_positions,
                    WordingScore& result) const;
  void add_labels(const std::vector<std::u32string>& words, WordingScore& result);

  const TermTable& terms_;
  ClassificationSettings settings_;
  std::unordered_map<std::u32string, WordMeaning> met_;
};

}  // namespace headwater
