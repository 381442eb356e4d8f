#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "network/parts.h"

namespace headwater {
namespace {

/// Rows may differ by so much of their output, and by what rounding leaves: the shipped table, made
/// of one in whole millions, is out by up to 108 million in a row.
constexpr double tolerated_share = 0.01;
constexpr double rounding_musd = 110;
constexpr double rounding = 1e-9;          // of a sum of coefficients
constexpr std::int64_t price_year = 2011;  // of base_usd: data/deflators.csv
constexpr int power_steps = 200;

Issue flag(const Cell& cell, std::string reason) {
  return {.severity = Severity::warning,
          .file = "input-output table",
          .row = std::nullopt,
          .field = "cell",
          .value = fmt::format("{} {}", cell.region, cell.sector),
          .reason = std::move(reason),
          .advice = "kept as it stands; `headwater table import` tells of each such cell"};
}

/// The column of each row's largest gain times what it feeds: where A'v comes from.
std::vector<std::size_t> heaviest_inputs(const Sparse& columns, std::span<const double> v,
                                         std::size_t cells) {
  std::vector<std::size_t> heaviest(cells, cells);
  for (std::size_t j = 0; j < cells; ++j) {
    double most = 0;
    for (std::int32_t e = columns.start[j]; e < columns.start[j + 1]; ++e) {
      const auto i = static_cast<std::size_t>(columns.index[e]);
      if (i < cells && columns.value[e] * v[i] > most) {
        most = columns.value[e] * v[i];
        heaviest[j] = i;
      }
    }
  }
  return heaviest;
}

/// v = A'v, scaled, many times: large where inputs grow without end.
std::vector<double> dominant(const InputOutput::Parts& parts) {
  const Sparse& columns = parts.by_column;
  std::vector<double> v(parts.nodes, 1.0);
  std::vector<double> next(parts.nodes);
  for (int step = 0; step < power_steps; ++step) {
    double largest = 0;
    for (std::size_t j = 0; j < parts.nodes; ++j) {
      double sum = 0;
      for (std::int32_t e = columns.start[j]; e < columns.start[j + 1]; ++e) {
        sum += columns.value[e] * v[columns.index[e]];
      }
      next[j] = sum + v[j] / power_steps;  // a little of itself: rings do not swing
      largest = std::max(largest, next[j]);
    }
    if (!(largest > 0)) {
      break;
    }
    for (std::size_t j = 0; j < parts.nodes; ++j) {
      v[j] = next[j] / largest;
    }
  }
  return v;
}

double coefficient(const Sparse& columns, std::size_t row, std::size_t column) {
  for (std::int32_t e = columns.start[column]; e < columns.start[column + 1]; ++e) {
    if (static_cast<std::size_t>(columns.index[e]) == row) {
      return columns.value[e];
    }
  }
  return 0;
}

}  // namespace

void flag_rows(InputOutput::Parts& parts, std::span<const double> sold) {
  std::size_t count = 0;
  std::size_t worst = 0;
  double worst_gap = 0;
  for (std::size_t i = 0; i < parts.cells.size(); ++i) {
    const double gap = std::abs(parts.cells[i].output_musd - sold[i]);
    if (gap <= tolerated_share * parts.cells[i].output_musd + rounding_musd) {
      continue;
    }
    ++count;
    if (gap > worst_gap) {
      worst = i;
      worst_gap = gap;
    }
  }
  if (count > 0) {
    parts.issues.push_back(
        flag(parts.cells[worst],
             fmt::format(
                 "cells that do not sell what they make: {}; worst is this one, which makes {:.6g} "
                 "and sells {:.6g} million USD",
                 count, parts.cells[worst].output_musd, sold[worst])));
  }
}

void note_year(InputOutput::Parts& parts, std::int64_t year) {
  if (year == price_year) {
    return;
  }
  parts.issues.push_back(
      {.severity = Severity::note,
       .file = "input-output table",
       .row = std::nullopt,
       .field = "year",
       .value = fmt::format("{}", year),
       .reason = fmt::format("purchases are brought to prices of {}, the table is in those of {}",
                             price_year, year),
       .advice = "amounts count a little small beside a later table, a little large beside an "
                 "earlier one"});
}

void flag_columns(InputOutput::Parts& parts) {
  std::size_t count = 0;
  std::size_t worst = 0;
  double largest = 1;
  for (std::size_t j = 0; j < parts.cells.size(); ++j) {
    double sum = 0;
    for (std::int32_t e = parts.by_column.start[j]; e < parts.by_column.start[j + 1]; ++e) {
      sum += parts.by_column.value[e];
    }
    if (sum <= 1 + rounding) {
      continue;
    }
    ++count;
    if (sum > largest) {
      largest = sum;
      worst = j;
    }
  }
  if (count > 0) {
    parts.issues.push_back(
        flag(parts.cells[worst],
             fmt::format(
                 "cells that buy more than they make: {}; most this one, {:.4g} of inputs a unit "
                 "of output",
                 count, largest)));
  }
}

std::string gaining_cycle(const InputOutput::Parts& parts) {
  const std::size_t cells = parts.cells.size();
  const std::vector<double> v = dominant(parts);
  const std::vector<std::size_t> next = heaviest_inputs(parts.by_column, v, cells);
  std::size_t at = static_cast<std::size_t>(
      std::max_element(v.begin(), v.begin() + static_cast<std::ptrdiff_t>(cells)) - v.begin());
  for (std::size_t step = 0; step < cells && next[at] < cells; ++step) {
    at = next[at];
  }
  const auto name = [&](std::size_t i) {
    return fmt::format("{} {}", parts.cells[i].region, parts.cells[i].sector);
  };
  std::string cycle = name(at);
  double gain = 1;
  std::size_t length = 0;
  for (std::size_t i = at; next[i] < cells && length <= cells;) {
    gain *= coefficient(parts.by_column, next[i], i);
    i = next[i];
    cycle += " <- " + name(i);
    ++length;
    if (i == at) {
      return gain < 1 ? std::string() : fmt::format("{} (gain {:.4g})", cycle, gain);
    }
  }
  return {};
}

}  // namespace headwater
