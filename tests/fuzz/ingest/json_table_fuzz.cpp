// JSON laid out as a table, in each of the four ways, whatever its kind.
#include <algorithm>
#include <string>

#include "../require.h"
#include "base/error.h"
#include "base/text.h"
#include "ingest/encoding.h"
#include "ingest/follow_the_money.h"
#include "ingest/json_document.h"
#include "ingest/json_lines.h"
#include "ingest/ocds.h"
#include "store/case.h"

using namespace headwater;

namespace {

using Stage = Staged (*)(Connection&, std::string_view, const std::string&, Problems&);

/// Records are rows, in order; one that is left out is there all the same, and empty.
void require_whole(Connection& connection, const Staged& staged) {
  require(connection.integer("SELECT count(*) FROM staged") == staged.records);
  require(staged.width > 0 && staged.columns.size() == staged.width && staged.header == 0);
  require(std::ranges::is_sorted(staged.rejected));
  for (const std::int64_t record : staged.rejected) {
    require(record >= 1 && record <= staged.records);
  }
  for (const std::string& column : staged.columns) {
    require(is_utf8(column));
  }
  require(first_records(connection, staged, 0, 5).size() ==
          static_cast<std::size_t>(std::min<std::int64_t>(staged.records, 5)));
}

/// An award that does not become a row has left a problem; without an id, none stands in for
/// another.
void require_all_awards(const Json& document, const Staged& staged, const Problems& problems) {
  std::size_t awards = 0;
  std::int64_t bought_without_id = 0;
  for (const Json& release : array_at(document, "releases")) {
    if (release.contains("releases") || release.contains("records")) {
      continue;
    }
    for (const Json& award : array_at(release, "awards")) {
      const std::string status = text_of(award, "status").value_or("");
      const bool bought = status != "cancelled" && status != "unsuccessful";
      ++awards;
      bought_without_id += award.is_object() && bought && !text_of(award, "id") ? 1 : 0;
    }
  }
  require(awards <= static_cast<std::size_t>(staged.records) + problems.issues().size());
  require(bought_without_id <= staged.records);
}

void stage_as(Stage stage, Connection& connection, const std::string& text) {
  Problems problems("fuzz");
  try {
    const Staged staged = stage(connection, text, "fuzz.json", problems);
    require_whole(connection, staged);
    if (stage == &stage_ocds) {
      require_all_awards(Json::parse(text, nullptr, false), staged, problems);
    }
  } catch (const Error& error) {
    require(std::string_view(error.what()).starts_with("fuzz.json: "));
  }
  for (const Issue& issue : problems.issues()) {
    require(!issue.row || *issue.row >= 1);
    require(is_utf8(issue.reason) && is_utf8(issue.advice) && is_utf8(issue.field));
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static Database database = scratch({.threads = 1, .memory_limit = "1GB"});
  static Connection connection = database.connect();
  Problems problems("fuzz");
  const std::string text = decode(std::string(as_text(data, size)), "", problems).text;
  for (const Stage stage :
       {&stage_json_lines, &stage_json_array, &stage_ocds, &stage_follow_the_money}) {
    stage_as(stage, connection, text);
  }
  return 0;
}
