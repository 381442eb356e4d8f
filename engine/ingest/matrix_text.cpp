#include "ingest/matrix_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <utility>

#include "base/error.h"
#include "base/scratch_file.h"
#include "base/text.h"

namespace headwater {
namespace {

/// The widest table published has 40,000 columns of some 20 characters.
constexpr std::size_t longest_line = std::size_t{16} << 20;

/// Splits off the first line, without its end.
std::string_view first_line(std::string_view& rest) {
  const std::size_t end = std::min(rest.find('\n'), rest.size());
  std::string_view line = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return line.ends_with('\r') ? line.substr(0, line.size() - 1) : line;
}

std::string reader(const std::string& path, char delimiter, const std::string& columns) {
  return fmt::format(
      "SELECT * FROM read_csv({}, delim = {}, header = false, auto_detect = false, quote = '\"', "
      "escape = '\"', max_line_size = {}, columns = {})",
      sql_text(path), sql_text(std::string(1, delimiter)), longest_line, columns);
}

/// Asks the database, which has the last word, only where there is doubt.
bool is_number(Connection& connection, const std::string& cell) {
  double value = 0;
  const char* end = cell.data() + cell.size();
  return cell.empty() || std::from_chars(cell.data(), end, value).ptr == end ||
         connection.number("SELECT TRY_CAST(? AS DOUBLE)", {cell});
}

std::string text_columns(std::size_t width) {
  std::string columns = "{";
  for (std::size_t i = 0; i < width; ++i) {
    columns += fmt::format("{}'c{}': 'VARCHAR'", i == 0 ? "" : ", ", i);
  }
  return columns + "}";
}

}  // namespace

std::size_t cells_in(std::string_view line, char delimiter) {
  std::size_t cells = 1;
  bool quoted = false;
  for (const char c : line) {
    quoted = quoted != (c == '"');
    cells += !quoted && c == delimiter ? 1 : 0;
  }
  return cells;
}

MatrixText::MatrixText(Connection& connection, std::string name, TableFiles::Blocks blocks,
                       MatrixShape shape, std::size_t piece_bytes)
    : connection_(connection),
      name_(std::move(name)),
      blocks_(std::move(blocks)),
      shape_(shape),
      piece_bytes_(piece_bytes) {
  read_piece();
  if (trimmed(text_).empty()) {
    throw Error(fmt::format("{}: the file is empty; fetch it again", name_));
  }
  read_header();
  values_.resize(shape_.width - shape_.labels);
  labels_.resize(shape_.labels);
}

MatrixText::~MatrixText() = default;

/// Fills `text_` until it holds a piece; false where nothing is left.
bool MatrixText::read_piece() {
  while (!ended_ && (text_.size() < piece_bytes_ || text_.find('\n') == std::string::npos)) {
    ended_ = !blocks_(text_);
    if (text_.size() > piece_bytes_ + longest_line) {
      throw Error(fmt::format("{}: has a line of more than {} MB; is it a table?", name_,
                              longest_line >> 20));
    }
  }
  return !text_.empty();
}

void MatrixText::read_header() {
  std::string_view rest = text_;
  std::string lines;
  for (std::size_t i = 0; i < shape_.header; ++i) {
    const std::string_view line = first_line(rest);
    shape_.width = shape_.width == 0 ? cells_in(line, shape_.delimiter) : shape_.width;
    lines.append(line).append("\n");
  }
  if (shape_.width == 0) {
    std::string_view first = rest;
    shape_.width = cells_in(first_line(first), shape_.delimiter);
  }
  if (shape_.width <= shape_.labels) {
    throw Error(fmt::format("{}: its first line has {} cells; it needs {} labels and numbers",
                            name_, shape_.width, shape_.labels));
  }
  if (shape_.header > 0) {
    const ScratchFile file(lines);
    Rows rows = connection_.query(
        reader(file.path(), shape_.delimiter,
               text_columns(shape_.width) + ", null_padding = true, ignore_errors = false"));
    while (rows.next()) {
      std::vector<std::string>& cells = header_.emplace_back();
      for (std::size_t i = 0; i < shape_.width; ++i) {
        cells.emplace_back(rows.row().text(i).value_or(""));
      }
    }
  }
  line_ = lines_before_ = static_cast<std::int64_t>(shape_.header);
  text_ = std::string(rest);
}

std::string MatrixText::columns() const {
  std::string columns = "{";
  for (std::size_t i = 0; i < shape_.width; ++i) {
    columns += fmt::format("{}'c{}': '{}'", i == 0 ? "" : ", ", i,
                           i < shape_.labels ? "VARCHAR" : "DOUBLE");
  }
  return columns + "}";
}

bool MatrixText::open_piece() {
  rows_.reset();
  lines_before_ = line_;
  read_piece();
  const std::size_t last = text_.find_last_of('\n');
  const std::size_t end = ended_ || last == std::string::npos ? text_.size() : last + 1;
  std::string rest = text_.substr(end);
  text_.resize(end);
  const std::string piece = std::exchange(text_, std::move(rest));
  if (trimmed(piece).empty()) {
    return !ended_ && read_piece() && open_piece();
  }
  try {
    const ScratchFile file(piece);
    rows_.emplace(connection_.query(reader(file.path(), shape_.delimiter, columns())));
  } catch (const Error& error) {
    explain(piece, error.what());
  }
  return true;
}

/// Which line and cell it was: the database names neither in the words of the table.
void MatrixText::explain(const std::string& piece, const std::string& reason) {
  std::string_view rest = piece;
  for (std::int64_t line = lines_before_ + 1; !rest.empty(); ++line) {
    const std::string_view text = first_line(rest);
    const std::size_t cells = cells_in(text, shape_.delimiter);
    if (!trimmed(text).empty() && cells != shape_.width) {
      throw Error(
          fmt::format("{}: line {} has {} cells, the table is {} wide; it is cut short or "
                      "damaged, fetch it again",
                      name_, line, cells, shape_.width));
    }
  }
  const ScratchFile file(piece);
  Rows rows = connection_.query(reader(file.path(), shape_.delimiter, text_columns(shape_.width)));
  for (std::int64_t line = lines_before_ + 1; rows.next(); ++line) {
    for (std::size_t i = shape_.labels; i < shape_.width; ++i) {
      const std::string cell(rows.row().text(i).value_or(""));
      if (!is_number(connection_, cell)) {
        throw Error(
            fmt::format("{}: line {}, column {}: '{}' is no number; mend the cell or fetch "
                        "the file again",
                        name_, line, i + 1, excerpt(cell)));
      }
    }
  }
  throw Error(fmt::format("{}: cannot be read after line {}: {}", name_, lines_before_,
                          excerpt(reason, 160)));
}

bool MatrixText::next() {
  while (!rows_ || !rows_->next()) {
    if ((ended_ && text_.empty()) || !open_piece()) {
      return false;
    }
  }
  ++line_;
  const Row& row = rows_->row();
  for (std::size_t i = 0; i < shape_.labels; ++i) {
    labels_[i].assign(row.text(i).value_or(""));
  }
  for (std::size_t i = 0; i < values_.size(); ++i) {
    values_[i] = row.number(shape_.labels + i).value_or(NAN);
  }
  return true;
}

}  // namespace headwater
