#pragma once

#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace headwater {

/// Throws Error where the XML declares a document type or entities: workbooks and lists have none,
/// attacks do.
void refuse_entities(std::string_view xml, const std::string& file);

/// Parses a whole document. Throws Error where it is no XML.
pugi::xml_document parse_xml(const std::string& xml, const std::string& file,
                             pugi::xml_encoding encoding = pugi::encoding_auto);

/// The name of an element without its namespace prefix.
std::string_view local_name(const pugi::xml_node& node);
/// The first child of that local name; an empty node where there is none.
pugi::xml_node child(const pugi::xml_node& node, std::string_view name);
/// All children of that local name.
std::vector<pugi::xml_node> children(const pugi::xml_node& node, std::string_view name);

}  // namespace headwater
