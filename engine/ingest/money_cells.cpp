#include "ingest/money_cells.h"

#include <fmt/format.h>

namespace headwater {

std::optional<double> MoneyCells::amount_of(const Amount& amount, const Cells& cells,
                                            std::int64_t row, Problems& problems) const {
  const ProblemPlace place{row, cells.amount_column, cells.amount.value_or("")};
  switch (amount.state) {
    case AmountState::value:
      return amount.value;
    case AmountState::missing:
      problems.note(place, "no amount", "the row is kept and counts as a line without amount");
      return std::nullopt;
    case AmountState::ambiguous:
      problems.warning(
          place,
          decimal_ == DecimalMark::mixed
              ? "the separator may mark decimals or thousands: the column has both"
              : "the separator may mark decimals or thousands: no other value tells which",
          "the row is kept without amount; say decimal = \".\" or \",\" in the mapping");
      return std::nullopt;
    case AmountState::not_a_number:
      problems.warning(place, "not an amount", "the row is kept without amount; correct the cell");
      return std::nullopt;
  }
  return std::nullopt;
}

void MoneyCells::find_currency(Money& money, std::string_view in_cell, const Cells& cells,
                               std::int64_t row, Problems& problems) {
  const auto code = [&](std::string_view text) {
    return codes_.of(text, [&](std::string_view written) { return currencies_.code(written); });
  };
  const std::string_view written = !in_cell.empty() && code(in_cell) ? in_cell
                                   : cells.currency                  ? *cells.currency
                                                                     : in_cell;
  if (written.empty()) {
    if (problems.first_time("no currency")) {
      problems.warning({{}, "currency", ""}, "nothing says in which currency the amounts are",
                       "rows without a currency have no dollar value; state it with --columns: "
                       "[constants] currency = \"EUR\"");
    }
    return;
  }
  const auto found = code(written);
  money.currency = found ? *found : std::string(written);
  money.known = found.has_value();
  if (!found) {
    problems.warning({row, "currency", written},
                     currencies_.is_shared_sign(written) ? "several currencies share this sign"
                                                         : "this currency is not known",
                     "the row is kept without dollar value; use the ISO code, such as EUR");
  }
}

Money MoneyCells::read(const Cells& cells, std::int64_t row, Problems& problems) {
  Amount amount = parse_amount(cells.amount.value_or(""), decimal_);
  if (!amount.currency.empty() && !currencies_.code(amount.currency) &&
      !currencies_.is_shared_sign(amount.currency)) {
    amount.state = AmountState::not_a_number;  // "about 5", "5 boxes"
  }
  Money money;
  money.amount = amount_of(amount, cells, row, problems);
  if (money.amount || cells.currency) {
    find_currency(money, amount.state == AmountState::value ? amount.currency : std::string_view(),
                  cells, row, problems);
  }
  return money;
}

}  // namespace headwater
