#include "ingest/json_document.h"

#include <fmt/format.h>

#include "base/error.h"
#include "base/text.h"
#include "ingest/csv_survey.h"

namespace headwater {
namespace {

/// Documents of tables are a few levels deep; what is deeper is not one, and could exhaust the
/// stack.
constexpr int deepest = 64;

Json parse(std::string_view text) {
  return Json::parse(text, [](int depth, Json::parse_event_t, const Json&) {
    if (depth > deepest) {
      throw Error(fmt::format("nested deeper than {} levels", deepest));
    }
    return true;
  });
}

/// What nlohmann says, without its own prefix and what it last read.
std::string reason(const std::exception& error) {
  std::string_view text = error.what();
  if (const std::size_t prefix = text.find("] "); prefix != std::string_view::npos) {
    text.remove_prefix(prefix + 2);
  }
  return excerpt(text.substr(0, text.find(" - ")), 120);
}

std::string_view first_line(std::string_view text) {
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    const std::string_view line = trimmed(text.substr(0, end));
    if (!line.empty()) {
      return line;
    }
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return {};
}

std::optional<Json> object_in(std::string_view line, std::int64_t row, Problems& problems) {
  if (line.size() > longest_record) {
    problems.error({row, "", line.substr(0, 200)},
                   fmt::format("a record of more than {} MB", longest_record >> 20),
                   "the row was left out");
    return std::nullopt;
  }
  try {
    Json record = parse(line);
    if (record.is_object()) {
      return record;
    }
    problems.error({row, "", line.substr(0, 200)}, "not a JSON object",
                   "the row was left out; each line must be {…}");
  } catch (const std::exception& error) {
    problems.error({row, "", line.substr(0, 200)}, fmt::format("not JSON: {}", reason(error)),
                   "the row was left out; the file may have been cut short there");
  }
  return std::nullopt;
}

}  // namespace

JsonKind json_kind(std::string_view text) {
  const std::string_view start = text.substr(0, std::size_t{1} << 16);
  const std::string_view line = first_line(text);
  const Json first = line.size() > longest_record ? Json() : Json::parse(line, nullptr, false);
  if (first.is_object() && first.contains("schema") && first.contains("properties")) {
    return JsonKind::follow_the_money;
  }
  if (start.find("\"releases\"") != std::string_view::npos ||
      start.find("\"ocid\"") != std::string_view::npos ||
      start.find("\"compiledRelease\"") != std::string_view::npos) {
    return JsonKind::ocds;
  }
  // Pretty-printed documents open a brace on a line of its own.
  return trimmed(text).starts_with('[') ? JsonKind::array : JsonKind::lines;
}

void each_json_line(std::string_view text, Problems& problems,
                    const std::function<void(std::int64_t, const Json*)>& use) {
  std::int64_t row = 0;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    const std::string_view line = trimmed(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    ++row;
    const auto record = line.empty() ? std::nullopt : object_in(line, row, problems);
    use(row, record ? &*record : nullptr);
  }
}

Json parse_document(std::string_view text, const std::string& file) {
  try {
    return parse(text);
  } catch (const std::exception& error) {
    throw Error(
        fmt::format("{}: is not whole JSON: {}; fetch or export it again", file, reason(error)));
  }
}

std::optional<std::string> scalar(const Json& value) {
  if (value.is_string()) {
    return value.get<std::string>();
  }
  if (value.is_number() || value.is_boolean()) {
    return value.dump();
  }
  return std::nullopt;
}

std::optional<std::string> text_of(const Json& object, std::string_view key) {
  const auto found = object.find(key);
  return found == object.end() ? std::nullopt : scalar(*found);
}

const Json& object_at(const Json& object, std::string_view key) {
  static const Json none = Json::object();
  const auto found = object.find(key);
  return found != object.end() && found->is_object() ? *found : none;
}

const Json& array_at(const Json& object, std::string_view key) {
  static const Json none = Json::array();
  const auto found = object.find(key);
  return found != object.end() && found->is_array() ? *found : none;
}

}  // namespace headwater
