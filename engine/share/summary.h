#pragma once

#include <filesystem>
#include <string>

#include "share/digest.h"

namespace headwater {

/// summary.json: the findings and the figures behind them, for programs.
std::string summary_json(const Digest& digest);

/// map.geojson: countries of origin with their expected exposure; without geometry where none is
/// known.
std::string map_geojson(const Digest& digest, const std::filesystem::path& data);

}  // namespace headwater
