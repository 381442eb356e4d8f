#include <fmt/format.h>

#include "share/digest.h"
#include "share/sql.h"

namespace headwater {
namespace {

constexpr int suppliers_shown = 5;

std::vector<NullComparison> read_null_comparison(Connection& connection) {
  std::vector<NullComparison> list;
  Rows rows = connection.query(
      "SELECT what, against, compared, rank_correlation, top, in_common FROM null_comparison ORDER "
      "BY what, against DESC");
  while (rows.next()) {
    const Row& row = rows.row();
    list.push_back({string_at(row, 0), string_at(row, 1), row.integer(2).value_or(0), row.number(3),
                    row.integer(4).value_or(0), row.integer(5).value_or(0)});
  }
  return list;
}

std::vector<VarianceShare> read_variance_shares(Connection& connection) {
  std::vector<VarianceShare> list;
  Rows rows =
      connection.query("SELECT source, what_would_help, share FROM variance_shares ORDER BY ord");
  while (rows.next()) {
    const Row& row = rows.row();
    list.push_back({string_at(row, 0), string_at(row, 1), row.number(2).value_or(0)});
  }
  return list;
}

std::vector<Sharpening> read_sharpening(Connection& connection, bool name_suppliers) {
  std::vector<Sharpening> list;
  Rows rows = connection.query(fmt::format(
      "SELECT {}, question FROM sharpening s JOIN entities e USING (entity_id) ORDER BY ord LIMIT "
      "{}",
      shown_supplier(name_suppliers, "e.entity_id", "e.name"), suppliers_shown));
  while (rows.next()) {
    list.push_back({string_at(rows.row(), 0), string_at(rows.row(), 1)});
  }
  return list;
}

std::vector<DemandStep> read_demand_steps(Connection& connection) {
  std::vector<DemandStep> list;
  Rows rows =
      connection.query("SELECT what, source, usd, share, assumed FROM demand_steps ORDER BY step");
  while (rows.next()) {
    const Row& row = rows.row();
    list.push_back({string_at(row, 0), string_at(row, 1), row.number(2).value_or(0), row.number(3),
                    row.flag(4).value_or(false)});
  }
  return list;
}

}  // namespace

void read_grounds(Connection& connection, Digest& digest) {
  digest.null_comparison = read_null_comparison(connection);
  digest.variance_shares = read_variance_shares(connection);
  digest.sharpening = read_sharpening(connection, digest.name_suppliers);
  digest.demand_steps = read_demand_steps(connection);
}

}  // namespace headwater
