// Reads tab-separated rows on standard input and writes what the kernel makes of them:
//   pairs            name_a, name_b, country_a, country_b  ->  score, log-odds' features
//   screen INDEX TOP query rows (id, name, country) against INDEX rows (id, name, country)
//                    ->  query, rank, candidate, score, probability, decision
//   read TIMES       names  ->  names read a second, on one core
#include <fmt/format.h>

#include <chrono>
#include <ctime>
#include <fstream>
#include <iostream>
#include <string>
#include <vector>

#include "resolve/comparison.h"

using namespace headwater;

namespace {

std::vector<std::string> fields(const std::string& line) {
  std::vector<std::string> result(1);
  for (const char c : line) {
    if (c == '\t') {
      result.emplace_back();
    } else {
      result.back() += c;
    }
  }
  result.resize(4);
  return result;
}

std::optional<std::string> given(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional(text);
}

void pairs() {
  Alignment alignment;
  for (std::string line; std::getline(std::cin, line);) {
    const auto row = fields(line);
    const PreparedName a = prepared(row[0], given(row[2]), {});
    const PreparedName b = prepared(row[1], given(row[3]), {});
    const bool comparable = !a.readings.empty() && !b.readings.empty();
    const Comparison comparison =
        comparable ? compared(a, b, alignment) : Comparison{.log_odds = -99};
    std::string text = fmt::format("{:.6f}", comparison.log_odds);
    for (const double value : comparison.features) {
      text += fmt::format("\t{:.6f}", value);
    }
    std::cout << text << '\n';
  }
}

std::vector<NameRecord> records(std::istream& stream, std::vector<std::string>& ids) {
  std::vector<NameRecord> result;
  for (std::string line; std::getline(stream, line);) {
    const auto row = fields(line);
    if (ids.empty() || ids.back() != row[0]) {
      ids.push_back(row[0]);
    }
    result.push_back({static_cast<std::int64_t>(ids.size()) - 1, row[1], given(row[2]), {}});
  }
  return result;
}

void screen(const std::string& index_file, std::size_t top) {
  using Clock = std::chrono::steady_clock;
  const auto seconds = [](auto from) {
    return std::chrono::duration<double>(Clock::now() - from).count();
  };
  std::vector<std::string> listed_ids;
  std::vector<std::string> query_ids;
  std::ifstream file(index_file);
  auto listed = records(file, listed_ids);
  const auto queries = records(std::cin, query_ids);
  auto start = Clock::now();
  const NameIndex index(std::move(listed));
  std::cerr << fmt::format("index: {:.2f} s\n", seconds(start));
  start = Clock::now();
  const auto results = index.screen(queries, {.top = top, .threshold = 0, .threads = 0});
  std::cerr << fmt::format("{} queries: {:.2f} s\n", queries.size(), seconds(start));
  for (std::size_t q = 0; q < results.size(); ++q) {
    for (std::size_t rank = 0; rank < results[q].size(); ++rank) {
      const NameCandidate& c = results[q][rank];
      std::cout << fmt::format("{}\t{}\t{}\t{:.8f}\t{:.6f}\t{}\t{}\t{}\n", query_ids[queries[q].id],
                               rank + 1, listed_ids[c.id], c.score, c.probability,
                               static_cast<int>(c.decision), c.name, c.reasons);
    }
  }
}

void read(std::size_t times) {
  std::vector<std::string> names;
  for (std::string line; std::getline(std::cin, line);) {
    names.push_back(line);
  }
  std::size_t words = 0;
  const std::clock_t start = std::clock();  // of the processor: other work does not count
  for (std::size_t i = 0; i < times; ++i) {
    for (const std::string& name : names) {
      for (const Reading& reading : readings(name)) {
        words += reading.tokens.size();
      }
    }
  }
  const double seconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
  const auto count = static_cast<double>(names.size() * times);
  std::cout << fmt::format("{} words; {:.0f} names a second\n", words, count / seconds);
}

}  // namespace

int main(int argc, char** argv) {
  std::ios::sync_with_stdio(false);
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  if (arguments.size() == 1 && arguments[0] == "pairs") {
    pairs();
  } else if (arguments.size() == 3 && arguments[0] == "screen") {
    screen(arguments[1], std::stoul(arguments[2]));
  } else if (arguments.size() == 2 && arguments[0] == "read") {
    read(std::stoul(arguments[1]));
  } else {
    std::cerr
        << "resolve_pairs pairs < PAIRS.tsv | resolve_pairs screen INDEX.tsv TOP < QUERIES.tsv | "
           "resolve_pairs read TIMES < NAMES\n";
    return 2;
  }
}
