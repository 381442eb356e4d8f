// Disclosed links on the ledger. A link is used when its supplier can be placed in a cell (country
// and product) and its buyer is a supplier of the ledger, or supplies one that is. Simple for now:
// names are compared as folded words, and the total with links stands beside the inferred one
// (trace_totals) instead of running through tiers and paths.
#include <fmt/format.h>

#include <map>
#include <set>

#include "base/appender.h"
#include "base/text.h"
#include "model/issue.h"
#include "network/disclosed.h"
#include "network/trace_tables.h"
#include "reference/reference.h"

namespace headwater {
namespace {

struct Link {
  std::int64_t row = 0;
  std::string file;
  std::string buyer;  ///< folded, as the supplier
  std::string supplier;
  std::string product;
  std::string country;
  std::optional<double> per_output;
};

/// A supplier of the ledger that discloses: where it makes what it sells, and what it sold.
struct Discloser {
  std::size_t cell = 0;
  double demand_musd = 0;
};

std::string text(const Row& row, std::size_t column) {
  return std::string(row.text(column).value_or(""));
}

std::vector<Link> read_links(Connection& connection) {
  Rows rows = connection.query(R"(
    SELECT l."row", i.name, l.buyer, l.supplier, l.product, l.supplier_country,
      coalesce(l.share, CASE WHEN l.buyer_output_usd > 0 THEN l.amount_usd / l.buyer_output_usd END)
    FROM links l LEFT JOIN inputs i USING (input_id) ORDER BY link_id)");
  std::vector<Link> links;
  while (rows.next()) {
    const Row& row = rows.row();
    std::optional<double> amount = row.number(6);
    if (amount && !(*amount > 0)) {
      amount.reset();
    }
    links.push_back({row.integer(0).value_or(0), text(row, 1), fold_words(text(row, 2)),
                     fold_words(text(row, 3)), text(row, 4), text(row, 5), amount});
  }
  return links;
}

class LinkTracer {
 public:
  explicit LinkTracer(const Trace& trace) : trace_(trace), links_(read_links(trace.connection)) {}

  /// Gives the spend whose inputs are named, in US dollars.
  std::optional<double> run() {
    if (links_.empty()) {
      return std::nullopt;
    }
    read_products();
    read_disclosers();
    place_suppliers();
    place_buyers();
    const Disclosed found =
        solve_disclosed(trace_.table, trace_.rates.central(), firms_, placed_,
                        assumption(trace_.connection, "network.coverage.prior_mean").value);
    for (const DisclosedProblem& problem : found.problems) {
      note(links_[source_[problem.link]], "amount",
           fmt::format("more than its cell buys of the product: multiplied by {:.3g}",
                       problem.scale),
           "check the amount and the buyer's output");
    }
    write(found);
    record(trace_.connection, "trace", issues_);
    return disclosed_usd_;
  }

 private:
  void note(const Link& link, std::string field, std::string reason, std::string advice) {
    issues_.push_back({.severity = Severity::warning,
                       .file = link.file,
                       .row = link.row,
                       .field = field,
                       .value = field == "buyer"     ? link.buyer
                                : field == "product" ? link.product
                                                     : "",
                       .reason = std::move(reason),
                       .advice = std::move(advice)});
  }

  /// Wordings the ledger has too, with their likeliest sector.
  void read_products() {
    Rows rows = trace_.connection.query(R"(
      SELECT w.description, arg_max(s.sector, (s.weight, s.sector))
      FROM wordings w JOIN wording_sectors s USING (wording_id)
      WHERE w.description IS NOT NULL AND w.basis <> 'none'
      GROUP BY w.wording_id, w.description ORDER BY w.wording_id)");
    while (rows.next()) {
      products_.emplace(fold_words(text(rows.row(), 0)), text(rows.row(), 1));
    }
  }

  std::optional<std::size_t> cell_of(const Link& link) const {
    std::string sector = link.product;
    if (trace_.table.index(link.country, sector) == InputOutput::npos) {
      const auto found = products_.find(fold_words(link.product));
      if (found == products_.end()) {
        return std::nullopt;
      }
      sector = found->second;
    }
    const std::size_t cell = trace_.table.index(link.country, sector);
    return cell == InputOutput::npos ? std::nullopt : std::optional(cell);
  }

  /// Suppliers of the ledger named as buyers in the links: their main cell and the demand on it.
  void read_disclosers() {
    std::set<std::string> buyers;
    for (const Link& link : links_) {
      buyers.insert(link.buyer);
    }
    Rows names =
        trace_.connection.query("SELECT name, entity_id FROM spellings ORDER BY spelling_id");
    std::map<std::string, std::string> entities;
    while (names.next()) {
      std::string name = fold_words(text(names.row(), 0));
      if (buyers.contains(name)) {
        entities.emplace(std::move(name), text(names.row(), 1));
      }
    }
    for (const auto& [name, entity] : entities) {
      if (const std::optional<Discloser> found = discloser(entity)) {
        disclosers_.emplace(name, *found);
      }
    }
  }

