#include "network/booking.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <map>
#include <mutex>
#include <numeric>
#include <optional>
#include <span>
#include <string_view>
#include <tuple>

#include "base/error.h"
#include "base/parallel.h"

namespace headwater {
namespace {

__extension__ using Exact = __int128;  ///< millionths of a dollar

constexpr double millionths = 1e6;
constexpr double fits = 9e18;  ///< below the largest of 64 bits, which convert faster
constexpr double most = 1e30;  ///< a hundred million of these still fit

double rounded(std::optional<double> usd) {
  const double whole = std::round(usd.value_or(0) * millionths);
  if (!(std::abs(whole) < most)) {
    throw Error("an amount of more than 1e24 US dollars cannot be added up: correct the ledger");
  }
  return whole;
}

Exact exact(double whole) {
  return std::abs(whole) < fits ? static_cast<std::int64_t>(whole) : static_cast<Exact>(whole);
}

struct Sums {
  std::int64_t lines = 0;
  Exact spend = 0;
  Exact base = 0;

  void add(const Sums& more) {
    lines += more.lines;
    spend += more.spend;
    base += more.base;
  }
};

/// Numbers for texts of which there are few. Threads share it, and ask it through a Reader.
class Numbers {
 public:
  std::uint32_t number(std::string_view text) {
    const std::scoped_lock lock(mutex_);
    const auto [place, fresh] = known_.try_emplace(std::string(text), texts_.size());
    if (fresh) {
      texts_.push_back(place->first);
    }
    return place->second;
  }
  const std::vector<std::string>& texts() const { return texts_; }

  /// Remembers what one thread asked for lately.
  class Reader {
   public:
    explicit Reader(Numbers& numbers) : numbers_(numbers) {}
    std::uint32_t number(std::string_view text) {
      if (text.size() >= sizeof(std::uint64_t)) {
        return numbers_.number(text);
      }
      std::uint64_t key = text.size() + 1;  // no text has key 0
      std::memcpy(reinterpret_cast<char*>(&key) + 1, text.data(), text.size());
      Seen& seen = seen_[key * 0x9E3779B97F4A7C15U >> (64 - bits)];
      if (seen.key != key) {
        seen = {key, numbers_.number(text)};
      }
      return seen.number;
    }

   private:
    static constexpr int bits = 10;
    struct Seen {
      std::uint64_t key = 0;
      std::uint32_t number = 0;
    };
    Numbers& numbers_;
    std::array<Seen, 1 << bits> seen_{};
  };

 private:
  std::mutex mutex_;
  std::map<std::string, std::uint32_t, std::less<>> known_;
  std::vector<std::string> texts_;
};

struct Line {
  std::uint32_t place = 0;
  double spend = 0;  ///< millionths, whole
  double base = 0;
};

struct Share {
  std::uint32_t sector = 0;
  double weight = 0;
};

/// Items by the number of a group: those of group g are items[start[g]] up to items[start[g + 1]].
template <class Item>
struct Grouped {
  std::vector<std::size_t> start;
  std::vector<Item> items;

  std::span<const Item> of(std::size_t group) const {
    return std::span(items).subspan(start[group], start[group + 1] - start[group]);
  }
};

constexpr std::uint32_t none = static_cast<std::uint32_t>(-1);

[[noreturn]] void tell_torn() {
  throw Error(
      "the case does not hold together: a line points to a wording that is not there; run "
      "classify again");
}

/// Where each item goes when they are put by group, in order; `none` for those without a group.
struct Positions {
  std::vector<std::size_t> start;
  std::vector<std::uint32_t> of;
};

Positions by_group(std::size_t groups, std::vector<std::uint32_t> group_of) {
  Positions result{.start = std::vector<std::size_t>(groups + 1, 0), .of = std::move(group_of)};
  for (const std::uint32_t group : result.of) {
    if (group == none) {
      continue;
    }
    if (group >= groups) {
      tell_torn();
    }
    ++result.start[group + 1];
  }
  std::partial_sum(result.start.begin(), result.start.end(), result.start.begin());
  std::vector<std::uint32_t> next(result.start.begin(), result.start.end());
  for (std::uint32_t& group : result.of) {
    group = group == none ? none : next[group]++;
  }
  return result;
}

constexpr std::size_t workers = 8;  ///< parts that threads take, the same on any machine

/// Rows of a query, read by several threads: `make()` returns what a worker does with a row.
template <class MakeVisitor>
void each_row(Connection& connection, int threads, const std::string& sql,
              const MakeVisitor& make) {
  Rows rows = connection.query(sql);
  std::mutex turn;
  in_parallel(threads, workers, [&](std::size_t) {
    auto visit = make();
    for (;;) {
      Chunk chunk = [&] {
        const std::scoped_lock lock(turn);
        return rows.take();
      }();
      if (chunk.empty()) {
        return;
      }
      while (chunk.next()) {
        visit(chunk.row());
      }
    }
  });
}

/// The number of the wording of each purchase, by its id.
std::vector<std::uint32_t> wordings_of(Connection& connection, int threads) {
  const std::int64_t last =
      connection.integer("SELECT max(purchase_id) FROM purchase_wordings").value_or(-1);
  std::vector<std::uint32_t> result(static_cast<std::size_t>(last + 1), none);
  each_row(connection, threads, "SELECT purchase_id, wording_id FROM purchase_wordings", [&] {
    return [&](const Row& row) {
      const auto purchase = static_cast<std::size_t>(*row.integer(0));
      if (purchase >= result.size()) {
        tell_torn();
      }
      result[purchase] = static_cast<std::uint32_t>(*row.integer(1));
    };
  });
  return result;
}

Grouped<Line> lines_by_wording(Connection& connection, int threads, std::size_t wordings,
                               Numbers& places) {
  Positions positions = by_group(wordings, wordings_of(connection, threads));
  std::vector<Line> lines(positions.start.back());
  each_row(connection, threads,
           "SELECT purchase_id, place, amount_usd, base_usd FROM placed_purchases", [&] {
             return [&, reader = Numbers::Reader(places)](const Row& row) mutable {
               const auto purchase = static_cast<std::size_t>(*row.integer(0));
               if (purchase < positions.of.size() && positions.of[purchase] != none) {
                 lines[positions.of[purchase]] = {reader.number(*row.text(1)),
                                                  rounded(row.number(2)), rounded(row.number(3))};
               }
             };
           });
  return {std::move(positions.start), std::move(lines)};
}

Grouped<Share> shares_by_wording(Connection& connection, std::size_t wordings, Numbers& sectors) {
  std::vector<std::uint32_t> wording_of;
  std::vector<Share> read;
  Numbers::Reader reader(sectors);
  Rows rows =
      connection.query("SELECT wording_id, sector, weight FROM wording_sectors WHERE weight > 0");
  while (rows.next()) {
    wording_of.push_back(static_cast<std::uint32_t>(*rows.row().integer(0)));
    read.push_back({reader.number(*rows.row().text(1)), *rows.row().number(2)});
  }
  Positions positions = by_group(wordings, std::move(wording_of));
  std::vector<Share> shares(positions.start.back());
  for (std::size_t i = 0; i < read.size(); ++i) {
    shares[positions.of[i]] = read[i];
  }
  return {std::move(positions.start), std::move(shares)};
}

/// Sums by place and sector, of some of the wordings.
class Totals {
 public:
  Totals(std::size_t places, std::size_t sectors)
      : sectors_(sectors), sums_(places * sectors), of_place_(places) {}

