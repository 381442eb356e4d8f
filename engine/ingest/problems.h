#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

#include "model/issue.h"

namespace headwater {

/// Where in a file a problem lies: its record and the field or column. No row: the whole file.
struct ProblemPlace {
  std::optional<std::int64_t> row;
  std::string_view field;
  std::string_view value;
};

/// The problems of one file, in the order they were found.
class Problems {
 public:
  explicit Problems(std::string file) : file_(std::move(file)) {}

  void note(const ProblemPlace& place, std::string reason, std::string advice) {
    add(Severity::note, place, std::move(reason), std::move(advice));
  }
  void warning(const ProblemPlace& place, std::string reason, std::string advice) {
    add(Severity::warning, place, std::move(reason), std::move(advice));
  }
  void error(const ProblemPlace& place, std::string reason, std::string advice) {
    add(Severity::error, place, std::move(reason), std::move(advice));
  }

  /// Whether this is the first time `fact` is asked about: facts of a whole file are told once.
  bool first_time(const std::string& fact) { return told_.insert(fact).second; }

  /// Where a file is read in pieces, rows are told by their place in the piece: `rows` stand before
  /// it.
  void start_after(std::int64_t rows) { rows_before_ = rows; }
  std::int64_t row_in_file(std::int64_t row) const { return rows_before_ + row; }

  const std::string& file() const { return file_; }
  const std::vector<Issue>& issues() const { return issues_; }
  /// The problems found since it was asked last.
  std::vector<Issue> taken() { return std::exchange(issues_, {}); }

 private:
  void add(Severity severity, const ProblemPlace& place, std::string reason, std::string advice) {
    const auto row = place.row ? std::optional(row_in_file(*place.row)) : std::nullopt;
    issues_.push_back({severity, file_, row, std::string(place.field), std::string(place.value),
                       std::move(reason), std::move(advice)});
  }

  std::string file_;
  std::int64_t rows_before_ = 0;
  std::vector<Issue> issues_;
  std::unordered_set<std::string> told_;
};

}  // namespace headwater
