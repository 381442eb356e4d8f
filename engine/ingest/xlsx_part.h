#pragma once

#include <pugixml.hpp>
#include <string>

#include "ingest/xml.h"

namespace headwater {

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
