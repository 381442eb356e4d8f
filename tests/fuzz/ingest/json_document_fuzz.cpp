#include <algorithm>

#include "../require.h"
#include "base/error.h"
#include "base/text.h"
#include "ingest/json_document.h"

using namespace headwater;

namespace {

int depth_of(const Json& value) {
  int deepest = 0;
  for (const Json& member : value) {
    deepest = std::max(deepest, member.is_structured() ? depth_of(member) : 0);
  }
  return value.is_structured() ? deepest + 1 : 0;
}

void require_readable(const Json& value) {
  require(depth_of(value) <= 66);
  for (const char* key : {"name", "id", "releases"}) {
    const auto text = text_of(value, key);
    require(!text || is_utf8(*text));
    require(object_at(value, key).is_object() && array_at(value, key).is_array());
  }
}

void read_document(std::string_view text) {
  try {
    const Json document = parse_document(text, "fuzz.json");
    require_readable(document);
    require(parse_document(document.dump(), "again") == document);
  } catch (const Error& error) {
    require(std::string_view(error.what()).starts_with("fuzz.json: ") && is_utf8(error.what()));
  }
}

/// Every line comes up once, and one that gives no record is blank or told as a problem.
void read_lines(std::string_view text) {
  Problems problems("fuzz");
  std::int64_t lines = 0;
  std::int64_t records = 0;
  each_json_line(text, problems, [&](std::int64_t row, const Json* record) {
    require(row == ++lines);
    if (record) {
      require(record->is_object());
      require_readable(*record);
      ++records;
    }
  });
  const auto breaks = std::ranges::count(text, '\n');
  require(lines == breaks + (text.empty() || text.ends_with('\n') ? 0 : 1));
  require(records + static_cast<std::int64_t>(problems.issues().size()) <= lines);
  for (const Issue& issue : problems.issues()) {
    require(issue.row && *issue.row <= lines && is_utf8(issue.reason));
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = as_text(data, size);
  json_kind(text);
  read_document(text);
  read_lines(text);
  return 0;
}
