#include "network/tiers.h"

#include <numeric>

#include "network/parts.h"

namespace headwater {
namespace {

double dot(std::span<const double> a, std::span<const double> b) {
  return std::inner_product(a.begin(), a.end(), b.begin(), 0.0);
}

double sum(std::span<const double> values) {
  return std::accumulate(values.begin(), values.end(), 0.0);
}

/// Purchases that go upstream tier by tier, loops counted with the cell they stay in.
class Upstream {
 public:
  Upstream(const InputOutput& table, std::span<const double> demand)
      : table_(table),
        diagonal_(table.parts().diagonal),
        bought_(demand.begin(), demand.end()),
        made_(demand.size()) {
    make();
  }

  std::span<const double> bought() const { return bought_; }
  std::span<const double> made() const { return made_; }
  /// Purchases of this tier and all beyond it.
  std::vector<double> left() const {
    std::vector<double> result = table_.required_output(bought_);
    for (std::size_t i = 0; i < result.size(); ++i) {
      result[i] *= 1 - diagonal_[i];
    }
    return result;
  }

  void step() {
    bought_ = table_.upstream(made_);
    for (std::size_t i = 0; i < made_.size(); ++i) {
      bought_[i] -= diagonal_[i] * made_[i];
    }
    make();
  }

 private:
  void make() {
    for (std::size_t i = 0; i < made_.size(); ++i) {
      made_[i] = bought_[i] / (1 - diagonal_[i]);
    }
  }

  const InputOutput& table_;
  const std::vector<double>& diagonal_;
  std::vector<double> bought_;
  std::vector<double> made_;
};

}  // namespace

std::vector<Tier> tiers(const InputOutput& table, std::span<const double> rates,
                        const TracedDemand& demand, int count) {
  Upstream all(table, demand.all);
  Upstream unknown(table, demand.unknown);
  const std::size_t own = table.own_cells();
  std::vector<Tier> result;
  for (int tier = 1; tier <= count; ++tier) {
    result.push_back({tier, sum(all.bought()), sum(all.bought().subspan(own)),
                      sum(unknown.bought().first(own)), dot(rates, all.made())});
    all.step();
    unknown.step();
  }
  const std::vector<double> left = all.left();
  const std::vector<double> unknown_left = unknown.left();
  result.push_back({count + 1, sum(left), sum(std::span(left).subspan(own)),
                    sum(std::span(unknown_left).first(own)),
                    dot(table.adjoint(rates), all.bought())});
  return result;
}

}  // namespace headwater
