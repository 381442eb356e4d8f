#include "ingest/xml.h"

#include <fmt/format.h>

#include "base/error.h"

namespace headwater {

void refuse_entities(std::string_view xml, const std::string& file) {
  if (xml.find("<!DOCTYPE") != std::string_view::npos ||
      xml.find("<!ENTITY") != std::string_view::npos) {
    throw Error(fmt::format(
        "{}: its XML declares entities, which no workbook or list needs and attacks use; "
        "not read. Fetch it again from its publisher, or save it again in a spreadsheet "
        "program, if you trust it",
        file));
  }
}

pugi::xml_document parse_xml(const std::string& xml, const std::string& file,
                             pugi::xml_encoding encoding) {
  refuse_entities(xml, file);
  pugi::xml_document document;
  const auto result = document.load_buffer(xml.data(), xml.size(),
                                           pugi::parse_default | pugi::parse_ws_pcdata, encoding);
  if (!result) {
    throw Error(fmt::format("{}: is damaged or cut short ({}); fetch or export it again", file,
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

}  // namespace headwater
