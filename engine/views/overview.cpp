#include "views/overview.h"

#include <algorithm>
#include <span>

#include "share/heatmap.h"

namespace headwater {
namespace {

template <class T>
Json or_null(const std::optional<T>& value) {
  return value ? Json(*value) : Json(nullptr);
}

Json risk_row(const RiskRow& row) {
  return {{"key", row.key},
          {"name", row.name},
          {"exposure", range_of(row.cases)},
          {"share", or_null(row.share)},
          {"proxy_share", or_null(row.proxy_share)},
          {"rank_low", or_null(row.rank_low)},
          {"rank_high", or_null(row.rank_high)},
          {"stability", or_null(row.stability)},
          {"synthetic", row.synthetic}};
}

Json risk_rows(const std::vector<RiskRow>& rows) {
  Json list = Json::array();
  for (const RiskRow& row : rows) {
    list.push_back(risk_row(row));
  }
  return list;
}

Json ledger(const LedgerFacts& facts) {
  Json files = Json::array();
  for (const InputFile& file : facts.files) {
    files.push_back({{"role", file.role},
                     {"name", file.name},
                     {"rows_read", file.rows_read},
                     {"rows_kept", file.rows_kept},
                     {"sha256", file.sha256}});
  }
  return {{"files", std::move(files)},
          {"purchases", facts.lines},
          {"suppliers", facts.suppliers},
          {"buyers", facts.buyers},
          {"spend_usd", facts.usd},
          {"first_year", or_null(facts.first_year)},
          {"last_year", or_null(facts.last_year)},
          {"issues", facts.issue_count}};
}

Json how_sure(const HowSure& sure) {
  return {{"unknown_origin", or_null(sure.unknown_origin)},
          {"stated_origin", or_null(sure.stated_origin)},
          {"withheld_spend", or_null(sure.withheld_spend)},
          {"withheld_lines", or_null(sure.withheld_lines)},
          {"without_amount", or_null(sure.without_amount)},
          {"unclassified_lines", or_null(sure.unclassified_lines)},
          {"assumed", or_null(sure.assumed)},
          {"synthetic", or_null(sure.synthetic)}};
}

Json coverage(const Digest& d) {
  const auto share = [&](const char* item) {
    const auto found = std::ranges::find(d.coverage, item, &CoverageItem::item);
    return found == d.coverage.end() ? Json(nullptr) : or_null(found->share);
  };
  return {{"disclosed", share("traced_by_disclosure")},
          {"inferred", share("traced_by_inference")},
          {"unknown", share("not_traced")}};
}

Json sectors_by_part(const Digest& d) {
  Json rows = Json::array();
  for (const HeatmapRow& row : heatmap(d.cells, d.names)) {
    Json parts = Json::object();
    for (const auto& [part, cell] : row.by_part) {
      parts[part] = {{"share", cell.share}, {"synthetic", cell.synthetic}};
    }
    rows.push_back({{"sector", row.sector},
                    {"name", row.name},
                    {"share", row.share},
                    {"parts", std::move(parts)}});
  }
  return rows;
}

Json tiers(const std::vector<TierRow>& rows) {
  Json list = Json::array();
  for (const TierRow& row : rows) {
    list.push_back({{"tier", row.tier},
                    {"beyond", row.rest},
                    {"exposure", range_of(row.cases)},
                    {"share", row.share}});
  }
  return list;
}

Json first_path(const Digest& d) {
  const auto upstream =
      std::ranges::find_if(d.paths, [](const PathRow& p) { return p.steps.size() > 1; });
  if (upstream == d.paths.end()) {
    return nullptr;
  }
  Json steps = Json::array();
  for (const PathStep& step : upstream->steps) {
    steps.push_back({{"region", step.region}, {"sector", step.sector}});
  }
  return {{"share", upstream->share}, {"steps", std::move(steps)}};
}

Json suppliers(const SupplierFacts& facts) {
  Json first = nullptr;
  if (!facts.ranked.empty()) {
    const SupplierRow& s = facts.ranked.front();
    first = {{"id", s.id},
             {"name", s.shown_name},
             {"rank_low", or_null(s.rank_low)},
             {"rank_high", or_null(s.rank_high)}};
  }
  return {{"ranked", facts.ranked_count},           {"not_ranked", facts.abstained_count},
          {"listed_match", facts.listed_match},     {"listed_possible", facts.listed_possible},
          {"lists_screened", facts.lists_screened}, {"first", std::move(first)}};
}

Json listed(const std::vector<ListedFact>& facts) {
  Json list = Json::array();
  for (const ListedFact& fact : facts) {
    list.push_back({{"region", fact.region_name},
                    {"sector", fact.sector_name},
                    {"goods", fact.goods},
                    {"what", fact.what},
                    {"spend_usd", fact.spend_usd},
                    {"source", fact.source}});
  }
  return list;
}

Json sharpening(const std::vector<Sharpening>& rows) {
  Json list = Json::array();
  for (const Sharpening& row : rows) {
    list.push_back({{"name", row.shown_name}, {"question", row.question}});
  }
  return list;
}

}  // namespace

Json overview(const Digest& d) {
  return {{"title", d.title},
          {"ledger", ledger(d.ledger)},
          {"exposure", d.total ? risk_row(*d.total) : Json(nullptr)},
          {"how_sure", how_sure(d.how_sure)},
          {"coverage", coverage(d)},
          {"origins", risk_rows(d.origins)},
          {"kept_back", d.kept_back},
          {"origin_sectors", risk_rows(d.origin_sectors)},
          {"bought_sectors", risk_rows(d.bought_sectors)},
          {"sectors_by_part", sectors_by_part(d)},
          {"tiers", tiers(d.tiers)},
          {"first_path", first_path(d)},
          {"suppliers", suppliers(d.suppliers)},
          {"sharpening", sharpening(d.sharpening)},
          {"listed", listed(d.listed)},
          {"listed_count", d.listed_count}};
}

}  // namespace headwater
