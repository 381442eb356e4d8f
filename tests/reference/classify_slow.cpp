#include "reference/classify_slow.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <vector>

#include "classify/wording_score.h"
#include "classify/words.h"

namespace headwater {
namespace {

struct Entry {
  std::u32string term;
  std::string concept_name;
  std::string division;
  double weight = 0;
};

std::vector<Entry> read_entries(Connection& connection, const std::filesystem::path& data) {
  Rows rows = connection.query(
      "SELECT coalesce(term, ''), coalesce(concept, ''), coalesce(division, ''), "
      "coalesce(CAST(weight AS DOUBLE), 0) FROM read_parquet(" +
      sql_text((data / "classification_terms.parquet").string()) + ") ORDER BY ALL");
  std::vector<Entry> entries;
  while (rows.next()) {
    const Row& row = rows.row();
    entries.push_back({folded_term(row.text(0).value()), std::string(row.text(1).value()),
                       std::string(row.text(2).value()), row.number(3).value()});
  }
  return entries;
}

std::vector<std::u32string> marked_words(std::string_view wording) {
  std::vector<std::u32string> words = words_of(wording);
  std::ranges::for_each(words, [](std::u32string& word) { word = U"_" + word + U"_"; });
  return words;
}

/// Position at which a term counts; -1 where it is not found. The parts of a phrase must stand in
/// different words, each read at its last place.
int position_of(const std::u32string& term, const std::vector<std::u32string>& words) {
  if (term.find(U'+') == std::u32string::npos) {
    const auto found = std::ranges::find_if(
        words, [&](const auto& word) { return word.find(term) != std::u32string::npos; });
    return found == words.end() ? -1 : static_cast<int>(found - words.begin());
  }
  std::set<int> positions;
  std::size_t parts = 0;
  for (std::size_t begin = 0; begin <= term.size(); ++parts) {
    const std::size_t end = std::min(term.find(U'+', begin), term.size());
    int last = -1;
    for (std::size_t n = 0; n < words.size(); ++n) {
      last = words[n].find(term.substr(begin, end - begin)) != std::u32string::npos
                 ? static_cast<int>(n)
                 : last;
    }
    positions.insert(last);
    begin = end + 1;
  }
  return positions.size() == parts && *positions.begin() >= 0 ? *positions.begin() : -1;
}

using Scores = std::map<std::string, double>;

/// Divisions near the one a concept speaks for most, each with its share of the concept's weight.
/// "supply", said of many divisions, has no one of them.
Scores near_scores(const std::vector<Entry>& entries, const std::string& concept_name) {
  const Entry* strongest = nullptr;
  int count = 0;
  for (const Entry& entry : entries) {
    if (entry.term.empty() && entry.concept_name == concept_name) {
      ++count;
      strongest = strongest == nullptr || entry.weight > strongest->weight ? &entry : strongest;
    }
  }
  Scores near;
  for (const Entry& entry : entries) {
    if (strongest != nullptr && count <= 10 && entry.term.empty() &&
        entry.concept_name == "near_" + strongest->division.substr(0, 2)) {
      near[entry.division] = entry.weight * strongest->weight;
    }
  }
  return near;
}

/// What a concept's weight is multiplied by: less from word to word, and less after "for".
double nearness(const std::map<std::string, int>& first, int position,
                const ClassificationSettings& settings) {
  const auto purpose = first.find("purpose");
  const bool after = purpose != first.end() && position > purpose->second &&
                     std::ranges::any_of(first, [&](const auto& other) {
                       return other.first != "prior" && other.second < purpose->second;
                     });
  return (after ? settings.purpose_weight : 1) / (1 + settings.position_decay * position);
}

void add_dictionary(const std::vector<Entry>& entries, const std::vector<std::u32string>& words,
                    const ClassificationSettings& settings, Scores& scores, Scores& near) {
  std::map<std::string, int> first{{"prior", 0}};
  for (const Entry& entry : entries) {
    const int position =
        entry.term.empty() || entry.concept_name.empty() ? -1 : position_of(entry.term, words);
    if (position >= 0) {
      const auto [known, is_new] = first.emplace(entry.concept_name, position);
      known->second = std::min(known->second, position);
    }
  }
  for (const Entry& entry : entries) {
    const auto found = first.find(entry.concept_name);
    if (entry.term.empty() && found != first.end()) {
      const double weight =
          entry.concept_name == "prior" ? 1 : nearness(first, found->second, settings);
      scores[entry.division.substr(0, 2)] += entry.weight * weight;
    }
  }
  for (const auto& [name, position] : first) {
    for (const auto& [division, weight] : near_scores(entries, name)) {
      near[division] = std::max(near[division], weight * nearness(first, position, settings));
    }
  }
}

/// No division overtakes the best by what is said for divisions near it.
void raise_near(const Scores& near, Scores& scores) {
  const double best =
      std::ranges::max_element(scores, {}, [](const auto& score) { return score.second; })->second;
  for (const auto& [division, more] : near) {
    const double raised = std::min(scores[division] + more, best - 0.3);
    scores[division] = std::max(scores[division], raised);
  }
}

std::set<std::u32string> runs_of(const std::u32string& marked) {
  std::set<std::u32string> runs;
  if (marked.size() < 5) {
    return marked.size() < 5 && marked.size() - 2 >= 3 ? std::set{marked} : runs;
  }
  for (std::size_t at = 0; at + 5 <= marked.size(); ++at) {
    runs.insert(marked.substr(at, 5));
  }
  return marked.size() - 2 >= 3 ? runs : std::set<std::u32string>{};
}

void add_labels(const std::vector<Entry>& entries, const std::vector<std::u32string>& words,
                double weight, Scores& scores) {
  Scores sum;
  std::set<std::u32string> table;
  for (const Entry& entry : entries) {
    if (entry.concept_name.empty()) {
      table.insert(entry.term);
    }
  }
  double known = 0;
  double all = 0;
  for (const std::u32string& word : std::set(words.begin(), words.end())) {
    const std::set<std::u32string> runs = runs_of(word);
    all += static_cast<double>(runs.size());
    known += static_cast<double>(
        std::ranges::count_if(runs, [&](const auto& run) { return table.contains(run); }));
    for (const Entry& entry : entries) {
      if (entry.concept_name.empty() && runs.contains(entry.term)) {
        sum[entry.division] += entry.weight;
      }
    }
  }
  double mean = 0;
  double squares = 0;
  for (const auto& [division, score] : scores) {
    mean += sum[division] / static_cast<double>(scores.size());
  }
  for (const auto& [division, score] : scores) {
    squares += (sum[division] - mean) * (sum[division] - mean);
  }
  const double spread = std::sqrt(squares / static_cast<double>(scores.size()));
  for (auto& [division, score] : scores) {
    score += spread > 0 ? (sum[division] - mean) / spread * weight * known / all : 0;
  }
}

}  // namespace

std::map<std::string, double> classify_slowly(Connection& connection,
                                              const std::filesystem::path& data,
                                              std::string_view wording) {
  const ClassificationSettings settings = classification_settings(connection);
  const std::vector<Entry> entries = read_entries(connection, data);
  const std::vector<std::u32string> words = marked_words(wording);
  Scores scores;
  Rows divisions = connection.query("SELECT division FROM reference.cpv_divisions");
  while (divisions.next()) {
    scores.emplace(divisions.row().text(0).value(), 0.0);
  }
  Scores near;
  add_dictionary(entries, words, settings, scores, near);
  add_labels(entries, words, settings.label_weight, scores);
  raise_near(near, scores);
  double sum = 0;
  for (auto& [division, score] : scores) {
    score = std::exp(score / settings.temperature);
    sum += score;
  }
  for (auto& [division, score] : scores) {
    score /= sum;
  }
  return scores;
}

}  // namespace headwater
