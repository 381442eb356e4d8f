#include "ingest/xlsx_part.h"

namespace headwater {

std::string string_of(const pugi::xml_node& item) {
  std::string text = child(item, "t").text().get();
  for (const pugi::xml_node run : children(item, "r")) {
    text += child(run, "t").text().get();
  }
  constexpr std::string_view carriage_return = "_x000D_";
  std::string without;
  std::size_t from = 0;
  for (std::size_t at; (at = text.find(carriage_return, from)) != std::string::npos;
       from = at + carriage_return.size()) {
    without.append(text, from, at - from);
  }
  return without.append(text, from);
}

/// Drops what stands before the first element, and learns the prefix of its names.
bool ElementPieces::enter(std::string& buffer) {
  std::size_t at = 0;
  while ((at = buffer.find(container_, at)) != std::string::npos) {
    const std::size_t open = buffer.rfind('<', at);
    const std::size_t close = buffer.find('>', at);
    const bool named = open != std::string::npos && (open + 1 == at || buffer[at - 1] == ':') &&
                       buffer.find_first_of(" />", open) >= at;
    if (named && close != std::string::npos) {
      prefix_ = buffer.substr(open + 1, at - open - 1);
      inside_ = true;
      ended_ = buffer[close - 1] == '/';
      buffer.erase(0, close + 1);
      return true;
    }
    if (named) {
      return false;
    }
    at += container_.size();
  }
  return false;
}

std::string ElementPieces::take(std::string& buffer) {
  if (!inside_ && !enter(buffer)) {
    return {};
  }
  if (ended_) {
    buffer.clear();
    return {};
  }
  const std::size_t outside = buffer.find("</" + prefix_ + container_);
  ended_ = outside != std::string::npos;
  const std::string close = "</" + prefix_ + element_ + ">";
  const std::size_t last = buffer.rfind(close);
  const std::size_t end = ended_ ? outside : last == std::string::npos ? 0 : last + close.size();
  std::string piece = buffer.substr(0, end);
  buffer.erase(0, end);
  return piece;
}

}  // namespace headwater
