#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "base/database.h"

namespace headwater {

/// Codes, signs and names of currencies -> ISO 4217 codes. From reference.countries,
/// reference.exchange_rates and reference.currency_signs. A sign of several currencies ("$") is
/// none.
class Currencies {
 public:
  explicit Currencies(Connection& connection);

  std::optional<std::string> code(std::string_view written) const;
  /// A sign that several currencies share, such as "$" or "kr".
  bool is_shared_sign(std::string_view written) const;
  /// The currency named in a column's heading: "Amount (GBP)", "Betrag in €".
  std::optional<std::string> in_heading(std::string_view heading) const;

 private:
  std::unordered_map<std::string, std::string> by_fold_;
  std::unordered_set<std::string> shared_signs_;
};

}  // namespace headwater
