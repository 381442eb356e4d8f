#include "ingest/column_names.h"

#include <algorithm>
#include <set>

#include "base/text.h"

namespace headwater {
namespace {

std::string key_of(std::string_view name) {
  std::string key = fold_words(name);
  std::erase(key, ' ');
  return key;
}

std::string without_brackets(std::string_view name) {
  std::string result;
  int depth = 0;
  for (const char c : name) {
    depth += c == '(' || c == '[' ? 1 : 0;
    if (depth == 0) {
      result += c;
    }
    depth -= (c == ')' || c == ']') && depth > 0 ? 1 : 0;
  }
  return result;
}

/// "betrag in eur" -> "betrag": a last word of three letters, with a particle before it.
std::string without_last_code(std::string_view name) {
  std::string words = fold_words(name);
  const std::size_t blank = words.rfind(' ');
  if (blank == std::string::npos || words.size() - blank - 1 != 3) {
    return {};
  }
  words.resize(blank);
  for (const std::string_view particle : {" in", " en", " w"}) {
    if (words.ends_with(particle)) {
      words.erase(words.size() - particle.size());
    }
  }
  return words;
}

std::vector<std::string> split(std::string_view list) {
  std::vector<std::string> parts;
  while (!list.empty()) {
    const std::size_t end = list.find(';');
    parts.emplace_back(list.substr(0, end));
    list.remove_prefix(end == std::string_view::npos ? list.size() : end + 1);
  }
  return parts;
}

}  // namespace

ColumnNames::ColumnNames(Connection& connection) {
  Rows rows = connection.query(
      "SELECT role, field, language, name, CAST(rank AS INTEGER) FROM reference.column_names ORDER "
      "BY ALL");
  while (rows.next()) {
    const Row& row = rows.row();
    const std::string role(*row.text(0));
    if (role == "content") {
      organisation_words_.push_back(fold_words(*row.text(3)));
    } else {
      by_key_.emplace(role + " " + key_of(*row.text(3)),
                      ColumnMeaning{std::string(*row.text(1)), std::string(*row.text(2)),
                                    static_cast<int>(row.integer(4).value_or(1))});
    }
  }
  Rows layouts = connection.query(
      "SELECT layout, columns, field, constant, source FROM reference.ledger_layouts ORDER BY ALL");
  while (layouts.next()) {
    const Row& row = layouts.row();
    layouts_.push_back({std::string(*row.text(0)), split(*row.text(1)), std::string(*row.text(2)),
                        std::string(*row.text(3)), std::string(*row.text(4))});
  }
}

const ColumnMeaning* ColumnNames::find(Role role, std::string_view key) const {
  if (key.empty()) {
    return nullptr;
  }
  const auto found = by_key_.find(std::string(name(role)) + " " + std::string(key));
  return found == by_key_.end() ? nullptr : &found->second;
}

const ColumnMeaning* ColumnNames::meaning(Role role, std::string_view column) const {
  for (const std::string& key : {key_of(column), key_of(without_brackets(column)),
                                 key_of(without_last_code(without_brackets(column)))}) {
    if (const ColumnMeaning* found = find(role, key)) {
      return found;
    }
  }
  return nullptr;
}

std::vector<ColumnNames::Layout> ColumnNames::layouts_of(
    const std::vector<std::string>& columns) const {
  std::set<std::string> keys;
  for (const std::string& column : columns) {
    keys.insert(key_of(column));
  }
  std::vector<Layout> found;
  std::ranges::copy_if(layouts_, std::back_inserter(found), [&](const Layout& layout) {
    return std::ranges::all_of(layout.columns,
                               [&](const auto& name) { return keys.contains(key_of(name)); });
  });
  return found;
}

}  // namespace headwater
