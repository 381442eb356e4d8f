#include "views/upstream.h"

#include <algorithm>
#include <optional>

namespace headwater {
namespace {

Json steps_of(const PathRow& path) {
  Json steps = Json::array();
  for (const PathStep& step : path.steps) {
    steps.push_back(
        {{"region", step.region}, {"sector", step.sector}, {"synthetic", step.synthetic}});
  }
  return steps;
}

std::optional<double> total(const Digest& digest, const char* key) {
  const auto found = digest.trace_totals.find(key);
  return found == digest.trace_totals.end() ? std::nullopt : found->second.value;
}

/// Share of the exposure in no path of the table: exact.
Json remainder_share(const Digest& digest) {
  const auto all = total(digest, "paths_cases");
  const auto rest = total(digest, "paths_remainder");
  return all && rest && *all > 0 ? Json(*rest / *all) : Json(nullptr);
}

Json tiers_of(const Digest& digest) {
  Json tiers = Json::array();
  for (const TierRow& row : digest.tiers) {
    const double spend = std::max(row.spend_musd, 1e-12);
    const double disclosed = row.disclosed_musd / spend;
    const double unknown = row.unknown_musd / spend;
    tiers.push_back({{"tier", row.tier},
                     {"beyond", row.rest},
                     {"share", row.share},
                     {"disclosed", disclosed},
                     {"inferred", 1 - disclosed - unknown},
                     {"unknown", unknown}});
  }
  return tiers;
}

Json coverage_of(const Digest& digest) {
  Json list = Json::array();
  for (const CoverageItem& item : digest.coverage) {
    list.push_back({{"item", item.item},
                    {"share", item.share ? Json(*item.share) : Json(nullptr)},
                    {"note", item.note}});
  }
  return list;
}

/// Companies that links or facility lists name: where they stand, no figure of theirs.
constexpr const char* named_suppliers = R"(
  SELECT name, entity_id AS supplier, tier, region, sector, inputs_disclosed FROM disclosed_suppliers
  ORDER BY tier NULLS LAST, name, supplier LIMIT 500)";

constexpr const char* named_links = R"(
  SELECT b.name AS buyer, s.name AS supplier, l.basis, i.name AS file, l."row" AS "row"
  FROM disclosed_links l JOIN disclosed_suppliers b ON b.supplier = l.buyer
  JOIN disclosed_suppliers s ON s.supplier = l.supplier LEFT JOIN inputs i USING (input_id)
  ORDER BY b.tier NULLS LAST, buyer, supplier, file, "row" LIMIT 500)";

}  // namespace

Json upstream(Connection& connection, const Digest& digest) {
  Json paths = Json::array();
  for (const PathRow& path : digest.paths) {
    paths.push_back({{"rank", path.rank},
                     {"share", path.share},
                     {"synthetic", path.synthetic},
                     {"steps", steps_of(path)}});
  }
  const auto in_all = connection.integer("SELECT count(*) FROM paths").value_or(0);
  const auto smallest = connection.number("SELECT min(share) FROM paths");
  return {{"paths", std::move(paths)},
          {"tiers", tiers_of(digest)},
          {"remainder_share", remainder_share(digest)},
          {"largest_unlisted", smallest ? Json(*smallest) : Json(nullptr)},
          {"kept_back", in_all - static_cast<std::int64_t>(digest.paths.size())},
          {"coverage", coverage_of(digest)},
          {"named", objects(connection, named_suppliers)},
          {"links", objects(connection, named_links)}};
}

}  // namespace headwater
