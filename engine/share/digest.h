#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/database.h"
#include "share/wording.h"

namespace headwater {

/// What the case says, read once: the report, the findings and summary.json are written from this.

struct InputFile {
  std::string role, name, format, sha256;
  std::int64_t rows_read = 0;
  std::int64_t rows_kept = 0;
};

struct IssueKind {
  std::string stage, severity, reason, advice;
  std::int64_t count = 0;
};

struct LedgerFacts {
  std::vector<InputFile> files;
  std::vector<IssueKind> issues;  ///< most frequent first
  std::int64_t issue_count = 0;
  std::int64_t lines = 0;
  std::int64_t suppliers = 0;
  std::int64_t buyers = 0;
  double usd = 0;       ///< as converted at the rates of the time
  double base_usd = 0;  ///< at prices of the table's base year
  std::optional<std::int64_t> first_year, last_year;
};

/// How far the figures can be trusted; empty where there is nothing to take a share of.
struct HowSure {
  std::optional<double> unknown_origin;  ///< share of spend with neither origin nor address
  std::optional<double> stated_origin;   ///< share of spend whose origin the ledger states
  std::optional<double> withheld_spend, withheld_lines;
  std::optional<double> without_amount;  ///< share of lines
  std::optional<double> unclassified_lines, unclassified_spend;
  std::optional<double> assumed;    ///< share of the exposure that rests on assumptions
  std::optional<double> synthetic;  ///< share of the exposure in cells split by proxies
  std::int64_t lines_without_amount = 0, lines_unclassified = 0, lines_withheld = 0;
};

struct CoverageItem {
  std::string item, note;
  std::optional<double> share, usd;
  std::optional<std::int64_t> lines;
};

/// A row of `risk` with its names.
struct RiskRow {
  std::string key, key2, name;
  std::optional<double> spend_usd;
  Estimate cases;
  std::optional<double> share, proxy_share, stability;
  std::optional<std::int64_t> rank, rank_low, rank_high;
  bool synthetic = false;
  bool abstains = false;  ///< not known well enough to rank
};

struct CellCases {
  std::string region, sector, part_of_world;
  double cases = 0;
  bool synthetic = false;
};

struct TierRow {
  std::int64_t tier = 0;
  Estimate cases;
  double share = 0;
  bool rest = false;  ///< this tier and all beyond it
  double spend_musd = 0;
  double disclosed_musd = 0;  ///< of the spend; the rest is inferred, or of unknown address
  double unknown_musd = 0;
};

struct PathStep {
  std::string region, region_name, sector, sector_name;
  bool synthetic = false;
};

struct PathRow {
  std::int64_t rank = 0;
  double cases = 0;
  double share = 0;
  bool synthetic = false;
  std::vector<PathStep> steps;
};

struct ListedFact {
  std::string region_name, sector_name, goods, what, source;
  double spend_usd = 0;
};

struct EnsembleMember {
  std::string name, description;
  double cases = 0;
  std::optional<double> rank_correlation;
  std::optional<std::int64_t> top20_common;
};

/// How far an order is from one that needs no tracing.
struct NullComparison {
  std::string what, against;
  std::int64_t compared = 0;
  std::optional<double> rank_correlation;
  std::int64_t top = 0;
  std::int64_t in_common = 0;
};

struct VarianceShare {
  std::string source, what_would_help;
  double share = 0;
};

/// A supplier to ask, by its shown name.
struct Sharpening {
  std::string shown_name, question;
};

struct DemandStep {
  std::string what, source;
  double usd = 0;
  std::optional<double> share;
  bool assumed = false;
};

struct SupplierReason {
  std::string what, unit, source;
  std::optional<double> effect;
  bool assumed = false;
};

struct ScreeningHit {
  std::string list, decision, listed_name;
  std::string edition;  ///< of the list, as its file states it
  std::optional<double> probability;
};

/// Ordinal only: no people, no share of people, nothing they follow from.
struct SupplierRow {
  std::string id, shown_name, country_name, sells, broad_sector;
  std::int64_t lines = 0;
  double usd = 0;
  std::optional<std::int64_t> rank, rank_low, rank_high;
  std::optional<Estimate> index, log_odds;
  std::optional<double> stability, proxy_share;
  bool screened = false;  ///< against at least one list
  std::string country_signal, sector_signal;
  std::vector<SupplierReason> reasons;
  std::vector<ScreeningHit> screening;
};

struct SupplierFacts {
  std::vector<SupplierRow> ranked;     ///< the first to ask
  std::vector<SupplierRow> abstained;  ///< not ranked: too uncertain; largest spend first
  std::int64_t placed_count = 0;       ///< have a place in the order, sure enough or not
  std::int64_t ranked_count = 0;       ///< sure enough to be ranked
  std::int64_t abstained_count = 0;
  std::int64_t listed_match = 0, listed_possible = 0;
  std::int64_t lists_screened = 0;
};

struct PlanChoice {
  std::string measure, measure_name, on, reason;
  double cost_usd = 0;
  std::optional<double> stability;
};

struct PlanMeasure {
  std::string id, name, evidence, evidence_note;
  std::int64_t choices = 0;
  double cost_usd = 0;
  std::optional<Estimate>
      reduction;  ///< of the ledger's exposure; empty where the plan keeps it to itself
};

struct CurvePoint {
  double budget_usd = 0;
  Estimate reduction;
  std::optional<double> gap;
};

struct Noted {
  std::optional<double> value;
  std::string note;
};

struct PlanFacts {
  std::vector<PlanChoice> choices;
  std::int64_t choice_count = 0;
  std::vector<PlanMeasure> measures;
  std::vector<CurvePoint> curve;
  std::map<std::string, Noted> totals;
};

struct Names {
  std::map<std::string, std::string> countries, parts_of_world, sectors;

