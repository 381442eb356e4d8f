#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace headwater {

/// What stands before the decimals. `mixed`: a column holds both; its doubtful values stay in
/// doubt.
enum class DecimalMark { unknown, point, comma, mixed };
std::string_view symbol(DecimalMark mark);

enum class AmountState { value, missing, ambiguous, not_a_number };

struct Amount {
  AmountState state = AmountState::missing;
  double value = 0;      ///< only where state is `value`
  std::string currency;  ///< letters or a sign found in the cell: "EUR", "€"
};

/// Reads one amount: `1.234,56`, `1,234.56`, `1 234,56`, `(1,234)`, `12-`, `EUR 5`, `-` (missing).
/// A single separator with three digits after it (`1.234`) is read as the column's other values
/// say, and is ambiguous where they say nothing.
Amount parse_amount(std::string_view text, DecimalMark column);

/// What the values of a column say about its decimal mark.
class DecimalEvidence {
 public:
  void see(std::string_view text);
  DecimalMark mark() const;

 private:
  long point_ = 0;
  long comma_ = 0;
};

}  // namespace headwater
