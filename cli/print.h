#pragma once

#include <string>
#include <vector>

#include "base/database.h"
#include "pipeline/pipeline.h"

namespace headwater {

/// The outcome of a run or a stage: findings, what was written, how many problems there were.
void print_summary(const RunSummary& summary, const RunOptions& options, bool json);

/// The first problems to stderr, or nothing where they went to a file.
void print_issues(Connection& connection, const RunOptions& options);

/// A query as CSV or as a JSON array on stdout, written by DuckDB.
void print_table(Connection& connection, const std::string& query, const std::string& format);

}  // namespace headwater
