#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "ingest/matrix_text.h"
#include "ingest/published_table.h"

namespace headwater {

/// What a label of a one-file table stands for.
enum class LabelKind { cell, demand, output, value_added, ignored };
struct Label {
  LabelKind kind = LabelKind::cell;
  PublishedCell cell;
};

/// How the labels of a layout are read.
struct LabelRules {
  std::function<Label(std::string_view)> column;
  /// Of rows that are no cells (those are known by the columns): nullopt where it is unknown.
  std::function<std::optional<LabelKind>(std::string_view)> row;
  /// Whether a row states the output; else it is what a column adds up to, value added included.
  bool output_row = true;
};

/// Tables in one CSV file: a line of labels as AUS_C10T12 above, one column of them before the
/// numbers, rows of value added and output below (OECD ICIO, FIGARO in matrix form).
class LabelledMatrix : public PublishedReader {
 public:
  LabelledMatrix(Connection& connection, const TableFiles& files, const std::string& name,
                 LabelRules rules, PublishedTable table);
  void read(TableSink& sink) override;

 private:
  void name_columns();
  void add_inputs();
  void give_outputs(TableSink& sink, std::span<const double> outputs);
  std::vector<double> picked(const std::vector<std::size_t>& columns) const;

  LabelRules rules_;
  MatrixText text_;
  bool outputs_given_ = false;
  std::vector<double> inputs_;  ///< by cell: what its column adds up to
  std::vector<std::string> cell_labels_;
  std::vector<std::size_t> cell_columns_;
  std::vector<std::size_t> demand_columns_;
};

}  // namespace headwater
