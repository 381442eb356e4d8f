#pragma once

#include <string>
#include <vector>

#include "base/database.h"
#include "network/input_output.h"
#include "reference/rates.h"
#include "score/ledger.h"

namespace headwater {

/// One defensible way to make the figures, beside the base: a member of the structural ensemble.
struct Variant {
  std::string name;
  std::string description;
  std::vector<double> rates;       ///< by cell: with the base's required output, its cases
  std::vector<double> multiplier;  ///< by cell; empty where the rates on the base's table give it
};

/// Other ways to spread the rates, on the table the ledger was traced on.
std::vector<Variant> rate_variants_of(Connection& connection, const std::vector<CellOutput>& cells);

/// The world's recipes of another year: rates stay, what is made from what changes. Cells it does
/// not tell apart keep the base's.
Variant of_another_year(const InputOutput& table, const InputOutput& other, const Ledger& ledger,
                        const CellRates& rates);

/// Sectors joined as data/sectors.csv groups them: what coarse sectors alone would say.
Variant of_broad_sectors(Connection& connection, const InputOutput& table, const Ledger& ledger,
                         const CellRates& rates);

}  // namespace headwater
