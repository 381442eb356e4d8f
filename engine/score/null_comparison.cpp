#include "score/null_comparison.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/appender.h"
#include "network/places.h"
#include "score/order_statistics.h"
#include "score/signals.h"

namespace headwater {
namespace {

constexpr std::size_t largest_top = 20;

/// One thing to be ordered, by each of the ways.
struct Compared {
  float traced = 0;
  float spend = 0;
  float country = 0;
};

std::vector<float> column(const std::vector<Compared>& list, float Compared::* way) {
  std::vector<float> values;
  for (const Compared& compared : list) {
    values.push_back(compared.*way);
  }
  return values;
}

std::int64_t in_common(std::span<const float> a, std::span<const float> b, std::size_t top) {
  const auto x = ranks_of(a);
  const auto y = ranks_of(b);
  std::int64_t count = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    count += x[i] <= top && y[i] <= top ? 1 : 0;
  }
  return count;
}

void write(Connection& connection, const char* what, const std::vector<Compared>& list) {
  connection.run("DELETE FROM null_comparison WHERE what = ?", {std::string(what)});
  if (list.size() < 3) {
    return;
  }
  const std::size_t top = std::min(largest_top, (list.size() + 9) / 10);
  const std::vector<float> traced = column(list, &Compared::traced);
  Appender rows(connection, "null_comparison");
  const auto add = [&](const char* against, float Compared::* way) {
    const std::vector<float> other = column(list, way);
    rows.row(what, against, list.size(), tied_rank_correlation(traced, other), top,
             in_common(traced, other, top));
  };
  add("spend alone", &Compared::spend);
  add("country alone", &Compared::country);
  rows.close();
}

/// Mean multiplier of a country over the world's mix of sectors; the world's where it has none.
class CountryAlone {
 public:
  CountryAlone(const InputOutput& table, const Ledger& ledger)
      : by_country_(country_multipliers(table, ledger)) {
    double weight = 0;
    for (std::size_t i = 0; i < table.own_cells(); ++i) {
      world_ += ledger.multiplier[i] * table.cells()[i].output_musd;
      weight += table.cells()[i].output_musd;
    }
    world_ = weight > 0 ? world_ / weight : 0;
  }

  float of(std::string_view country) const {
    const auto found = by_country_.find(std::string(country));
    return static_cast<float>(found == by_country_.end() ? world_ : found->second);
  }

 private:
  std::map<std::string, double> by_country_;
  double world_ = 0;
};

double intensity_of(const Ledger& ledger, std::size_t bought) {
  double intensity = 0;
  for (const OriginShare& origin : ledger.origins[bought]) {
    intensity += origin.weight * ledger.multiplier[origin.cell];
  }
  return intensity;
}

}  // namespace

void compare_ledger(Connection& connection, const InputOutput& table, const Ledger& ledger,
                    const CellRates& rates) {
  const CountryAlone country(table, ledger);
  std::vector<Compared> bought;
  for (std::size_t b = 0; b < ledger.bought.size(); ++b) {
    const Bought& item = ledger.bought[b];
    if (item.base_usd > 0) {
      bought.push_back({static_cast<float>(item.base_usd * intensity_of(ledger, b)),
                        static_cast<float>(item.base_usd),
                        country.of(place_of(item.country).country)});
    }
  }
  write(connection, "what is bought (a sector at a place)", bought);
  std::vector<Compared> cells;
  for (std::size_t i = 0; i < table.own_cells(); ++i) {
    if (ledger.required[i] > 0) {
      cells.push_back({static_cast<float>(ledger.required[i] * rates.central()[i]),
                       static_cast<float>(ledger.required[i]),
                       country.of(table.cells()[i].region)});
    }
  }
  write(connection, "cells where the work is done", cells);
}

void compare_suppliers(Connection& connection, const InputOutput& table, const Ledger& ledger,
                       const std::vector<RankedSupplier>& suppliers) {
  const CountryAlone country(table, ledger);
  std::vector<Compared> list;
  for (const RankedSupplier& ranked : suppliers) {
    if (ranked.exposure.value > 0) {
      double spend = 0;
      for (const Sold& sold : ranked.supplier->sold) {
        spend += sold.base_musd;
      }
      list.push_back({static_cast<float>(ranked.exposure.value * ranked.evidence_factor),
                      static_cast<float>(spend), country.of(ranked.supplier->country)});
    }
  }
  write(connection, "suppliers to ask", list);
}

}  // namespace headwater
