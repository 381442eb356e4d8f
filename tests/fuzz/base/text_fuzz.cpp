#include "../require.h"
#include "base/text.h"

using namespace headwater;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = as_text(data, size);
  const std::string folded = fold(text);
  require(is_utf8(folded) && fold(folded) == folded);
  const std::string words = fold_words(text);
  require(is_utf8(words) && fold_words(words) == words);
  require(is_utf8(excerpt(text)));
  return 0;
}
