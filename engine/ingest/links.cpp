#include "ingest/links.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <regex>

#include "base/appender.h"
#include "base/error.h"
#include "ingest/column_style.h"
#include "ingest/country_cells.h"
#include "ingest/money_cells.h"
#include "ingest/staged_records.h"

namespace headwater {
namespace {

/// The one year a period names: "2015", "2015-03", "FY 2015"; none for "2015-2016".
std::optional<int> year_of(std::string_view period) {
  static const std::regex pattern(R"((?:^|\D)((?:19|20)\d\d)(?=\D|$))");
  std::optional<int> year;
  const std::string text(period);
  for (std::sregex_iterator found(text.begin(), text.end(), pattern), end; found != end; ++found) {
    const int value = std::stoi((*found)[1]);
    if (year && *year != value) {
      return std::nullopt;
    }
    year = value;
  }
  return year;
}

class LinkReader {
 public:
  LinkReader(Connection& connection, SourceFile& file, const KnownNames& known, Exchange& exchange,
             DecimalMark decimal)
      : file_(file),
        exchange_(exchange),
        records_(connection, file.staged, file.recognised, file.problems),
        countries_(known),
        money_(known.currencies, decimal),
        decimal_(decimal) {}

  std::int64_t run(Appender& links, std::int64_t last_id) {
    std::int64_t kept = 0;
    while (records_.next()) {
      if (!records_.text("buyer") || !records_.text("supplier")) {
        file_.problems.error({records_.row(), records_.text("buyer") ? "supplier" : "buyer", ""},
                             "a link needs a buyer and a supplier",
                             "the row was left out; fill in the cell");
        continue;
      }
      append(links, last_id + ++kept);
    }
    return kept;
  }

 private:
  std::optional<double> dollars(std::string_view field, std::optional<int> year) {
    const auto written = records_.text(field);
    if (!written) {
      return std::nullopt;
    }
    const Money money =
        money_.read({written, records_.text("currency"), field}, records_.row(), file_.problems);
    if (!money.amount || !money.known) {
      return std::nullopt;
    }
    return exchange_.convert(*money.amount, *money.currency, year, file_.problems).amount_usd;
  }

  /// "0.12" or "12%"
  std::optional<double> share() {
    const auto written = records_.text("share");
    if (!written) {
      return std::nullopt;
    }
    const Amount amount =
        parse_amount(*written, decimal_ == DecimalMark::unknown ? DecimalMark::point : decimal_);
    const double value = amount.currency == "%" ? amount.value / 100 : amount.value;
    if (amount.state != AmountState::value || value < 0 || value > 1) {
      file_.problems.warning({records_.row(), "share", *written},
                             "not a share from 0 to 1, nor a percentage",
                             "the link is kept without share; write 0.12 or 12%");
      return std::nullopt;
    }
    return value;
  }

  void append(Appender& links, std::int64_t id) {
    const auto period = records_.text("period");
    const auto year = period ? year_of(*period) : std::nullopt;
    const auto country = countries_.read(records_.all("supplier_country"),
                                         {records_.row(), "supplier_country", {}}, file_.problems);
    std::optional<double> amount;
    std::optional<std::string> currency;
    std::optional<double> usd;
    if (const auto written = records_.text("amount")) {
      const Money money = money_.read({written, records_.text("currency"), "amount"},
                                      records_.row(), file_.problems);
      amount = money.amount;
      currency = money.currency;
      if (money.amount && money.known) {
        usd = exchange_.convert(*money.amount, *money.currency, year, file_.problems).amount_usd;
      }
    }
    links.row(id, file_.input_id, records_.row(), records_.text("buyer"), records_.text("supplier"),
              records_.text("product"), country, amount, currency, usd, period, year,
              records_.text("source"), dollars("buyer_output", year), share());
  }

  SourceFile& file_;
  Exchange& exchange_;
  StagedRecords records_;
  CountryCells countries_;
  MoneyCells money_;
  DecimalMark decimal_;
};

}  // namespace

std::int64_t read_links(Connection& connection, SourceFile& file, const KnownNames& known,
                        Exchange& exchange, const ColumnMapping& mapping) {
  if (!file.recognised.has("buyer") || !file.recognised.has("supplier")) {
    throw Error(fmt::format(
        "{}: supplier links need the columns buyer and supplier; it has: {}. Name them in a "
        "mapping given with --columns",
        file.path.string(), fmt::join(file.staged.columns, ", ")));
  }
  const ColumnStyle style = style_of(connection, file.staged, file.recognised, mapping);
  const std::int64_t last =
      connection.integer("SELECT coalesce(max(link_id), 0) FROM links").value_or(0);
  Appender links(connection, "links");
  const std::int64_t kept =
      LinkReader(connection, file, known, exchange, style.decimal).run(links, last);
  links.close();
  return kept;
}

}  // namespace headwater
