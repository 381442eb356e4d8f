#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "network/input_output.h"

namespace headwater::twin {

/// A small input–output table in its own words:
///   "farm(UZ) -30-> mill(BD) -45-> sewing(VN) -60-> us; mill(BD) makes 50"
/// Amounts are million USD; `us` is the final buyer. Output is what is sold unless `makes` says
/// otherwise. A region with a star, as in "pool(R*)", is composite.
struct DrawnNetwork {
  using Node = std::pair<std::string, std::string>;  ///< region, sector
  struct Flow {
    Node from;
    Node to;
    double value = 0;
  };
  std::vector<Flow> flows;
  std::map<Node, double> final_use;
  std::map<Node, double> makes;

  static bool is_composite(const Node& node) { return node.first.find('*') != std::string::npos; }
  /// Output by cell, composites left out; what is sold where nothing else is said.
  std::map<Node, double> outputs() const;
};

DrawnNetwork draw(std::string_view text);

/// Writes the table as Parquet and regions.csv into a new folder, which the caller removes.
std::filesystem::path write_table(const DrawnNetwork& network);

/// Through write_table() and InputOutput::load().
InputOutput load(const DrawnNetwork& network);
inline InputOutput load(std::string_view text) { return load(draw(text)); }

}  // namespace headwater::twin
