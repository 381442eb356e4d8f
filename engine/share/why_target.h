#pragma once

#include <cstdint>
#include <string>

#include "base/database.h"

namespace headwater {

/// What a question is about, once its words are understood.
struct WhyTarget {
  enum class Kind : std::uint8_t { ledger, supplier, country, sector };
  Kind kind = Kind::ledger;
  std::string key;  ///< entity id, ISO alpha-3 or sector code
  std::string name;
};

/// 'ledger', an id or code first; then names, whatever their case. Throws Error with the candidates
/// where several fit, and with advice where nothing does.
WhyTarget understood(Connection& connection, const std::string& about);

}  // namespace headwater
