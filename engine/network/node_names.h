#pragma once

#include <charconv>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>

namespace headwater {

/// The order of sectors: c2 before c10; other names as text.
inline std::tuple<int, std::string_view> sector_order(std::string_view sector) {
  int number = 0;
  const auto digits = sector.find_first_of("0123456789");
  if (digits != std::string_view::npos) {
    std::from_chars(sector.data() + digits, sector.data() + sector.size(), number);
  }
  return {number, sector};
}

/// Nodes by region and sector, found without building a key: asked twice for each flow.
class NodeNames {
 public:
  void add(std::string_view region, std::string_view sector, std::size_t node) {
    regions_[std::string(region)].emplace(sector, node);
  }
  std::optional<std::size_t> find(std::string_view region, std::string_view sector) const {
    const auto r = regions_.find(region);
    if (r == regions_.end()) {
      return std::nullopt;
    }
    const auto s = r->second.find(sector);
    return s == r->second.end() ? std::nullopt : std::optional(s->second);
  }

 private:
  using Sectors = std::map<std::string, std::size_t, std::less<>>;
  std::map<std::string, Sectors, std::less<>> regions_;
};

}  // namespace headwater
