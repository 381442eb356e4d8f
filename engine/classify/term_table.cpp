#include "classify/term_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/error.h"
#include "classify/words.h"

namespace headwater {
namespace {

// Not kinds of purchase: how usual a division is, where else its goods stand, words such as "for".
constexpr std::string_view prior_name = "prior";
constexpr std::string_view near_name = "near_";
constexpr std::string_view purpose_name = "purpose";

std::string read_parquet(const std::filesystem::path& path) {
  if (!std::filesystem::exists(path)) {
    throw Error(fmt::format("{}: the table of terms is missing; give the data folder with --data",
                            path.string()));
  }
  return fmt::format("read_parquet({})", sql_text(path.string()));
}

}  // namespace

TermTable::TermTable(Connection& connection, const std::filesystem::path& data) {
  const std::string file = read_parquet(data / "classification_terms.parquet");
  read_divisions(connection);
  read_concepts(connection, file);
  read_terms(connection, file);
  read_runs(connection, file);
}

void TermTable::read_divisions(Connection& connection) {
  Rows rows = connection.query("SELECT division FROM reference.cpv_divisions ORDER BY division");
  while (rows.next()) {
    divisions_.emplace_back(rows.row().text(0).value());
  }
  if (divisions_.size() != division_count) {
    throw Error(fmt::format("data/cpv_divisions.csv: {} divisions, expected {}", divisions_.size(),
                            division_count));
  }
}

std::uint8_t TermTable::division(std::string_view cpv_prefix) const {
  const auto found = std::ranges::lower_bound(divisions_, cpv_prefix.substr(0, 2));
  if (found == divisions_.end() || *found != cpv_prefix.substr(0, 2)) {
    throw Error(fmt::format("a CPV prefix of the data folder names no division: {}", cpv_prefix));
  }
  return static_cast<std::uint8_t>(found - divisions_.begin());
}

void TermTable::read_concepts(Connection& connection, const std::string& file) {
  Rows rows = connection.query("SELECT concept, division, CAST(weight AS DOUBLE) FROM " + file +
                               " WHERE term IS NULL ORDER BY ALL");
  while (rows.next()) {
    const std::string_view name = rows.row().text(0).value();
    const std::string_view prefix = rows.row().text(1).value();
    const double weight = rows.row().number(2).value_or(0);
    if (name == prior_name) {
      prior_[division(prefix)] = weight;
      continue;
    }
    if (name.starts_with(near_name)) {
      near_[division(name.substr(near_name.size()))][division(prefix)] = weight;
      continue;
    }
    if (concepts_.empty() || concepts_.back().name != name) {
      concepts_.push_back({std::string(name), {}, {}});
    }
    concepts_.back().spoken.push_back({division(prefix), std::string(prefix), weight});
  }
  const auto purpose = std::ranges::lower_bound(concepts_, purpose_name, {}, &Concept::name);
  if (purpose == concepts_.end() || purpose->name != purpose_name) {
    throw Error(fmt::format("data/classification_concepts.csv: no rows for {}", purpose_name));
  }
  purpose_ = static_cast<std::uint16_t>(purpose - concepts_.begin());
  add_near();
}

void TermTable::add_near() {
  for (Concept& named : concepts_) {
    if (named.spoken.size() > few_divisions) {
      continue;
    }
    const auto strongest = std::ranges::max_element(named.spoken, {}, &Concept::Spoken::weight);
    for (std::uint8_t other = 0; other < division_count; ++other) {
      const double weight = near_[strongest->division][other] * strongest->weight;
      if (weight > 0) {
        named.near.push_back({other, weight});
      }
    }
  }
}

void TermTable::read_terms(Connection& connection, const std::string& file) {
  Rows rows = connection.query("SELECT term, concept FROM " + file +
                               " WHERE term IS NOT NULL AND concept IS NOT NULL ORDER BY ALL");
  while (rows.next()) {
    const std::u32string term = folded_term(rows.row().text(0).value());
    const std::string_view name = rows.row().text(1).value();
    const auto found = std::ranges::lower_bound(concepts_, name, {}, &Concept::name);
    if (found == concepts_.end() || found->name != name) {
      throw Error(fmt::format("data/classification_concepts.csv: no weights for {}", name));
    }
    const auto meaning = static_cast<std::uint16_t>(found - concepts_.begin());
    if (term.find(U'+') != std::u32string::npos) {
      add_phrase(term, meaning);
    } else {
      terms_[term].concepts.push_back(meaning);
      longest_term_ = std::max(longest_term_, term.size());
    }
  }
}

void TermTable::add_phrase(std::u32string_view term, std::uint16_t meaning) {
  const std::string text = utf8(term);
  if (!phrases_.empty() && phrases_.back().text == text) {
    phrases_.back().concepts.push_back(meaning);
    return;
  }
  Phrase phrase{{}, {meaning}, text};
  while (!term.empty()) {
    const std::size_t end = std::min(term.find(U'+'), term.size());
    phrase.parts.push_back(phrase_part(term.substr(0, end)));
    term.remove_prefix(std::min(end + 1, term.size()));
  }
  const std::uint16_t first = phrase.parts.front();
  phrases_by_first_.resize(std::max<std::size_t>(phrases_by_first_.size(), first + 1));
  phrases_by_first_[first].push_back(static_cast<std::uint16_t>(phrases_.size()));
  phrases_.push_back(std::move(phrase));
}

std::span<const std::uint16_t> TermTable::phrases_with_first(std::uint16_t part) const {
  return part < phrases_by_first_.size() ? std::span(phrases_by_first_[part])
                                         : std::span<const std::uint16_t>{};
}

std::uint16_t TermTable::phrase_part(std::u32string_view sequence) {
  TermMeaning& meaning = terms_[std::u32string(sequence)];
  longest_term_ = std::max(longest_term_, sequence.size());
  if (meaning.phrase_parts.empty()) {
    meaning.phrase_parts.push_back(phrase_parts_++);
  }
  return meaning.phrase_parts.front();
}

void TermTable::read_runs(Connection& connection, const std::string& file) {
  Rows rows = connection.query("SELECT term, division, CAST(weight AS DOUBLE) FROM " + file +
                               " WHERE concept IS NULL");
  std::string last;
  std::vector<DivisionWeight>* weights = nullptr;  // of the last term: its rows stand together
  while (rows.next()) {
    const Row& row = rows.row();
    const std::string_view term = row.text(0).value();
    if (weights == nullptr || term != last) {
      last = term;
      weights = &runs_[folded_term(term)];
    }
    weights->push_back(
        {division(row.text(1).value()), static_cast<float>(row.number(2).value_or(0))});
  }
  for (auto& [term, of_term] : runs_) {
    std::ranges::sort(of_term, std::less{}, [](const DivisionWeight& spoken) {
      return std::pair(spoken.division, spoken.weight);
    });
  }
}

const TermMeaning* TermTable::term(std::u32string_view sequence) const {
  const auto found = terms_.find(sequence);
  return found == terms_.end() ? nullptr : &found->second;
}

std::span<const DivisionWeight> TermTable::run(std::u32string_view sequence) const {
  const auto found = runs_.find(sequence);
  return found == runs_.end() ? std::span<const DivisionWeight>{} : std::span(found->second);
}

}  // namespace headwater
