// The engine's side of the benches of the network, through its public interface.
//   cells     TABLE WORK                                 writes cells.tsv: region, sector
//   solve     TABLE WORK THREADS PASSES                  writes multiplier, required
//   paths     TABLE WORK COUNT PASSES                    writes paths.tsv: value, cells in order
//   total     TABLE WORK CV DRAWS THREADS PASSES         writes totals: a factor of R a draw
//   suppliers TABLE WORK CV DRAWS COUNT THREADS PASSES   writes intervals, sales.tsv
//   ledger    TABLE WORK CASE DATA THREADS PASSES        from classified lines to risk
// Vectors in WORK are doubles by cell, in files of their name: rates and demand are read. One JSON
// object goes to the standard output. The answers are the last pass's, the times the fastest's.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <nlohmann/json.hpp>
#include <numeric>
#include <optional>
#include <random>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include "base/database.h"
#include "base/parallel.h"
#include "network/booking.h"
#include "network/coefficient_draws.h"
#include "network/demand.h"
#include "network/input_output.h"
#include "network/origins.h"
#include "network/paths.h"
#include "network/ready_table.h"
#include "reference/reference.h"
#include "score/order_statistics.h"
#include "stopwatch.h"
#include "store/case.h"

using namespace headwater;
using nlohmann::json;

namespace {

json told(const Spent& spent) { return {{"processor", spent.processor}, {"wall", spent.wall}}; }

double dot(std::span<const double> a, std::span<const double> b) {
  return std::inner_product(a.begin(), a.end(), b.begin(), 0.0);
}

/// A table and the vectors of its cells.
struct Bench {
  Bench(const std::string& folder, std::filesystem::path work_folder)
      : database(scratch({.threads = 0})),
        connection(database.connect()),
        table(InputOutput::load(connection, folder)),
        work(std::move(work_folder)) {}

  std::vector<double> read(const std::string& name) const {
    std::vector<double> values(table.cells().size());
    std::ifstream file(work / name, std::ios::binary);
    const auto bytes = static_cast<std::streamsize>(values.size() * sizeof(double));
    if (!file.read(reinterpret_cast<char*>(values.data()), bytes)) {
      throw std::runtime_error(name + ": fewer values than cells");
    }
    return values;
  }
  void write(const std::string& name, std::span<const double> values) const {
    std::ofstream(work / name, std::ios::binary)
        .write(reinterpret_cast<const char*>(values.data()),
               static_cast<std::streamsize>(values.size() * sizeof(double)));
  }