  std::optional<Discloser> discloser(const std::string& entity) {
    Rows rows = trace_.connection.query(R"(
      SELECT o.region, o.region_sector,
        CAST(sum(CAST(round(p.base_usd * s.weight * o.weight * 1e6) AS HUGEINT)) AS DOUBLE) / 1e12 AS musd
      FROM purchase_entities e JOIN purchases p USING (purchase_id)
      JOIN purchase_wordings USING (purchase_id) JOIN wording_sectors s USING (wording_id)
      JOIN origins o ON o.country = p.supplier_country AND o.sector = s.sector AND o.basis = 'address'
      WHERE e.entity_id = ? AND p.base_usd IS NOT NULL
      GROUP BY o.region, o.region_sector HAVING musd > 0 ORDER BY musd DESC, o.region, length(o.region_sector), o.region_sector
      LIMIT 1)",
                                        {entity});
    if (!rows.next()) {
      return std::nullopt;
    }
    const std::size_t cell = trace_.table.index(text(rows.row(), 0), text(rows.row(), 1));
    return Discloser{cell, rows.row().number(2).value_or(0)};
  }

  void place_suppliers() {
    for (const Link& link : links_) {
      const std::optional<std::size_t> cell = cell_of(link);
      if (cell) {
        supplier_firm_.emplace_back(firm(link.supplier, *cell));
        continue;
      }
      supplier_firm_.emplace_back(std::nullopt);
      note(link, "product", "the supplier cannot be placed: its country or product is not known",
           "give supplier_country and, as product, a sector c1 to c35 or a wording of the ledger");
    }
  }

  std::size_t firm(const std::string& name, std::size_t cell) {
    const auto [place, added] = by_name_.try_emplace({name, cell}, firms_.size());
    if (added) {
      firms_.push_back({cell, std::nullopt});
    }
    return place->second;
  }

  void place_buyers() {
    for (std::size_t i = 0; i < links_.size(); ++i) {
      if (!supplier_firm_[i]) {
        continue;
      }
      const std::optional<std::size_t> buyer = buyer_firm(links_[i].buyer);
      if (!buyer) {
        note(links_[i], "buyer", "neither a supplier of this ledger nor of another link",
             "check the spelling of the buyer");
        continue;
      }
      placed_.push_back({*buyer, *supplier_firm_[i], links_[i].per_output});
      source_.push_back(i);
    }
  }

  std::optional<std::size_t> buyer_firm(const std::string& name) {
    const auto known = disclosers_.find(name);
    if (known != disclosers_.end()) {
      return firm(name, known->second.cell);
    }
    const auto named = by_name_.lower_bound({name, 0});
    return named != by_name_.end() && named->first.first == name ? std::optional(named->second)
                                                                 : std::nullopt;
  }

  void write(const Disclosed& found) {
    double shift = 0;
    double usd = 0;
    for (const auto& [name, discloser] : disclosers_) {
      const auto place = by_name_.find({name, discloser.cell});
      if (place == by_name_.end()) {
        continue;
      }
      shift += discloser.demand_musd *
               (found.multiplier[place->second] - trace_.multiplier[discloser.cell]);
      usd += discloser.demand_musd * 1e6 * found.disclosed[place->second];
    }
    disclosed_usd_ = usd;
    Appender totals(trace_.connection, "trace_totals");
    totals.row("links", static_cast<double>(links_.size()), "disclosed links given");
    totals.row("links_used", static_cast<double>(placed_.size()),
               "of these, placed in the network");
    totals.row("cases_with_links", trace_.cases + shift,
               "expected cases with disclosed suppliers in place of the cells' averages");
    totals.close();
  }

  const Trace& trace_;
  std::vector<Link> links_;
  std::map<std::string, std::string> products_;
  std::map<std::string, Discloser> disclosers_;
  std::map<std::pair<std::string, std::size_t>, std::size_t> by_name_;
  std::vector<Firm> firms_;
  std::vector<std::optional<std::size_t>> supplier_firm_;  ///< by link
  std::vector<DisclosedLink> placed_;
  std::vector<std::size_t> source_;  ///< placed link -> link
  std::vector<Issue> issues_;
  double disclosed_usd_ = 0;
};

}  // namespace

std::optional<double> trace_links(const Trace& trace) { return LinkTracer(trace).run(); }

}  // namespace headwater
