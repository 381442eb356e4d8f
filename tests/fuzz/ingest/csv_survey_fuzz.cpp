#include "../require.h"
#include "ingest/csv_survey.h"

using namespace headwater;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = as_text(data, size);
  Problems problems("fuzz");
  const CsvSurvey survey = survey_csv(text, find_delimiter(text), {}, problems);
  std::size_t last = 0;
  for (const Edit& edit : survey.edits) {
    require(edit.at >= last && edit.at + edit.length <= text.size());
    last = edit.at + edit.length;
  }
  require(survey.records >= static_cast<std::int64_t>(survey.rejected.size()));
  edited(text, survey.edits);
  return 0;
}
