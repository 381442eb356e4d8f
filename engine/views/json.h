#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "base/database.h"
#include "share/wording.h"

namespace headwater {

using Json = nlohmann::ordered_json;

/// {"value", "low", "high"}
Json range_of(const Estimate& estimate);

/// A JSON array with one object for each row, its fields named and typed by the columns of the
/// query; written by DuckDB, in the query's order.
std::string objects_text(Connection& connection, const std::string& sql,
                         const std::vector<Parameter>& parameters = {});
Json objects(Connection& connection, const std::string& sql,
             const std::vector<Parameter>& parameters = {});

/// In one line; bytes that are not UTF-8 replaced.
std::string in_one_line(const Json& json);

}  // namespace headwater