  /// The lines of a wording at a place are added up, then shared out: each share is rounded once.
  void add(std::span<const Line> lines, std::span<const Share> shares) {
    for (const Line& line : lines) {
      Sums& sums = of_place_[line.place];
      if (sums.lines == 0) {
        seen_.push_back(line.place);
      }
      sums.add({1, exact(line.spend), exact(line.base)});
    }
    for (const std::uint32_t place : seen_) {
      const Sums& sums = of_place_[place];
      for (const Share& share : shares) {
        sums_[place * sectors_ + share.sector].add(
            {sums.lines, exact(std::round(static_cast<double>(sums.spend) * share.weight)),
             exact(std::round(static_cast<double>(sums.base) * share.weight))});
      }
      of_place_[place] = {};
    }
    seen_.clear();
  }

  void add(const Totals& more) {
    for (std::size_t i = 0; i < sums_.size(); ++i) {
      sums_[i].add(more.sums_[i]);
    }
  }

  const Sums& at(std::size_t place, std::size_t sector) const {
    return sums_[place * sectors_ + sector];
  }

 private:
  std::size_t sectors_;
  std::vector<Sums> sums_;
  std::vector<Sums> of_place_;
  std::vector<std::uint32_t> seen_;
};

double dollars(Exact sum) { return static_cast<double>(sum) / millionths; }

std::vector<Booked> in_order(const Totals& totals, const Numbers& places, const Numbers& sectors) {
  std::vector<Booked> result;
  for (std::size_t place = 0; place < places.texts().size(); ++place) {
    for (std::size_t sector = 0; sector < sectors.texts().size(); ++sector) {
      const Sums& sums = totals.at(place, sector);
      if (sums.lines > 0) {
        result.push_back({places.texts()[place], sectors.texts()[sector], sums.lines,
                          dollars(sums.spend), dollars(sums.base)});
      }
    }
  }
  std::ranges::sort(result, {}, [](const Booked& booked) {
    return std::tuple<std::string_view, std::size_t, std::string_view>(
        booked.place, booked.sector.size(), booked.sector);
  });
  return result;
}

}  // namespace

struct LedgerLines::Parts {
  Numbers places;
  Numbers sectors;
  Grouped<Share> shares;
  Grouped<Line> lines;

  Parts(Connection& connection, int threads) {
    const auto wordings = static_cast<std::size_t>(
        connection.integer("SELECT max(wording_id) FROM wordings").value_or(-1) + 1);
    shares = shares_by_wording(connection, wordings, sectors);
    lines = lines_by_wording(connection, threads, wordings, places);
  }
};

LedgerLines::LedgerLines(Connection& connection, int threads)
    : parts_(std::make_unique<Parts>(connection, threads)) {}
LedgerLines::~LedgerLines() = default;

std::vector<Booked> LedgerLines::book(int threads) const {
  const auto& [places, sectors, shares, lines] = *parts_;
  std::vector<Totals> totals(workers, Totals(places.texts().size(), sectors.texts().size()));
  in_parallel(threads, workers, [&](std::size_t worker) {
    for (std::size_t wording = worker; wording + 1 < lines.start.size(); wording += workers) {
      totals[worker].add(lines.of(wording), shares.of(wording));
    }
  });
  for (std::size_t worker = 1; worker < workers; ++worker) {
    totals.front().add(totals[worker]);
  }
  return in_order(totals.front(), places, sectors);
}

}  // namespace headwater
