#pragma once

#include <cstdint>
#include <initializer_list>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

namespace headwater {

/// The query of a request. Every reader throws BadRequest, with what is allowed, for a value that
/// is not.
class Parameters {
 public:
  explicit Parameters(const std::map<std::string, std::string>& query) : query_(query) {}

  std::string text(const std::string& name, std::size_t longest = 200) const;
  std::int64_t whole(const std::string& name, std::int64_t otherwise, std::int64_t least,
                     std::int64_t most) const;
  double number(const std::string& name, double otherwise, double least, double most) const;
  /// One of these, or the first where it is not given.
  std::string one_of(const std::string& name, std::initializer_list<std::string_view> words) const;
  /// Throws where a parameter is not one of these: a misspelt filter must not be passed over.
  void allow(std::initializer_list<std::string_view> names) const;

 private:
  const std::map<std::string, std::string>& query_;
};

/// A JSON object sent as a body, with only these fields, of a readable size. Throws BadRequest.
nlohmann::json body_object(const std::string& body, std::initializer_list<std::string_view> fields);
/// A text of it; `required`: not blank. Throws BadRequest.
std::string body_text(const nlohmann::json& object, const char* field, bool required,
                      std::size_t longest = 2000);
double body_number(const nlohmann::json& object, const char* field, double least, double most);
std::int64_t body_whole(const nlohmann::json& object, const char* field, std::int64_t otherwise);

}  // namespace headwater
