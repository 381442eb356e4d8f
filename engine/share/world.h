#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace headwater {

struct MapPoint {
  double x = 0;
  double y = 0;
};

/// Equal Earth (Šavrič, Patterson, Jenny 2018), equal-area, in units of the sphere's radius; y
/// north.
MapPoint equal_earth(double longitude, double latitude);

/// A country as drawn: rings of longitude and latitude, or one dot where it is too small for a
/// shape.
struct CountryShape {
  std::string iso3;
  std::vector<std::vector<MapPoint>> rings;  ///< x longitude, y latitude
  bool is_dot = false;
};

/// Shapes and dots of data/geo, sorted by code; without the Antarctic. Empty where the files are
/// absent.
std::vector<CountryShape> country_shapes(const std::filesystem::path& data);

}  // namespace headwater
