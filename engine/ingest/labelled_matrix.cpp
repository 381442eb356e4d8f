#include "ingest/labelled_matrix.h"

#include <fmt/format.h>

#include <unordered_map>

#include "base/error.h"
#include "ingest/published_cells.h"

namespace headwater {

LabelledMatrix::LabelledMatrix(Connection& connection, const TableFiles& files,
                               const std::string& name, LabelRules rules, PublishedTable table)
    : rules_(std::move(rules)),
      text_(connection, name, files.open(name), {.delimiter = ',', .labels = 1, .header = 1}) {
  table_ = std::move(table);
  table_.files = {name};
  name_columns();
}

void LabelledMatrix::name_columns() {
  const std::vector<std::string>& header = text_.header().at(0);
  for (std::size_t i = 1; i < header.size(); ++i) {
    const Label label = rules_.column(header[i]);
    if (label.kind == LabelKind::cell) {
      if (label.cell.region.empty() || label.cell.sector.empty()) {
        throw Error(
            fmt::format("{}: column {} has the label '{}', which names no region and "
                        "sector; a label is missing or was changed",
                        text_.name(), i + 1, header[i]));
      }
      table_.cells.push_back(label.cell);
      cell_labels_.push_back(header[i]);
      cell_columns_.push_back(i - 1);
    } else if (label.kind == LabelKind::demand) {
      table_.demands.push_back(label.cell);
      demand_columns_.push_back(i - 1);
    }
  }
  if (table_.cells.empty() || table_.demands.empty()) {
    throw Error(fmt::format("{}: has {} columns of sectors and {} of final demand; it needs both",
                            text_.name(), table_.cells.size(), table_.demands.size()));
  }
}

std::vector<double> LabelledMatrix::picked(const std::vector<std::size_t>& columns) const {
  std::vector<double> values;
  values.reserve(columns.size());
  for (const std::size_t column : columns) {
    values.push_back(text_.values()[column]);
  }
  return values;
}

void LabelledMatrix::read(TableSink& sink) {
  std::unordered_map<std::string, std::size_t> places;
  for (std::size_t i = 0; i < cell_labels_.size(); ++i) {
    if (!places.emplace(cell_labels_[i], i).second) {
      throw Error(fmt::format("{}: has two columns of {}; remove one, or fetch the file again",
                              text_.name(), cell_labels_[i]));
    }
  }
  RowsSeen seen(table_.cells, text_.name());
  while (text_.next()) {
    const std::string& label = text_.labels()[0];
    if (const auto place = places.find(label); place != places.end()) {
      seen.see(place->second);
      add_inputs();
      sink.flows(place->second, picked(cell_columns_));
      sink.demand(place->second, picked(demand_columns_));
      continue;
    }
    const auto kind = rules_.row(label);
    if (!kind) {
      throw Error(
          fmt::format("{}: line {} has the label '{}', which is no column of the table and "
                      "no known total; a label is missing or was changed",
                      text_.name(), text_.line(), label));
    }
    if (*kind == LabelKind::output) {
      give_outputs(sink, picked(cell_columns_));
    } else if (*kind == LabelKind::value_added) {
      add_inputs();
    }
  }
  seen.require_all();
  if (!rules_.output_row) {
    give_outputs(sink, inputs_);
  }
  if (!outputs_given_) {
    throw Error(fmt::format(
        "{}: the row of outputs is missing; the file is cut short, fetch it again", text_.name()));
  }
}

void LabelledMatrix::add_inputs() {
  inputs_.resize(cell_columns_.size(), 0.0);
  for (std::size_t i = 0; i < cell_columns_.size(); ++i) {
    inputs_[i] += text_.values()[cell_columns_[i]];
  }
}

void LabelledMatrix::give_outputs(TableSink& sink, std::span<const double> outputs) {
  for (std::size_t i = 0; i < outputs.size(); ++i) {
    sink.output(i, outputs[i]);
  }
  outputs_given_ = true;
}

}  // namespace headwater
