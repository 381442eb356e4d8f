// Eora26, as published: tab-separated Eora26_2015_bp_T.txt and _FD.txt without labels, labels_T.txt
// and labels_FD.txt beside them (or in indices.zip): country, code, kind, sector. No unit is
// stated; taken as thousand USD, see docs/tables.md.
#include <fmt/format.h>

#include <algorithm>
#include <span>

#include "base/error.h"
#include "ingest/matrix_text.h"
#include "ingest/published_cells.h"
#include "ingest/text_columns.h"

namespace headwater {
namespace {

constexpr std::size_t code_column = 1;
constexpr std::size_t name_column = 3;

std::vector<PublishedCell> labels(Connection& connection, const TableFiles& files,
                                  const std::string& wanted) {
  const auto found = files.all([&](auto name) { return name == base_name(wanted); });
  if (found.empty()) {
    throw Error(
        fmt::format("{}: lacks {}; put it (or indices.zip, which holds it) beside the table",
                    files.shown(), wanted));
  }
  std::vector<PublishedCell> cells;
  std::int64_t line = 0;
  for (const auto& row : text_cells(connection, files, found.front(), '\t')) {
    ++line;
    if (row.size() <= name_column || row[code_column].empty() || row[name_column].empty()) {
      throw Error(fmt::format("{}: line {} lacks a label; it needs country, code, kind and name",
                              found.front(), line));
    }
    cells.push_back({row[code_column], row[name_column]});
  }
  return cells;
}

class EoraReader : public PublishedReader {
 public:
  EoraReader(Connection& connection, const TableFiles& files, std::string flows, std::string demand,
             std::optional<std::string> added, std::optional<int> year)
      : connection_(connection), files_(files) {
    table_.layout = "eora26";
    table_.edition = fmt::format("Eora26 ({})", flows);
    table_.year = year ? year : year_in(base_name(flows));
    table_.millions = 1e-3;
    table_.cells = labels(connection, files, "labels_T.txt");
    table_.demands = labels(connection, files, "labels_FD.txt");
    table_.files = {std::move(flows), std::move(demand)};
    if (added) {
      table_.files.push_back(*added);
    }
  }

  void read(TableSink& sink) override {
    const CellPlaces unique(table_.cells, "labels_T.txt");
    std::vector<double> inputs(table_.cells.size(), 0.0);
    const auto add = [&](std::span<const double> values) {
      for (std::size_t i = 0; i < values.size(); ++i) {
        inputs[i] += values[i];
      }
    };
    read_matrix(table_.files[0], table_.cells.size(), [&](std::size_t row, auto values) {
      add(values);
      sink.flows(row, values);
    });
    give_outputs(sink, inputs, add);
    read_matrix(table_.files[1], table_.demands.size(),
                [&](std::size_t row, auto values) { sink.demand(row, values); });
  }

 private:
  /// Inputs and value added: with the outputs that columns add up to, no column exceeds its output.
  template <class Add>
  void give_outputs(TableSink& sink, const std::vector<double>& inputs, const Add& add) {
    if (table_.files.size() < 3) {
      sink.note("value added", {}, "there is no file of value added (_VA.txt)",
                "outputs were taken as what each sector sells; they cannot be checked");
      return;
    }
    MatrixText text(connection_, table_.files[2], files_.open(table_.files[2]),
                    {.delimiter = '\t', .labels = 0, .header = 0, .width = table_.cells.size()});
    while (text.next()) {
      add(text.values());
    }
    for (std::size_t i = 0; i < inputs.size(); ++i) {
      sink.output(i, inputs[i]);
    }
  }

  template <class Use>
  void read_matrix(const std::string& name, std::size_t width, const Use& use) {
    MatrixText text(connection_, name, files_.open(name),
                    {.delimiter = '\t', .labels = 0, .header = 0, .width = width});
    RowsSeen seen(table_.cells, name);
    std::size_t row = 0;
    while (text.next()) {
      if (row == table_.cells.size()) {
        throw Error(fmt::format("{}: has more rows than labels_T.txt has labels ({})", name, row));
      }
      seen.see(row);
      use(row++, text.values());
    }
    seen.require_all();
  }

  Connection& connection_;
  const TableFiles& files_;
};

}  // namespace

std::unique_ptr<PublishedReader> open_eora(Connection& connection, const TableFiles& files,
                                           std::optional<int> year) {
  const auto found = files.all([&](auto name) {
    return name.starts_with("eora26_") && name.ends_with("_bp_t.txt") &&
           (!year || year_in(name) == year);
  });
  const auto in_purchasers_prices = files.all(
      [](auto name) { return name.starts_with("eora26_") && name.ends_with("_pp_t.txt"); });
  if (found.empty() && !in_purchasers_prices.empty()) {
    throw Error(
        fmt::format("{}: {} is in purchasers' prices; the engine needs basic prices, fetch "
                    "the table with _bp_ in its name",
                    files.shown(), in_purchasers_prices.front()));
  }
  if (found.empty()) {
    return nullptr;
  }
  require_one(files, found);
  const auto beside = [&](const char* part) {
    std::string name = found[0];
    return name.replace(name.size() - 5, 1, part);
  };
  const std::string added = beside("VA");
  const bool has_added = std::ranges::find(files.names(), added) != files.names().end();
  return std::make_unique<EoraReader>(connection, files, found[0], beside("FD"),
                                      has_added ? std::optional(added) : std::nullopt, year);
}

}  // namespace headwater
