#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "../require.h"
#include "base/error.h"
#include "ingest/zip_archive.h"

using namespace headwater;

namespace {

void read_part(ZipArchive& archive, const std::string& name) {
  const std::string whole = archive.read(name);
  ZipArchive::Stream stream = archive.open(name);
  std::string blocks;
  while (stream.append_to(blocks)) {
  }
  require(blocks == whole);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const std::filesystem::path file =
      std::filesystem::temp_directory_path() / ("headwater_zip_" + std::to_string(::getpid()));
  std::ofstream(file, std::ios::binary) << as_text(data, size);
  for (const char* name : {"xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml",
                           "xl/sharedStrings.xml", "xl/worksheets/sheet1.xml", ""}) {
    bool there = false;
    try {
      ZipArchive archive(file);
      there = archive.has(name);
      read_part(archive, name);
      require(there);
    } catch (const Error& error) {
      require(std::string_view(error.what()).starts_with(file.string()));
    }
  }
  std::filesystem::remove(file);
  return 0;
}
