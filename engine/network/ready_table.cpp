// A table as it lies in memory, in a file that is mapped. What it was read from is hashed into it:
// the Parquet files remain what counts, and a file that does not fit them, comes from another
// version, is cut short or damaged is left aside. All is checked before it is used, since a table
// may come from anywhere: places stand within the table and values are numbers.
#include "network/ready_table.h"

#include <fmt/format.h>
#include <xxhash.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <utility>

#include "base/array_file.h"
#include "base/error.h"
#include "base/mapped_file.h"
#include "network/solver.h"

namespace fs = std::filesystem;

namespace headwater {
namespace {

using Parts = InputOutput::Parts;
using nlohmann::json;

constexpr const char* ready = "table.ready";

/// The arrays, in the order they stand in the file; a solver has several.
enum Part : std::uint32_t {
  check,  ///< a hash of the words
  words,  ///< JSON: the names, and what the table was read from
  counts,
  outputs,
  exports,
  final_demand,
  diagonal,
  output_needed,
  order,
  pools,
  use_nodes,
  use_buyers,
  use_values,
  column_start,
  column_index,
  column_value,
  row_start,
  row_index,
  row_value,
  purchases  ///< its inverses, then its packed inputs
};
constexpr std::uint32_t arrays_of_a_solver = 9;
constexpr std::uint32_t sales = purchases + arrays_of_a_solver;
constexpr std::uint32_t part_count = sales + arrays_of_a_solver;

constexpr ArrayFileKind kind{{'H', 'W', 'T', 'A', 'B', 'L', 'E', '\n'},
                             2,  // changes with anything that InputOutput::load() works out
                             part_count,
                             "input–output table kept ready",
                             "headwater table prepare"};

/// Hashes of the files a table is read from, by name.
json files_of(const fs::path& folder) {
  json files = json::object();
  for (const char* name : {"flows.parquet", "output.parquet", "output.csv", "final_demand.parquet",
                           "final_demand.csv", "regions.csv", "sectors.csv", "table.json"}) {
    if (fs::exists(folder / name)) {
      const MappedFile file(folder / name, "a part of a table");
      const auto hash = XXH3_128bits(file.bytes().data(), file.bytes().size());
      files[name] = fmt::format("{} {:016x}{:016x}", file.bytes().size(), hash.high64, hash.low64);
    }
  }
  return files;
}

/// A hash of all arrays but the words, which hold it, and theirs.
std::string content_of(const ArrayBlock& block) {
  std::uint64_t hash = 0;
  for (std::uint32_t part = words + 1; part < part_count; ++part) {
    hash = XXH3_64bits_withSeed(block.arrays[part].data(), block.arrays[part].size(), hash);
  }
  return fmt::format("{:016x}", hash);
}

json told(const Issue& issue) {
  json told{{"severity", static_cast<int>(issue.severity)},
            {"file", issue.file},
            {"field", issue.field},
            {"value", issue.value},
            {"reason", issue.reason},
            {"advice", issue.advice}};
  if (issue.row) {
    told["row"] = *issue.row;
  }
  return told;
}

Issue issue_told(const json& told) {
  Issue issue{.severity = static_cast<Severity>(told.at("severity").get<int>()),
              .file = told.at("file"),
              .row = std::nullopt,
              .field = told.at("field"),
              .value = told.at("value"),
              .reason = told.at("reason"),
              .advice = told.at("advice")};
  if (told.contains("row")) {
    issue.row = told.at("row").get<std::int64_t>();
  }
  return issue;
}

/// Gathers what is to be written; keeps what is made for it until then.
class Writer {
 public:
  Writer(const Parts& parts, const fs::path& folder) : parts_(parts) {
    block_.arrays.resize(part_count);
    put_cells();
    put_final_use();
    put(diagonal, parts.diagonal);
    put(exports, parts.exports);
    put(final_demand, parts.final_demand);
    put(output_needed, parts.output_needed);
    put(order, parts.order);
    put(pools, parts.pools);
    put(column_start, parts.by_column.start);
    put(column_index, parts.by_column.index);
    put(column_value, parts.by_column.value);
    put(row_start, parts.by_row.start);
    put(row_index, parts.by_row.index);
    put(row_value, parts.by_row.value);
    put_solver(purchases, *parts.purchases);
    put_solver(sales, *parts.sales);
    put_words(folder);
  }

