#pragma once

#include "base/database.h"
#include "ingest/amount.h"
#include "ingest/column_mapping.h"
#include "ingest/date.h"
#include "ingest/recognise.h"
#include "ingest/staged.h"

namespace headwater {

/// How a file writes amounts and dates: told by all values of the column, not by each on its own.
struct ColumnStyle {
  DecimalMark decimal = DecimalMark::unknown;
  DateOrder order = DateOrder::unknown;
};

/// Which of day and month comes first in the dates of a field.
DateOrder order_of(Connection& connection, const Staged& staged, const Recognised& recognised,
                   std::string_view field);

ColumnStyle style_of(Connection& connection, const Staged& staged, const Recognised& recognised,
                     const ColumnMapping& mapping);

}  // namespace headwater
