#include "ingest/xlsx_part.h"

#include <fmt/format.h>

#include "base/error.h"

namespace headwater {

void refuse_entities(std::string_view xml, const std::string& file) {
  if (xml.find("<!DOCTYPE") != std::string_view::npos ||
      xml.find("<!ENTITY") != std::string_view::npos) {
    throw Error(
        fmt::format("{}: its XML declares entities, which no spreadsheet program writes and "
                    "attacks use; not read. "
                    "Save it again in a spreadsheet program if you trust it",
                    file));
  }
}

pugi::xml_document parse_part(const std::string& xml, const std::string& file) {
  refuse_entities(xml, file);
  pugi::xml_document document;
  const auto result =
      document.load_buffer(xml.data(), xml.size(), pugi::parse_default | pugi::parse_ws_pcdata);
  if (!result) {
    throw Error(fmt::format("{}: is damaged inside ({}); fetch or export it again", file,
                            result.description()));
  }
  return document;
}

std::string_view local_name(const pugi::xml_node& node) {
  const std::string_view name = node.name();
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

pugi::xml_node child(const pugi::xml_node& node, std::string_view name) {
  for (const pugi::xml_node candidate : node.children()) {
    if (local_name(candidate) == name) {
      return candidate;
    }
  }
  return {};
}

std::vector<pugi::xml_node> children(const pugi::xml_node& node, std::string_view name) {
  std::vector<pugi::xml_node> found;
  for (const pugi::xml_node candidate : node.children()) {
    if (local_name(candidate) == name) {
      found.push_back(candidate);
    }
  }
  return found;
}

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
