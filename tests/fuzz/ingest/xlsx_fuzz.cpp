// The XML parts of a workbook, between NUL bytes: sheet, shared strings, styles. They are packed
// here, so that mutations reach the readers instead of the archive's checksums.
#include <unistd.h>
#include <zlib.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "../require.h"
#include "base/error.h"
#include "ingest/xlsx_part.h"
#include "ingest/xlsx_sheet.h"

using namespace headwater;

namespace {

using Part = std::pair<std::string, std::string>;  // name, content

std::string little_endian(std::uint64_t value, int bytes) {
  std::string text;
  for (int i = 0; i < bytes; ++i) {
    text += static_cast<char>(value >> (8 * i));
  }
  return text;
}

/// What the header at an entry and its line in the directory have in common.
std::string entry_fields(const Part& part) {
  const auto& [name, content] = part;
  const auto size = static_cast<uInt>(content.size());
  const uLong sum = crc32(0, reinterpret_cast<const Bytef*>(content.data()), size);
  return little_endian(20, 2) + std::string(8, '\0') + little_endian(sum, 4) +
         little_endian(size, 4) + little_endian(size, 4) + little_endian(name.size(), 2) +
         little_endian(0, 2);
}

std::string zipped(const std::vector<Part>& parts) {
  std::string entries;
  std::string directory;
  for (const Part& part : parts) {
    directory += "PK\x01\x02" + little_endian(20, 2) + entry_fields(part) + std::string(10, '\0') +
                 little_endian(entries.size(), 4) + part.first;
    entries += "PK\x03\x04" + entry_fields(part) + part.first + part.second;
  }
  return entries + directory + "PK\x05\x06" + std::string(4, '\0') +
         little_endian(parts.size(), 2) + little_endian(parts.size(), 2) +
         little_endian(directory.size(), 4) + little_endian(entries.size(), 4) +
         std::string(2, '\0');
}

std::vector<Part> parts_of(std::string_view input) {
  std::vector<Part> parts;
  for (const char* name : {"xl/sheet.xml", "xl/sharedStrings.xml", "xl/styles.xml"}) {
    const std::size_t end = input.find('\0');
    parts.emplace_back(name, input.substr(0, end));
    input.remove_prefix(end == std::string_view::npos ? input.size() : end + 1);
  }
  return parts;
}

std::vector<SheetRow> rows_of(ZipArchive& archive, const Workbook& workbook, std::size_t most) {
  std::vector<SheetRow> rows;
  each_row(archive, "xl/sheet.xml", workbook, [&](const SheetRow& row) {
    require(row.number >= 1 && row.number <= 1'048'576 && row.cells.size() <= 16'384);
    require(rows.empty() || row.number > rows.back().number);
    rows.push_back(row);
    return rows.size() < most;
  });
  return rows;
}

bool same(const SheetRow& a, const SheetRow& b) {
  return a.number == b.number && a.cells == b.cells;
}

/// A workbook is read twice, for its width and for its cells.
void read_workbook(ZipArchive& archive, const std::string& file) {
  Workbook workbook{.file = file, .strings = {}, .styles = {}, .from_1904 = false};
  workbook.strings = read_strings(archive, "xl/sharedStrings.xml", file);
  if (!archive.read("xl/styles.xml").empty()) {
    workbook.styles = read_styles(archive.read("xl/styles.xml"), file);
  }
  for (const CellStyle& style : workbook.styles) {
    require(style.currency.size() <= 4);
  }
  const auto rows = rows_of(archive, workbook, SIZE_MAX);
  const auto start = rows_of(archive, workbook, 2);
  require(start.size() == std::min<std::size_t>(rows.size(), 2));
  require(std::ranges::equal(start, std::span(rows).first(start.size()), same));
}

/// What is cut out of a part does not depend on the blocks it comes in.
void cut_in_blocks(std::string_view text, std::size_t block) {
  ElementPieces at_once("sheetData", "row");
  std::string whole(text);
  const std::string expected = at_once.take(whole);
  ElementPieces bit_by_bit("sheetData", "row");
  std::string buffer;
  std::string found;
  for (std::size_t at = 0; at < text.size(); at += block) {
    buffer += text.substr(at, block);
    found += bit_by_bit.take(buffer);
  }
  require(found == expected);
}

struct TemporaryFile {
  ~TemporaryFile() { std::filesystem::remove(path); }
  std::filesystem::path path =
      std::filesystem::temp_directory_path() / ("headwater_xlsx_" + std::to_string(::getpid()));
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const TemporaryFile file;
  const auto parts = parts_of(as_text(data, size));
  std::ofstream(file.path, std::ios::binary) << zipped(parts);
  ZipArchive archive(file.path);
  for (const auto& [name, content] : parts) {
    require(archive.has(name) && archive.read(name) == content);
  }
  try {
    read_workbook(archive, file.path.string());
  } catch (const Error& error) {
    require(std::string_view(error.what()).starts_with(file.path.string()));
  }
  if (parts.front().second.size() < 4096) {
    cut_in_blocks(parts.front().second, 1);
    cut_in_blocks(parts.front().second, 7);
  }
  return 0;
}
