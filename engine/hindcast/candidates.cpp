#include "hindcast/candidates.h"

#include <algorithm>
#include <optional>

namespace headwater {
namespace {

std::vector<std::string> sorted_once(std::vector<std::string> names) {
  std::ranges::sort(names);
  const auto rest = std::ranges::unique(names);
  names.erase(rest.begin(), rest.end());
  return names;
}

std::optional<Eigen::Index> place(const std::vector<std::string>& names, const std::string& name) {
  const auto found = std::ranges::lower_bound(names, name);
  return found == names.end() || *found != name ? std::nullopt
                                                : std::optional(found - names.begin());
}

}  // namespace

ListState state_before(const ListOfGoods& list, int year) {
  ListState state;
  for (auto edition = list.editions.begin(); edition != list.editions.lower_bound(year);
       ++edition) {
    state.year = edition->first;
    for (const ListedPair& pair : edition->second) {
      state.goods.push_back(pair.good);
      state.countries.push_back(pair.iso3);
    }
  }
  state.goods = sorted_once(std::move(state.goods));
  state.countries = sorted_once(std::move(state.countries));
  state.listed = Eigen::MatrixXd::Zero(std::ssize(state.goods), std::ssize(state.countries));
  for (auto edition = list.editions.begin(); edition != list.editions.lower_bound(year);
       ++edition) {
    for (const ListedPair& pair : edition->second) {
      state.listed(*place(state.goods, pair.good), *place(state.countries, pair.iso3)) = 1;
    }
  }
  return state;
}

Additions additions_of(const ListOfGoods& list, int year, const ListState& before) {
  std::set<std::pair<std::string, std::string>> forced;
  for (auto edition = list.editions.begin(); edition != list.editions.lower_bound(year);
       ++edition) {
    for (const ListedPair& pair : edition->second) {
      if (pair.forced_labour) {
        forced.emplace(pair.good, pair.iso3);
      }
    }
  }
  Additions additions;
  additions.targets = Eigen::MatrixXd::Zero(before.listed.rows(), before.listed.cols());
  for (const ListedPair& pair : list.editions.at(year)) {
    const auto good = place(before.goods, pair.good);
    const auto country = place(before.countries, pair.iso3);
    if (pair.forced_labour && !forced.contains({pair.good, pair.iso3})) {
      ++additions.forced_labour;
    }
    if (!good) {
      ++additions.unseen_good;
    } else if (!country) {
      ++additions.unseen_country;
    } else if (before.listed(*good, *country) == 0) {
      additions.targets(*good, *country) = 1;
      ++additions.target_count;
    }
  }
  return additions;
}

std::vector<PairAt> candidates_of(const ListState& state) {
  std::vector<PairAt> pairs;
  for (Eigen::Index country = 0; country < state.listed.cols(); ++country) {
    for (Eigen::Index good = 0; good < state.listed.rows(); ++good) {
      if (state.listed(good, country) == 0) {
        pairs.push_back({good, country});
      }
    }
  }
  return pairs;
}

std::vector<PairAt> examples_of(const ListState& state) {
  const Eigen::VectorXd of_good = state.listed.rowwise().sum();
  const Eigen::VectorXd of_country = state.listed.colwise().sum();
  std::vector<PairAt> pairs;
  for (Eigen::Index country = 0; country < state.listed.cols(); ++country) {
    for (Eigen::Index good = 0; good < state.listed.rows(); ++good) {
      if (state.listed(good, country) == 0 || (of_good[good] > 1 && of_country[country] > 1)) {
        pairs.push_back({good, country});
      }
    }
  }
  return pairs;
}

}  // namespace headwater
