#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/database.h"
#include "resolve/resolve.h"

namespace headwater {

/// A supplier as the ledger writes it: name, country and identifier together.
struct Spelling {
  NameRecord record;  ///< the id counts from 1 in the order of first mention
  std::int64_t lines = 0;
  double amount_usd = 0;  ///< of the lines with an amount
  double base_usd = 0;
  std::size_t group = 0;  ///< of equal normalised name and country
};

/// Spellings that are equal once case, accents, punctuation and script are set aside.
struct SpellingGroup {
  std::string key;                     ///< normalised name and country
  std::vector<std::size_t> spellings;  ///< most lines first, then by name
  std::vector<std::string> identifiers;
  std::int64_t lines = 0;
};

struct Suppliers {
  std::vector<Spelling> spellings;
  std::vector<SpellingGroup> groups;  ///< most lines first, then by fingerprint
  std::vector<std::pair<std::int64_t, std::uint32_t>>
      purchases;  ///< purchase -> position in spellings

  const NameRecord& main_record(std::size_t group) const {
    return spellings[groups[group].spellings.front()].record;
  }
};

/// Normalised name and country: what spellings of one group share.
std::string name_and_country(const NameRecord& record);
/// Is a fingerprint that of a name of this group? One with another identifier is not.
bool speaks_of(std::string_view print, std::string_view group,
               std::span<const std::string> identifiers);
std::string_view without_identifier(std::string_view print);

/// Named suppliers of the table purchases; withheld ones are left out.
Suppliers read_suppliers(Connection& connection, int threads);

}  // namespace headwater
