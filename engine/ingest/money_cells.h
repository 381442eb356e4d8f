#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "ingest/amount.h"
#include "ingest/by_text.h"
#include "ingest/currencies.h"
#include "ingest/problems.h"

namespace headwater {

/// An amount with its currency, as far as the cells say.
struct Money {
  std::optional<double> amount;
  std::optional<std::string> currency;  ///< ISO 4217; or as written, where `known` is false
  bool known = false;
};

/// Cells that hold an amount and its currency. What cannot be read with certainty becomes a
/// problem.
class MoneyCells {
 public:
  MoneyCells(const Currencies& currencies, DecimalMark decimal)
      : currencies_(currencies), decimal_(decimal) {}

  struct Cells {
    std::optional<std::string_view> amount;
    std::optional<std::string_view> currency;
    std::string_view amount_column;
  };
  Money read(const Cells& cells, std::int64_t row, Problems& problems);

 private:
  std::optional<double> amount_of(const Amount& amount, const Cells& cells, std::int64_t row,
                                  Problems& problems) const;
  void find_currency(Money& money, std::string_view in_cell, const Cells& cells, std::int64_t row,
                     Problems& problems);

  const Currencies& currencies_;
  DecimalMark decimal_;
  ByText<std::optional<std::string>> codes_;
};

}  // namespace headwater
