#include <cmath>

#include "../require.h"
#include "ingest/amount.h"

using namespace headwater;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = as_text(data, size);
  DecimalEvidence evidence;
  evidence.see(text);
  for (const DecimalMark mark : {DecimalMark::unknown, DecimalMark::point, DecimalMark::comma,
                                 DecimalMark::mixed, evidence.mark()}) {
    const Amount amount = parse_amount(text, mark);
    require(amount.state != AmountState::value || std::isfinite(amount.value));
  }
  return 0;
}
