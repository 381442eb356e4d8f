#pragma once

#include <cstdint>
#include <optional>
#include <string>
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
  std::size_t group = 0;  ///< of equal fingerprints
};

/// Spellings that are equal once case, accents, punctuation and script are set aside.
struct SpellingGroup {
  std::string fingerprint;
  std::vector<std::size_t> spellings;  ///< most lines first, then by name
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

/// Named suppliers of the table purchases; withheld ones are left out.
Suppliers read_suppliers(Connection& connection, int threads);

}  // namespace headwater
