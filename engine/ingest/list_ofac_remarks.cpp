#include "ingest/list_ofac_remarks.h"

#include <algorithm>
#include <array>
#include <set>

#include "base/text.h"
#include "ingest/listed_party.h"

namespace headwater {
namespace {

constexpr std::size_t longest_identifier = 40;

/// `a.k.a. 'BNC'.` -> BNC. OFAC keeps here what it calls a weak alias.
std::string weak_alias(std::string_view part) {
  constexpr std::array<std::string_view, 3> marks = {"a.k.a. '", "f.k.a. '", "n.k.a. '"};
  for (const std::string_view mark : marks) {
    const std::size_t end = part.rfind('\'');
    if (part.starts_with(mark) && end >= mark.size()) {
      return std::string(trimmed(part.substr(mark.size(), end - mark.size())));
    }
  }
  return {};
}

std::string_view without_prefix(std::string_view text, std::string_view prefix) {
  return text.starts_with(prefix) ? trimmed(text.substr(prefix.size())) : text;
}

}  // namespace

OfacRemarks::OfacRemarks(Connection& connection) {
  Rows rows = connection.query(
      "SELECT label FROM reference.list_identifiers ORDER BY length(label) DESC, label");
  while (rows.next()) {
    labels_.emplace_back(*rows.row().text(0));
  }
}

/// `Tax ID No. 100036386 (Serbia)` -> 100036386.
std::string OfacRemarks::identifier(std::string_view part) const {
  const auto label =
      std::ranges::find_if(labels_, [&](const auto& known) { return part.starts_with(known); });
  if (label == labels_.end()) {
    return {};
  }
  std::string_view value = without_prefix(trimmed(part.substr(label->size())), "#");
  for (const std::string_view after : {" issued ", " expires "}) {
    value = value.substr(0, value.find(after));
  }
  const std::string plain = plain_identifier(value);
  return plain.size() <= longest_identifier ? plain : "";
}

OfacRemarks::Read OfacRemarks::read(std::string_view remarks) const {
  Read found;
  std::set<std::string> seen;
  while (!remarks.empty()) {
    const std::size_t end = remarks.find(';');
    const std::string_view part = without_prefix(trimmed(remarks.substr(0, end)), "alt. ");
    remarks.remove_prefix(end == std::string_view::npos ? remarks.size() : end + 1);
    if (std::string alias = weak_alias(part); !alias.empty()) {
      found.weak_aliases.push_back(std::move(alias));
    } else if (std::string known = identifier(part); !known.empty() && seen.insert(known).second) {
      found.identifiers.push_back(std::move(known));
    }
  }
  return found;
}

}  // namespace headwater
