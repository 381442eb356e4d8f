#include "hindcast/editions.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/error.h"
#include "base/text.h"
#include "hindcast/good_names.h"
#include "hindcast/renamed_goods.h"
#include "reference/reference.h"

namespace headwater {
namespace {

std::set<int> chapters(std::string_view prefixes) {
  std::set<int> found;
  for (std::size_t at = 0; at + 1 < prefixes.size();
       at = std::min(prefixes.find(';', at), prefixes.size() - 1) + 1) {
    found.insert((prefixes[at] - '0') * 10 + (prefixes[at + 1] - '0'));
  }
  return found;
}

/// One pair an edition: forced labour if any of its rows says so.
void tidy(std::vector<ListedPair>& pairs) {
  std::ranges::sort(pairs, [](const ListedPair& a, const ListedPair& b) {
    return std::tie(a.good, a.iso3, b.forced_labour) < std::tie(b.good, b.iso3, a.forced_labour);
  });
  const auto same = [](const ListedPair& a, const ListedPair& b) {
    return a.good == b.good && a.iso3 == b.iso3;
  };
  const auto rest = std::ranges::unique(pairs, same);
  pairs.erase(rest.begin(), rest.end());
}

/// "Congo, Democratic Republic of the (DRC)", "Sudan (South)": as it stands, the brackets in front,
/// turned round at the comma, without the brackets.
std::vector<std::string> ways_to_write(const std::string& country) {
  std::vector<std::string> ways = {country};
  const auto bracket = country.find('(');
  const std::string bare(trimmed(country.substr(0, bracket)));
  if (bracket != std::string::npos) {
    ways.push_back(country.substr(bracket) + " " + bare);
  }
  if (const auto comma = bare.find(','); comma != std::string::npos) {
    ways.push_back(bare.substr(comma + 1) + " " + bare.substr(0, comma));
  }
  ways.push_back(bare);
  return ways;
}

// Every good is compared with every other, in each edition; the list has about 150 and comes out
// every second year.
constexpr std::size_t most_goods = 500;
constexpr std::size_t most_editions = 30;

/// Places the rows of a file in a list, and keeps what cannot be placed.
class Placing {
 public:
  Placing(Connection& connection, std::string file, ListOfGoods& list)
      : countries_(connection),
        names_(connection, list),
        groups_(connection),
        list_(list),
        file_(std::move(file)) {
    for (const auto& [year, pairs] : list.editions) {
      shipped_.insert(year);
    }
    Rows rows = connection.query("SELECT iso3 FROM reference.countries");
    while (rows.next()) {
      codes_.emplace(*rows.row().text(0));
    }
  }

  void place(const ListedRow& row) {
    if (shipped_.contains(row.edition)) {
      ++known_already_[row.edition];
      return;
    }
    const auto iso3 = country(row);
    if (!iso3) {
      return tell(Severity::warning, row, "country", row.country,
                  "no country is known by this name",
                  "add the name to data/country_aliases.csv: the row was left out");
    }
    if (!list_.editions.contains(row.edition) && list_.editions.size() == most_editions) {
      refuse(row, most_editions, "editions");
    }
    list_.editions[row.edition].push_back({good(row), *iso3, row.forced_labour.value_or(false)});
  }

  std::vector<Issue> finish(const RenamingRule& rule) {
    for (auto& [year, pairs] : list_.editions) {
      tidy(pairs);
    }
    const int last_shipped = shipped_.empty() ? 0 : *shipped_.rbegin();
    for (const Renaming& found : reconcile_renamed(list_, last_shipped, rule)) {
      issues_.push_back(
          {Severity::note,
           file_,
           {},
           "good",
           found.written,
           fmt::format("taken as {} renamed in {}: listed in the same countries, {} of {}",
                       found.known, found.edition, found.shared, found.countries),
           "if it is another good, give it a row in data/listed_goods_reconcile.csv"});
    }
    for (const auto& [year, rows] : known_already_) {
      issues_.push_back(
          {Severity::note,
           file_,
           {},
           "edition",
           fmt::to_string(year),
           fmt::format("this edition ships with the program: {} rows were not used", rows),
           "nothing to do"});
    }
    if (list_.editions.size() == shipped_.size()) {
      issues_.push_back({Severity::warning,
                         file_,
                         {},
                         "edition",
                         "",
                         "no row of an edition beyond those that ship could be used",
                         "give a file of later editions: only the shipped ones were forecast"});
    }
    return std::move(issues_);
  }

