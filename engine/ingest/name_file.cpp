#include "ingest/name_file.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <fstream>
#include <utility>

#include "base/error.h"
#include "base/scratch_file.h"
#include "base/text.h"
#include "ingest/country_cells.h"
#include "ingest/csv.h"
#include "ingest/encoding.h"
#include "ingest/file_text.h"
#include "ingest/follow_the_money.h"
#include "ingest/json_document.h"
#include "ingest/json_lines.h"
#include "ingest/list_ofac_columns.h"
#include "ingest/listed_party.h"
#include "ingest/source_file.h"
#include "ingest/staged_records.h"
#include "ingest/text_pieces.h"

namespace fs = std::filesystem;

namespace headwater {
namespace {

constexpr std::size_t told_by = 4096;
constexpr std::int64_t header_within = 20;

std::string name_of(const fs::path& file) {
  return file == "-" ? "standard input" : file.filename().string();
}

/// What can be read but once (a pipe) is put down first: what it holds is told by its beginning.
std::optional<ScratchFile> put_down(const fs::path& file) {
  const fs::path source = file == "-" ? "/dev/stdin" : file;
  std::error_code code;
  if (file != "-" && (!fs::exists(source, code) || fs::is_regular_file(source, code) ||
                      fs::is_directory(source, code))) {
    return std::nullopt;
  }
  std::optional<ScratchFile> copy(std::in_place);
  std::ifstream in(source, std::ios::binary);
  std::ofstream out(copy->path(), std::ios::binary);
  if (in.peek() == std::ifstream::traits_type::eof()) {
    throw Error(fmt::format("{}: nothing came from it; give a file of names, or pipe one in",
                            name_of(file)));
  }
  out << in.rdbuf() << std::flush;
  if (!out) {
    throw Error(
        fmt::format("{}: a temporary copy cannot be written; make room, or name another "
                    "folder in TMPDIR",
                    name_of(file)));
  }
  return copy;
}

enum class TextKind : std::uint8_t { csv, entities, lines, document };

/// What a text holds, by its start.
TextKind kind_of_text(const std::string& start) {
  if (kind_of(start) != FileKind::json) {
    return TextKind::csv;
  }
  switch (json_kind(start)) {
    case JsonKind::follow_the_money:
      return TextKind::entities;
    case JsonKind::lines:
      return TextKind::lines;
    default:
      return TextKind::document;
  }
}

/// Zeros between the letters: UTF-16, whose lines are not found byte by byte.
bool is_wide(const std::string& start) {
  return start.starts_with("\xFF\xFE") || start.starts_with("\xFE\xFF") ||
         start.substr(0, told_by).find('\0') != std::string::npos;
}

TextPieces::Cut cut_of(TextKind kind, const std::string& start) {
  if (kind == TextKind::document || is_wide(start)) {
    return TextPieces::Cut::nowhere;
  }
  return kind == TextKind::csv ? TextPieces::Cut::at_records : TextPieces::Cut::at_lines;
}

}  // namespace

struct NameFile::Parts {
  Parts(Connection& connection_, const fs::path& file_, std::size_t piece_bytes_)
      : connection(connection_),
        piece_bytes(piece_bytes_),
        copy(put_down(file_)),
        file(copy ? fs::path(copy->path()) : file_),
        shown(file_ == "-" ? "standard input" : file_.string()),
        known(connection),
        countries(known),
        problems(name_of(file_)) {}

  void open();
  bool next_piece();
  void lay_out(std::string text);
  bool is_bare_list();
  void recognise_columns();
  bool read(NameRow& row);
  bool may_be_screened(const NameRow& row);
  NameRow row_here();
  std::vector<std::string> values(const std::vector<std::string_view>& cells) const;
  std::vector<std::string> other_names() const;
  void finish();

