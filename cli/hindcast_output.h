#pragma once

#include <nlohmann/json.hpp>

#include "hindcast/hindcast.h"

namespace headwater {

/// {"hindcast": [one an edition, the newest last], "pooled": {…}}
nlohmann::ordered_json hindcast_json(const Hindcast& hindcast);

/// A table an edition and one of all; with the model's weights where `explain` asks for them.
void print_hindcast(const Hindcast& hindcast, bool explain);

}  // namespace headwater
