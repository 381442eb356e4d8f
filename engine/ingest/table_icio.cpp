// OECD Inter-Country Input-Output tables: one CSV a year (2019_SML.csv, 2019.csv,
// ICIO2021_2018.csv; zip archives of several years), labels AUS_C10T12; rows TLS, VA (VALU) and OUT
// below, final demand AUS_HFCE… and OUT to the right; million USD, basic prices.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "ingest/labelled_matrix.h"
#include "ingest/published_cells.h"

namespace headwater {
namespace {

constexpr std::array<std::string_view, 15> demands = {"HFCE",  "NPISH",   "NPS", "GGFC", "GGCF",
                                                      "GFCF",  "INVNT",   "INV", "DIRP", "DIRPA",
                                                      "DPABR", "CONSABR", "FD",  "P33",  "DISC"};

bool is_demand(std::string_view name) { return std::ranges::find(demands, name) != demands.end(); }

Label column(std::string_view label) {
  if (label == "OUT" || label == "TOTAL" || label == "OUTPUT") {
    return {LabelKind::ignored, {}};
  }
  const PublishedCell cell = split_label(label);
  if (is_demand(cell.sector)) {
    return {LabelKind::demand, cell};
  }
  // The 2016 edition has them the other way round: HFCE_AUS.
  return is_demand(cell.region) ? Label{LabelKind::demand, {cell.sector, cell.region}}
                                : Label{LabelKind::cell, cell};
}

std::optional<LabelKind> row(std::string_view label) {
  if (label == "OUT" || label == "OUTPUT") {
    return LabelKind::output;
  }
  const bool added = label == "TLS" || label == "VA" || label == "VALU" ||
                     label.ends_with("_TAXSUB") || label.ends_with("_VALU");
  return added ? std::optional(LabelKind::value_added) : std::nullopt;
}

bool is_icio(const TableFiles& files, const std::string& name) {
  const std::vector<std::string> lines = files.first_lines(name, 1);
  return !lines.empty() && (lines[0].find("_HFCE") != std::string::npos ||
                            lines[0].find("HFCE_") != std::string::npos);
}

}  // namespace

std::unique_ptr<PublishedReader> open_icio(Connection& connection, const TableFiles& files,
                                           std::optional<int> year) {
  std::vector<std::string> found;
  for (const std::string& name : files.all([](auto base) { return base.ends_with(".csv"); })) {
    const auto named = year_in(base_name(name));
    if ((!year || !named || year == named) && is_icio(files, name)) {
      found.push_back(name);
    }
  }
  if (found.empty()) {
    return nullptr;
  }
  require_one(files, found);
  PublishedTable table;
  table.layout = "icio";
  table.edition = fmt::format("OECD ICIO ({})", found[0]);
  table.year = year ? year : year_in(base_name(found[0]));
  return std::make_unique<LabelledMatrix>(connection, files, found[0],
                                          LabelRules{column, row, true}, std::move(table));
}

}  // namespace headwater
