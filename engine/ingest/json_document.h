#pragma once

#include <cstdint>
#include <functional>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "ingest/problems.h"

namespace headwater {

using Json = nlohmann::json;

/// What a JSON text holds.
enum class JsonKind { lines, array, ocds, follow_the_money };

/// Told by its first record.
JsonKind json_kind(std::string_view text);

/// Calls `use(row, record)` for each line of JSON Lines, in order; nullptr for a blank line or one
/// that is not a JSON object (a problem). Numbers nested deeper than any table are refused.
void each_json_line(std::string_view text, Problems& problems,
                    const std::function<void(std::int64_t, const Json*)>& use);

/// A whole document. Throws Error, naming the file and the place, where it is damaged or cut short.
Json parse_document(std::string_view text, const std::string& file);

/// The text of a member: strings as they are, numbers and booleans as JSON writes them, else none.
std::optional<std::string> text_of(const Json& object, std::string_view key);
std::optional<std::string> scalar(const Json& value);

/// A member that is an object (or an array); an empty one where it is missing or of another type.
const Json& object_at(const Json& object, std::string_view key);
const Json& array_at(const Json& object, std::string_view key);

}  // namespace headwater
