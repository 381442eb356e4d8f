#include "classify/line_reading.h"

namespace headwater {
namespace {

DivisionCandidate by_code(const Wording& wording, const std::string& prefix) {
  const bool is_cpv = *wording.code_scheme == "CPV";
  return {is_cpv ? wording.code->substr(0, 2) : "", 1.0,
          *wording.code_scheme + " code " + *wording.code, prefix};
}

}  // namespace

LineReading read_line(const Wording& wording, const WordingClassifier& classifier,
                      const Concordance& concordance, double code_floor) {
  LineReading reading{"none", {}, {}, false};
  if (wording.description) {
    reading.candidates = classifier.classify(*wording.description);
    reading.sectors = concordance.sectors(reading.candidates);
    reading.basis = reading.candidates.empty() ? "none" : "wording";
  }
  if (!wording.code || !wording.code_scheme) {
    return reading;
  }
  const Concordance::Found found = concordance.find(*wording.code_scheme, *wording.code);
  reading.code_unknown = found.shares == nullptr;
  if (reading.code_unknown) {
    return reading;
  }
  const bool both = found.shares->size() > 1 && !reading.candidates.empty();
  reading.sectors = both ? combined(*found.shares, reading.sectors, code_floor) : *found.shares;
  reading.basis = both ? "both" : "code";
  const bool wording_names_divisions = *wording.code_scheme != "CPV" && !reading.candidates.empty();
  if (!wording_names_divisions) {
    reading.candidates = {by_code(wording, found.prefix)};
  }
  return reading;
}

}  // namespace headwater
