#include "reference/resolve_brute_force.h"

#include <algorithm>
#include <set>
#include <tuple>

namespace headwater::reference {

std::vector<std::vector<NameCandidate>> screen(std::span<const NameRecord> records,
                                               std::span<const NameRecord> queries,
                                               const ScreenOptions& options) {
  std::vector<std::vector<NameCandidate>> results;
  for (const NameRecord& query : queries) {
    std::vector<NameCandidate> all;
    for (const NameRecord& record : records) {
      all.push_back(compare(query, record));
    }
    std::ranges::stable_sort(all, [](const auto& a, const auto& b) {
      return std::tuple(-a.score, a.id) < std::tuple(-b.score, b.id);
    });
    std::set<std::int64_t> seen;
    std::erase_if(all, [&](const auto& c) {
      return c.score < options.threshold || !seen.insert(c.id).second;
    });
    all.resize(std::min(all.size(), options.top));
    results.push_back(std::move(all));
  }
  return results;
}

std::size_t edits(std::string_view a, std::string_view b) {
  std::vector<std::vector<std::size_t>> d(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i) {
    for (std::size_t j = 0; j <= b.size(); ++j) {
      if (i == 0 || j == 0) {
        d[i][j] = i + j;
        continue;
      }
      d[i][j] = std::min(
          {d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
      }
    }
  }
  return d[a.size()][b.size()];
}

}  // namespace headwater::reference
