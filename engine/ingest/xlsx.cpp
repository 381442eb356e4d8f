#include "ingest/xlsx.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>

#include "base/error.h"
#include "base/text.h"
#include "ingest/xlsx_part.h"
#include "ingest/xlsx_sheet.h"

namespace headwater {
namespace {

constexpr std::size_t rows_for_width = 50;
/// A million rows of a hundred columns: a stray cell in the last corner makes a sheet that large.
constexpr std::size_t most_blank_cells = 100'000'000;

struct SheetEntry {
  std::string name;
  std::string part;
};

/// Targets of relations are relative to xl/, or absolute.
std::string part_of(std::string_view target) {
  return target.starts_with('/') ? std::string(target.substr(1)) : "xl/" + std::string(target);
}

std::vector<SheetEntry> read_sheets(ZipArchive& archive, Workbook& workbook) {
  if (!archive.has("xl/workbook.xml")) {
    throw Error(
        fmt::format("{}: is a zip archive without a workbook; unpack it and name the files in it",
                    workbook.file));
  }
  std::map<std::string, std::string> targets;
  const auto relations = parse_xml(archive.read("xl/_rels/workbook.xml.rels"), workbook.file);
  for (const pugi::xml_node relation : children(relations.document_element(), "Relationship")) {
    targets[relation.attribute("Id").as_string()] =
        part_of(relation.attribute("Target").as_string());
  }
  const auto document = parse_xml(archive.read("xl/workbook.xml"), workbook.file);
  const pugi::xml_node root = document.document_element();
  workbook.from_1904 = child(root, "workbookPr").attribute("date1904").as_bool();
  std::vector<SheetEntry> sheets;
  for (const pugi::xml_node sheet : children(child(root, "sheets"), "sheet")) {
    for (const pugi::xml_attribute attribute : sheet.attributes()) {
      if (std::string_view(attribute.name()).ends_with(":id")) {
        sheets.push_back({sheet.attribute("name").as_string(), targets[attribute.as_string()]});
      }
    }
  }
  std::erase_if(sheets, [&](const SheetEntry& sheet) { return !archive.has(sheet.part); });
  return sheets;
}

bool holds_something(const SheetRow& row) {
  return std::ranges::any_of(row.cells,
                             [](const std::string& cell) { return !trimmed(cell).empty(); });
}

bool holds_something(ZipArchive& archive, const SheetEntry& sheet, const Workbook& workbook) {
  bool found = false;
  each_row(archive, sheet.part, workbook, [&](const SheetRow& row) {
    found = holds_something(row);
    return !found;
  });
  return found;
}

SheetEntry chosen(ZipArchive& archive, const std::vector<SheetEntry>& sheets,
                  const Workbook& workbook, const std::string& wanted) {
  std::vector<std::string> names;
  for (const SheetEntry& sheet : sheets) {
    if (wanted.empty() ? holds_something(archive, sheet, workbook) : sheet.name == wanted) {
      return sheet;
    }
    names.push_back(sheet.name);
  }
  throw Error(wanted.empty()
                  ? fmt::format("{}: all its sheets are empty; export it again", workbook.file)
                  : fmt::format("{}: has no sheet '{}'; it has {}", workbook.file, wanted,
                                fmt::join(names, ", ")));
}

std::size_t width_of(ZipArchive& archive, const SheetEntry& sheet, const Workbook& workbook) {
  std::size_t width = 1;
  std::size_t rows = 0;
  each_row(archive, sheet.part, workbook, [&](const SheetRow& row) {
    for (std::size_t i = width; i < row.cells.size(); ++i) {
      width = trimmed(row.cells[i]).empty() ? width : i + 1;
    }
    return ++rows < rows_for_width;
  });
  return width;
}

void tell_lost(const SheetRow& row, Problems& problems) {
  for (const std::size_t column : row.lost) {
    problems.warning({row.number, fmt::format("column {}", column + 1), ""},
                     "the cell refers to a text that the workbook does not hold",
                     "it was read as blank; save the workbook again in a spreadsheet program");
  }
}

/// Blank cells are empty, not missing; what stands beyond the width goes into one more column.
std::vector<std::optional<std::string>> padded(const SheetRow& row, std::size_t width) {
  std::vector<std::optional<std::string>> cells(width + 1, "");
  for (std::size_t i = 0; i < row.cells.size(); ++i) {
    std::string& cell = *cells[std::min(i, width)];
    cell = i > width ? cell + row.cells[i] : row.cells[i];
  }
  return cells;
}

void tell_other_sheets(const std::vector<SheetEntry>& sheets, const SheetEntry& read,
                       Problems& problems) {
  std::vector<std::string> others;
  for (const SheetEntry& sheet : sheets) {
    if (sheet.name != read.name) {
      others.push_back(sheet.name);
    }
  }
  if (!others.empty()) {
    problems.note({{}, "", read.name},
                  fmt::format("one sheet was read, '{}', of {}", read.name, sheets.size()),
                  fmt::format("to read another, say sheet = \"…\" in the mapping: {}",
                              fmt::join(others, ", ")));
  }
}

}  // namespace

Staged stage_xlsx(Connection& connection, const std::filesystem::path& file,
                  const std::string& sheet, Problems& problems) {
  ZipArchive archive(file);
  Workbook workbook{.file = file.string(), .strings = {}, .styles = {}, .from_1904 = false};
  const std::vector<SheetEntry> sheets = read_sheets(archive, workbook);
  workbook.strings = read_strings(archive, "xl/sharedStrings.xml", workbook.file);
  if (archive.has("xl/styles.xml")) {
    workbook.styles = read_styles(archive.read("xl/styles.xml"), workbook.file);
  }
  const SheetEntry read = chosen(archive, sheets, workbook, sheet);
  tell_other_sheets(sheets, read, problems);
  Staged staged{.format = "xlsx",
                .encoding = {},
                .delimiter = {},
                .width = width_of(archive, read, workbook),
                .surplus = 1,
                .typed = true,
                .columns = {},
                .header = 0,
                .records = 0,
                .rejected = {}};
  create_staged(connection, staged.width + 1);
  StagedRows rows(connection, staged.width + 1);
  std::size_t blank = 0;
  each_row(archive, read.part, workbook, [&](const SheetRow& row) {
    blank += static_cast<std::size_t>(row.number - rows.count()) * staged.width -
             std::min(row.cells.size(), staged.width);
    if (blank > most_blank_cells) {
      throw Error(
          fmt::format("{}: is blank for the most part, in {} columns down to row {}; "
                      "delete what stands beyond the table and save it again",
                      workbook.file, staged.width, row.number));
    }
    while (rows.count() + 1 < row.number) {
      rows.add(padded({}, staged.width));
    }
    rows.add(padded(row, staged.width));
    tell_lost(row, problems);
    return true;
  });
  rows.close();
  staged.records = rows.count();
  return staged;
}

}  // namespace headwater
