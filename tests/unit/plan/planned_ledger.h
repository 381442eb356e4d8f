#pragma once

#include <fmt/format.h>

#include <string>

#include "plan/plan.h"
#include "reference/reference.h"
#include "store/case.h"

namespace headwater {

/// A ledger of invented suppliers, filled as far as the plan reads it: three lines each, of one of
/// the 35 sectors, from one of four countries; every tenth line withheld.
class PlannedLedger {
 public:
  explicit PlannedLedger(int suppliers) : database_(scratch({})), connection(database_.connect()) {
    load_reference(connection, HEADWATER_DATA_DIR);
    connection.run(fmt::format(R"(
      INSERT INTO wordings (wording_id, lines, basis) SELECT i, 1, 'code' FROM range(1, 36) t(i);
      INSERT INTO wording_sectors SELECT i, 'c' || i, 1 FROM range(1, 36) t(i);
      INSERT INTO cells (cell, region, sector, kind, rate) SELECT 35 * c + i, 'R' || c, 'c' || i, 'country',
        (1 + (7 * i + 3 * c) % 11) / 1000 FROM range(0, 4) r(c), range(1, 36) t(i);
      INSERT INTO origin_bases VALUES (0, 'own country');
      INSERT INTO origin_cells SELECT cell, cell, 1, 0 FROM cells;
      INSERT INTO intensities SELECT cell, region, sector, rate, rate * 3 FROM cells;
      INSERT INTO entities SELECT 'E' || i, 'Supplier ' || i, 'R' || i % 4, 1, 3, 0, 0 FROM range(0, {0}) t(i);
      INSERT INTO purchases (purchase_id, supplier_country, base_usd, withheld)
        SELECT i, 'R' || (i % {0}) % 4, 1000 + (i * 7919) % 900000, i % 10 = 9 FROM range(0, 3 * {0}) t(i);
      INSERT INTO purchase_wordings SELECT purchase_id, 1 + purchase_id % {0} % 35 FROM purchases;
      INSERT INTO purchase_entities SELECT purchase_id, 'E' || purchase_id % {0} FROM purchases WHERE NOT withheld;
      INSERT INTO listed_facts VALUES ('R0', 'c1', 'cotton', 'forced labour', 1, 'list');
    )",
                               suppliers));
  }

  void plan_for(double budget_usd) { plan(connection, {.budget_usd = budget_usd, .seed = 1}, {}); }

  double number(const std::string& sql) { return connection.number(sql).value_or(-1); }
  double total(const std::string& key) {
    return number(fmt::format("SELECT value FROM plan_totals WHERE key = '{}'", key));
  }
  /// Everything the stage wrote, as text.
  std::string written() {
    return *connection.text(
        "SELECT string_agg(t, chr(10) ORDER BY t) FROM (SELECT CAST(a AS TEXT) AS t FROM "
        "plan_choices a UNION ALL "
        "SELECT CAST(b AS TEXT) FROM plan_measures b UNION ALL SELECT CAST(c AS TEXT) FROM "
        "plan_curve c UNION ALL "
        "SELECT CAST(d AS TEXT) FROM plan_totals d)");
  }

 private:
  Database database_;

 public:
  Connection connection;
};

}  // namespace headwater
