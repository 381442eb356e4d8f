#include "hindcast/renamed_goods.h"

#include <algorithm>
#include <iterator>
#include <optional>

namespace headwater {
namespace {

using CountriesOf = std::map<std::string, std::set<std::string>>;

CountriesOf countries_of(const std::vector<ListedPair>& pairs) {
  CountriesOf countries;
  for (const ListedPair& pair : pairs) {
    countries[pair.good].insert(pair.iso3);
  }
  return countries;
}

std::size_t shared(const std::set<std::string>& a, const std::set<std::string>& b) {
  return static_cast<std::size_t>(
      std::ranges::count_if(a, [&](const std::string& iso3) { return b.contains(iso3); }));
}

/// The one dropped good with the same countries; nullopt for none or several.
std::optional<Renaming> renaming(const std::string& written, const std::set<std::string>& countries,
                                 const CountriesOf& dropped, const RenamingRule& rule) {
  std::optional<Renaming> found;
  for (const auto& [known, known_countries] : dropped) {
    const std::size_t both = shared(countries, known_countries);
    const std::size_t most = std::max(countries.size(), known_countries.size());
    if (both >= rule.countries &&
        static_cast<double>(both) >= rule.share * static_cast<double>(most)) {
      if (found) {
        return std::nullopt;
      }
      found = {0, written, known, both, most};
    }
  }
  return found;
}

using Edition = std::map<int, std::vector<ListedPair>>::iterator;

/// From this edition on.
void rename(ListOfGoods& list, Edition from, const Renaming& renaming) {
  for (auto edition = from; edition != list.editions.end(); ++edition) {
    for (ListedPair& pair : edition->second) {
      pair.good = pair.good == renaming.written ? renaming.known : pair.good;
    }
    std::ranges::sort(edition->second);
  }
  list.goods.erase(renaming.written);
}

}  // namespace

std::vector<Renaming> reconcile_renamed(ListOfGoods& list, int shipped, const RenamingRule& rule) {
  std::vector<Renaming> all;
  std::set<std::string> seen;
  CountriesOf before;
  for (auto edition = list.editions.begin(); edition != list.editions.end(); ++edition) {
    const CountriesOf now = countries_of(edition->second);
    CountriesOf dropped;
    std::ranges::copy_if(before, std::inserter(dropped, dropped.end()),
                         [&](const auto& good) { return !now.contains(good.first); });
    for (const auto& [good, countries] : now) {
      if (edition->first <= shipped || seen.contains(good)) {
        continue;
      }
      if (auto found = renaming(good, countries, dropped, rule)) {
        found->edition = edition->first;
        rename(list, edition, *found);
        dropped.erase(found->known);
        all.push_back(std::move(*found));
      }
    }
    before = countries_of(edition->second);
    for (const auto& [good, countries] : before) {
      seen.insert(good);
    }
  }
  return all;
}

}  // namespace headwater
