#include "ingest/ledger.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>
#include <unordered_map>

#include "base/appender.h"
#include "base/error.h"
#include "base/text.h"
#include "ingest/codes.h"
#include "ingest/column_style.h"
#include "ingest/country_cells.h"
#include "ingest/dated_cells.h"
#include "ingest/money_cells.h"
#include "ingest/staged_records.h"

namespace headwater {
namespace {

/// The amount columns of a row. A notice's total stands in for a missing lot value only where the
/// notice is a single award, so no total is ever counted twice.
struct Awarded {
  std::optional<std::string_view> amount;
  std::optional<std::string_view> currency;
  bool from_notice = false;
};

class LedgerReader {
 public:
  LedgerReader(Connection& connection, SourceFile& file, const KnownNames& known,
               Exchange& exchange, const ColumnStyle& style)
      : file_(file),
        known_(known),
        exchange_(exchange),
        records_(connection, file.staged, file.recognised, file.problems),
        supplier_countries_(known),
        origin_countries_(known),
        money_(known.currencies, style.decimal),
        dates_(style.order),
        amount_column_(file.recognised.column(file.staged, "amount")),
        date_column_(file.recognised.column(file.staged, "date")) {}

  std::int64_t run(Appender& purchases, std::int64_t last_id,
                   std::unordered_map<std::string, std::int64_t> awards) {
    awards_ = std::move(awards);
    const std::int64_t first = last_id;
    while (records_.next()) {
      if (!is_total()) {
        append(purchases, ++last_id);
      }
    }
    return last_id - first;
  }

 private:
  struct Supplier {
    std::optional<std::string_view> name;
    bool withheld = false;
  };

  Supplier supplier() {
    const auto name = records_.text("supplier");
    if (!name) {
      return {};
    }
    const bool withheld =
        withheld_.of(*name, [&](std::string_view text) { return known_.withheld.supplier(text); });
    return withheld ? Supplier{std::nullopt, true} : Supplier{name, false};
  }

  /// "Grand Total" at the foot of a table, with neither date nor wording: not a purchase.
  bool is_total() {
    const auto name = records_.text("supplier");
    if (!name || records_.text("date") || description() || !known_.withheld.total(*name)) {
      return false;
    }
    file_.problems.warning({records_.row(), "supplier", *name}, "a line of totals",
                           "it was left out, so as not to count amounts twice");
    return true;
  }

  std::int64_t consortium_size() const {
    const auto size =
        parse_amount(records_.text("consortium_size").value_or(""), DecimalMark::point);
    return size.state == AmountState::value && size.value > 1
               ? static_cast<std::int64_t>(size.value)
               : 1;
  }

  Awarded awarded() const {
    const auto amount = records_.text("amount");
    const auto total = records_.text("notice_amount");
    const auto notice = records_.text("source");
    if (!amount && total && notice) {
      const auto rows = awards_.find(std::string(*notice));
      if (rows != awards_.end() && rows->second == consortium_size()) {
        return {total, records_.text("notice_currency"), true};
      }
    }
    return {amount, records_.text("currency"), false};
  }

  Money money() {
    const Awarded found = awarded();
    Money money =
        money_.read({found.amount, found.currency, amount_column_}, records_.row(), file_.problems);
    if (found.from_notice && money.amount) {
      file_.problems.note({records_.row(), "notice_amount", *found.amount},
                          "no value of the lot: the notice's total was taken",
                          "it is the notice's only award");
    }
    if (const std::int64_t size = consortium_size(); money.amount && size > 1) {
      file_.problems.note(
          {records_.row(), amount_column_, *found.amount},
          fmt::format("one value for the {} members of a consortium: an equal share was taken",
                      size),
          "state the members' own amounts if they are known");
      money.amount = *money.amount / static_cast<double>(size);
    }
    return money;
  }

  std::optional<CommodityCode> code() {
    constexpr std::array fields = {std::pair{"cpv", "CPV"}, std::pair{"hs", "HS"},
                                   std::pair{"unspsc", "UNSPSC"}, std::pair{"naics", "NAICS"},
                                   std::pair{"isic", "ISIC"}};
    for (const auto& [field, scheme] : fields) {
      if (const auto written = records_.text(field)) {
        return read_code(*written, scheme, records_.row(), file_.problems);
      }
    }
    const auto written = records_.text("code");
    if (!written) {
      return std::nullopt;
    }
    const std::string scheme = scheme_of(records_.text("code_scheme").value_or("")).value_or("");
    return read_code(*written, scheme, records_.row(), file_.problems);
  }

  std::optional<std::string_view> description() const {
    const auto wording = records_.text("description");
    return wording ? wording : records_.text("category");
  }