  const ArrayBlock& block() const { return block_; }

 private:
  template <class Rows>
  void put(std::uint32_t part, const Rows& rows) {
    block_.arrays[part] = std::as_bytes(std::span(rows.data(), rows.size()));
  }

  void put_words(const fs::path& folder) {
    json words_told{{"files", files_of(folder)},
                    {"content", content_of(block_)},
                    {"members", parts_.members},
                    {"region_of", parts_.region_of},
                    {"issues", json::array()}};
    json& regions = words_told["regions"] = json::array();
    json& sectors = words_told["sectors"] = json::array();
    json& marks = words_told["marks"] = json::array();
    for (const Cell& cell : parts_.cells) {
      regions.push_back(cell.region);
      sectors.push_back(cell.sector);
      marks.push_back((cell.synthetic ? 1U : 0U) + (cell.split ? 2U : 0U));
    }
    for (const Issue& issue : parts_.issues) {
      words_told["issues"].push_back(told(issue));
    }
    words_told["buyers"] = buyer_names_;
    words_ = words_told.dump();
    put(words, words_);
    check_ = {XXH3_64bits(words_.data(), words_.size())};
    put(check, check_);
  }

  void put_cells() {
    counts_ = {static_cast<double>(parts_.nodes), parts_.error_factor};
    put(counts, counts_);
    for (const Cell& cell : parts_.cells) {
      outputs_.push_back(cell.output_musd);
    }
    put(outputs, outputs_);
  }

  void put_final_use() {
    std::map<std::pair<std::string, bool>, std::int32_t> known;
    for (const FinalUse& use : parts_.final_use) {
      const auto [buyer, added] = known.try_emplace({use.buyer, use.undivided},
                                                    static_cast<std::int32_t>(buyer_names_.size()));
      if (added) {
        buyer_names_.push_back(buyer->first);
      }
      nodes_.push_back(use.node);
      buyers_.push_back(buyer->second);
      values_.push_back(use.value);
    }
    put(use_nodes, nodes_);
    put(use_buyers, buyers_);
    put(use_values, values_);
  }

  void put_solver(std::uint32_t part, const BlockSolver& solver) {
    const PackedInputs::Arrays& packed = solver.outside().arrays();
    put(part, solver.inverses().all_values());
    put(part + 1, packed.run_start);
    put(part + 2, packed.single_start);
    put(part + 3, packed.narrow_run);
    put(part + 4, packed.narrow_single);
    put(part + 5, packed.wide_run);
    put(part + 6, packed.wide_single);
    put(part + 7, packed.run_value);
    put(part + 8, packed.single_value);
  }

  const Parts& parts_;
  ArrayBlock block_;
  std::string words_;
  std::vector<std::uint64_t> check_;
  std::vector<std::pair<std::string, bool>> buyer_names_;
  std::vector<double> counts_;
  std::vector<double> outputs_;
  std::vector<std::int32_t> nodes_;
  std::vector<std::int32_t> buyers_;
  std::vector<double> values_;
};

/// A file that is not what keep_ready() writes.
void require(bool holds) {
  if (!holds) {
    throw Error("the table kept ready is damaged");
  }
}

/// Places of rows, one for each node and the end.
void require_starts(std::span<const std::int32_t> start, std::size_t nodes, std::size_t rows) {
  require(start.size() == nodes + 1 && start.front() == 0 && std::cmp_equal(start.back(), rows) &&
          std::ranges::is_sorted(start));
}

template <class Place>
void require_places(std::span<const Place> places, std::size_t end) {
  require(std::ranges::all_of(
      places, [&](Place place) { return place >= 0 && std::cmp_less(place, end); }));
}

template <class Number>
void require_numbers(std::span<const Number> values) {
  require(std::ranges::all_of(values, [](Number value) { return std::isfinite(value); }));
}

class Reader {
 public:
  Reader(const ArrayBlock& block, json words_told)
      : block_(block), words_(std::move(words_told)), cells_(words_.at("regions").size()) {}

