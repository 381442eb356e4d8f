#include "cli/print.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <nlohmann/json.hpp>

#include "base/error.h"
#include "base/scratch_file.h"
#include "pipeline/outcome.h"

namespace headwater {
namespace {

constexpr int issues_shown = 10;

void print_json(const RunSummary& summary) {
  nlohmann::ordered_json json;
  json["outcome"] = summary.outcome;
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
  if (!summary.outcome.empty()) {
    fmt::print("{}\n", summary.outcome);
  }
  if (!summary.files.empty()) {
    fmt::print("Report: {}\n", summary.files.front().string());
  }
  if (summary.issues > 0 && options.case_folder && !options.issues_file) {
    fmt::print("Problems: give --issues FILE.csv{}\n",
               summary.files.empty() ? "" : ", or see exports/issues.csv in the case");
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
    return write_issues(connection, *options.issues_file);
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
  const ScratchFile file;  // opened by name, standard output would be emptied of what stands there
  connection.run(
      fmt::format("COPY ({}) TO {} ({}, USE_TMP_FILE false)", query, sql_text(file.path()), how));
  const std::string table = file.content();
  if (std::fwrite(table.data(), 1, table.size(), stdout) != table.size() ||
      std::fflush(stdout) != 0) {
    throw Error(fmt::format("the result cannot be written: {}", std::strerror(errno)));
  }
}

}  // namespace headwater
