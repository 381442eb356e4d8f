#include "reference/network_random.h"

#include <fmt/format.h>

namespace headwater::twin {
namespace {

using Node = DrawnNetwork::Node;

double amount(int most = 1000) { return *rc::gen::inRange(0, most) / 100.0; }

/// Composites get back what they sell, from random cells and, for the second, from the first.
void fill_composites(DrawnNetwork& network, const std::vector<Node>& cells,
                     const std::vector<Node>& composites) {
  for (std::size_t c = composites.size(); c-- > 0;) {
    double sold = 0;
    for (const auto& flow : network.flows) sold += flow.from == composites[c] ? flow.value : 0;
    if (sold == 0) continue;
    std::vector<std::pair<Node, double>> makers;
    for (const Node& cell : cells) makers.emplace_back(cell, amount() + 0.01);
    if (c == 1) makers.emplace_back(composites[0], amount() + 0.01);
    double total = 0;
    for (const auto& maker : makers) total += maker.second;
    for (const auto& [maker, weight] : makers) {
      network.flows.push_back({maker, composites[c], sold * weight / total});
    }
  }
}

}  // namespace

DrawnNetwork random_network(double fill) {
  DrawnNetwork network;
  std::vector<Node> cells;
  const int count = *rc::gen::inRange(2, 7);
  for (int i = 0; i < count; ++i)
    cells.emplace_back(fmt::format("R{}", i / 2), fmt::format("c{}", i % 2 + 1));
  std::vector<Node> composites;
  const int pools = *rc::gen::inRange(0, 3);
  for (int i = 0; i < pools; ++i) composites.emplace_back("P*", fmt::format("c{}", i + 1));
  for (const Node& cell : cells) {
    const bool idle = *rc::gen::inRange(0, 8) == 0;
    network.makes[cell] = idle ? 0 : 1 + amount();
    std::vector<Node> sources = cells;
    sources.insert(sources.end(), composites.begin(), composites.end());
    std::vector<double> wanted;
    double total = 0.01;
    for (std::size_t s = 0; s < sources.size(); ++s) {
      wanted.push_back(*rc::gen::inRange(0, 2) == 0 ? 0 : amount());
      total += wanted.back();
    }
    const double share = fill * *rc::gen::inRange(0, 101) / 100.0 * network.makes[cell] / total;
    for (std::size_t s = 0; s < sources.size(); ++s) {
      if (wanted[s] * share > 0) network.flows.push_back({sources[s], cell, wanted[s] * share});
    }
  }
  fill_composites(network, cells, composites);
  if (network.flows.empty()) network.flows.push_back({cells[0], cells[1], 0});
  for (const Node& cell : cells) network.final_use[cell] = amount();
  return network;
}

std::vector<double> random_numbers(std::size_t count, double most) {
  std::vector<double> numbers;
  for (std::size_t i = 0; i < count; ++i) {
    numbers.push_back(*rc::gen::inRange(0, 4) == 0 ? 0
                                                   : most * *rc::gen::inRange(1, 1001) / 1000.0);
  }
  return numbers;
}

}  // namespace headwater::twin
