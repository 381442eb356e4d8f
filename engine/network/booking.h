#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/database.h"

namespace headwater {

/// What a ledger buys of a sector at a place (places.h).
struct Booked {
  std::string place;
  std::string sector;
  std::int64_t lines = 0;
  double spend_usd = 0;
  double base_usd = 0;
};

/// The lines of a ledger in memory, by wording: placed_purchases and the sectors of their wordings.
/// So many threads (0: all) read and add them up; sums do not depend on it.
class LedgerLines {
 public:
  LedgerLines(Connection& connection, int threads);
  ~LedgerLines();

  /// Lines shared out over the sectors of their wordings, by place, length of the sector and
  /// sector. Sums are exact in millionths of a dollar.
  std::vector<Booked> book(int threads) const;

 private:
  struct Parts;
  std::unique_ptr<const Parts> parts_;
};

}  // namespace headwater