 private:
  /// By the list's own names first: codes in it may be older than ISO's ("BUR").
  std::optional<std::string> country(const ListedRow& row) const {
    for (const std::string& name : ways_to_write(row.country)) {
      if (auto iso3 = names_.country(name)) {
        return iso3;
      }
      if (auto iso3 = countries_.iso3(name)) {
        return iso3;
      }
    }
    return codes_.contains(row.iso3) ? std::optional(row.iso3) : std::nullopt;
  }

  std::string good(const ListedRow& row) {
    if (auto known = names_.good(row.good)) {
      return *known;
    }
    if (list_.goods.size() == most_goods) {
      refuse(row, most_goods, "goods");
    }
    GoodKind kind = names_.add(row.good, row.sector, list_);
    kind.good_group = groups_.of(kind);
    tell(
        Severity::note, row, "good", row.good, "a good of no earlier edition",
        kind.sector.empty()
            ? "if it is an old one renamed, add it to data/listed_goods_reconcile.csv; its sector "
              "is not known"
            : fmt::format("if it is an old one renamed, add it to data/listed_goods_reconcile.csv; "
                          "it is taken for sector {}",
                          kind.sector));
    list_.goods.emplace(row.good, std::move(kind));
    return row.good;
  }

  [[noreturn]] void refuse(const ListedRow& row, std::size_t most, std::string_view what) const {
    throw Error(
        fmt::format("{}: row {}: more than {} {}, which no list of goods has; give the list itself",
                    file_, row.row, most, what));
  }

  void tell(Severity severity, const ListedRow& row, std::string field, const std::string& value,
            std::string reason, std::string advice) {
    issues_.push_back(
        {severity, file_, row.row, std::move(field), value, std::move(reason), std::move(advice)});
  }

  CountryNames countries_;
  GoodNames names_;
  GoodGroups groups_;
  ListOfGoods& list_;
  std::string file_;
  std::set<int> shipped_;
  std::set<std::string, std::less<>> codes_;
  std::map<int, std::size_t> known_already_;
  std::vector<Issue> issues_;
};

}  // namespace

ListOfGoods shipped_list(Connection& connection) {
  const GoodGroups groups(connection);
  ListOfGoods list;
  Rows rows = connection.query(
      "SELECT edition, good, iso3, coalesce(greatest(forced_labour, forced_child_labour), 0), "
      "coalesce(sector, ''), coalesce(hs_prefix, '') FROM reference.listed_goods ORDER BY ALL");
  while (rows.next()) {
    const Row& row = rows.row();
    const std::string good(*row.text(1));
    list.editions[static_cast<int>(*row.integer(0))].push_back(
        {good, std::string(*row.text(2)), *row.integer(3) > 0});
    GoodKind kind{std::string(*row.text(4)), {}, chapters(*row.text(5))};
    kind.good_group = groups.of(kind);
    list.goods.emplace(good, std::move(kind));
  }
  for (auto& [year, pairs] : list.editions) {
    tidy(pairs);
  }
  return list;
}

std::vector<Issue> add_editions(Connection& connection, const std::vector<ListedRow>& rows,
                                const std::string& file, ListOfGoods& list) {
  // In order of the editions, whatever their order in the file: a good is new but once.
  std::vector<const ListedRow*> ordered;
  ordered.reserve(rows.size());
  for (const ListedRow& row : rows) {
    ordered.push_back(&row);
  }
  std::ranges::stable_sort(ordered, {}, &ListedRow::edition);
  Placing placing(connection, file, list);
  for (const ListedRow* row : ordered) {
    placing.place(*row);
  }
  const auto value = [&](const char* key) { return assumption(connection, key).value; };
  return placing.finish({static_cast<std::size_t>(value("hindcast.renamed_countries")),
                         value("hindcast.renamed_share")});
}

}  // namespace headwater
