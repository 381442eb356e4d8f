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
struct Place {
  std::optional<std::int64_t> row;
  std::string_view field;
  std::string_view value;
};

/// The problems of one file, in the order they were found.
class Problems {
 public:
  explicit Problems(std::string file) : file_(std::move(file)) {}

  void note(const Place& place, std::string reason, std::string advice) {
    add(Severity::note, place, std::move(reason), std::move(advice));
  }
  void warning(const Place& place, std::string reason, std::string advice) {
    add(Severity::warning, place, std::move(reason), std::move(advice));
  }
  void error(const Place& place, std::string reason, std::string advice) {
    add(Severity::error, place, std::move(reason), std::move(advice));
  }

  /// Whether this is the first time `fact` is asked about: facts of a whole file are told once.
  bool first_time(const std::string& fact) { return told_.insert(fact).second; }

  const std::string& file() const { return file_; }
  const std::vector<Issue>& issues() const { return issues_; }

 private:
  void add(Severity severity, const Place& place, std::string reason, std::string advice) {
    issues_.push_back({severity, file_, place.row, std::string(place.field),
                       std::string(place.value), std::move(reason), std::move(advice)});
  }

  std::string file_;
  std::vector<Issue> issues_;
  std::unordered_set<std::string> told_;
};

}  // namespace headwater
