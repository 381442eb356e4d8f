#include "share/work_list.h"

#include <fmt/format.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <optional>

#include "base/error.h"
#include "base/scratch_file.h"
#include "share/calendar_file.h"
#include "share/exports.h"
#include "share/sql.h"

namespace headwater {
namespace {

constexpr const char* rows_query = R"(
  SELECT row_number() OVER (ORDER BY m.step NULLS LAST, t.place) AS task, t.key,
    coalesce(m.measure, t.measure) AS measure, t."on" AS on_whom, m.step, m.legs, m.evidence, m.evidence_note,
    CAST(CAST(? AS DATE) + CAST({} * coalesce(TRY_CAST(left(m.step, 1) AS INTEGER), 6) AS INTEGER) * 7 AS VARCHAR)
      AS due,
    round(t.cost_usd, 2) AS cost_usd, m.effect_low, m.effect_high, m.status AS effect_status
  FROM work_list t LEFT JOIN reference.measures m ON m.id = t.measure ORDER BY task)";

/// The tasks as rows of a temporary table; the text of the query that completes them.
std::string gathered(Connection& connection, const std::vector<WorkTask>& tasks,
                     const WorkListOptions& options) {
  connection.run(
      "CREATE OR REPLACE TEMP TABLE work_list (place BIGINT, key TEXT, measure TEXT, \"on\" TEXT, "
      "cost_usd DOUBLE)");
  std::int64_t place = 0;
  for (const WorkTask& task : tasks) {
    connection.run("INSERT INTO work_list VALUES (?, ?, ?, ?, ?)",
                   {++place, task.key, task.measure, task.on, task.cost_usd});
  }
  if (!connection.text("SELECT CAST(TRY_CAST(? AS DATE) AS VARCHAR)", {options.first_day})) {
    throw Error(fmt::format("'{}' is no day; write it as 2026-01-31", options.first_day));
  }
  connection.run(fmt::format("CREATE OR REPLACE TEMP TABLE work_rows AS {}",
                             fmt::format(fmt::runtime(rows_query), options.weeks_a_step)),
                 {options.first_day});
  return "SELECT * EXCLUDE (key) FROM work_rows ORDER BY task";
}

std::string as_csv(Connection& connection, const std::string& rows) {
  const ScratchFile file;
  connection.run(
      fmt::format("COPY (SELECT {} FROM ({})) TO {} (FORMAT csv, HEADER, USE_TMP_FILE false)",
                  guarded({"on_whom"}), rows, sql_text(file.path())));
  return file.content();
}

/// Text as text, so that a spreadsheet runs none of it; numbers as numbers.
void write_cell(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column, const Row& from) {
  static constexpr lxw_col_t numbers[] = {0, 8, 9, 10};
  if (from.is_null(column)) {
    return;
  }
  if (std::ranges::find(numbers, column) != std::end(numbers)) {
    worksheet_write_number(sheet, row, column, *from.number(column), nullptr);
  } else {
    worksheet_write_string(sheet, row, column, std::string(*from.text(column)).c_str(), nullptr);
  }
}

std::string as_workbook(Connection& connection, const std::string& rows) {
  const ScratchFile file;
  lxw_workbook* book = workbook_new(file.path().c_str());
  lxw_worksheet* sheet = workbook_add_worksheet(book, "Plan");
  lxw_format* bold = workbook_add_format(book);
  format_set_bold(bold);
  Rows found = connection.query(rows);
  lxw_col_t column = 0;
  for (const std::string& name : found.names()) {
    worksheet_write_string(sheet, 0, column++, name.c_str(), bold);
  }
  worksheet_set_column(sheet, 1, 2, 40, nullptr);
  worksheet_freeze_panes(sheet, 1, 0);
  lxw_row_t row = 0;
  while (found.next()) {
    ++row;
    for (lxw_col_t i = 0; i < column; ++i) {
      write_cell(sheet, row, i, found.row());
    }
  }
  if (workbook_close(book) != LXW_NO_ERROR) {
    throw Error("the workbook could not be written: no room in the system's temporary folder?");
  }
  return file.content();
}

std::string only_digits(std::string text) {
  std::erase_if(text, [](char c) { return c == '-' || c == ':'; });
  return text;
}

std::string as_calendar(Connection& connection, const std::string& now) {
  std::vector<CalendarTask> tasks;
  Rows rows = connection.query(
      "SELECT key, measure, on_whom, due, 'OECD step ' || coalesce(step, '?') || ', evidence ' || "
      "coalesce(evidence, '?') || coalesce(chr(10) || evidence_note, '') || chr(10) || 'about USD "
      "' "
      "|| CAST(CAST(round(cost_usd) AS BIGINT) AS VARCHAR) FROM work_rows ORDER BY task");
  while (rows.next()) {
    const Row& row = rows.row();
    tasks.push_back({string_at(row, 0) + "@headwater",
                     fmt::format("{}: {}", string_at(row, 1), string_at(row, 2)), string_at(row, 4),
                     only_digits(string_at(row, 3))});
  }
  return calendar_file(tasks, only_digits(now));
}

}  // namespace

WorkListFile work_list(Connection& connection, const std::vector<WorkTask>& tasks,
                       const WorkListOptions& options) {
  const std::string rows = gathered(connection, tasks, options);
  if (options.format == "xlsx") {
    return {"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            as_workbook(connection, rows)};
  }
  if (options.format == "ics") {
    return {"text/calendar; charset=utf-8", as_calendar(connection, options.now)};
  }
  return {"text/csv; charset=utf-8", as_csv(connection, rows)};
}

}  // namespace headwater
