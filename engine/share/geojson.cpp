#include <map>

#include "share/json_parts.h"
#include "share/summary.h"
#include "share/world.h"

namespace headwater {
namespace {

double doubled_area(const std::vector<MapPoint>& ring) {
  double area = 0;
  for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
    area += ring[i].x * ring[i + 1].y - ring[i + 1].x * ring[i].y;
  }
  return area;
}

Json positions(const std::vector<MapPoint>& ring) {
  Json list = Json::array();
  for (const MapPoint& corner : ring) {
    list.push_back({corner.x, corner.y});
  }
  return list;
}

/// Exterior rings run counter-clockwise (RFC 7946), so a clockwise ring is a hole of the one
/// before.
Json geometry(const CountryShape& country) {
  if (country.is_dot) {
    const MapPoint& place = country.rings.front().front();
    return {{"type", "Point"}, {"coordinates", {place.x, place.y}}};
  }
  Json polygons = Json::array();
  for (const auto& ring : country.rings) {
    if (polygons.empty() || doubled_area(ring) > 0) {
      polygons.push_back(Json::array());
    }
    polygons.back().push_back(positions(ring));
  }
  return {{"type", "MultiPolygon"}, {"coordinates", polygons}};
}

Json properties(const RiskRow& row) {
  return {{"iso3", row.key},           {"name", row.name},       {"cases", row.cases.value},
          {"low", row.cases.low},      {"high", row.cases.high}, {"share", or_null(row.share)},
          {"synthetic", row.synthetic}};
}

}  // namespace

std::string map_geojson(const Digest& digest, const std::filesystem::path& data) {
  std::map<std::string, Json> geometries;
  for (const CountryShape& country : country_shapes(data)) {
    geometries.emplace(country.iso3, geometry(country));
  }
  Json features = Json::array();
  for (const RiskRow& row : digest.origins) {
    const auto found = geometries.find(row.key);
    features.push_back({{"type", "Feature"},
                        {"properties", properties(row)},
                        {"geometry", found == geometries.end() ? Json(nullptr) : found->second}});
  }
  return Json({{"type", "FeatureCollection"}, {"features", features}}).dump() + "\n";
}

}  // namespace headwater
