#include "resolve/spelling.h"

#include <algorithm>
#include <string_view>
#include <tuple>
#include <unordered_map>

#include "base/parallel.h"
#include "base/text.h"
#include "resolve/features.h"
#include "resolve/reading.h"

namespace headwater {
namespace {

constexpr char separator = '\x1F';

std::optional<std::string> text(const Row& row, std::size_t column) {
  const auto value = row.text(column);
  return value ? std::optional<std::string>(*value) : std::nullopt;
}

void read_spellings(Connection& connection, Suppliers& suppliers) {
  std::unordered_map<std::string, std::uint32_t> known;
  auto rows = connection.query(
      "SELECT purchase_id, supplier, supplier_country, supplier_id, amount_usd, base_usd FROM "
      "purchases "
      "WHERE supplier IS NOT NULL AND NOT coalesce(withheld, false) ORDER BY purchase_id");
  std::string key;
  while (rows.next()) {
    const Row& row = rows.row();
    key.assign(*row.text(1));
    for (const std::size_t column : {2, 3}) {
      key += separator;
      key += row.text(column).value_or("");
    }
    const auto next = static_cast<std::uint32_t>(suppliers.spellings.size());
    const auto [place, added] = known.emplace(key, next);
    if (added) {
      Spelling spelling;
      spelling.record = {next + 1, std::string(*row.text(1)), text(row, 2), text(row, 3)};
      suppliers.spellings.push_back(std::move(spelling));
    }
    Spelling& spelling = suppliers.spellings[place->second];
    ++spelling.lines;
    spelling.amount_usd += row.number(4).value_or(0);
    spelling.base_usd += row.number(5).value_or(0);
    suppliers.purchases.emplace_back(*row.integer(0), place->second);
  }
}

std::vector<std::string> group_names(const std::vector<Spelling>& spellings, int threads) {
  std::vector<std::string> result(spellings.size());
  in_parallel(threads, spellings.size(),
              [&](std::size_t i) { result[i] = name_and_country(spellings[i].record); });
  return result;
}

void group(Suppliers& suppliers, int threads) {
  auto& spellings = suppliers.spellings;
  const auto prints = group_names(spellings, threads);
  std::unordered_map<std::string_view, std::size_t> known;
  for (std::size_t i = 0; i < spellings.size(); ++i) {
    const auto [place, added] = known.emplace(prints[i], suppliers.groups.size());
    if (added) {
      suppliers.groups.push_back({prints[i], {}, {}, 0});
    }
    suppliers.groups[place->second].spellings.push_back(i);
    suppliers.groups[place->second].lines += spellings[i].lines;
  }
  std::ranges::sort(suppliers.groups, [](const SpellingGroup& a, const SpellingGroup& b) {
    return a.lines != b.lines ? a.lines > b.lines : a.key < b.key;
  });
  for (std::size_t g = 0; g < suppliers.groups.size(); ++g) {
    auto& members = suppliers.groups[g].spellings;
    std::ranges::sort(members, [&](std::size_t a, std::size_t b) {
      return std::tuple(-spellings[a].lines, std::string_view(spellings[a].record.name), a) <
             std::tuple(-spellings[b].lines, std::string_view(spellings[b].record.name), b);
    });
    for (const std::size_t i : members) {
      spellings[i].group = g;
      std::string identifier = settled_identifier(spellings[i].record.identifier.value_or(""));
      if (!identifier.empty()) {
        suppliers.groups[g].identifiers.push_back(std::move(identifier));
      }
    }
  }
}

}  // namespace

std::string name_and_country(const NameRecord& record) {
  std::string print;
  for (const std::string& word : name_words(record.name)) {
    print += print.empty() ? word : " " + word;
  }
  if (print.empty()) {  // nothing but marks: as written
    print = "'" + std::string(trimmed(record.name)) + "'";
  }
  return print + "|" + record.country.value_or("");
}

std::string fingerprint(const NameRecord& record) {
  return name_and_country(record) + "|" + settled_identifier(record.identifier.value_or(""));
}

bool speaks_of(std::string_view print, std::string_view group,
               std::span<const std::string> identifiers) {
  const std::size_t end = print.rfind('|');
  if (end == std::string_view::npos || print.substr(0, end) != group) {
    return false;
  }
  const std::string_view identifier = print.substr(end + 1);
  return identifier.empty() || identifiers.empty() ||
         std::ranges::count(identifiers, identifier) > 0;
}

std::string_view without_identifier(std::string_view print) {
  return print.substr(0, print.rfind('|'));
}

Suppliers read_suppliers(Connection& connection, int threads) {
  Suppliers suppliers;
  read_spellings(connection, suppliers);
  group(suppliers, threads);
  return suppliers;
}

}  // namespace headwater
