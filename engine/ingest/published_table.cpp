#include "ingest/published_table.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <utility>

#include "base/error.h"

namespace headwater {
namespace {

struct Layout {
  std::string_view name;
  OpenReader* open;
};

/// In the order they are tried; each is told by names of files and headers that no other has.
constexpr std::array layouts = {
    Layout{"exiobase3", open_exiobase}, Layout{"eora26", open_eora},
    Layout{"gloria", open_gloria},      Layout{"figaro", open_figaro},
    Layout{"icio", open_icio},          Layout{"wiod2016", open_wiod2016},
    Layout{"wiod2013", open_wiod2013},
};

std::vector<std::string_view> layout_names() {
  std::vector<std::string_view> names;
  for (const Layout& layout : layouts) {
    names.push_back(layout.name);
  }
  return names;
}

/// Formats that are published and cannot be read here: what to do instead.
void refuse_unreadable(const TableFiles& files) {
  const auto binary = files.all([](std::string_view name) {
    return name.ends_with(".xlsb") || name.ends_with(".rdata") || name.ends_with(".mat");
  });
  if (!binary.empty()) {
    throw Error(fmt::format(
        "{}: {} is binary and cannot be read here; save it as CSV (in R: load(\"FILE\"); "
        "write.csv(wiot, \"FILE.csv\", row.names = FALSE)) or as XLSX",
        files.shown(), binary.front()));
  }
}

}  // namespace

std::unique_ptr<PublishedReader> open_published(Connection& connection, const TableFiles& files,
                                                const TableChoice& choice) {
  for (const Layout& layout : layouts) {
    if (!choice.layout.empty() && choice.layout != layout.name) {
      continue;
    }
    if (auto reader = layout.open(connection, files, choice.year)) {
      return reader;
    }
  }
  refuse_unreadable(files);
  if (!choice.layout.empty()) {
    throw Error(fmt::format(
        "{}: holds no table of the layout {}{}; docs/tables.md says which files "
        "it has",
        files.shown(), choice.layout, choice.year ? fmt::format(" for {}", *choice.year) : ""));
  }
  throw Error(fmt::format("{}: its layout is not recognised; give one of {} with --layout",
                          files.shown(), fmt::join(layout_names(), ", ")));
}

}  // namespace headwater
