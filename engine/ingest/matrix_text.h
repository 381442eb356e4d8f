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
/// piece of it. DuckDB reads the numbers, a piece of whole lines at a time.
class MatrixText : public NumberRows {
 public:
  MatrixText(Connection& connection, std::string name, TableFiles::Blocks blocks, MatrixShape shape,
             std::size_t piece_bytes = usual_piece_bytes);
  MatrixText(const MatrixText&) = delete;
  ~MatrixText() override;

  static constexpr std::size_t usual_piece_bytes = std::size_t{48} << 20;

  /// The lines before the numbers, cell by cell.
  const std::vector<std::vector<std::string>>& header() const override { return header_; }
  std::size_t width() const { return shape_.width; }
  const std::string& name() const override { return name_; }

  /// The next row; false at the end. Throws Error, naming line and column, where a row is too short
  /// or too long or a cell holds no number.
  bool next() override;
  std::int64_t line() const override { return line_; }
  const std::vector<std::string>& labels() const override { return labels_; }
  /// NaN where the cell is empty.
  std::span<const double> values() const override { return values_; }

 private:
  bool read_piece();
  void read_header();
  bool open_piece();
  std::string columns() const;
  [[noreturn]] void explain(const std::string& piece, const std::string& reason);

  Connection& connection_;
  std::string name_;
  TableFiles::Blocks blocks_;
  MatrixShape shape_;
  std::size_t piece_bytes_;
  std::string text_;  ///< read and not yet given
  bool ended_ = false;
  std::vector<std::vector<std::string>> header_;
  std::optional<Rows> rows_;
  std::int64_t line_ = 0;
  std::int64_t lines_before_ = 0;  ///< the piece that is read
  std::vector<std::string> labels_;
  std::vector<double> values_;
};

/// Cells of a line: delimiters between quotation marks belong to a cell.
std::size_t cells_in(std::string_view line, char delimiter);

}  // namespace headwater