  Connection& connection;
  std::size_t piece_bytes;
  std::optional<ScratchFile> copy;
  fs::path file;
  std::string shown;
  KnownNames known;
  CountryCells countries;
  Problems problems;
  TextKind kind = TextKind::csv;
  std::optional<TextPieces> pieces;  ///< none: the whole file is staged
  TextPieces::Cut cut = TextPieces::Cut::at_lines;
  Staged staged;
  Recognised recognised;
  std::optional<StagedRecords> records;
  EntityCounts entities;
  std::int64_t rows_before = 0;  ///< in the pieces before this one
  std::int64_t parties = 0;
  std::int64_t persons = 0;
  bool finished = false;
};

void NameFile::Parts::open() {
  check_readable(file);
  const FileKind held = kind_of(first_bytes(file, told_by));
  if (held == FileKind::text || held == FileKind::json) {
    pieces.emplace(file, shown, problems, piece_bytes);
    kind = kind_of_text(pieces->start());
    cut = cut_of(kind, pieces->start());
    if (!next_piece()) {
      throw Error(fmt::format("{}: the file is empty; export it again", shown));
    }
    return;
  }
  staged = stage(connection, file, {}, problems);
  recognise_columns();
}

/// The names of the columns come with the first piece.
bool NameFile::Parts::next_piece() {
  if (!pieces) {
    return false;
  }
  std::string text = pieces->next(cut);
  if (trimmed(text).empty()) {
    return false;
  }
  records.reset();
  rows_before += staged.records;
  problems.start_after(rows_before);
  lay_out(std::move(text));
  return true;
}

void NameFile::Parts::lay_out(std::string text) {
  const Staged before = std::exchange(staged, {});
  if (kind == TextKind::csv) {
    const bool first = before.columns.empty();
    const TextLayout layout{.encoding = {},
                            .delimiter = before.delimiter == "tab" ? "\t" : before.delimiter,
                            .width = before.width};
    staged = stage_csv(connection, shown, {std::move(text), true}, layout, problems);
    if (first) {
      name_ofac_columns(connection, staged, shown);
    } else {
      staged.surplus += staged.width - before.width;
      staged.width = before.width;
      staged.columns = before.columns;
      staged.format = before.format;
      staged.stated = before.stated;
      records.emplace(connection, staged, recognised, problems, Duplicates::ignored);
      return;
    }
  } else {
    const Decoded decoded = decode(std::move(text), {}, problems);
    if (kind == TextKind::entities) {
      staged = stage_entities(connection, decoded.text, entities, problems);
    } else if (kind == TextKind::lines) {
      staged = stage_json_lines(connection, decoded.text, shown, problems);
    } else {
      staged = stage_json_array(connection, decoded.text, shown, problems);
    }
  }
  recognise_columns();
}

/// One column, and no line near the start that could be its header.
bool NameFile::Parts::is_bare_list() {
  const auto names_a_column = [&](const std::vector<std::string>& cells) {
    return known.columns.meaning(Role::list, cells[0]) != nullptr;
  };
  return staged.columns.empty() && staged.width == 1 &&
         std::ranges::none_of(first_records(connection, staged, 0, header_within), names_a_column);
}

void NameFile::Parts::recognise_columns() {
  if (is_bare_list()) {
    staged.columns = {"name"};  // its first line is a name like the others
  }
  recognised = headwater::recognise_columns(connection, staged, Role::list, known, {}, problems);
  if (!recognised.has("name")) {
    throw Error(
        fmt::format("{}: no column is recognised as names; it has: {}. Call the column 'name'",
                    shown, fmt::join(staged.columns, ", ")));
  }
  records.emplace(connection, staged, recognised, problems, Duplicates::ignored);
}

/// Several values of a cell, by what stands between them in this format.
std::vector<std::string> NameFile::Parts::values(const std::vector<std::string_view>& cells) const {
  auto parts = staged.stated.value_a_line ? divided(cells, "\n") : divided(cells);
  if (is_ofac(staged)) {
    std::erase(parts, ofac_nothing);
  }
  return parts;
}

std::vector<std::string> NameFile::Parts::other_names() const {
  std::vector<std::string> names;
  for (const std::string_view field : {"alias", "previous_name"}) {
    for (std::string& name : values(records->all(field))) {
      names.push_back(std::move(name));
    }
  }
  return names;
}

NameRow NameFile::Parts::row_here() {
  const auto text = [&](std::string_view field) {
    return std::string(records->text(field).value_or(""));
  };
  NameRow row;
  row.row = problems.row_in_file(records->row());
  row.id = text("external_id");
  if (row.id.empty()) {
    row.id = fmt::format("{}:{}", problems.file(), row.row);
  }
  row.schema = text("schema");
  row.name = text("name");
  row.other_names = other_names();
  std::erase(row.other_names, row.name);
  row.countries = countries.read_all(values(records->all("country")),
                                     {records->row(), "country", {}}, problems);
  row.identifiers = values({records->text("identifier").value_or("")});
  return row;
}

bool NameFile::Parts::may_be_screened(const NameRow& row) {
  if (row.name.empty()) {
    problems.warning({records->row(), "name", {}}, "the row has no name",
                     "give it one, or leave the row out: it was not screened");
    return false;
  }
  if (fold_words(row.name).empty()) {
    problems.warning({records->row(), "name", row.name}, "the name has no letter and no figure",
                     "write the name itself: the row was not screened");
    return false;
  }
  return true;
}

bool NameFile::Parts::read(NameRow& row) {
  do {
    while (records->next()) {
      ++parties;
      const auto party = party_kind(records->text("schema").value_or(""));
      if (party == "person") {
        ++persons;
        continue;
      }
      row = row_here();
      if (may_be_screened(row)) {
        if (kind != TextKind::entities) {
          row.schema = party == "vessel" ? "Vessel" : "LegalEntity";
        }
        return true;
      }
    }
  } while (next_piece());
  return false;
}

void NameFile::Parts::finish() {
  finished = true;
  problems.start_after(0);
  if (kind == TextKind::entities) {
    tell_parties(entities, shown, problems);
  }
  if (persons > 0) {
    problems.note({{}, "schema", "person"},
                  fmt::format("{} of {} parties are persons", persons, parties),
                  "they were left out: persons are never screened");
  }
}

NameFile::NameFile(Connection& connection, const fs::path& file, std::size_t piece_bytes)
    : parts_(std::make_unique<Parts>(connection, file, piece_bytes)) {
  parts_->open();
}

NameFile::~NameFile() = default;

std::vector<NameRow> NameFile::next(std::size_t most) {
  std::vector<NameRow> rows;
  NameRow row;
  while (!parts_->finished && rows.size() < most) {
    if (parts_->read(row)) {
      rows.push_back(std::move(row));
    } else {
      parts_->finish();
    }
  }
  record(parts_->connection, "screen", parts_->problems.taken());
  return rows;
}

double NameFile::share_read() const {
  if (parts_->pieces) {
    return parts_->pieces->share_read();
  }
  const double all = static_cast<double>(std::max<std::int64_t>(parts_->staged.records, 1));
  return static_cast<double>(parts_->records->row()) / all;
}

}  // namespace headwater
