// A text read in pieces is the text, and each piece but the last ends with a line.
#include "../require.h"
#include "base/error.h"
#include "base/scratch_file.h"
#include "ingest/file_text.h"
#include "ingest/text_pieces.h"

using namespace headwater;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = as_text(data, size);
  const bool packed = is_gzip(text);
  const ScratchFile file(text);
  for (const auto cut : {TextPieces::Cut::at_lines, TextPieces::Cut::at_records}) {
    Problems problems("fuzz");
    std::string together;
    try {
      TextPieces pieces(file.path(), "fuzz", problems, 1 + size / 7);
      std::string before;
      for (std::string piece = pieces.next(cut); !piece.empty(); piece = pieces.next(cut)) {
        require(before.empty() || before.ends_with('\n') || before.ends_with('\r'));
        together += piece;
        before = std::move(piece);
      }
    } catch (const Error&) {
      require(packed);
      continue;
    }
    require(packed || together == text);
  }
  return 0;
}
