#pragma once

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/database.h"
#include "base/parallel.h"
#include "network/demand.h"
#include "network/input_output.h"
#include "network/parts.h"
#include "network/places.h"

namespace headwater {

/// Where a purchase is taken to be made: one cell and its weight.
struct Origin {
  std::size_t cell = 0;
  double weight = 0;
  std::string_view basis;  ///< stated | address | imports of the address | world exports | …
};

/// The shares and margins of data/ that turn an address into origins.
struct OriginRules {
  struct Margin {
    double trade = 0;
    double transport = 0;
    double tax = 0;
  };
  double goods_from_address = 0;
  double goods_from_hub = 0;
  double goods_from_trader = 0;
  double services_from_address = 0;
  double from_plants = 0;  ///< of what an owner sells, made at the plants a list says it owns
  double wholesale = 0;    ///< share of the trade margin that is wholesale, the rest is retail
  std::set<std::string, std::less<>> hubs;
  std::set<std::string, std::less<>> goods;  ///< sectors that make goods
  std::map<std::string, Margin, std::less<>> margins;
};
OriginRules origin_rules(Connection& connection);

/// Inference of origins for one ledger. Weights of a key sum to 1 less tax. See docs/network.md.
class OriginFinder {
 public:
  /// `plants` of each disclosed supplier of the table: numbers of the suppliers it owns.
  OriginFinder(const InputOutput& table, OriginRules rules, std::span<const Demand> ledger,
               std::vector<std::vector<std::size_t>> plants = {}, int threads = 1);
  std::vector<Origin> find(std::string_view place, std::string_view sector) const;
  /// Calls `use(key, origins)` for each key in order; so many threads (0: all) find the origins.
  template <class Use>
  void each(std::span<const Demand> keys, int threads, const Use& use) const {
    constexpr std::size_t at_once = 512;  // what waits in memory
    for (std::size_t from = 0; from < keys.size(); from += at_once) {
      const std::span<const Demand> some =
          keys.subspan(from, std::min(at_once, keys.size() - from));
      std::vector<Mix> found(some.size());
      in_parallel(
          threads, some.size(),
          [&](std::size_t i) { found[i] = find(some[i].country, some[i].sector); }, 16);
      for (std::size_t i = 0; i < some.size(); ++i) {
        use(some[i], found[i]);
      }
    }
  }
  /// The region of the table that a country is traced as; empty if there is none.
  std::string_view region_of(std::string_view country) const;
  bool in_table(std::string_view country) const;
  /// Whether any region makes something of a sector.
  bool makes(std::string_view sector) const;

 private:
  using Mix = std::vector<Origin>;  ///< weights sum to 1
  /// A composite, and the share of it that comes from each cell of a sector.
  struct Pool {
    std::size_t node = 0;
    std::vector<double> shares;
  };

  /// Imports of a sector by cell of it, and their sum.
  struct Imports {
    std::span<const std::size_t> cells;
    std::vector<double> size;
    double total = 0;
  };

  Mix at(const Place& place, std::string_view sector) const;
  void put_supplier(Mix& mix, std::size_t supplier, std::string_view sector) const;
  double not_told_apart(const OriginRules::Margin& margin) const;
  void add_made_by(Mix& mix, const Place& place, std::string_view sector, double factor) const;
  const Mix& of_unknown(std::string_view sector) const;
  Mix spread_of_unknown(std::string_view sector) const;
  Imports imports(std::string_view region, std::string_view sector) const;
  Mix by_size(std::span<const std::size_t> cells, std::span<const double> size,
              std::string_view basis) const;
  Mix known_addresses(std::span<const std::size_t> cells) const;
  std::vector<double> use_of(std::string_view region) const;
  double from_address(const Place& place, std::string_view sector) const;
  void add_margins(Mix& mix, std::string_view country, std::string_view sector) const;

  const InputOutput& table_;
  OriginRules rules_;
  std::vector<std::vector<std::size_t>> plants_;
  std::map<std::string, std::vector<std::size_t>, std::less<>> by_sector_;
  std::map<std::string, std::vector<std::size_t>, std::less<>> by_region_;
  std::map<std::string, std::vector<Pool>, std::less<>> pools_;                   ///< by sector
  std::unordered_map<std::string_view, std::vector<const FinalUse*>> final_use_;  ///< by buyer
  std::vector<double> undivided_;  ///< final use of buyers without cells of their own, by node
  std::vector<std::size_t> first_of_region_;  ///< by cell: the first of its region
  std::set<std::string, std::less<>> made_;   ///< sectors with output somewhere
  std::map<std::string, double, std::less<>>
      known_;  ///< positive base spend of the ledger by address
  std::map<std::string, std::vector<double>, std::less<>> use_;  ///< by region
  std::map<std::string, Mix, std::less<>> unknown_;
  double synthetic_output_ = 0;
};

}  // namespace headwater