  std::optional<std::string> country(CountryCells& cells, std::string_view field) {
    return cells.read(records_.all(field), {records_.row(), field, {}}, file_.problems);
  }

  Dollars dollars(const Money& money, const When& when) {
    if (!when.year) {
      file_.problems.warning(
          {records_.row(), "year", ""}, "neither date nor year",
          "its dollar value is at the latest rate, without adjustment of prices; add the year");
    }
    if (!money.amount || !money.known) {
      Dollars none;
      none.price_index = 1;
      return none;
    }
    return exchange_.convert(*money.amount, *money.currency, when.year, file_.problems);
  }

  void append(Appender& purchases, std::int64_t id) {
    const Supplier from = supplier();
    const auto supplier_country = country(supplier_countries_, "supplier_country");
    const auto origin_country = country(origin_countries_, "origin_country");
    const auto bought = code();
    const Money paid = money();
    const When when = dates_.read({records_.all("date"), records_.text("year"), date_column_},
                                  records_.row(), file_.problems);
    const Dollars value = dollars(paid, when);
    const bool converted = value.amount_usd.has_value();
    purchases.row(id, file_.input_id, records_.row(), records_.text("buyer"), from.name,
                  records_.text("supplier_id"), supplier_country, origin_country, description(),
                  bought ? std::optional(bought->scheme) : std::nullopt,
                  bought ? std::optional(bought->code) : std::nullopt, paid.amount, paid.currency,
                  when.days, when.year, value.units_per_usd, value.rate_year,
                  converted ? std::optional(value.price_index) : std::nullopt, value.amount_usd,
                  value.base_usd, from.withheld, records_.text("source"));
  }

  SourceFile& file_;
  const KnownNames& known_;
  Exchange& exchange_;
  StagedRecords records_;
  CountryCells supplier_countries_;
  CountryCells origin_countries_;
  MoneyCells money_;
  DatedCells dates_;
  std::string amount_column_;
  std::string date_column_;
  ByText<bool> withheld_;
  std::unordered_map<std::string, std::int64_t> awards_;
};

void check_columns(const SourceFile& file) {
  const auto& found = file.recognised;
  const bool what = found.has("supplier") || found.has("description") || found.has("category") ||
                    found.has("cpv") || found.has("hs") || found.has("unspsc") ||
                    found.has("naics") || found.has("isic") || found.has("code");
  if (found.has("amount") && what) {
    return;
  }
  if (file.staged.columns.size() == 1) {
    throw Error(
        fmt::format("{}: only one column was found: {}. If something else than , ; tab or | "
                    "divides the cells, say so "
                    "in a mapping, e.g. delimiter = \"^\", and give it with --columns",
                    file.path.string(), excerpt(file.staged.columns[0])));
  }
  throw Error(
      fmt::format("{}: no column is recognised as {}; it has: {}. Name the columns in a mapping, "
                  "e.g. [columns] "
                  "supplier = \"…\" and amount = \"…\", and give it with --columns",
                  file.path.string(), found.has("amount") ? "a supplier's" : "an amount",
                  fmt::join(file.staged.columns, ", ")));
}

/// How many rows each notice has, where totals of notices may have to stand in.
std::unordered_map<std::string, std::int64_t> awards_by_notice(Connection& connection,
                                                               const SourceFile& file) {
  std::unordered_map<std::string, std::int64_t> awards;
  const auto& columns = file.recognised.columns;
  const auto notice = columns.find("source");
  if (!columns.contains("notice_amount") || notice == columns.end()) {
    return awards;
  }
  Rows rows = connection.query(fmt::format(
      "SELECT c{0}, count(*) FROM staged WHERE rowid >= {1} AND c{0} IS NOT NULL GROUP BY 1",
      notice->second[0], file.staged.header));
  while (rows.next()) {
    awards.emplace(trimmed(*rows.row().text(0)), *rows.row().integer(1));
  }
  return awards;
}

}  // namespace

std::int64_t read_ledger(Connection& connection, SourceFile& file, const KnownNames& known,
                         Exchange& exchange, const ColumnMapping& mapping) {
  check_columns(file);
  const ColumnStyle style = style_of(connection, file.staged, file.recognised, mapping);
  const std::int64_t last =
      connection.integer("SELECT coalesce(max(purchase_id), 0) FROM purchases").value_or(0);
  Appender purchases(connection, "purchases");
  const std::int64_t kept = LedgerReader(connection, file, known, exchange, style)
                                .run(purchases, last, awards_by_notice(connection, file));
  purchases.close();
  if (kept == 0) {
    throw Error(fmt::format("{}: has a header and no rows; export it again", file.path.string()));
  }
  return kept;
}

}  // namespace headwater
