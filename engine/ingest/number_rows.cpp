#include "ingest/number_rows.h"

#include <fmt/format.h>

#include <cmath>
#include <utility>

#include "base/error.h"
#include "base/text.h"
#include "ingest/matrix_text.h"
#include "ingest/xlsx.h"

namespace headwater {
namespace {

/// A table that is staged as text (a workbook) or has types of its own (Parquet).
class StagedRowsOfNumbers : public NumberRows {
 public:
  StagedRowsOfNumbers(Connection& connection, std::string name, std::string from,
                      std::vector<std::string> columns, std::size_t labels,
                      std::vector<std::vector<std::string>> header)
      : name_(std::move(name)),
        header_(std::move(header)),
        line_(static_cast<std::int64_t>(header_.size())),
        rows_(connection.query(query(from, columns, labels))),
        labels_(labels),
        values_(columns.size() - labels) {}

  const std::string& name() const override { return name_; }
  const std::vector<std::vector<std::string>>& header() const override { return header_; }
  std::int64_t line() const override { return line_; }
  const std::vector<std::string>& labels() const override { return labels_; }
  std::span<const double> values() const override { return values_; }

  bool next() override {
    if (!rows_.next()) {
      return false;
    }
    ++line_;
    for (std::size_t i = 0; i < labels_.size(); ++i) {
      labels_[i].assign(rows_.row().text(i).value_or(""));
    }
    for (std::size_t i = 0; i < values_.size(); ++i) {
      values_[i] = rows_.row().number(labels_.size() + i).value_or(NAN);
    }
    return true;
  }

 private:
  static std::string query(const std::string& from, const std::vector<std::string>& columns,
                           std::size_t labels) {
    std::string sql = "SELECT ";
    for (std::size_t i = 0; i < columns.size(); ++i) {
      sql += fmt::format("{}{}({} AS {})", i == 0 ? "" : ", ", i < labels ? "CAST" : "TRY_CAST",
                         sql_name(columns[i]), i < labels ? "VARCHAR" : "DOUBLE");
    }
    return sql + " FROM " + from;
  }

  std::string name_;
  std::vector<std::vector<std::string>> header_;
  std::int64_t line_;
  Rows rows_;
  std::vector<std::string> labels_;
  std::vector<double> values_;
};

std::unique_ptr<NumberRows> workbook_rows(Connection& connection, const TableFiles& files,
                                          const std::string& name, std::size_t labels,
                                          std::size_t header) {
  const TableFiles::OnDisk file = files.on_disk(name);
  Problems problems(name);
  const Staged staged = stage_xlsx(connection, file.path, {}, problems);
  std::vector<std::string> columns;
  for (std::size_t i = 0; i < staged.width + staged.surplus; ++i) {
    columns.push_back(fmt::format("c{}", i));
  }
  if (columns.size() <= labels) {
    throw Error(
        fmt::format("{}: its first sheet has {} columns; it is no table", name, columns.size()));
  }
  auto lines = first_records(connection, staged, 0, static_cast<std::int64_t>(header));
  return std::make_unique<StagedRowsOfNumbers>(connection, name,
                                               fmt::format("staged OFFSET {}", header),
                                               std::move(columns), labels, std::move(lines));
}

std::unique_ptr<NumberRows> parquet_rows(Connection& connection, const TableFiles& files,
                                         const std::string& name, std::size_t labels) {
  const TableFiles::OnDisk file = files.on_disk(name);
  const std::string from = fmt::format("read_parquet({})", sql_text(file.path));
  try {
    std::vector<std::string> columns =
        connection.query("SELECT * FROM " + from + " LIMIT 0").names();
    if (columns.size() <= labels) {
      throw Error(fmt::format("it has {} columns", columns.size()));
    }
    std::vector<std::vector<std::string>> header{columns};
    return std::make_unique<StagedRowsOfNumbers>(connection, name, from, std::move(columns), labels,
                                                 std::move(header));
  } catch (const Error& error) {
    throw Error(fmt::format("{}: cannot be read as Parquet: {}; export it again", name,
                            excerpt(error.what(), 160)));
  }
}

}  // namespace

std::unique_ptr<NumberRows> open_number_rows(Connection& connection, const TableFiles& files,
                                             const std::string& name, std::size_t labels,
                                             std::size_t header) {
  const std::string base = base_name(name);
  if (base.ends_with(".xlsx")) {
    return workbook_rows(connection, files, name, labels, header);
  }
  if (base.ends_with(".parquet")) {
    return parquet_rows(connection, files, name, labels);
  }
  return std::make_unique<MatrixText>(
      connection, name, files.open(name),
      MatrixShape{.delimiter = ',', .labels = labels, .header = header});
}

}  // namespace headwater
