#include "hindcast/good_names.h"

#include <algorithm>
#include <iterator>
#include <sstream>

#include "base/text.h"

namespace headwater {
namespace {

/// The list's own sectors by their first word ("Mining", "Mining/Quarrying"), where they are one
/// sector of the table; manufacturing is many.
std::string_view sector_stated(std::string_view stated) {
  const std::string words = fold_words(stated);
  const std::string first = words.substr(0, words.find(' '));
  return first == "agriculture" ? "c1" : first == "mining" ? "c2" : "";
}

std::set<std::string> words_in(const std::string& key) {
  std::istringstream words(key);
  return {std::istream_iterator<std::string>(words), std::istream_iterator<std::string>()};
}

}  // namespace

std::string words_of_good(std::string_view name) {
  std::istringstream folded(fold_words(name));
  std::vector<std::string> words;
  for (std::string word; folded >> word;) {
    if (word.size() > 3 && word.ends_with('s')) {
      word.pop_back();
    }
    words.push_back(std::move(word));
  }
  std::ranges::sort(words);
  std::string key;
  for (const std::string& word : words) {
    key += (key.empty() ? "" : " ") + word;
  }
  return key;
}

GoodNames::GoodNames(Connection& connection, const ListOfGoods& list) {
  Rows rows = connection.query(
      "SELECT kind, as_listed, reconciled FROM reference.listed_goods_reconcile ORDER BY ALL");
  while (rows.next()) {
    const std::string_view written = *rows.row().text(1);
    const std::string reconciled(*rows.row().text(2));
    if (*rows.row().text(0) == "good") {
      know(written, reconciled);
    } else {
      countries_.emplace(fold_words(written), reconciled);
    }
  }
  for (const auto& [good, kind] : list.goods) {
    know(good, good);
  }
}

void GoodNames::know(std::string_view written, const std::string& name) {
  exact_.emplace(fold_words(written), name);
  const auto [found, added] = by_words_.emplace(words_of_good(written), name);
  if (!added && found->second != name) {
    found->second.clear();
  }
}

std::optional<std::string> GoodNames::good(std::string_view written) const {
  if (const auto exact = exact_.find(fold_words(written)); exact != exact_.end()) {
    return exact->second;
  }
  const auto found = by_words_.find(words_of_good(written));
  return found == by_words_.end() || found->second.empty() ? std::nullopt
                                                           : std::optional(found->second);
}

std::optional<std::string> GoodNames::country(std::string_view written) const {
  const auto found = countries_.find(fold_words(written));
  return found == countries_.end() ? std::nullopt : std::optional(found->second);
}

GoodKind GoodNames::add(std::string_view written, std::string_view stated_sector,
                        const ListOfGoods& list) {
  const std::set<std::string> words = words_in(words_of_good(written));
  std::size_t most = 0;
  GoodKind kind;
  for (const auto& [key, name] : by_words_) {
    const std::set<std::string> contained = words_in(key);
    const auto known = list.goods.find(name);
    if (contained.size() > most && known != list.goods.end() &&
        std::ranges::includes(words, contained)) {
      most = contained.size();
      kind = known->second;
    }
  }
  if (most == 0) {
    kind.sector = sector_stated(stated_sector);
  }
  know(written, std::string(written));
  return kind;
}

GoodGroups::GoodGroups(Connection& connection) {
  Rows rows = connection.query(
      "SELECT coalesce(sector, ''), CAST(chapter_low AS INTEGER), CAST(chapter_high AS INTEGER), "
      "good_group FROM reference.good_groups ORDER BY CAST(precedence AS INTEGER)");
  while (rows.next()) {
    const Row& row = rows.row();
    spans_.push_back({std::string(*row.text(0)), static_cast<int>(*row.integer(1)),
                      static_cast<int>(*row.integer(2)), std::string(*row.text(3))});
  }
}

std::string GoodGroups::of(const GoodKind& kind) const {
  if (kind.chapters.empty()) {
    return "";
  }
  const int chapter = *kind.chapters.begin();
  const auto fits = [&](const Span& span) {
    return (span.sector.empty() || span.sector == kind.sector) && span.chapter_low <= chapter &&
           chapter <= span.chapter_high;
  };
  const auto found = std::ranges::find_if(spans_, fits);
  return found == spans_.end() ? "" : found->name;
}

}  // namespace headwater
