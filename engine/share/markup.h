#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace headwater {

/// Finished HTML or SVG. Data becomes Html only through text() or name_text(), which escape it.
struct Html {
  std::string code;

  Html& operator+=(const Html& more) {
    code += more.code;
    return *this;
  }
};

using Attributes = std::initializer_list<std::pair<std::string_view, std::string>>;

/// Escaped for element content and attribute values; bytes that are not UTF-8 become U+FFFD.
std::string escaped(std::string_view data);

Html text(std::string_view data);
/// A name someone else wrote: escaped, cut to a readable length, and kept from turning the text
/// around it (bidirectional isolation).
Html name_text(std::string_view data, std::size_t characters = 90);

std::string opening(std::string_view tag, Attributes attributes);

template <class... Children>
Html element(std::string_view tag, Attributes attributes, const Children&... children) {
  Html result{opening(tag, attributes)};
  ((result += children), ...);
  result.code.append("</").append(tag).append(">");
  return result;
}

template <class... Children>
Html element(std::string_view tag, const Children&... children) {
  return element(tag, {}, children...);
}

/// An element without content: <rect …/>.
Html shape(std::string_view tag, Attributes attributes);

}  // namespace headwater
