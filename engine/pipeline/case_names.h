#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/database.h"
#include "reference/reference.h"
#include "resolve/resolve.h"

namespace headwater {

/// What a person names when judging, found in the case.
struct NamedInCase {
  std::string fingerprint;
  std::string code;  ///< entity id, or LIST:ID
  std::string name;
  std::string country;         ///< ISO alpha-3; empty: not known
  std::int64_t entry = 0;      ///< of a list; 0: a supplier
  bool asked_by_code = false;  ///< the whole entity or entry is meant, not one spelling
};

/// Does a judgement keyed on this fingerprint speak of it? Not where both have an identifier and
/// they differ.
bool speaks_of(const std::string& fingerprint, const NamedInCase& name);

/// How a person names a party, and what tells it from others of the name.
struct Sought {
  std::string written;
  std::string country = {};                 ///< as people write it; empty: any
  bool suppliers_first = false;             ///< entries of lists only where no supplier fits
  const NamedInCase* other_than = nullptr;  ///< what is not meant: the other side of a judgement
};

/// The names of a case: how its ledger spells suppliers, and its lists' entries.
class CaseNames {
 public:
  /// Throws Error where the case has not been resolved.
  explicit CaseNames(Connection& connection, int threads = 0);

  /// By entity id, LIST:ID or the list's id, else by name whatever its case. Throws Error, with the
  /// choices, where several fit, and with advice where nothing does.
  NamedInCase find(const Sought& sought) const;

  /// All that a judgement keyed on this fingerprint speaks of, suppliers first, one of each code.
  std::vector<NamedInCase> with(const std::string& fingerprint) const;
  bool has(const std::string& fingerprint) const { return !with(fingerprint).empty(); }
  /// The spelling of an entity, or name of an entry, by its code.
  std::optional<NamedInCase> spelled(const std::string& code, std::string_view name) const;
  /// The spellings of an entity, or the names of an entry: one of each fingerprint.
  std::vector<NamedInCase> of_party(const std::string& code) const;

 private:
  void read_suppliers(Connection& connection);
  void read_lists(Connection& connection);
  void add(const NameRecord& record, NamedInCase told, bool leads);
  void take_fingerprints(int threads);
  void settle_identifiers();
  std::vector<NamedInCase> fitting(const Sought& sought) const;
  std::vector<NamedInCase> told(std::vector<std::size_t> places,
                                std::string NamedInCase::* one_of_each) const;

  CountryNames countries_;
  std::vector<NameRecord> records_;
  std::vector<NamedInCase> names_;
  std::unordered_multimap<std::string, std::size_t> by_code_;
  std::unordered_multimap<std::string, std::size_t> by_name_;
  std::unordered_multimap<std::string, std::size_t> by_fingerprint_;  ///< but for identifiers
  std::unordered_multimap<std::string, std::size_t> by_party_;
};

}  // namespace headwater
