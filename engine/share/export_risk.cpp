#include <fmt/format.h>

#include "share/exports.h"
#include "share/sql.h"

namespace headwater {
namespace {

/// `cases`: people in forced labour expected upstream, with the 5% and 95% points.
constexpr const char* risk_columns =
    R"(r.cases, r.cases_low, r.cases_high, r.share, r.proxy_share,
      r.rank, r.rank_low, r.rank_high, r.stability, r.abstains)";

Export origins() {
  constexpr const char* query = R"(
    SELECT r.key AS iso3, c.name, c.region AS part_of_world, {}, coalesce(k.kind, 'unknown') AS kind
    FROM risk r LEFT JOIN reference.countries c ON c.iso3 = r.key
    LEFT JOIN (SELECT region, min(kind) AS kind FROM cells GROUP BY region) k ON k.region = r.key
    WHERE r.scope = 'origin_region' AND {})";
  return {"origins",
          fmt::format(fmt::runtime(query), risk_columns, speaks_of_no_supplier()),
          "cases DESC, iso3",
          {}};
}

Export sectors() {
  constexpr const char* query = R"(
    SELECT CASE r.scope WHEN 'bought_sector' THEN 'bought' ELSE 'worked' END AS role, r.key AS sector, s.name, {}
    FROM risk r LEFT JOIN reference.sectors s ON s.sector = r.key
    WHERE r.scope IN ('origin_sector', 'bought_sector') AND {})";
  return {"sectors",
          fmt::format(fmt::runtime(query), risk_columns, speaks_of_no_supplier()),
          "role, cases DESC, sector",
          {}};
}

constexpr const char* heatmap_query = R"(
    SELECT x.region, c.name AS region_name, c.region AS part_of_world, x.sector, s.short_name AS sector_name,
      x.kind, CASE WHEN x.told THEN x.cases END AS cases, CASE WHEN x.told THEN r.cases_low END AS cases_low,
      CASE WHEN x.told THEN r.cases_high END AS cases_high, CASE WHEN x.told THEN r.share END AS share,
      r.rank_low, r.rank_high, r.stability
    FROM (SELECT *, {} AS told FROM cells) x
    LEFT JOIN risk r ON r.scope = 'origin_cell' AND r.key = x.region AND r.key2 = x.sector
    LEFT JOIN reference.countries c ON c.iso3 = x.region
    LEFT JOIN reference.sectors s ON s.sector = x.sector
    WHERE x.cases <> 0)";

constexpr const char* paths_query = R"(
    WITH steps AS (
      SELECT t.path_rank,
        string_agg(coalesce(s.short_name, t.sector) || ', ' || coalesce(c.name, t.region), ' ← ' ORDER BY t.step)
          AS path,
        string_agg(t.region || '.' || t.sector, ' ' ORDER BY t.step) AS cells
      FROM path_steps t LEFT JOIN reference.sectors s ON s.sector = t.sector
      LEFT JOIN reference.countries c ON c.iso3 = t.region GROUP BY t.path_rank)
    SELECT p.path_rank, CASE WHEN told THEN p.cases END AS cases, CASE WHEN told THEN p.share END AS share,
      p.length, p.synthetic, p.disclosed, steps.path, steps.cells
    FROM (SELECT *, path_rank IN ({}) AS told FROM paths) p LEFT JOIN steps USING (path_rank))";

constexpr const char* tiers_query = R"(
    SELECT t.tier, t.spend_musd, t.disclosed_musd, t.inferred_musd, t.unknown_musd, t.cases, r.cases_low,
      r.cases_high, t.share
    FROM tiers t LEFT JOIN risk r ON r.scope = 'tier' AND r.key = CAST(t.tier AS VARCHAR))";

constexpr const char* listed_query = R"(
    SELECT f.region, c.name AS region_name, f.sector, f.good, f.what, round(f.spend_usd, 2) AS spend_usd, f.source
    FROM listed_facts f LEFT JOIN reference.countries c ON c.iso3 = f.region)";

constexpr const char* plan_measures_query = R"(
    SELECT p.measure, m.measure AS measure_name, p.choices, p.cost_usd, p.reduction, p.reduction_low,
      p.reduction_high, m.evidence, m.evidence_note, m.status, m.source
    FROM plan_measures p LEFT JOIN reference.measures m ON m.id = p.measure)";

}  // namespace

std::vector<Export> risk_exports() {
  return {origins(),
          sectors(),
          {"heatmap",
           fmt::format(fmt::runtime(heatmap_query), told_place("region", "sector")),
           "cases DESC, region, sector",
           {}},
          {"paths", fmt::format(fmt::runtime(paths_query), told_paths()), "path_rank", {}},
          {"tiers", tiers_query, "tier", {}},
          {"listed_facts",
           listed_query,
           "spend_usd DESC NULLS LAST, region, sector, good, what, source",
           {}},
          {"ensemble", "SELECT * FROM ensemble", "variant", {}},
          {"null_comparison", "SELECT * FROM null_comparison", "what, against", {}},
          {"variance_shares", "SELECT * FROM variance_shares", "ord", {}},
          {"plan_measures", plan_measures_query, "measure", {}},
          {"plan_curve", "SELECT * FROM plan_curve", "budget_usd", {}}};
}

}  // namespace headwater
