#include "share/markup.h"

#include "base/text.h"

namespace headwater {
namespace {

void append_escaped(std::string& out, char c) {
  switch (c) {
    case '&':
      out += "&amp;";
      return;
    case '<':
      out += "&lt;";
      return;
    case '>':
      out += "&gt;";
      return;
    case '"':
      out += "&quot;";
      return;
    case '\'':
      out += "&#39;";
      return;
    default:
      out += c;
  }
}

std::string escaped_bytes(std::string_view data) {
  std::string out;
  out.reserve(data.size());
  for (const char c : data) {
    append_escaped(out, c);
  }
  return out;
}

}  // namespace

std::string escaped(std::string_view data) {
  return escaped_bytes(is_utf8(data) ? data : excerpt(data, data.size()));
}

Html text(std::string_view data) { return {escaped(data)}; }

Html name_text(std::string_view data, std::size_t characters) {
  return element("bdi", text(excerpt(data, characters)));
}

std::string opening(std::string_view tag, Attributes attributes) {
  std::string code("<");
  code += tag;
  for (const auto& [name, value] : attributes) {
    code.append(" ").append(name).append("=\"").append(escaped(value)).append("\"");
  }
  return code += '>';
}

Html shape(std::string_view tag, Attributes attributes) {
  std::string code = opening(tag, attributes);
  code.insert(code.size() - 1, "/");
  return {code};
}

}  // namespace headwater
