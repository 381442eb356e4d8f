#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "../require.h"
#include "base/error.h"
#include "ingest/column_mapping.h"

using namespace headwater;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const std::filesystem::path file =
      std::filesystem::temp_directory_path() / ("headwater_mapping_" + std::to_string(::getpid()));
  std::ofstream(file, std::ios::binary) << as_text(data, size);
  try {
    read_mapping(file);
  } catch (const Error& error) {
    require(*error.what() != '\0');
  }
  std::filesystem::remove(file);
  return 0;
}
