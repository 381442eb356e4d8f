#include "server/http.h"

#include <charconv>
#include <nlohmann/json.hpp>

#include "server/bad_request.h"

namespace headwater {

std::string_view Request::header(const std::string& name) const {
  const auto found = headers.find(name);
  return found == headers.end() ? std::string_view{} : std::string_view(found->second);
}

std::string decoded(std::string_view text, bool form) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '+' && form) {
      result += ' ';
    } else if (text[i] != '%') {
      result += text[i];
    } else {
      int byte = 0;
      const char* first = text.data() + i + 1;
      if (i + 2 >= text.size() || std::from_chars(first, first + 2, byte, 16).ptr != first + 2) {
        throw BadRequest("the address is not well formed");
      }
      result += static_cast<char>(byte);
      i += 2;
    }
  }
  return result;
}

Target target_of(std::string_view raw) {
  const std::size_t mark = raw.find('?');
  Target target{decoded(raw.substr(0, mark), false), {}};
  std::string_view rest = mark == std::string_view::npos ? "" : raw.substr(mark + 1);
  while (!rest.empty()) {
    const std::string_view pair = rest.substr(0, rest.find('&'));
    rest.remove_prefix(std::min(rest.size(), pair.size() + 1));
    const std::size_t equals = pair.find('=');
    target.query[decoded(pair.substr(0, equals), true)] =
        equals == std::string_view::npos ? "" : decoded(pair.substr(equals + 1), true);
  }
  return target;
}

Response problem(int status, std::string_view message) {
  const nlohmann::json body = {{"error", message}};
  return {.status = status,
          .body = body.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace)};
}

}  // namespace headwater