  std::unique_ptr<Parts> table() {
    const auto sizes = numbers(counts, 2);
    parts_->nodes = static_cast<std::size_t>(std::max(0.0, sizes[0]));
    parts_->error_factor = sizes[1];
    require(cells_ > 0 && parts_->nodes >= cells_ && parts_->error_factor > 0);
    read_cells();
    parts_->exports = numbers(exports, cells_);
    parts_->final_demand = numbers(final_demand, cells_);
    parts_->diagonal = numbers(diagonal, cells_);
    parts_->output_needed = numbers(output_needed, cells_);
    read_composites();
    parts_->by_column = sparse(column_start);
    parts_->by_row = sparse(row_start);
    read_final_use();
    std::vector<std::int32_t> upwards = parts_->order;
    parts_->purchases = solver(purchases, parts_->by_column, upwards);
    std::ranges::reverse(upwards);
    parts_->sales = solver(sales, parts_->by_row, std::move(upwards));
    return std::move(parts_);
  }

 private:
  std::vector<double> numbers(std::uint32_t part, std::size_t count) const {
    const auto rows = block_.rows<double>(part);
    require(rows.size() == count);
    require_numbers(rows);
    return {rows.begin(), rows.end()};
  }

  void read_cells() {
    const std::vector<double> output = numbers(outputs, cells_);
    const json& sectors = words_.at("sectors");
    const json& marks = words_.at("marks");
    require(sectors.size() == cells_ && marks.size() == cells_);
    for (std::size_t i = 0; i < cells_; ++i) {
      const auto mark = marks[i].get<unsigned>();
      Cell cell{words_["regions"][i].get<std::string>(), sectors[i].get<std::string>(), output[i],
                (mark & 1U) != 0};
      cell.split = (mark & 2U) != 0;
      require(parts_->index.emplace(cell.region + "|" + cell.sector, i).second);
      parts_->cells.push_back(std::move(cell));
    }
    parts_->own_cells = cells_;
    words_.at("members").get_to(parts_->members);
    words_.at("region_of").get_to(parts_->region_of);
    for (const json& issue : words_.at("issues")) {
      parts_->issues.push_back(issue_told(issue));
    }
  }

  void read_composites() {
    const auto composites = block_.rows<std::int32_t>(order);
    require(composites.size() == parts_->nodes - cells_);
    require_places(composites, parts_->nodes);
    require(std::ranges::all_of(
        composites, [&](std::int32_t node) { return std::cmp_greater_equal(node, cells_); }));
    parts_->order.assign(composites.begin(), composites.end());
    parts_->pools = block_.kept<double>(pools);
    require(parts_->pools.size() == composites.size() * cells_);
    require_numbers<double>(parts_->pools);
  }

  Sparse sparse(std::uint32_t part) const {
    Sparse matrix{block_.kept<std::int32_t>(part), block_.kept<std::int32_t>(part + 1),
                  block_.kept<double>(part + 2)};
    require(matrix.index.size() == matrix.value.size());
    require_starts(matrix.start, parts_->nodes, matrix.index.size());
    require_places<std::int32_t>(matrix.index, parts_->nodes);
    require_numbers<double>(matrix.value);
    return matrix;
  }

