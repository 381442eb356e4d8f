#include "ingest/matrix_text.h"

#include <fmt/format.h>

#include <algorithm>
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

/// Hands on each cell of a line as it stands, quotation marks included.
template <class Use>
void each_cell(std::string_view line, char delimiter, const Use& use) {
  std::size_t begin = 0;
  bool quoted = false;
  for (std::size_t at = 0; at < line.size(); ++at) {
    quoted = quoted != (line[at] == '"');
    if (line[at] == delimiter && !quoted) {
      use(line.substr(begin, at - begin));
      begin = at + 1;
    }
  }
  use(line.substr(begin));
}

/// One cell a line. No delimiter occurs in it: nothing of a cell is cut off.
std::string one_column(const std::string& path, const char* type) {
  return fmt::format(
      "read_csv({}, delim = chr(1), header = false, auto_detect = false, quote = '\"', escape = "
      "'\"', max_line_size = {}, columns = {{v: '{}'}})",
      sql_text(path), longest_line, type);
}

/// Cells as text, one a line, without their quotation marks.
std::vector<std::string> texts(Connection& connection, const std::string& cells) {
  const ScratchFile file(cells);
  std::vector<std::string> found;
  Rows rows = connection.query("SELECT v FROM " + one_column(file.path(), "VARCHAR"));
  while (rows.next()) {
    found.emplace_back(rows.row().text(0).value_or(""));
  }
  return found;
}

}  // namespace

std::size_t cells_in(std::string_view line, char delimiter) {
  std::size_t cells = 0;
  each_cell(line, delimiter, [&](std::string_view) { ++cells; });
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
  labels_.resize(shape_.labels);
}

MatrixText::~MatrixText() = default;

/// Fills `text_` until it holds a piece; false where nothing is left.
bool MatrixText::read_piece() {
  while (!ended_ && (text_.size() < piece_bytes_ || text_.find('\n') == std::string::npos)) {
    ended_ = !blocks_(text_);
    if (text_.size() > piece_bytes_ + longest_line && text_.find('\n') == std::string::npos) {
      throw Error(fmt::format("{}: has a line of more than {} MB; is it a table?", name_,
                              longest_line >> 20));
    }
  }
  return !text_.empty();
}

void MatrixText::read_header() {
  std::string_view rest = text_;
  for (std::size_t i = 0; i < shape_.header; ++i) {
    const std::string_view line = first_line(rest);
    std::string cells;
    each_cell(line, shape_.delimiter, [&](std::string_view cell) {
      cells.append(cell.empty() ? "\"\"" : cell).append("\n");
    });
    header_.push_back(texts(connection_, cells));
    shape_.width = shape_.width == 0 ? header_[0].size() : shape_.width;
    header_.back().resize(shape_.width);
    ++line_;
  }
  if (shape_.width == 0) {
    std::string_view first = rest;
    shape_.width = cells_in(first_line(first), shape_.delimiter);
  }
  if (shape_.width <= shape_.labels) {
    throw Error(fmt::format("{}: its first line has {} cells; it needs {} labels and numbers",
                            name_, shape_.width, shape_.labels));
  }
  text_ = std::string(rest);
}

/// Whole lines, as many as a piece holds.
std::string MatrixText::take_piece() {
  read_piece();
  const std::size_t last = text_.find_last_of('\n');
  const std::size_t end = ended_ || last == std::string::npos ? text_.size() : last + 1;
  std::string rest = text_.substr(end);
  text_.resize(end);
  return std::exchange(text_, std::move(rest));
}

/// Lays out the next piece, one cell a line, and reads it. False at the end.
bool MatrixText::open_piece() {
  lines_.clear();
  std::string names;
  std::string numbers;
  while (lines_.empty() && (!ended_ || !text_.empty())) {
    const std::string piece = take_piece();
    std::string_view rest = piece;
    while (!rest.empty()) {
      const std::string_view line = first_line(rest);
      ++line_;
      if (trimmed(line).empty()) {
        continue;
      }
      std::size_t cells = 0;
      each_cell(line, shape_.delimiter, [&](std::string_view cell) {
        const bool label = cells++ < shape_.labels;
        const char* empty = label ? "\"\"" : "nan";
        (label ? names : numbers).append(cell.empty() ? empty : cell).append("\n");
      });
      if (cells != shape_.width) {
        throw Error(
            fmt::format("{}: line {} has {} cells, the table is {} wide; it is cut short or "
                        "damaged, fetch it again",
                        name_, line_, cells, shape_.width));
      }
      lines_.push_back(line_);
    }
  }
  if (lines_.empty()) {
    return false;
  }
  names_ = texts(connection_, names);
  read_numbers(numbers);
  return true;
}

void MatrixText::read_numbers(const std::string& cells) {
  const ScratchFile file(cells);
  numbers_.clear();
  try {
    Rows rows = connection_.query("SELECT v FROM " + one_column(file.path(), "DOUBLE"));
    while (rows.next()) {
      numbers_.push_back(rows.row().number(0).value_or(NAN));
    }
  } catch (const Error& error) {
    explain(file.path(), error.what());
  }
  const bool all = numbers_.size() == lines_.size() * (shape_.width - shape_.labels) &&
                   names_.size() == lines_.size() * shape_.labels;
  if (!all) {
    explain(file.path(), "quotation marks that do not close");
  }
}

/// Which line and cell it was: the database knows them by another number.
void MatrixText::explain(const std::string& path, const std::string& reason) {
  const std::size_t width = shape_.width - shape_.labels;
  try {
    Rows rows = connection_.query("SELECT v, TRY_CAST(v AS DOUBLE) IS NULL FROM " +
                                  one_column(path, "VARCHAR"));
    for (std::size_t i = 0; rows.next(); ++i) {
      if (rows.row().flag(1).value_or(true) && i / width < lines_.size()) {
        throw Error(
            fmt::format("{}: line {}, column {}: '{}' is no number; mend the cell or fetch "
                        "the file again",
                        name_, lines_[i / width], shape_.labels + i % width + 1,
                        excerpt(rows.row().text(0).value_or(""))));
      }
    }
  } catch (const Error& error) {
    if (std::string_view(error.what()).starts_with(name_)) {
      throw;
    }
  }
  throw Error(fmt::format("{}: cannot be read from line {} on: {}", name_, lines_.front(),
                          excerpt(reason, 160)));
}

bool MatrixText::next() {
  ++row_;
  if (row_ >= lines_.size()) {
    row_ = 0;
    if (!open_piece()) {
      return false;
    }
  }
  for (std::size_t i = 0; i < shape_.labels; ++i) {
    labels_[i] = names_[row_ * shape_.labels + i];
  }
  return true;
}

}  // namespace headwater
