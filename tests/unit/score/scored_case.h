#pragma once

#include <filesystem>

#include "network/input_output.h"
#include "network/trace.h"
#include "reference/reference.h"
#include "score/score.h"
#include "store/case.h"

namespace headwater {

/// A small ledger on the shipped table, with invented suppliers, ready to be scored.
class ScoredCase {
 public:
  explicit ScoredCase(int threads = 1)
      : database_(scratch({.threads = threads})),
        connection(database_.connect()),
        table(loaded(connection)) {
    connection.run(R"(
      INSERT INTO inputs VALUES (1, 'ledger', 'ledger.csv', 'aa', 1, 'csv', NULL, NULL, 6, 6, '[]'),
        (2, 'list', 'lista_suja.csv', 'bb', 1, 'csv', NULL, NULL, 1, 1, '[]');
      INSERT INTO purchases (purchase_id, input_id, "row", supplier, supplier_country, origin_country,
          amount_usd, base_usd, date, year) VALUES
        (1, 1, 2, 'Alpha Sewing', 'BGD', NULL, 2e6, 2e6, '2016-06-30', 2016),
        (2, 1, 3, 'Beta Cleaning', 'QAT', NULL, 3e6, 3e6, '2016-06-30', 2016),
        (3, 1, 4, 'Gamma Software', 'DEU', NULL, 5e6, 5e6, '2016-06-30', 2016),
        (4, 1, 5, 'Delta Foods', NULL, NULL, 1e6, 1e6, '2016-06-30', 2016),
        (5, 1, 6, 'Epsilon Cotton', 'DEU', 'UZB', 1e6, 1e6, '2016-06-30', 2016),
        (6, 1, 7, 'Zeta Charcoal', 'BRA', NULL, NULL, NULL, '2016-06-30', 2016);
      INSERT INTO wordings VALUES (1, 'clothing', NULL, NULL, 1, 'wording'), (2, 'cleaning', NULL, NULL, 1, 'wording'),
        (3, 'software', NULL, NULL, 1, 'wording'), (4, 'food', NULL, NULL, 1, 'wording'), (5, 'cotton', NULL, NULL, 1, 'wording');
      INSERT INTO wording_sectors VALUES (1, 'c4', 0.9), (1, 'c5', 0.1), (2, 'c30', 1), (3, 'c30', 1), (4, 'c3', 1), (5, 'c1', 1);
      INSERT INTO purchase_wordings VALUES (1, 1), (2, 2), (3, 3), (4, 4), (5, 5), (6, 4);
      INSERT INTO purchase_entities SELECT purchase_id, 'E' || purchase_id FROM purchases;
      INSERT INTO entities SELECT 'E' || purchase_id, supplier, supplier_country, 1, 1, amount_usd, base_usd FROM purchases;
      INSERT INTO list_entries VALUES (1, 2, 2, 'lista_suja', '2016-01-01', NULL, 'Zeta Charcoal Ltda', 'company', 'BRA', NULL, NULL, NULL, NULL),
        (2, 2, 3, 'other list', '2016-01-01', NULL, 'Gama Software', 'company', 'DEU', 'sanction', NULL, NULL, NULL),
        (3, 2, 4, 'third list', '2016-01-01', NULL, 'Gamma Software', 'company', 'DEU', 'sanction', NULL, NULL, NULL);
      INSERT INTO screening VALUES ('E6', 1, 'Zeta Charcoal', 'Zeta Charcoal Ltda', 'lista_suja', 0.9, 'match', 0.95, ''),
        ('E3', 2, 'Gamma Software', 'Gama Software', 'other list', 0.5, 'possible', 0.4, ''),
        ('E3', 3, 'Gamma Software', 'Gamma Software', 'third list', 0.7, 'possible', 0.6, '');
    )");
    trace(connection, table, {.draws = 50, .threads = threads}, {});
  }

  void assess(const ScoreOptions& options = {.draws = 100}) {
    score(connection, table, options, {});
  }

 private:
  static InputOutput loaded(Connection& connection) {
    load_reference(connection, HEADWATER_DATA_DIR);
    return InputOutput::load(connection, std::filesystem::path(HEADWATER_DATA_DIR) / "io");
  }

  Database database_;

 public:
  Connection connection;
  InputOutput table;
};

}  // namespace headwater
