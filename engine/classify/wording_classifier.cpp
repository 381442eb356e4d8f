#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "classify/classify.h"
#include "classify/commodity_titles.h"
#include "classify/term_table.h"
#include "classify/wording_score.h"
#include "classify/words.h"

namespace headwater {
namespace {

constexpr std::size_t terms_named = 3;     // in a reason
constexpr std::size_t other_words = 2;     // beside "various" that name something, if unknown
constexpr std::size_t shortest_named = 4;  // letters of such a word
constexpr std::string_view unspecified_name = "unspecified";

/// Division -> probability, by the scores over the temperature.
DivisionScores probabilities(const DivisionScores& scores, double temperature) {
  const double highest = *std::ranges::max_element(scores);
  DivisionScores weights{};
  std::ranges::transform(scores, weights.begin(),
                         [&](double score) { return std::exp((score - highest) / temperature); });
  const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
  std::ranges::for_each(weights, [sum](double& weight) { weight /= sum; });
  return weights;
}

/// Told from the letters or by a kind of purchase; "unspecified goods" tells nothing, "billboards
/// in various places" does.
bool tells_something(const TermTable& terms, const WordingScore& score,
                     const std::vector<std::u32string>& words, double known_share) {
  const auto named_words = static_cast<std::size_t>(
      std::ranges::count_if(words, [](const auto& word) { return word.size() >= shortest_named; }));
  const bool has_others = named_words >= score.hits.size() + other_words;
  bool unspecified = false;
  bool named = false;
  for (const auto& [meaning, hit] : score.hits) {
    const Concept& found = terms.concepts()[meaning];
    unspecified = unspecified || (found.name == unspecified_name && !has_others);
    named = named || (found.name != unspecified_name && found.spoken.size() <= few_divisions);
  }
  return named || (!unspecified && (!score.hits.empty() || score.known_share >= known_share));
}

/// The most probable divisions, best first; their weights sum to 1.
std::vector<DivisionCandidate> best(const std::vector<std::string>& divisions,
                                    const DivisionScores& weights, std::size_t keep) {
  std::array<std::uint8_t, division_count> order{};
  std::iota(order.begin(), order.end(), std::uint8_t{0});
  std::ranges::stable_sort(order, std::greater{}, [&](std::uint8_t n) { return weights[n]; });
  std::vector<DivisionCandidate> candidates;
  double sum = 0;
  for (std::size_t rank = 0; rank < std::min(keep, division_count); ++rank) {
    candidates.push_back({divisions[order[rank]], weights[order[rank]], {}, {}});
    sum += candidates.back().weight;
  }
  std::ranges::for_each(candidates, [sum](DivisionCandidate& found) { found.weight /= sum; });
  return candidates;
}

/// A term that speaks for a division.
struct Voice {
  double weight;
  const std::string* term;
  const std::string* cpv_prefix;
};

/// Strongest first.
std::vector<Voice> voices_for(const TermTable& terms, const WordingScore& score,
                              std::uint8_t division) {
  std::vector<Voice> voices;
  for (const auto& [meaning, hit] : score.hits) {
    for (const Concept::Spoken& spoken : terms.concepts()[meaning].spoken) {
      if (spoken.division == division) {
        voices.push_back({spoken.weight, &hit.term, &spoken.cpv_prefix});
      }
    }
  }
  std::ranges::stable_sort(voices, std::greater{}, &Voice::weight);
  return voices;
}

/// The term whose kind of purchase is most often found in the division though it speaks for
/// another.
std::string near_term(const TermTable& terms, const WordingScore& score, std::uint8_t division) {
  double most = 0;
  std::string term;
  for (const auto& [meaning, hit] : score.hits) {
    for (const Concept::Near& near : terms.concepts()[meaning].near) {
      if (near.division == division && near.weight > most) {
        most = near.weight;
        term = hit.term;
      }
    }
  }
  return term;
}

/// Names the terms that speak for the candidate's division, and the finest prefix they speak for.
void explain(const std::vector<Voice>& voices, const std::string& near,
             DivisionCandidate& candidate) {
  candidate.cpv_prefix = voices.empty() ? candidate.cpv_division : *voices.front().cpv_prefix;
  if (!candidate.reason.empty()) {
    return;
  }
  for (std::size_t n = 0; n < std::min(voices.size(), terms_named); ++n) {
    candidate.reason += (n == 0 ? "terms: " : ", ") + *voices[n].term;
  }
  if (voices.empty()) {
    candidate.reason =
        near.empty() ? "letters in common with the CPV labels" : "bought under it too: " + near;
  }
}

}  // namespace

struct WordingClassifier::Model {
  Model(Connection& connection, const std::filesystem::path& data)
      : settings(classification_settings(connection)),
        terms(connection, data),
        titles(connection, settings.title_similarity),
        scorer(terms, settings) {}

  ClassificationSettings settings;
  TermTable terms;
  CommodityTitles titles;
  WordingScorer scorer;
};

WordingClassifier::WordingClassifier(Connection& connection, const std::filesystem::path& data)
    : model_(std::make_unique<Model>(connection, data)) {}

WordingClassifier::~WordingClassifier() = default;

std::vector<DivisionCandidate> WordingClassifier::classify(std::string_view wording,
                                                           std::size_t keep) const {
  const std::vector<std::u32string> words = words_of(wording);
  if (words.empty()) {
    return {};
  }
  const WordingScore score = model_->scorer.score(words);
  std::vector<DivisionCandidate> candidates = model_->titles.find(words);
  if (candidates.empty() &&
      tells_something(model_->terms, score, words, model_->settings.known_share)) {
    candidates = best(model_->terms.divisions(),
                      probabilities(score.scores, model_->settings.temperature), keep);
  }
  for (DivisionCandidate& candidate : candidates) {
    const std::uint8_t division = model_->terms.division(candidate.cpv_division);
    explain(voices_for(model_->terms, score, division), near_term(model_->terms, score, division),
            candidate);
  }
  return candidates;
}

}  // namespace headwater
