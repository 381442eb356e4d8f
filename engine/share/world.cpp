#include "share/world.h"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>
#include <numbers>

namespace headwater {
namespace {

using Json = nlohmann::json;

std::vector<MapPoint> ring_of(const Json& coordinates) {
  std::vector<MapPoint> ring;
  for (const Json& point : coordinates) {
    ring.push_back({point.at(0).get<double>(), point.at(1).get<double>()});
  }
  return ring;
}

CountryShape shape_of(const Json& feature) {
  CountryShape result;
  result.iso3 = feature.at("properties").at("iso3").get<std::string>();
  const Json& geometry = feature.at("geometry");
  const std::string type = geometry.at("type").get<std::string>();
  const Json& coordinates = geometry.at("coordinates");
  if (type == "Point") {
    result.is_dot = true;
    result.rings.push_back({{coordinates.at(0).get<double>(), coordinates.at(1).get<double>()}});
    return result;
  }
  for (const Json& polygon : type == "Polygon" ? Json::array({coordinates}) : coordinates) {
    for (const Json& ring : polygon) {
      result.rings.push_back(ring_of(ring));
    }
  }
  return result;
}

void read_shapes(const std::filesystem::path& file, std::vector<CountryShape>& shapes) {
  std::ifstream stream(file);
  if (!stream) {
    return;
  }
  const Json collection = Json::parse(stream);
  for (const Json& feature : collection.at("features")) {
    shapes.push_back(shape_of(feature));
  }
}

}  // namespace

MapPoint equal_earth(double longitude, double latitude) {
  constexpr double a1 = 1.340264;
  constexpr double a2 = -0.081106;
  constexpr double a3 = 0.000893;
  constexpr double a4 = 0.003796;
  constexpr double radians = std::numbers::pi / 180;
  const double theta = std::asin(std::numbers::sqrt3 / 2 * std::sin(latitude * radians));
  const double t2 = theta * theta;
  const double t6 = t2 * t2 * t2;
  const double slope = a1 + 3 * a2 * t2 + t6 * (7 * a3 + 9 * a4 * t2);
  return {2 * std::numbers::sqrt3 * longitude * radians * std::cos(theta) / (3 * slope),
          theta * (a1 + a2 * t2 + t6 * (a3 + a4 * t2))};
}

std::vector<CountryShape> country_shapes(const std::filesystem::path& data) {
  std::vector<CountryShape> shapes;
  read_shapes(data / "geo" / "countries.geojson", shapes);
  read_shapes(data / "geo" / "points.geojson", shapes);
  std::erase_if(shapes, [](const CountryShape& s) { return s.iso3 == "ATA"; });
  std::ranges::stable_sort(shapes, {}, &CountryShape::iso3);
  return shapes;
}

}  // namespace headwater
