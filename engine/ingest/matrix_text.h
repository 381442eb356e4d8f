#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/database.h"
#include "ingest/number_rows.h"
#include "ingest/table_files.h"

namespace headwater {

struct MatrixShape {
  char delimiter = '\t';
  std::size_t labels = 0;  ///< columns of text before the numbers
  std::size_t header = 0;  ///< lines before the first row of numbers
  std::size_t width = 0;   ///< columns in all; 0: as many as the first line has
};

/// A text of numbers with ten thousand columns and as many lines, row by row, in the memory of a
/// piece of it. A piece of whole lines is laid out one cell a line for DuckDB to read: as a table
/// it would be given room for 2048 rows of all its columns.
class MatrixText : public NumberRows {
 public:
  MatrixText(Connection& connection, std::string name, TableFiles::Blocks blocks, MatrixShape shape,
             std::size_t piece_bytes = usual_piece_bytes);
  MatrixText(const MatrixText&) = delete;
  ~MatrixText() override;

  static constexpr std::size_t usual_piece_bytes = std::size_t{16} << 20;

  /// The lines before the numbers, cell by cell.
  const std::vector<std::vector<std::string>>& header() const override { return header_; }
  std::size_t width() const { return shape_.width; }
  const std::string& name() const override { return name_; }

  /// The next row; false at the end. Throws Error, naming line and column, where a row is too short
  /// or too long or a cell holds no number.
  bool next() override;
  std::int64_t line() const override { return lines_[row_]; }
  const std::vector<std::string>& labels() const override { return labels_; }
  /// NaN where the cell is empty.
  std::span<const double> values() const override {
    return {numbers_.data() + row_ * (shape_.width - shape_.labels), shape_.width - shape_.labels};
  }

 private:
  bool read_piece();
  std::string take_piece();
  void read_header();
  bool open_piece();
  void read_numbers(const std::string& cells);
  [[noreturn]] void explain(const std::string& path, const std::string& reason);

  Connection& connection_;
  std::string name_;
  TableFiles::Blocks blocks_;
  MatrixShape shape_;
  std::size_t piece_bytes_;
  std::string text_;  ///< read and not yet given
  bool ended_ = false;
  std::int64_t line_ = 0;  ///< the last one laid out
  std::vector<std::vector<std::string>> header_;
  std::vector<std::int64_t> lines_;  ///< of the piece, by row
  std::vector<double> numbers_;      ///< of the piece, row by row
  std::vector<std::string> names_;   ///< labels of the piece, row by row
  std::size_t row_ = 0;
  std::vector<std::string> labels_;
};

/// Cells of a line: delimiters between quotation marks belong to a cell.
std::size_t cells_in(std::string_view line, char delimiter);

}  // namespace headwater