  Database database;
  Connection connection;
  InputOutput table;
  std::filesystem::path work;
};

using Arguments = std::vector<std::string>;

int number(const std::string& text) { return std::stoi(text); }

json cells(const Bench& bench, const Arguments& /*none*/) {
  std::ofstream file(bench.work / "cells.tsv");
  for (const Cell& cell : bench.table.cells()) {
    file << cell.region << '\t' << cell.sector << '\n';
  }
  return {{"cells", bench.table.cells().size()}};
}

json solve(const Bench& bench, const Arguments& a) {
  const std::vector<double> rates = bench.read("rates");
  const std::vector<double> demand = bench.read("demand");
  std::vector<double> multiplier;
  std::vector<double> required;
  const Spent adjoint =
      fastest(number(a.at(1)), [&] { multiplier = bench.table.adjoint(rates, number(a.at(0))); });
  const Spent forward = fastest(
      number(a.at(1)), [&] { required = bench.table.required_output(demand, number(a.at(0))); });
  bench.write("multiplier", multiplier);
  bench.write("required", required);
  const double risk = dot(multiplier, demand);
  return {{"adjoint", told(adjoint)},
          {"required", told(forward)},
          {"risk", risk},
          {"identity", std::abs(risk - dot(rates, required)) / risk},
          {"error_bound", bench.table.adjoint_error(rates, multiplier)}};
}

json paths(const Bench& bench, const Arguments& a) {
  const std::vector<double> rates = bench.read("rates");
  const std::vector<double> demand = bench.read("demand");
  const PathQuery query{.demand = demand, .k = static_cast<std::size_t>(number(a.at(0)))};
  PathList list;
  const Spent cold =
      fastest(number(a.at(1)), [&] { list = PathFinder(bench.table, rates).find(query); });
  PathFinder finder(bench.table, rates);
  const Spent warm = fastest(number(a.at(1)), [&] { list = finder.find(query); });
  std::ofstream file(bench.work / "paths.tsv");
  double listed = 0;
  for (const SupplyPath& path : list.paths) {
    listed += path.cases;
    file << fmt::format("{:.17g}", path.cases);
    for (const std::size_t cell : path.steps) {
      file << '\t' << cell;
    }
    file << '\n';
  }
  const double risk = dot(bench.table.adjoint(rates), demand);
  return {{"paths", list.paths.size()},
          {"largest_unlisted", list.largest_unlisted},
          {"identity", std::abs(listed + list.remainder - risk) / risk},
          {"first", told(cold)},
          {"again", told(warm)}};
}

CoefficientDraws drawn(const Bench& bench, std::span<const double> multiplier,
                       const std::string& cv, int threads) {
  return {bench.table, multiplier, {.cv = std::stod(cv), .seed = 1, .threads = threads}};
}

/// Everything that the total's interval needs beyond m and X, which a run has anyway.
json total(const Bench& bench, const Arguments& a) {
  const std::vector<double> demand = bench.read("demand");
  const std::vector<double> multiplier = bench.table.adjoint(bench.read("rates"));
  const std::vector<double> required = bench.table.required_output(demand);
  std::vector<double> factors;
  const Spent time = fastest(number(a.at(3)), [&] {
    factors = drawn(bench, multiplier, a.at(0), number(a.at(2)))
                  .factors(demand, required, static_cast<std::size_t>(number(a.at(1))));
  });
  bench.write("totals", factors);
  return {{"time", told(time)}};
}

struct Sale {
  std::size_t cell = 0;
  double amount = 0;
};

/// Suppliers that sell of one to five cells, as in a ledger.
std::vector<std::vector<Sale>> invented(std::size_t count, std::size_t cells) {
  std::mt19937_64 random(7);
  const auto below = [&](std::size_t n) { return static_cast<std::size_t>(random() % n); };
  std::vector<std::vector<Sale>> result(count);
  for (auto& sold : result) {
    for (std::size_t i = 0, n = 1 + below(5); i < n; ++i) {
      sold.push_back({below(cells), static_cast<double>(1 + below(1000))});
    }
  }
  return result;
}

/// Coefficients drawn, every draw solved, and the interval of each supplier.
json suppliers(const Bench& bench, const Arguments& a) {
  const std::size_t count = bench.table.cells().size();
  const auto draws = static_cast<std::size_t>(number(a.at(1)));
  const int threads = number(a.at(3));
  const std::vector<double> rates = bench.read("rates");
  const std::vector<double> multiplier = bench.table.adjoint(rates);
  const auto sold = invented(static_cast<std::size_t>(number(a.at(2))), count);
  std::vector<double> intervals(2 * sold.size());
  const Spent time = fastest(number(a.at(4)), [&] {
    const CoefficientDraws coefficients = drawn(bench, multiplier, a.at(0), threads);
    std::vector<double> drawn_rates(count * draws);
    in_parallel(threads, draws, [&](std::size_t draw) {
      std::vector<double> values = rates;
      coefficients.add_to(values, draw);
      for (std::size_t cell = 0; cell < count; ++cell) {
        drawn_rates[cell * draws + draw] = values[cell];
      }
    });
    const std::vector<double> solved = bench.table.adjoint_batch(drawn_rates, draws, threads);
    in_parallel(threads, sold.size(), [&](std::size_t supplier) {
      std::vector<float> values(draws);
      for (const Sale& sale : sold[supplier]) {
        const double* of_cell = solved.data() + sale.cell * draws;
        for (std::size_t draw = 0; draw < draws; ++draw) {
          values[draw] += static_cast<float>(sale.amount * of_cell[draw]);
        }
      }
      const Interval interval = interval_of(values);
      intervals[2 * supplier] = interval.low;
      intervals[2 * supplier + 1] = interval.high;
    });
  });
  bench.write("intervals", intervals);
  std::ofstream file(bench.work / "sales.tsv");
  for (std::size_t supplier = 0; supplier < sold.size(); ++supplier) {
    for (const Sale& sale : sold[supplier]) {
      file << supplier << '\t' << sale.cell << '\t' << sale.amount << '\n';
    }
  }
  return {{"time", told(time)}};
}

/// From lines with sectors, as classify leaves them in a case, to R.
json ledger(const Bench& bench, const Arguments& a) {
  const std::vector<double> multiplier = bench.table.adjoint(bench.read("rates"));
  Database database(std::filesystem::path(a.at(0)) / "derived.duckdb",
                    {.threads = number(a.at(2))});
  Connection connection = database.connect();
  load_reference(connection, a.at(1));
  const OriginRules rules = origin_rules(connection);
  const int threads = number(a.at(2));
  double risk = 0;
  std::vector<double> demand;
  std::vector<Demand> booked;
  std::optional<LedgerLines> lines;
  const Spent reading = fastest(number(a.at(3)), [&] { lines.emplace(connection, threads); });
  const Spent booking = fastest(number(a.at(3)), [&] {
    booked.clear();
    for (const Booked& part : lines->book(threads)) {
      booked.push_back({part.place, part.sector, part.base_usd});
    }
  });
  const Spent tracing = fastest(number(a.at(3)), [&] {
    demand.assign(bench.table.cells().size(), 0);
    const OriginFinder finder(bench.table, rules, booked, {}, threads);
    finder.each(booked, threads, [&](const Demand& part, const std::vector<Origin>& found) {
      for (const Origin& origin : found) {
        demand[origin.cell] += part.base_usd * origin.weight / 1e6;
      }
    });
    risk = dot(multiplier, demand);
  });
  bench.write("booked", demand);
  return {{"reading", told(reading)},
          {"booking", told(booking)},
          {"tracing", told(tracing)},
          {"risk", risk},
          {"lines", connection.integer("SELECT count(*) FROM purchases").value()},
          {"places_and_sectors", booked.size()}};
}

/// The table read from its files, then mapped: the same answers, before any time is told.
json load(const Bench& bench, const Arguments& a) {
  const std::filesystem::path folder = a.at(0);
  Database database = scratch({.threads = 0});
  Connection connection = database.connect();
  std::optional<InputOutput> read;
  const Spent reading = spent([&] { read.emplace(InputOutput::read(connection, folder)); });
  keep_ready(*read, folder);
  std::optional<InputOutput> mapped;
  const Spent mapping = spent([&] { mapped.emplace(InputOutput::load(connection, folder)); });
  const std::vector<double> rates = bench.read("rates");
  return {{"read", told(reading)},
          {"mapped", told(mapping)},
          {"differing", read->adjoint(rates) == mapped->adjoint(rates) ? 0 : 1}};
}

}  // namespace

int main(int argc, char** argv) {
  const std::map<std::string, json (*)(const Bench&, const Arguments&)> tasks{
      {"cells", cells},         {"solve", solve},   {"paths", paths}, {"total", total},
      {"suppliers", suppliers}, {"ledger", ledger}, {"load", load}};
  try {
    const Arguments words(argv + 1, argv + argc);
    std::optional<Bench> bench;
    const Spent loading = spent([&] { bench.emplace(words.at(1), words.at(2)); });
    json answer = tasks.at(words.at(0))(*bench, Arguments(words.begin() + 3, words.end()));
    answer["load"] = told(loading);
    answer["peak_mib"] = peak_mib();
    std::cout << answer << '\n';
    return EXIT_SUCCESS;
  } catch (const std::exception& error) {
    std::cerr << "network_kernels: " << error.what() << '\n';
    return EXIT_FAILURE;
  }
}
