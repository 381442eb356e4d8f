// GLORIA (Global Resource Input-Output Assessment), as published: CSV without labels,
// …_T-Results_2015_059_Markup001(full).csv and …_Y-Results_…, with GLORIA_ReadMe_….xlsx, whose
// sheets name regions, sectors and final demand. Thousand USD. T is a supply-use table: for each
// region a block of industries, whose rows are what they make (industry x product), then a block of
// products, whose rows are who uses them (product x industry).
//
// Industry by industry with fixed product sales structure (Eurostat 2008, model D; unverified):
// industries share the sales of a product by how much of it each makes, Z = V diag(q)^-1 U and Y
// likewise. In GLORIA each industry makes one product, so Z is U.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/error.h"
#include "ingest/matrix_text.h"
#include "ingest/published_cells.h"
#include "ingest/xlsx.h"

namespace headwater {
namespace {

bool is_part(std::string_view name, std::string_view part, std::optional<int> year) {
  return name.ends_with(".csv") && name.find(part) != std::string_view::npos &&
         name.find("_markup001") != std::string_view::npos &&
         (!year || name.find(fmt::format("-results_{}_", *year)) != std::string_view::npos);
}

/// One column of one sheet of the read-me.
std::vector<std::string> names_in(Connection& connection, const std::string& path,
                                  const std::string& file, const std::string& sheet,
                                  const std::string& column) {
  Problems problems(file);
  const Staged staged = stage_xlsx(connection, path, sheet, problems);
  const auto header = first_records(connection, staged, 0, 1);
  const auto found = std::ranges::find(header.at(0), column);
  if (found == header[0].end()) {
    throw Error(
        fmt::format("{}: sheet {} has no column {}; fetch the read-me of the table's version", file,
                    sheet, column));
  }
  std::vector<std::string> names;
  Rows rows =
      connection.query(fmt::format("SELECT c{} FROM staged OFFSET 1", found - header[0].begin()));
  while (rows.next()) {
    if (const auto name = rows.row().text(0); name && !name->empty()) {
      names.emplace_back(*name);
    }
  }
  return names;
}

class GloriaReader : public PublishedReader {
 public:
  GloriaReader(Connection& connection, const TableFiles& files, const std::string& flows,
               const std::string& demand, const std::string& readme)
      : connection_(connection), files_(files) {
    const TableFiles::OnDisk file = files.on_disk(readme);
    const auto column = [&](const char* sheet, const char* name) {
      return names_in(connection, file.path, readme, sheet, name);
    };
    const auto regions = column("Regions", "Region_acronyms");
    const auto sectors = column("Sectors", "Sector_names");
    const auto demands = column("Value added and final demand", "Final_demand_names");
    sectors_ = sectors.size();
    for (const std::string& region : regions) {
      for (const std::string& sector : sectors) {
        table_.cells.push_back({region, sector});
      }
      for (const std::string& category : demands) {
        table_.demands.push_back({region, category});
      }
    }
    table_.layout = "gloria";
    table_.edition = fmt::format("GLORIA ({})", flows);
    const std::string base = base_name(flows);
    table_.year = year_in(base.substr(base.find("-results_")));
    table_.millions = 1e-3;
    table_.files = {flows, demand, readme};
    makers_.resize(table_.cells.size());
  }

  void read(TableSink& sink) override {
    read_blocks(table_.files[0], 2 * table_.cells.size(), true, sink);
    read_blocks(table_.files[1], table_.demands.size(), false, sink);
  }

 private:
  /// Who makes a product: the share of each industry.
  using Makers = std::vector<std::pair<std::size_t, double>>;

