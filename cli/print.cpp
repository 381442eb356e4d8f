#include "cli/print.h"

#include <fmt/format.h>

#include <cstdio>
#include <nlohmann/json.hpp>

namespace headwater {
namespace {

constexpr int issues_shown = 10;

void print_json(const RunSummary& summary) {
  nlohmann::ordered_json json;
  json["purchases"] = summary.purchases;
  json["issues"] = summary.issues;
  json["findings"] = nlohmann::ordered_json::array();
  for (const Finding& finding : summary.findings) {
    json["findings"].push_back({{"key", finding.key}, {"sentence", finding.sentence}});
  }
  json["files"] = nlohmann::ordered_json::array();
  for (const auto& file : summary.files) {
    json["files"].push_back(file.string());
  }
  fmt::print("{}\n", json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace));
}

void print_text(const RunSummary& summary, const RunOptions& options) {
  fmt::print("{} purchases read, {} problems noted\n", summary.purchases, summary.issues);
  int number = 0;
  for (const Finding& finding : summary.findings) {
    fmt::print("{}. {}\n", ++number, finding.sentence);
  }
  if (!summary.files.empty()) {
    fmt::print("Report: {}\n", summary.files.front().string());
  }
  if (summary.issues > 0 && options.case_folder && !options.issues_file) {
    fmt::print("Problems: headwater … --issues FILE.csv, or exports/issues.csv in the case\n");
  }
}

std::string place(const Row& row) {
  const std::string file(row.text(0).value_or(""));
  const auto number = row.integer(1);
  return number ? fmt::format("{}:{}", file, *number) : file;
}

}  // namespace

void print_summary(const RunSummary& summary, const RunOptions& options, bool json) {
  json ? print_json(summary) : print_text(summary, options);
}

void print_issues(Connection& connection, const RunOptions& options) {
  if (options.issues_file) {
    connection.run(
        fmt::format("COPY (SELECT * EXCLUDE (issue_id) FROM issues ORDER BY issue_id) TO {} "
                    "(FORMAT csv, HEADER)",
                    sql_text(options.issues_file->string())));
    return;
  }
  Rows rows = connection.query(fmt::format(
      "SELECT file, \"row\", field, value, reason, advice FROM issues ORDER BY issue_id LIMIT {}",
      issues_shown));
  while (rows.next()) {
    const Row& row = rows.row();
    fmt::print(stderr, "{}: {} '{}': {}; {}\n", place(row), row.text(2).value_or(""),
               row.text(3).value_or(""), row.text(4).value_or(""), row.text(5).value_or(""));
  }
  const auto all = connection.integer("SELECT count(*) FROM issues").value_or(0);
  if (all > issues_shown) {
    fmt::print(stderr, "… and {} more: give --issues FILE.csv\n", all - issues_shown);
  }
}

void print_table(Connection& connection, const std::string& query, const std::string& format) {
  const std::string how = format == "json" ? "FORMAT json, ARRAY true" : "FORMAT csv, HEADER";
  std::fflush(stdout);
  connection.run(fmt::format("COPY ({}) TO '/dev/stdout' ({})", query, how));
}

}  // namespace headwater
