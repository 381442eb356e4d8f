#include "server/parameters.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "server/bad_request.h"

namespace headwater {
namespace {

template <class Number>
Number parsed(const std::string& name, const std::string& text, Number least, Number most) {
  Number value{};
  const char* end = text.data() + text.size();
  const auto [read_to, code] = std::from_chars(text.data(), end, value);
  if (code != std::errc() || read_to != end || !(value >= least && value <= most)) {
    throw BadRequest(fmt::format("{}: a number from {} to {} is wanted", name, least, most));
  }
  return value;
}

}  // namespace

std::string Parameters::text(const std::string& name, std::size_t longest) const {
  const auto found = query_.find(name);
  if (found == query_.end()) {
    return "";
  }
  if (found->second.size() > longest || !is_utf8(found->second) ||
      found->second.find('\0') != std::string::npos) {
    throw BadRequest(fmt::format("{}: text of at most {} bytes is wanted", name, longest));
  }
  return found->second;
}

std::int64_t Parameters::whole(const std::string& name, std::int64_t otherwise, std::int64_t least,
                               std::int64_t most) const {
  const auto found = query_.find(name);
  return found == query_.end() ? otherwise : parsed(name, found->second, least, most);
}

double Parameters::number(const std::string& name, double otherwise, double least,
                          double most) const {
  const auto found = query_.find(name);
  return found == query_.end() ? otherwise : parsed(name, found->second, least, most);
}

std::string Parameters::one_of(const std::string& name,
                               std::initializer_list<std::string_view> words) const {
  const auto found = query_.find(name);
  if (found == query_.end()) {
    return std::string(*words.begin());
  }
  if (std::ranges::find(words, found->second) == words.end()) {
    throw BadRequest(fmt::format("{}: one of '{}' is wanted", name, fmt::join(words, "', '")));
  }
  return found->second;
}

void Parameters::allow(std::initializer_list<std::string_view> names) const {
  for (const auto& [name, value] : query_) {
    if (std::ranges::find(names, name) == names.end()) {
      throw BadRequest(fmt::format("there is no parameter '{}' here", excerpt(name)));
    }
  }
}

nlohmann::json body_object(const std::string& body,
                           std::initializer_list<std::string_view> fields) {
  // Ours are two levels deep; a parser that goes down with its input could be sent to the bottom.
  nlohmann::json object = nlohmann::json::parse(
      body,
      [](int depth, nlohmann::json::parse_event_t, nlohmann::json&) {
        if (depth > 8) {
          throw BadRequest("the body is nested too deeply");
        }
        return true;
      },
      false);
  if (!object.is_object()) {
    throw BadRequest("the body must be a JSON object");
  }
  for (const auto& [name, value] : object.items()) {
    if (std::ranges::find(fields, name) == fields.end()) {
      throw BadRequest(fmt::format("there is no field '{}' here", excerpt(name)));
    }
  }
  return object;
}

std::string body_text(const nlohmann::json& object, const char* field, bool required,
                      std::size_t longest) {
  const auto found = object.find(field);
  if (found == object.end() || found->is_null()) {
    if (required) {
      throw BadRequest(fmt::format("{} is missing", field));
    }
    return "";
  }
  if (!found->is_string() || found->get_ref<const std::string&>().size() > longest ||
      found->get_ref<const std::string&>().find('\0') != std::string::npos) {
    throw BadRequest(fmt::format("{}: text of at most {} bytes is wanted", field, longest));
  }
  std::string text = found->get<std::string>();
  if (required && trimmed(text).empty()) {
    throw BadRequest(fmt::format("{} must not be blank", field));
  }
  return text;
}

double body_number(const nlohmann::json& object, const char* field, double least, double most) {
  const auto found = object.find(field);
  if (found == object.end() || !found->is_number() || !(found->get<double>() >= least) ||
      !(found->get<double>() <= most)) {
    throw BadRequest(fmt::format("{}: a number from {} to {} is wanted", field, least, most));
  }
  return found->get<double>();
}

std::int64_t body_whole(const nlohmann::json& object, const char* field, std::int64_t otherwise) {
  const auto found = object.find(field);
  if (found == object.end()) {
    return otherwise;
  }
  if (!found->is_number_integer() || found->get<std::int64_t>() < 0) {
    throw BadRequest(fmt::format("{}: a whole number is wanted", field));
  }
  return found->get<std::int64_t>();
}

}  // namespace headwater
