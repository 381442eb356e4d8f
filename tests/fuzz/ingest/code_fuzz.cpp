#include "../require.h"
#include "base/text.h"
#include "ingest/codes.h"

using namespace headwater;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = as_text(data, size);
  Problems problems("fuzz");
  const std::string scheme = scheme_of(text).value_or("");
  for (const std::string& stated : {scheme, std::string(), std::string("CPV"), std::string("HS")}) {
    const auto read = read_code(text, stated, 1, problems);
    require(!read || (!read->code.empty() && is_utf8(read->code)));
  }
  return 0;
}
