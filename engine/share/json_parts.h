#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "share/digest.h"

namespace headwater {

using Json = nlohmann::ordered_json;

template <class T>
Json or_null(const std::optional<T>& value) {
  return value ? Json(*value) : Json(nullptr);
}

/// {"value", "low", "high", "unit"}
Json as_json(const Estimate& estimate, std::string_view unit);

/// Text with bytes that are not UTF-8 replaced, indented, ending in a line feed.
std::string dumped(const Json& json);

}  // namespace headwater
