// EXIOBASE 3, as published (IOT_2011_ixi.zip, _pxp.zip or unpacked): tab-separated Z.txt or A.txt,
// Y.txt, x.txt and unit.txt. Two lines of names above, two columns before the numbers; million EUR.
#include <fmt/format.h>

#include <utility>

#include "base/error.h"
#include "ingest/matrix_text.h"
#include "ingest/published_cells.h"

namespace headwater {
namespace {

constexpr std::size_t label_columns = 2;

/// Some editions have a third line that names the two columns of labels and nothing else.
MatrixShape shape_of(const TableFiles& files, const std::string& name) {
  const std::vector<std::string> lines = files.first_lines(name, 3);
  const bool third = lines.size() == 3 && lines[2].starts_with("region\tsector") &&
                     lines[2].find_first_not_of('\t', 13) == std::string::npos;
  return {.delimiter = '\t', .labels = label_columns, .header = third ? 3U : 2U};
}

std::vector<PublishedCell> columns_of(const MatrixText& text) {
  std::vector<PublishedCell> cells;
  for (std::size_t i = label_columns; i < text.width(); ++i) {
    cells.push_back({text.header()[0][i], text.header()[1][i]});
  }
  return cells;
}

struct Parts {
  std::optional<std::string> flows;
  std::optional<std::string> coefficients;
  std::optional<std::string> demand;
  std::optional<std::string> output;
  std::optional<std::string> unit;
};

class ExiobaseReader : public PublishedReader {
 public:
  ExiobaseReader(Connection& connection, const TableFiles& files, Parts parts,
                 std::optional<int> year)
      : connection_(connection),
        files_(files),
        parts_(std::move(parts)),
        matrix_name_(parts_.flows ? *parts_.flows : *parts_.coefficients),
        matrix_(connection, matrix_name_, files.open(matrix_name_), shape_of(files, matrix_name_)),
        demand_(connection, *parts_.demand, files.open(*parts_.demand),
                shape_of(files, *parts_.demand)) {
    const std::string whole = files.shown() + "/" + matrix_name_;
    const bool products = whole.find("pxp") != std::string::npos;
    table_.layout = "exiobase3";
    table_.edition =
        fmt::format("EXIOBASE 3, {}", products ? "product by product" : "industry by industry");
    table_.year = year ? year : year_in(whole);
    table_.currency = "EUR";
    table_.cells = columns_of(matrix_);
    table_.demands = columns_of(demand_);
    table_.files = {matrix_name_, *parts_.demand};
    if (parts_.output) {
      table_.files.push_back(*parts_.output);
    }
  }

  void read(TableSink& sink) override {
    tell_unit(sink);
    const CellPlaces places(table_.cells, matrix_name_);
    const std::vector<double> outputs = read_outputs(places, sink);
    read_rows(matrix_, places, [&](std::size_t cell, std::span<const double> values) {
      if (!parts_.coefficients || parts_.flows) {
        return sink.flows(cell, values);
      }
      std::vector<double> flows(values.begin(), values.end());
      for (std::size_t i = 0; i < flows.size(); ++i) {
        flows[i] *= outputs[i];
      }
      sink.flows(cell, flows);
    });
    read_rows(demand_, places,
              [&](std::size_t cell, std::span<const double> values) { sink.demand(cell, values); });
  }

 private:
  /// The published unit is M.EUR; anything else would be converted wrongly.
  void tell_unit(TableSink& sink) const {
    if (!parts_.unit) {
      return;
    }
    const std::vector<std::string> lines = files_.first_lines(*parts_.unit, 2);
    if (lines.size() == 2 && !lines[1].ends_with("\tM.EUR")) {
      const std::string unit = lines[1].substr(lines[1].find_last_of('\t') + 1);
      sink.note("unit", unit, "the table is not in million euros (M.EUR), as EXIOBASE 3 is",
                "amounts were taken as million EUR; check unit.txt");
    }
  }

  template <class Use>
  void read_rows(MatrixText& text, const CellPlaces& places, const Use& use) {
    RowsSeen seen(table_.cells, text.name());
    while (text.next()) {
      const std::size_t cell = places.find(text.labels()[0], text.labels()[1]);
      if (cell == CellPlaces::npos) {
        throw Error(fmt::format(
            "{}: line {}: {} {} is not among the columns of {}; a label is "
            "missing or was changed",
            text.name(), text.line(), text.labels()[0], text.labels()[1], matrix_name_));
      }
      seen.see(cell);
      use(cell, text.values());
    }
    seen.require_all();
  }

  std::vector<double> read_outputs(const CellPlaces& places, TableSink& sink) {
    std::vector<double> outputs(table_.cells.size(), 0.0);
    if (!parts_.output) {
      return outputs;
    }
    MatrixText text(connection_, *parts_.output, files_.open(*parts_.output),
                    {.delimiter = '\t', .labels = label_columns, .header = 1});
    read_rows(text, places, [&](std::size_t cell, std::span<const double> values) {
      outputs[cell] = values[0];
      sink.output(cell, values[0]);
    });
    return outputs;
  }

  Connection& connection_;
  const TableFiles& files_;
  Parts parts_;
  std::string matrix_name_;
  MatrixText matrix_;
  MatrixText demand_;
};

/// Of the folder that holds Y.txt beside Z.txt or A.txt; of the year, where there are several.
std::optional<Parts> parts_in(const TableFiles& files, std::optional<int> year) {
  std::optional<Parts> found;
  for (const std::string& demand : files.all([](auto name) { return name == "y.txt"; })) {
    const std::string folder = demand.substr(0, demand.size() - 5);
    const auto beside = [&](std::string_view wanted) -> std::optional<std::string> {
      for (const std::string& name : files.names()) {
        if (name.starts_with(folder) && base_name(name) == wanted &&
            name.size() == folder.size() + wanted.size()) {
          return name;
        }
      }
      return std::nullopt;
    };
    Parts parts{beside("z.txt"), beside("a.txt"), demand, beside("x.txt"), beside("unit.txt")};
    const bool starts_as_exiobase = files.first_lines(demand, 1).at(0).starts_with("region\t");
    const auto named_year = year_in(folder);
    if ((!parts.flows && !parts.coefficients) || !starts_as_exiobase ||
        (year && named_year && year != named_year)) {
      continue;
    }
    if (found) {
      throw Error(fmt::format("{}: holds several tables ({} and {}); give --year, or name one",
                              files.shown(), *found->demand, demand));
    }
    found = std::move(parts);
  }
  return found;
}

/// Z.txt alone looks like EXIOBASE and is not enough.
void require_demand(const TableFiles& files) {
  const auto flows = files.all([](auto name) { return name == "z.txt" || name == "a.txt"; });
  const auto demand = files.all([](auto name) { return name == "y.txt"; });
  if (!flows.empty() && demand.empty() &&
      files.first_lines(flows[0], 1).at(0).starts_with("region\t")) {
    throw Error(fmt::format("{}: has {} but no Y.txt beside it, the final demand of the table",
                            files.shown(), flows[0]));
  }
}

}  // namespace

std::unique_ptr<PublishedReader> open_exiobase(Connection& connection, const TableFiles& files,
                                               std::optional<int> year) {
  auto parts = parts_in(files, year);
  if (!parts) {
    require_demand(files);
    return nullptr;
  }
  if (!parts->flows && !parts->output) {
    throw Error(
        fmt::format("{}: has A.txt but neither Z.txt nor x.txt; the outputs are needed to "
                    "tell amounts from coefficients",
                    files.shown()));
  }
  return std::make_unique<ExiobaseReader>(connection, files, std::move(*parts), year);
}

}  // namespace headwater
