#include "views/json.h"

#include <fmt/format.h>

namespace headwater {

Json range_of(const Estimate& estimate) {
  return {{"value", estimate.value}, {"low", estimate.low}, {"high", estimate.high}};
}

std::string objects_text(Connection& connection, const std::string& sql,
                         const std::vector<Parameter>& parameters) {
  Rows rows = connection.query(
      fmt::format("SELECT CAST(to_json(object) AS VARCHAR) FROM ({}) object", sql), parameters);
  std::string list = "[";
  while (rows.next()) {
    if (list.size() > 1) {
      list += ',';
    }
    list += rows.row().text(0).value_or("null");
  }
  return list + "]";
}

Json objects(Connection& connection, const std::string& sql,
             const std::vector<Parameter>& parameters) {
  return Json::parse(objects_text(connection, sql, parameters));
}

std::string in_one_line(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace headwater
