#pragma once

#include <string>
#include <vector>

#include "share/digest.h"

namespace headwater {

/// What to ask a supplier first, from what it sells and which signals are raised: open questions
/// about recruitment, sites and sub-suppliers, never an accusation.
std::vector<std::string> questions_for(const SupplierRow& supplier);

}  // namespace headwater
