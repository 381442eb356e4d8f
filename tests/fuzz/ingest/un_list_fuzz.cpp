// The UN's list as XML, laid out as a table.
#include <string>

#include "../require.h"
#include "base/error.h"
#include "base/text.h"
#include "ingest/encoding.h"
#include "ingest/list_un.h"
#include "store/case.h"

using namespace headwater;

namespace {

/// A row for each party, and only names, dates and lines of text in it.
void require_whole(Connection& connection, const Staged& staged) {
  require(connection.integer("SELECT count(*) FROM staged") == staged.records);
  require(staged.columns.size() == staged.width && staged.stated.fields.size() == staged.width);
  require(staged.header == 0 && staged.rejected.empty() && is_utf8(staged.stated.edition));
  for (const auto& record : first_records(connection, staged, 0, staged.records)) {
    for (const std::string& cell : record) {
      require(is_utf8(cell) && cell.find("\n\n") == std::string::npos && trimmed(cell) == cell);
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static Database database = scratch({.threads = 1, .memory_limit = "1GB"});
  static Connection connection = database.connect();
  Problems problems("fuzz");
  const std::string text = decode(std::string(as_text(data, size)), "", problems).text;
  try {
    require_whole(connection, stage_un_list(connection, text, "fuzz.xml", problems));
  } catch (const Error& error) {
    require(std::string_view(error.what()).starts_with("fuzz.xml: "));
    require(is_utf8(error.what()));
  }
  return 0;
}
