#include "ingest/xlsx_sheet.h"

#include <fmt/format.h>

#include <charconv>

#include "base/error.h"
#include "ingest/xlsx_part.h"

namespace headwater {
namespace {

constexpr std::int64_t last_row = 1'048'576;
constexpr std::size_t last_column = 16'384;
/// A single row or text larger than this is no spreadsheet's.
constexpr std::size_t largest_element = std::size_t{64} << 20;

/// Column of a reference such as "BC12", from 0; nullopt where there is none.
std::optional<std::size_t> column_of(std::string_view reference) {
  std::size_t column = 0;
  for (const char c : reference) {
    if (c < 'A' || c > 'Z' || column > last_column) {
      break;
    }
    column = column * 26 + static_cast<std::size_t>(c - 'A') + 1;
  }
  return column == 0 || column > last_column ? std::nullopt : std::optional(column - 1);
}

/// Excel writes 33255.809999999998 for 33255.81: the shortest text of the same number is meant.
std::string number_text(std::string_view written, const CellStyle* style, bool from_1904) {
  double value = 0;
  const auto result = std::from_chars(written.data(), written.data() + written.size(), value);
  if (result.ec != std::errc{} || result.ptr != written.data() + written.size()) {
    return std::string(written);
  }
  if (style && style->is_date) {
    return date_of_serial(value, from_1904);
  }
  const std::string text = fmt::format("{}", value);
  return style && !style->currency.empty() ? text + " " + style->currency : text;
}

/// nullopt where it refers to a text that is not there.
std::optional<std::string> cell_text(const pugi::xml_node& cell, const Workbook& workbook) {
  const std::string_view type = cell.attribute("t").as_string();
  if (type == "inlineStr") {
    return string_of(child(cell, "is"));
  }
  const std::string_view value = child(cell, "v").text().get();
  if (type == "s") {
    std::size_t index = workbook.strings.size();
    std::from_chars(value.data(), value.data() + value.size(), index);
    return index < workbook.strings.size() ? std::optional(workbook.strings[index]) : std::nullopt;
  }
  if (type == "b") {
    return value == "1" ? "TRUE" : "FALSE";
  }
  if (type == "str" || type == "e" || type == "d" || value.empty()) {
    return std::string(value);
  }
  const auto style = cell.attribute("s").as_uint();
  return number_text(value, style < workbook.styles.size() ? &workbook.styles[style] : nullptr,
                     workbook.from_1904);
}

SheetRow row_of(const pugi::xml_node& node, std::int64_t after, const Workbook& workbook) {
  SheetRow row{node.attribute("r").as_llong(after + 1), {}, {}};
  if (row.number <= after || row.number > last_row) {
    throw Error(fmt::format("{}: its rows are out of order; save it again in a spreadsheet program",
                            workbook.file));
  }
  for (const pugi::xml_node cell : children(node, "c")) {
    const std::size_t column =
        column_of(cell.attribute("r").as_string()).value_or(row.cells.size());
    if (column >= last_column) {
      throw Error(
          fmt::format("{}: has a row of more than {} cells; save it again in a "
                      "spreadsheet program",
                      workbook.file, last_column));
    }
    if (row.cells.size() <= column) {
      row.cells.resize(column + 1);
    }
    const auto text = cell_text(cell, workbook);
    row.cells[column] = text.value_or("");
    if (!text) {
      row.lost.push_back(column);
    }
  }
  return row;
}

/// Calls `use(node)` for each whole element of the part, until it gives false.
void each_element(ZipArchive& archive, const std::string& part, const std::string& file,
                  ElementPieces pieces, const std::function<bool(const pugi::xml_node&)>& use) {
  ZipArchive::Stream stream = archive.open(part);
  std::string buffer;
  for (bool more = true; more;) {
    const std::size_t seen = buffer.size() > 16 ? buffer.size() - 16 : 0;
    more = stream.append_to(buffer);
    refuse_entities(std::string_view(buffer).substr(seen), file);
    const std::string piece = pieces.take(buffer);
    if (buffer.size() > largest_element) {
      throw Error(
          fmt::format("{}: holds a row or a text of absurd size; export it again as CSV", file));
    }
    pugi::xml_document document;
    const auto result =
        document.load_buffer(piece.data(), piece.size(),
                             pugi::parse_default | pugi::parse_ws_pcdata | pugi::parse_fragment);
    if (!result && result.status != pugi::status_no_document_element) {
      throw Error(fmt::format("{}: is damaged inside ({}); fetch or export it again", file,
                              result.description()));
    }
    for (const pugi::xml_node node : document.children()) {
      if (node.type() == pugi::node_element && !use(node)) {
        return;
      }
    }
  }
}

}  // namespace

void each_row(ZipArchive& archive, const std::string& part, const Workbook& workbook,
              const std::function<bool(const SheetRow&)>& use) {
  std::int64_t after = 0;
  each_element(archive, part, workbook.file, ElementPieces("sheetData", "row"),
               [&](const pugi::xml_node& node) {
                 const SheetRow row = row_of(node, after, workbook);
                 after = row.number;
                 return use(row);
               });
}

std::vector<std::string> read_strings(ZipArchive& archive, const std::string& part,
                                      const std::string& file) {
  std::vector<std::string> strings;
  if (archive.has(part)) {
    each_element(archive, part, file, ElementPieces("sst", "si"), [&](const pugi::xml_node& node) {
      strings.push_back(string_of(node));
      return true;
    });
  }
  return strings;
}

}  // namespace headwater
