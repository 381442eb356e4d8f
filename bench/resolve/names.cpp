// The engine's side of the benches of names, through resolve/resolve.h alone.
// Rows are tab-separated without header; one JSON object of timings goes to TIMINGS.
//   index  RECORDS THREADS TIMINGS                                 builds an index
//   screen RECORDS TOP THRESHOLD THREADS PASSES TIMINGS < QUERIES  writes ANSWERS
//   brute  RECORDS TOP TIMINGS < QUERIES                           the same by the slow twin
//   pairs  PASSES TIMINGS < PAIRS                                  writes a score a pair
// RECORDS, QUERIES: id, name, country. PAIRS: name_a, name_b, country_a, country_b.
// ANSWERS: query, rank, record, score, decision, name, reasons.
// Of PASSES the answers are the last one's, the time is that of the fastest.
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iostream>
#include <limits>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>
#include <unordered_map>
#include <vector>

#include "reference/resolve_brute_force.h"
#include "resolve/resolve.h"
#include "stopwatch.h"

using namespace headwater;

namespace {

using Answers = std::vector<std::vector<NameCandidate>>;

double resident_mib() {
  std::ifstream file("/proc/self/statm");
  double total = 0;
  double resident = 0;
  file >> total >> resident;
  return resident * static_cast<double>(sysconf(_SC_PAGESIZE)) / (1024 * 1024);
}

std::vector<std::string> fields(const std::string& line, std::size_t columns) {
  std::vector<std::string> result(1);
  for (const char c : line) {
    if (c == '\t') {
      result.emplace_back();
    } else {
      result.back() += c;
    }
  }
  result.resize(columns);
  return result;
}

std::optional<std::string> given(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional(text);
}

/// Rows with the ids they are called by outside; rows of one id are names of one record.
struct Names {
  std::vector<NameRecord> records;
  std::vector<std::string> ids;
};

Names read_names(std::istream& stream) {
  Names names;
  std::unordered_map<std::string, std::int64_t> numbers;
  for (std::string line; std::getline(stream, line);) {
    const auto row = fields(line, 3);
    const auto [number, fresh] = numbers.try_emplace(row[0], names.ids.size());
    if (fresh) {
      names.ids.push_back(row[0]);
    }
    names.records.push_back({number->second, row[1], given(row[2]), {}});
  }
  return names;
}

Names read_names(const std::string& path) {
  std::ifstream file(path);
  if (!file) {
    throw std::runtime_error(path + ": cannot be read");
  }
  return read_names(file);
}

void write_answers(const Answers& answers, const Names& queries, const Names& listed) {
  for (std::size_t q = 0; q < answers.size(); ++q) {
    for (std::size_t rank = 0; rank < answers[q].size(); ++rank) {
      const NameCandidate& c = answers[q][rank];
      std::cout << fmt::format("{}\t{}\t{}\t{:.9f}\t{}\t{}\t{}\n",
                               queries.ids[queries.records[q].id], rank + 1, listed.ids[c.id],
                               c.score, static_cast<int>(c.decision), c.name, c.reasons);
    }
  }
}

void write_timings(const std::string& path, nlohmann::json timings) {
  timings["peak_mib"] = peak_mib();
  std::ofstream(path) << timings.dump() << '\n';
}

void index(const std::string& path, int threads, const std::string& timings) {
  Names listed = read_names(path);
  const std::size_t size = listed.records.size();
  const double before = resident_mib();
  std::optional<NameIndex> index;
  const Spent build = spent([&] { index.emplace(std::move(listed.records), threads); });
  const double resident = resident_mib() - before;
  const std::filesystem::path file = timings + ".hwi";
  index->save(file);
  const Spent opened = spent([&] { index.emplace(NameIndex::open(file)); });
  write_timings(timings,
                {{"records", size},
                 {"build_cpu_s", build.processor},
                 {"build_wall_s", build.wall},
                 {"open_wall_s", opened.wall},
                 {"file_mib", static_cast<double>(std::filesystem::file_size(file)) / (1 << 20)},
                 {"index_mib", resident}});
  std::filesystem::remove(file);
}

void screen(const std::string& path, const ScreenOptions& options, int passes,
            const std::string& timings) {
  Names listed;
  Names queries;
  const Spent read = spent([&] {
    listed = read_names(path);
    queries = read_names(std::cin);
  });
  const std::size_t size = listed.records.size();
  std::optional<NameIndex> index;
  const Spent build = spent([&] { index.emplace(std::move(listed.records), options.threads); });
  Answers answers;
  const Spent asked = fastest(passes, [&] { answers = index->screen(queries.records, options); });
  const Spent written = spent([&] { write_answers(answers, queries, listed); });
  write_timings(timings, {{"records", size},
                          {"queries", queries.records.size()},
                          {"read_wall_s", read.wall},
                          {"build_cpu_s", build.processor},
                          {"build_wall_s", build.wall},
                          {"cpu_s", asked.processor},
                          {"wall_s", asked.wall},
                          {"write_wall_s", written.wall}});
}

void brute(const std::string& path, std::size_t top, const std::string& timings) {
  const Names listed = read_names(path);
  const Names queries = read_names(std::cin);
  Answers answers;
  const Spent asked = spent([&] {
    answers = reference::screen(listed.records, queries.records, {.top = top, .threshold = 0});
  });
  write_answers(answers, queries, listed);
  write_timings(timings, {{"records", listed.records.size()},
                          {"queries", queries.records.size()},
                          {"cpu_s", asked.processor}});
}

void pairs(int passes, const std::string& timings) {
  std::vector<std::pair<ReadName, ReadName>> rows;
  for (std::string line; std::getline(std::cin, line);) {
    const auto row = fields(line, 4);
    rows.emplace_back(ReadName({0, row[0], given(row[2]), {}}),
                      ReadName({1, row[1], given(row[3]), {}}));
  }
  std::vector<double> scores(rows.size());
  const Spent compared = fastest(passes, [&] {
    for (std::size_t i = 0; i < rows.size(); ++i) {
      scores[i] = rows[i].first.score(rows[i].second);
    }
  });
  for (const double score : scores) {
    std::cout << fmt::format("{:.9f}\n", score);
  }
  write_timings(timings, {{"pairs", rows.size()}, {"cpu_s", compared.processor}});
}

int run(const std::vector<std::string>& a) {
  if (a.size() == 4 && a[0] == "index") {
    index(a[1], std::stoi(a[2]), a[3]);
  } else if (a.size() == 7 && a[0] == "screen") {
    const ScreenOptions options{
        .top = std::stoul(a[2]), .threshold = std::stod(a[3]), .threads = std::stoi(a[4])};
    screen(a[1], options, std::stoi(a[5]), a[6]);
  } else if (a.size() == 4 && a[0] == "brute") {
    brute(a[1], std::stoul(a[2]), a[3]);
  } else if (a.size() == 3 && a[0] == "pairs") {
    pairs(std::stoi(a[1]), a[2]);
  } else {
    std::cerr << "resolve_names index RECORDS THREADS TIMINGS | screen RECORDS TOP THRESHOLD "
                 "THREADS PASSES TIMINGS"
                 " | brute RECORDS TOP TIMINGS | pairs PASSES TIMINGS\n";
    return 2;
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  std::ios::sync_with_stdio(false);
  try {
    return run({argv + 1, argv + argc});
  } catch (const std::exception& problem) {
    std::cerr << "resolve_names: " << problem.what() << '\n';
    return 1;
  }
}
