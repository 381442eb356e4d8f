#include "share/summary.h"

#include <algorithm>
#include <span>

#include "share/json_parts.h"
#include "share/report.h"

namespace headwater {
namespace {

constexpr std::size_t rows_told = 20;
constexpr std::string_view people = "people in forced labour expected upstream";

Json risk_rows(const std::vector<RiskRow>& rows) {
  Json list = Json::array();
  for (const RiskRow& row : std::span(rows).first(std::min(rows.size(), rows_told))) {
    list.push_back({{"key", row.key},
                    {"name", row.name},
                    {"exposure", as_json(row.cases, people)},
                    {"share", or_null(row.share)},
                    {"proxy_share", or_null(row.proxy_share)},
                    {"rank", or_null(row.rank)},
                    {"rank_low", or_null(row.rank_low)},
                    {"rank_high", or_null(row.rank_high)},
                    {"stability", or_null(row.stability)},
                    {"synthetic", row.synthetic}});
  }
  return list;
}

Json ledger(const LedgerFacts& facts) {
  Json files = Json::array();
  for (const InputFile& file : facts.files) {
    files.push_back({{"role", file.role},
                     {"name", file.name},
                     {"sha256", file.sha256},
                     {"rows_read", file.rows_read},
                     {"rows_kept", file.rows_kept}});
  }
  return {{"files", files},
          {"purchases", facts.lines},
          {"spend_usd", facts.usd},
          {"base_usd", facts.base_usd},
          {"first_year", or_null(facts.first_year)},
          {"last_year", or_null(facts.last_year)},
          {"suppliers", facts.suppliers},
          {"buyers", facts.buyers},
          {"issues", facts.issue_count}};
}

Json how_sure(const HowSure& sure) {
  return {{"unknown_origin_spend", or_null(sure.unknown_origin)},
          {"stated_origin_spend", or_null(sure.stated_origin)},
          {"withheld_vendor_spend", or_null(sure.withheld_spend)},
          {"withheld_vendor_lines", or_null(sure.withheld_lines)},
          {"proxy_exposure", or_null(sure.assumed)},
          {"synthetic_exposure", or_null(sure.synthetic)},
          {"lines_without_amount", or_null(sure.without_amount)},
          {"lines_not_classified", or_null(sure.unclassified_lines)}};
}

Json tiers(const std::vector<TierRow>& rows) {
  Json list = Json::array();
  for (const TierRow& row : rows) {
    list.push_back({{"tier", row.tier},
                    {"beyond", row.rest},
                    {"exposure", as_json(row.cases, people)},
                    {"share", row.share}});
  }
  return list;
}

Json paths(const std::vector<PathRow>& rows) {
  Json list = Json::array();
  for (const PathRow& row : std::span(rows).first(std::min(rows.size(), rows_told))) {
    Json steps = Json::array();
    for (const PathStep& step : row.steps) {
      steps.push_back(
          {{"region", step.region}, {"sector", step.sector}, {"synthetic", step.synthetic}});
    }
    list.push_back(
        {{"rank", row.rank}, {"share", row.share}, {"synthetic", row.synthetic}, {"steps", steps}});
  }
  return list;
}

/// Places in an order, never people.
Json suppliers(const SupplierFacts& facts) {
  Json list = Json::array();
  for (const SupplierRow& s : facts.ranked) {
    list.push_back({{"supplier", s.id},
                    {"name", s.shown_name},
                    {"rank", or_null(s.rank)},
                    {"rank_low", or_null(s.rank_low)},
                    {"rank_high", or_null(s.rank_high)},
                    {"index", s.index ? Json(s.index->value) : Json(nullptr)},
                    {"country_signal", s.country_signal},
                    {"sector_signal", s.sector_signal},
                    {"list_entries", s.screening.size()}});
  }
  return {{"ranked", facts.ranked_count}, {"not_ranked", facts.abstained_count}, {"first", list}};
}

Json plan(const PlanFacts& facts) {
  Json totals = Json::object();
  for (const auto& [key, noted] : facts.totals) {
    totals[key] = {{"value", or_null(noted.value)}, {"note", noted.note}};
  }
  return {{"choices", facts.choice_count}, {"totals", totals}};
}

Json findings_list(const Digest& digest) {
  Json list = Json::array();
  for (const Finding& finding : findings_of(digest)) {
    list.push_back({{"key", finding.key}, {"sentence", finding.sentence}});
  }
  return list;
}

Json exposure(const std::optional<RiskRow>& total) {
  if (!total) {
    return nullptr;
  }
  Json figure = as_json(total->cases, unit_in_full);
  figure["proxy_share"] = or_null(total->proxy_share);
  return figure;
}

}  // namespace

Json as_json(const Estimate& estimate, std::string_view unit) {
  return {
      {"value", estimate.value}, {"low", estimate.low}, {"high", estimate.high}, {"unit", unit}};
}

std::string dumped(const Json& json) {
  return json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string summary_json(const Digest& digest) {
  Json meta = Json::object();
  for (const char* key : {"engine_version", "reference_edition", "seed", "draws", "budget_usd"}) {
    const auto found = digest.meta.find(key);
    meta[key] = found == digest.meta.end() ? Json(nullptr) : Json(found->second);
  }
  return dumped({{"title", digest.title},
                 {"findings", findings_list(digest)},
                 {"exposure", exposure(digest.total)},
                 {"how_sure", how_sure(digest.how_sure)},
                 {"ledger", ledger(digest.ledger)},
                 {"origins", risk_rows(digest.origins)},
                 {"sectors", risk_rows(digest.origin_sectors)},
                 {"bought_sectors", risk_rows(digest.bought_sectors)},
                 {"tiers", tiers(digest.tiers)},
                 {"paths", paths(digest.paths)},
                 {"suppliers", suppliers(digest.suppliers)},
                 {"plan", plan(digest.plan)},
                 {"meta", meta}});
}

}  // namespace headwater
