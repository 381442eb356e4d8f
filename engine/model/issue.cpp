#include "model/issue.h"

#include "base/appender.h"
#include "base/text.h"

namespace headwater {

std::string_view name(Severity severity) {
  switch (severity) {
    case Severity::note:
      return "note";
    case Severity::warning:
      return "warning";
    case Severity::error:
      return "error";
  }
  return "error";
}

void record(Connection& connection, std::string_view stage, const std::vector<Issue>& issues) {
  std::int64_t next =
      connection.integer("SELECT coalesce(max(issue_id), 0) FROM issues").value_or(0);
  Appender appender(connection, "issues");
  for (const Issue& issue : issues) {
    appender.row(++next, stage, name(issue.severity), issue.file, issue.row, issue.field,
                 excerpt(issue.value), issue.reason, issue.advice);
  }
  appender.close();
}

}  // namespace headwater
