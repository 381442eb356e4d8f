#pragma once

#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace headwater {

/// Throws Error where the XML declares a document type or entities: spreadsheets have none, attacks
/// do.
void refuse_entities(std::string_view xml, const std::string& file);

/// Parses a whole part. Throws Error where it is no XML.
pugi::xml_document parse_part(const std::string& xml, const std::string& file);

/// The name of an element without its namespace prefix.
std::string_view local_name(const pugi::xml_node& node);
/// The first child of that local name; an empty node where there is none.
pugi::xml_node child(const pugi::xml_node& node, std::string_view name);
/// All children of that local name.
std::vector<pugi::xml_node> children(const pugi::xml_node& node, std::string_view name);
/// The text of a string item: <t>, or the <t> of its runs; not its phonetic hints.
std::string string_of(const pugi::xml_node& item);

/// Cuts a long part into pieces of whole elements (`</row>`, `</si>`), so that it never is in
/// memory at once.
class ElementPieces {
 public:
  /// `container` is the element around them (sheetData, sst).
  ElementPieces(std::string container, std::string element)
      : container_(std::move(container)), element_(std::move(element)) {}

  /// Takes what is complete out of `buffer`, whatever the blocks it came in; empty until there is
  /// more. What stands before and after the container is dropped.
  std::string take(std::string& buffer);

 private:
  bool enter(std::string& buffer);

  std::string container_;
  std::string element_;
  std::string prefix_;
  bool inside_ = false;
  bool ended_ = false;
};

}  // namespace headwater
