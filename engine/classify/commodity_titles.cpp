#include "classify/commodity_titles.h"

#include <algorithm>
#include <set>

#include "classify/words.h"

namespace headwater {
namespace {

constexpr std::size_t most_typing_errors = 4;  // letters more or fewer than the title has

std::u32string joined(const std::vector<std::u32string>& words) {
  std::u32string letters;
  for (const std::u32string& word : words) {
    letters += word;
  }
  return letters;
}

/// Each triple of letters once.
std::vector<std::uint64_t> triples_of(const std::u32string& letters) {
  std::vector<std::uint64_t> triples;
  for (std::size_t at = 0; at + 3 <= letters.size(); ++at) {
    triples.push_back(std::uint64_t{letters[at]} << 42 | std::uint64_t{letters[at + 1]} << 21 |
                      std::uint64_t{letters[at + 2]});
  }
  std::ranges::sort(triples);
  triples.erase(std::ranges::unique(triples).begin(), triples.end());
  return triples;
}

std::size_t difference(std::size_t a, std::size_t b) { return a < b ? b - a : a - b; }

}  // namespace

CommodityTitles::CommodityTitles(Connection& connection, double similarity)
    : similarity_(similarity) {
  Rows rows = connection.query(
      "SELECT title, CAST(cpv_division AS VARCHAR), CAST(weight AS DOUBLE) FROM "
      "reference.unspsc_segments ORDER BY title, CAST(weight AS DOUBLE) DESC, cpv_division");
  while (rows.next()) {
    const std::string text(rows.row().text(0).value());
    if (titles_.empty() || titles_.back().text != text) {
      add(text);
    }
    const std::string prefix(rows.row().text(1).value());
    titles_.back().candidates.push_back(
        {prefix.substr(0, 2), rows.row().number(2).value_or(0), "UNSPSC title: " + text, prefix});
  }
}

void CommodityTitles::add(std::string_view text) {
  const std::vector<std::u32string> words = words_of(text);
  title_words_.insert(words.begin(), words.end());
  const std::u32string letters = joined(words);
  const std::vector<std::uint64_t> triples = triples_of(letters);
  const auto index = static_cast<std::uint16_t>(titles_.size());
  titles_.push_back(
      {std::string(text), {words.begin(), words.end()}, letters.size(), triples.size(), {}});
  by_letters_.emplace(letters, index);
  for (const std::uint64_t triple : triples) {
    by_triple_[triple].push_back(index);
  }
}

std::vector<DivisionCandidate> CommodityTitles::find(
    const std::vector<std::u32string>& words) const {
  const std::u32string letters = joined(words);
  const auto exact = by_letters_.find(letters);
  const Title* title =
      exact != by_letters_.end() ? &titles_[exact->second] : nearest(words, letters);
  return title == nullptr ? std::vector<DivisionCandidate>{} : title->candidates;
}

/// A well-spelt word of another title is no typing error: "office equipment" is not "medical
/// equipment".
bool CommodityTitles::says_otherwise(const std::vector<std::u32string>& words,
                                     const Title& title) const {
  return std::ranges::any_of(words, [&](const std::u32string& word) {
    return title_words_.contains(word) && !title.words.contains(word);
  });
}

const CommodityTitles::Title* CommodityTitles::nearest(const std::vector<std::u32string>& words,
                                                       const std::u32string& joined) const {
  const std::vector<std::uint64_t> triples = triples_of(joined);
  std::vector<std::size_t> shared(titles_.size(), 0);
  for (const std::uint64_t triple : triples) {
    if (const auto found = by_triple_.find(triple); found != by_triple_.end()) {
      for (const std::uint16_t index : found->second) {
        ++shared[index];
      }
    }
  }
  const Title* best = nullptr;
  double best_similarity = similarity_;
  for (std::size_t index = 0; index < titles_.size(); ++index) {
    const Title& title = titles_[index];
    const double similarity = 2.0 * static_cast<double>(shared[index]) /
                              static_cast<double>(triples.size() + title.triples);
    if (similarity > best_similarity &&
        difference(joined.size(), title.letters) <= most_typing_errors &&
        !says_otherwise(words, title)) {
      best = &title;
      best_similarity = similarity;
    }
  }
  return best;
}

}  // namespace headwater