  std::string country(const std::string& iso3) const;
  std::string sector(const std::string& code) const;
  std::string part_of_world(const std::string& iso3) const;
};

struct Digest {
  std::string title;
  bool name_suppliers = true;
  std::map<std::string, std::string> meta;
  Names names;
  LedgerFacts ledger;
  HowSure how_sure;
  std::vector<CoverageItem> coverage;
  std::optional<RiskRow> total;
  std::vector<RiskRow> origins, origin_sectors, bought_sectors, bought_countries;
  std::set<std::string> kept_back;  ///< places whose figures would speak of one or two suppliers
  std::vector<CellCases> cells;
  std::vector<TierRow> tiers;
  std::vector<PathRow> paths;
  std::vector<ListedFact> listed;
  std::int64_t listed_count = 0;  ///< of all facts, before goods of one kind are joined
  std::map<std::string, Noted> trace_totals;
  std::vector<EnsembleMember> ensemble;
  std::vector<NullComparison> null_comparison;
  std::vector<VarianceShare> variance_shares;
  std::vector<Sharpening> sharpening;
  std::vector<DemandStep> demand_steps;
  SupplierFacts suppliers;
  PlanFacts plan;
};

struct DigestOptions {
  std::string title;
  bool name_suppliers = true;
};

Digest read_digest(Connection& connection, const DigestOptions& options);

/// Its parts, one file each.
LedgerFacts read_ledger(Connection& connection);
HowSure read_how_sure(Connection& connection);
void read_risk(Connection& connection, Digest& digest);
/// null_comparison, variance_shares, sharpening, demand_steps: what the figures rest on.
void read_grounds(Connection& connection, Digest& digest);
SupplierFacts read_suppliers(Connection& connection, const Names& names, bool name_suppliers);
PlanFacts read_plan(Connection& connection, bool name_suppliers);
/// Key -> value and note of a table of totals.
std::map<std::string, Noted> read_totals(Connection& connection, const std::string& table);

}  // namespace headwater
