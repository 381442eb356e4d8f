#include "ingest/column_style.h"

#include <fmt/format.h>

namespace headwater {
namespace {

template <class Evidence>
void see_all(Connection& connection, const Staged& staged, const Recognised& recognised,
             std::string_view field, Evidence& evidence) {
  const auto columns = recognised.columns.find(field);
  if (columns == recognised.columns.end()) {
    return;
  }
  for (const std::size_t at : columns->second) {
    Rows rows = connection.query(fmt::format(
        "SELECT DISTINCT c{} FROM staged WHERE rowid >= {} AND c{} <> ''", at, staged.header, at));
    while (rows.next()) {
      evidence.see(rows.row().text(0).value_or(""));
    }
  }
}

}  // namespace

DateOrder order_of(Connection& connection, const Staged& staged, const Recognised& recognised,
                   std::string_view field) {
  DateEvidence evidence;
  see_all(connection, staged, recognised, field, evidence);
  return evidence.order();
}

ColumnStyle style_of(Connection& connection, const Staged& staged, const Recognised& recognised,
                     const ColumnMapping& mapping) {
  ColumnStyle style{mapping.decimal, mapping.date_order};
  if (style.decimal == DecimalMark::unknown) {
    DecimalEvidence evidence;
    for (const char* field : {"amount", "notice_amount", "buyer_output", "share"}) {
      see_all(connection, staged, recognised, field, evidence);
    }
    style.decimal = evidence.mark();
    if (style.decimal == DecimalMark::unknown && staged.typed) {
      style.decimal = DecimalMark::point;
    }
  }
  if (style.order == DateOrder::unknown) {
    style.order = order_of(connection, staged, recognised, "date");
  }
  return style;
}

}  // namespace headwater
