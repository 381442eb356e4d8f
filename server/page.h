#pragma once

#include <string>
#include <string_view>

namespace headwater {

/// A file of the workbench's page, built into the program.
struct PageFile {
  std::string_view path;  ///< "/index.html"
  std::string_view type;
  std::string_view etag;  ///< quoted sha256
  std::string_view content;
};

/// nullptr where the page has no such file.
const PageFile* page_file(std::string_view path);

}  // namespace headwater
