#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/scratch_file.h"

namespace headwater {

/// The files of a published table: a folder, with what lies in its folders and zip archives, a zip
/// archive, or one file. Names are paths within it: IOT_2011_ixi/Z.txt, 2016-2022.zip/2019_SML.csv.
class TableFiles {
 public:
  /// Throws Error where there is nothing to read.
  explicit TableFiles(const std::filesystem::path& path);

  const std::vector<std::string>& names() const { return names_; }
  /// What the user called it.
  const std::string& shown() const { return shown_; }

  using Test = std::function<bool(std::string_view base_name)>;
  /// Names whose last part, in lower case, passes.
  std::vector<std::string> all(const Test& test) const;

  /// Appends the next block to a text; false at the end.
  using Blocks = std::function<bool(std::string&)>;
  Blocks open(const std::string& name) const;
  /// The first lines, without their ends.
  std::vector<std::string> first_lines(const std::string& name, std::size_t count) const;

  /// A path that DuckDB can open: the file itself, or a copy of what lies in an archive.
  struct OnDisk {
    std::string path;
    std::optional<ScratchFile> copy;
  };
  OnDisk on_disk(const std::string& name) const;

 private:
  struct ProblemPlace {
    std::filesystem::path file;
    std::string entry;  ///< in the zip archive `file`; empty: the file itself
  };
  void add(const std::string& name, ProblemPlace place);
  void add_file(const std::filesystem::path& file, const std::string& name);
  void add_folder(const std::filesystem::path& folder);
  const ProblemPlace& place(const std::string& name) const;

  std::string shown_;
  std::map<std::string, ProblemPlace> places_;
  std::vector<std::string> names_;  ///< sorted
};

/// The last part of a name in lower case.
std::string base_name(std::string_view name);

}  // namespace headwater
