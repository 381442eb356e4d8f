#include "../require.h"
#include "base/text.h"
#include "ingest/encoding.h"

using namespace headwater;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Problems problems("fuzz");
  const Decoded decoded = decode(std::string(as_text(data, size)), "", problems);
  require(is_utf8(decoded.text));
  for (const std::size_t start : decoded.repaired) {
    require(start <= decoded.text.size());
  }
  return 0;
}