  void read_blocks(const std::string& name, std::size_t width, bool flows, TableSink& sink) {
    MatrixText text(connection_, name, files_.open(name),
                    {.delimiter = ',', .labels = 0, .header = 0, .width = width});
    const std::size_t rows = 2 * table_.cells.size();
    std::size_t row = 0;
    for (; text.next(); ++row) {
      if (row == rows) {
        throw Error(fmt::format("{}: has more rows than regions x (industries + products): {}",
                                name, rows));
      }
      const std::size_t cell = row / (2 * sectors_) * sectors_ + row % sectors_;
      const bool product = row / sectors_ % 2 == 1;
      if (flows && product) {
        share_sales(cell, used_by_industries(text),
                    [&](std::size_t maker, auto values) { sink.flows(maker, values); });
      } else if (flows) {
        take_supply(cell, text, sink);
      } else if (product) {
        share_sales(cell, text.values(),
                    [&](std::size_t maker, auto values) { sink.demand(maker, values); });
      } else {
        require_nothing(text, "industries sell to final demand by product only");
      }
    }
    if (row < rows) {
      throw Error(
          fmt::format("{}: has {} rows, its labels tell of {}; it is cut short, fetch it "
                      "again",
                      name, row, rows));
    }
  }

  /// What industry `cell` makes, all of it in its own region.
  void take_supply(std::size_t cell, const MatrixText& text, TableSink& sink) {
    const std::size_t region = cell / sectors_;
    double made = 0;
    for (std::size_t column = 0; column < text.values().size(); ++column) {
      const double value = text.values()[column];
      if (value == 0) {
        continue;
      }
      const std::size_t block = column / sectors_;
      if (!std::isfinite(value) || value < 0 || block != 2 * region + 1) {
        throw Error(
            fmt::format("{}: line {}, column {}: {} is no supply of {}; the rows are not "
                        "in the order of the read-me",
                        text.name(), text.line(), column + 1, value, named(table_.cells[cell])));
      }
      makers_[region * sectors_ + column % sectors_].emplace_back(cell, value);
      made += value;
    }
    sink.output(cell, made);
  }

  std::vector<double> used_by_industries(const MatrixText& text) const {
    std::vector<double> uses;
    uses.reserve(table_.cells.size());
    for (std::size_t column = 0; column < text.values().size(); ++column) {
      if (column / sectors_ % 2 == 0) {
        uses.push_back(text.values()[column]);
      } else if (text.values()[column] != 0) {
        throw Error(fmt::format(
            "{}: line {}, column {}: {}", text.name(), text.line(), column + 1,
            std::isnan(text.values()[column])
                ? "the cell is empty; fetch the file again"
                : "a product is used by a product; the rows are not in the order of the read-me"));
      }
    }
    return uses;
  }

  template <class Use>
  void share_sales(std::size_t product, std::span<const double> values, const Use& use) const {
    const Makers& makers = makers_[product];
    if (makers.size() == 1 || makers.empty()) {
      return use(makers.empty() ? product : makers[0].first, values);
    }
    double made = 0;
    for (const auto& [maker, value] : makers) {
      made += value;
    }
    std::vector<double> part(values.size());
    for (const auto& [maker, value] : makers) {
      std::ranges::transform(values, part.begin(),
                             [share = value / made](double v) { return v * share; });
      use(maker, std::span<const double>(part));
    }
  }

  static void require_nothing(const MatrixText& text, const char* why) {
    if (std::ranges::any_of(text.values(), [](double v) { return v != 0; })) {
      throw Error(fmt::format("{}: line {} holds sales; {}", text.name(), text.line(), why));
    }
  }

  Connection& connection_;
  const TableFiles& files_;
  std::size_t sectors_ = 0;
  std::vector<Makers> makers_;  ///< by product
};

}  // namespace

std::unique_ptr<PublishedReader> open_gloria(Connection& connection, const TableFiles& files,
                                             std::optional<int> year) {
  const auto flows = files.all([&](auto name) { return is_part(name, "_t-results_", year); });
  if (flows.empty()) {
    return nullptr;
  }
  require_one(files, flows);
  const auto demand = files.all([&](auto name) { return is_part(name, "_y-results_", year); });
  const auto readme = files.all(
      [](auto name) { return name.starts_with("gloria_readme") && name.ends_with(".xlsx"); });
  if (demand.empty() || readme.empty()) {
    throw Error(fmt::format("{}: {} needs the file {} beside it", files.shown(), flows[0],
                            demand.empty() ? "…_Y-Results_… of final demand"
                                           : "GLORIA_ReadMe_….xlsx, which names rows and columns"));
  }
  require_one(files, demand);
  require_one(files, readme);
  return std::make_unique<GloriaReader>(connection, files, flows[0], demand[0], readme[0]);
}

}  // namespace headwater
