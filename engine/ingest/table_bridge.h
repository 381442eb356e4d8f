#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "base/database.h"
#include "ingest/published_table.h"

namespace headwater {

struct BridgedRegion {
  std::string code;  ///< ISO alpha-3 of a country, else the publisher's
  std::string kind;  ///< country | remainder | former | discrepancy
  std::string name;
  std::vector<std::string> members;  ///< ISO alpha-3, of a region that is no country
  std::string status;
  std::string source;
};

struct BridgedSector {
  std::string code;
  std::string name;
  std::string published;  ///< the publisher's sectors in it
  bool split = false;     ///< a part of a broader sector, by assumed shares: synthetic
};

/// Which cells of the engine's form a published cell goes to. Shares of a cell sum to 1.
class TableBridge {
 public:
  /// `own_sectors`: keep the publisher's. Throws Error for a region or sector that is not known.
  TableBridge(Connection& connection, const PublishedTable& table, bool own_sectors);

  struct Part {
    std::uint32_t cell = 0;
    double share = 1;
  };
  const std::vector<BridgedRegion>& regions() const { return regions_; }
  const std::vector<BridgedSector>& sectors() const { return sectors_; }
  std::size_t cell_count() const { return regions_.size() * sectors_.size(); }
  /// Cells are numbered region by region.
  std::size_t region_of(std::size_t cell) const { return cell / sectors_.size(); }
  PublishedCell cell(std::size_t cell) const;
  std::span<const Part> parts(std::size_t published) const;
  /// Of a cell that only holds what does not add up: taken out of the table.
  bool is_discrepancy(std::size_t published) const { return discrepancy_[published]; }
  /// The region's code in the engine's form; as it stands where it is a buyer of its own kind.
  std::string buyer(const std::string& published_region) const;

 private:
  void read_regions(Connection& connection, const PublishedTable& table);
  void read_members(Connection& connection);
  void keep_sectors(const PublishedTable& table);
  void read_sectors(Connection& connection, const PublishedTable& table);
  void place_cells(const PublishedTable& table);
  bool only_discrepancy(const PublishedCell& cell) const;
  std::size_t region_index(const std::string& published) const;

  std::vector<BridgedRegion> regions_;
  std::vector<BridgedSector> sectors_;
  std::map<std::string, std::size_t, std::less<>> region_places_;  ///< by the publisher's code
  std::map<std::string, std::vector<std::pair<std::size_t, double>>, std::less<>>
      sector_places_;  ///< by the publisher's code: sector, share
  std::vector<std::vector<Part>> parts_;
  std::vector<bool> discrepancy_;
};

}  // namespace headwater