  void read_final_use() {
    const auto nodes = block_.rows<std::int32_t>(use_nodes);
    const auto buyers = block_.rows<std::int32_t>(use_buyers);
    const json& names = words_.at("buyers");
    const std::vector<double> values = numbers(use_values, nodes.size());
    require(buyers.size() == nodes.size());
    require_places(nodes, parts_->nodes);
    require_places(buyers, names.size());
    std::vector<std::pair<std::string, bool>> known;
    names.get_to(known);
    for (std::size_t i = 0; i < nodes.size(); ++i) {
      const auto& [buyer, undivided] = known[static_cast<std::size_t>(buyers[i])];
      parts_->final_use.push_back({nodes[i], buyer, values[i], undivided});
    }
  }

  PackedInputs packed(std::uint32_t part) const {
    PackedInputs::Arrays a{
        block_.kept<std::int32_t>(part),      block_.kept<std::int32_t>(part + 1),
        block_.kept<std::uint16_t>(part + 2), block_.kept<std::uint16_t>(part + 3),
        block_.kept<std::int32_t>(part + 4),  block_.kept<std::int32_t>(part + 5),
        block_.kept<float>(part + 6),         block_.kept<float>(part + 7)};
    const bool narrow = PackedInputs::is_narrow(parts_->nodes);
    require((narrow ? a.wide_run.size() + a.wide_single.size()
                    : a.narrow_run.size() + a.narrow_single.size()) == 0);
    require_starts(a.run_start, parts_->nodes, a.narrow_run.size() + a.wide_run.size());
    require_starts(a.single_start, parts_->nodes, a.narrow_single.size() + a.wide_single.size());
    require(a.run_value.size() == (a.narrow_run.size() + a.wide_run.size()) * PackedInputs::width &&
            a.single_value.size() == a.narrow_single.size() + a.wide_single.size());
    require_places<std::uint16_t>(a.narrow_run, parts_->nodes);
    require_places<std::uint16_t>(a.narrow_single, parts_->nodes);
    require_places<std::int32_t>(a.wide_run, parts_->nodes);
    require_places<std::int32_t>(a.wide_single, parts_->nodes);
    require_numbers<float>(a.run_value);
    require_numbers<float>(a.single_value);
    return PackedInputs(std::move(a));
  }

  std::shared_ptr<const BlockSolver> solver(std::uint32_t part, const Sparse& matrix,
                                            std::vector<std::int32_t> composites) const {
    std::vector<std::int32_t> starts = block_starts(parts_->cells);
    FixedArray<float> values = block_.kept<float>(part);
    require(values.size() == BlockInverses::values_for(starts));
    require_numbers<float>(values);
    return std::make_shared<BlockSolver>(matrix, cells_, std::move(composites),
                                         BlockInverses(std::move(starts), std::move(values)),
                                         packed(part + 1));
  }

  const ArrayBlock& block_;
  json words_;
  std::size_t cells_;
  std::unique_ptr<Parts> parts_ = std::make_unique<Parts>();
};

}  // namespace

void keep_ready(const InputOutput& table, const fs::path& folder) {
  const Writer writer(table.parts(), folder);
  save_arrays(kind, {&writer.block(), 1}, folder / ready);
}

std::unique_ptr<Parts> ready_table(const fs::path& folder) {
  if (!fs::exists(folder / ready)) {
    return nullptr;
  }
  try {
    const ArrayBlock block = open_arrays(kind, folder / ready).front();
    const auto text = block.rows<char>(words);
    const auto checked = block.rows<std::uint64_t>(check);
    require(checked.size() == 1 && checked[0] == XXH3_64bits(text.data(), text.size()));
    json words_told = json::parse(text.begin(), text.end());
    if (words_told.at("files") != files_of(folder) ||
        words_told.at("content") != content_of(block)) {
      return nullptr;
    }
    return Reader(block, std::move(words_told)).table();
  } catch (const Error&) {
    return nullptr;
  } catch (const json::exception&) {
    return nullptr;
  }
}

}  // namespace headwater
