#include "classify/wording_score.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <set>

#include "base/error.h"
#include "classify/words.h"

namespace headwater {
namespace {

constexpr std::size_t shortest_term = 3;        // the marks at both ends included
constexpr double near_margin = 0.3;             // log weight between the best division and one near
constexpr std::size_t shortest_label_word = 3;  // as tools/reference/classification_terms.py

double setting(Connection& connection, const std::string& key) {
  const auto value = connection.number(
      "SELECT CAST(value AS DOUBLE) FROM reference.classification_settings WHERE key = ?", {key});
  if (!value) {
    throw Error(fmt::format("data/classification_settings.csv: the key {} is missing", key));
  }
  return *value;
}

void keep_first(WordingScore& result, std::uint16_t meaning, ConceptHit hit) {
  const auto [known, is_new] = result.hits.try_emplace(meaning, hit);
  if (!is_new && hit.position < known->second.position) {
    known->second = std::move(hit);
  }
}

double mean(const DivisionScores& scores) {
  return std::accumulate(scores.begin(), scores.end(), 0.0) / division_count;
}

double deviation(const DivisionScores& scores, double mean) {
  double squares = 0;
  for (const double score : scores) {
    squares += (score - mean) * (score - mean);
  }
  return std::sqrt(squares / division_count);
}

/// A division that is only near what was named comes close to the best one, never before it.
void raise_near(const DivisionScores& near, DivisionScores& scores) {
  const double limit = *std::ranges::max_element(scores) - near_margin;
  for (std::size_t division = 0; division < division_count; ++division) {
    scores[division] =
        std::max(scores[division], std::min(scores[division] + near[division], limit));
  }
}

}  // namespace

ClassificationSettings classification_settings(Connection& connection) {
  return {.code_floor = setting(connection, "code_floor"),
          .known_share = setting(connection, "known_share"),
          .label_weight = setting(connection, "label_weight"),
          .position_decay = setting(connection, "position_decay"),
          .purpose_weight = setting(connection, "purpose_weight"),
          .temperature = setting(connection, "temperature"),
          .title_similarity = setting(connection, "title_similarity")};
}

WordingScore WordingScorer::score(const std::vector<std::u32string>& words) {
  WordingScore result;
  result.scores = terms_.prior();
  find_concepts(words, result);
  const DivisionScores near = add_concepts(take_purpose(result), result);
  add_labels(words, result);
  raise_near(near, result.scores);
  return result;
}

/// Place of the first word such as "for" after a kind of purchase; past the end where there is
/// none.
std::size_t WordingScorer::take_purpose(WordingScore& result) const {
  std::size_t purpose = std::numeric_limits<std::size_t>::max();
  if (const auto found = result.hits.find(terms_.purpose()); found != result.hits.end()) {
    purpose = found->second.position;
    result.hits.erase(found);
  }
  const bool follows = std::ranges::any_of(
      result.hits, [purpose](const auto& hit) { return hit.second.position < purpose; });
  return follows ? purpose : std::numeric_limits<std::size_t>::max();
}

/// Gives back what the kinds of purchase say for divisions near their own: the most of any.
DivisionScores WordingScorer::add_concepts(std::size_t purpose, WordingScore& result) const {
  DivisionScores near{};
  for (const auto& [meaning, hit] : result.hits) {
    const double weight = (hit.position > purpose ? settings_.purpose_weight : 1) /
                          (1 + settings_.position_decay * static_cast<double>(hit.position));
    const Concept& found = terms_.concepts()[meaning];
    for (const Concept::Spoken& spoken : found.spoken) {
      result.scores[spoken.division] += spoken.weight * weight;
    }
    for (const Concept::Near& other : found.near) {
      near[other.division] = std::max(near[other.division], other.weight * weight);
    }
  }
  return near;
}

void WordingScorer::find_concepts(const std::vector<std::u32string>& words, WordingScore& result) {
  std::map<std::uint16_t, std::size_t> last_positions;
  for (std::size_t position = 0; position < words.size(); ++position) {
    const WordMeaning& found = meaning(words[position]);
    for (const auto& [concept_index, term] : found.concepts) {
      keep_first(result, concept_index, {position, term});
    }
    for (const std::uint16_t part : found.phrase_parts) {
      last_positions[part] = position;
    }
  }
  find_phrases(last_positions, result);
}

void WordingScorer::find_phrases(const std::map<std::uint16_t, std::size_t>& last_positions,
                                 WordingScore& result) const {
  if (last_positions.size() < 2) {
    return;
  }
  std::vector<std::uint16_t> begun;
  for (const auto& [part, position] : last_positions) {
    const auto with_first = terms_.phrases_with_first(part);
    begun.insert(begun.end(), with_first.begin(), with_first.end());
  }
  std::ranges::sort(begun);  // the first phrase of a kind is the one named
  for (const std::uint16_t place : begun) {
    const Phrase& phrase = terms_.phrases()[place];
    std::set<std::size_t> positions;
    for (const std::uint16_t part : phrase.parts) {
      const auto found = last_positions.find(part);
      if (found == last_positions.end()) {
        break;
      }
      positions.insert(found->second);
    }
    if (positions.size() < phrase.parts.size()) {
      continue;
    }
    for (const std::uint16_t meaning : phrase.concepts) {
      keep_first(result, meaning, {*positions.begin(), phrase.text});
    }
  }
}

void WordingScorer::add_labels(const std::vector<std::u32string>& words, WordingScore& result) {
  const std::set<std::u32string> distinct(words.begin(), words.end());
  DivisionScores sum{};
  std::size_t known = 0;
  std::size_t all = 0;
  for (const std::u32string& word : distinct) {
    const WordMeaning& found = meaning(word);
    for (std::size_t division = 0; division < division_count; ++division) {
      sum[division] += found.runs[division];
    }
    known += found.runs_known;
    all += found.runs_all;
  }
  result.known_share = all == 0 ? 0 : static_cast<double>(known) / static_cast<double>(all);
  const double centre = mean(sum);
  const double spread = deviation(sum, centre);
  if (spread <= 0) {
    return;
  }
  // Long and short wordings weigh the same; one that is half unknown weighs half.
  const double scale = settings_.label_weight * result.known_share / spread;
  for (std::size_t division = 0; division < division_count; ++division) {
    result.scores[division] += (sum[division] - centre) * scale;
  }
}

const WordingScorer::WordMeaning& WordingScorer::meaning(const std::u32string& word) {
  const auto [known, is_new] = met_.try_emplace(word);
  if (is_new) {
    const std::u32string marked = U"_" + word + U"_";
    read_terms(marked, known->second);
    if (word.size() >= shortest_label_word) {
      read_runs(marked, known->second);
    }
  }
  return known->second;
}

void WordingScorer::read_terms(std::u32string_view marked, WordMeaning& found) const {
  std::map<std::uint16_t, std::u32string_view> longest;
  std::set<std::uint16_t> parts;
  for (std::size_t begin = 0; begin + shortest_term <= marked.size(); ++begin) {
    const std::size_t limit = std::min(terms_.longest_term(), marked.size() - begin);
    for (std::size_t length = shortest_term; length <= limit; ++length) {
      const TermMeaning* meaning = terms_.term(marked.substr(begin, length));
      if (meaning == nullptr) {
        continue;
      }
      for (const std::uint16_t concept_index : meaning->concepts) {
        std::u32string_view& term = longest[concept_index];
        term = term.size() < length ? marked.substr(begin, length) : term;
      }
      parts.insert(meaning->phrase_parts.begin(), meaning->phrase_parts.end());
    }
  }
  for (const auto& [concept_index, term] : longest) {
    found.concepts.emplace_back(concept_index, utf8(term));
  }
  found.phrase_parts.assign(parts.begin(), parts.end());
}

void WordingScorer::read_runs(std::u32string_view marked, WordMeaning& found) const {
  std::set<std::u32string_view> runs;
  for (std::size_t begin = 0; begin == 0 || begin + run_length <= marked.size(); ++begin) {
    runs.insert(marked.substr(begin, run_length));
  }
  found.runs_all = runs.size();
  for (const std::u32string_view run : runs) {
    const auto weights = terms_.run(run);
    found.runs_known += weights.empty() ? 0 : 1;
    for (const DivisionWeight& spoken : weights) {
      found.runs[spoken.division] += static_cast<double>(spoken.weight);
    }
  }
}

}  // namespace headwater
