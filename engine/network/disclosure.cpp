// What links and facility lists say of the companies behind the ledger's suppliers. Names are
// compared as folded words: of the ledger's suppliers, every spelling that resolve joined counts.
#include "network/disclosure.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/appender.h"
#include "base/text.h"

namespace headwater {
namespace {

/// One statement that `supplier` stands behind `buyer`.
struct Statement {
  LinkSource source;
  std::string buyer;  ///< as written
  std::string supplier;
  std::string product;  ///< a sector, or words
  std::string country;
  std::optional<double> per_output;
  bool owned = false;  ///< the supplier is a plant of the buyer
};

std::string text(const Row& row, std::size_t column) {
  return std::string(row.text(column).value_or(""));
}

constexpr const char* statements_query = R"(
    SELECT 'links' AS basis, l.input_id, l."row", i.name, l.buyer, l.supplier, l.product, l.supplier_country,
      coalesce(l.share, CASE WHEN l.buyer_output_usd > 0 THEN l.amount_usd / l.buyer_output_usd END), false AS owned,
      link_id AS ord
    FROM links l LEFT JOIN inputs i USING (input_id)
    UNION ALL
    SELECT 'facilities', f.input_id, f."row", i.name, f.buyer, f.name, coalesce(f.product_type, f.sector_text),
      f.country, NULL, f.owned, facility_id
    FROM (SELECT *, contributor AS buyer, false AS owned FROM facilities WHERE contributor IS NOT NULL
      UNION ALL SELECT *, parent_company, true FROM facilities WHERE parent_company IS NOT NULL) f
    LEFT JOIN inputs i USING (input_id)
    ORDER BY basis DESC, ord, owned)";

std::vector<Statement> read_statements(Connection& connection) {
  std::vector<Statement> statements;
  Rows rows = connection.query(statements_query);
  while (rows.next()) {
    const Row& row = rows.row();
    std::optional<double> amount = row.number(8);
    if (amount && !(*amount > 0)) {
      amount.reset();
    }
    statements.push_back(
        {{row.integer(1).value_or(0), row.integer(2).value_or(0), text(row, 3), text(row, 0)},
         text(row, 4),
         text(row, 5),
         text(row, 6),
         text(row, 7),
         amount,
         row.flag(9).value_or(false)});
  }
  return statements;
}

Issue problem(const Statement& statement, std::string field, std::string reason,
              std::string advice) {
  return {.severity = Severity::warning,
          .file = statement.source.file,
          .row = statement.source.row,
          .field = field,
          .value = field == "buyer" ? statement.buyer : statement.product,
          .reason = std::move(reason),
          .advice = std::move(advice)};
}

/// Words -> the likeliest sector they were classified into.
std::map<std::string, std::string> read_products(Connection& connection) {
  std::map<std::string, std::string> products;
  Rows rows = connection.query(R"(
      SELECT w.description, arg_max(s.sector, (s.weight, s.sector))
      FROM wordings w JOIN wording_sectors s USING (wording_id)
      WHERE w.description IS NOT NULL AND w.basis <> 'none'
      GROUP BY w.wording_id, w.description ORDER BY w.wording_id)");
  while (rows.next()) {
    products.emplace(fold_words(text(rows.row(), 0)), text(rows.row(), 1));
  }
  return products;
}

/// An entity of the ledger, and the cell it sells most from.
struct Seller {
  std::string entity;
  std::size_t cell = 0;
};

/// Entities that statements name as buyers or owners, by folded name.
class Sellers {
 public:
  Sellers(Connection& connection, const InputOutput& table,
          const std::vector<Statement>& statements)
      : connection_(connection), table_(table) {
    std::set<std::string> buyers;
    for (const Statement& statement : statements) {
      buyers.insert(fold_words(statement.buyer));
    }
    std::map<std::string, std::string> entities;
    Rows names = connection.query("SELECT name, entity_id FROM spellings ORDER BY spelling_id");
    while (names.next()) {
      std::string name = fold_words(text(names.row(), 0));
      if (buyers.contains(name)) {
        entities.emplace(std::move(name), text(names.row(), 1));
      }
    }
    for (const auto& [name, entity] : entities) {
      if (const auto cell = main_cell(entity)) {
        by_name_.emplace(name, Seller{entity, *cell});
      }
    }
  }

  const Seller* find(const std::string& folded) const {
    const auto found = by_name_.find(folded);
    return found == by_name_.end() ? nullptr : &found->second;
  }

 private:
  std::optional<std::size_t> main_cell(const std::string& entity) const {
    Rows rows = connection_.query(R"(
      SELECT coalesce(p.stated_origin, p.supplier_country) AS country, s.sector,
        CAST(sum(CAST(round(p.base_usd * s.weight * 1e6) AS HUGEINT)) AS DOUBLE) AS spend
      FROM purchase_entities e JOIN placed_purchases p USING (purchase_id)
      JOIN purchase_wordings USING (purchase_id) JOIN wording_sectors s USING (wording_id)
      WHERE e.entity_id = ? AND p.base_usd IS NOT NULL AND country IS NOT NULL
      GROUP BY country, s.sector HAVING spend > 0
      ORDER BY spend DESC, country, length(s.sector), s.sector)",
                                  {entity});
    while (rows.next()) {
      const std::size_t cell = table_.index(text(rows.row(), 0), text(rows.row(), 1));
      if (cell != InputOutput::npos && table_.cells()[cell].output_musd > 0) {
        return cell;
      }
    }
    return std::nullopt;
  }

  Connection& connection_;
  const InputOutput& table_;
  std::map<std::string, Seller> by_name_;
};

class Reader {
 public:
  Reader(Connection& connection, const InputOutput& table)
      : table_(table),
        statements_(read_statements(connection)),
        products_(read_products(connection)),
        sellers_(connection, table, statements_) {}

  Disclosure read() {
    for (const Statement& statement : statements_) {
      if (statement.source.basis == "links") {
        listed_.insert(fold_words(statement.supplier));
      }
    }
    place_suppliers();
    place_buyers();
    return std::move(result_);
  }

 private:
  /// A facility list is about many buyers: rows of others are no problem, and not counted.
  bool concerns_ledger(const Statement& statement) const {
    const std::string buyer = fold_words(statement.buyer);
    return statement.source.basis == "links" || sellers_.find(buyer) != nullptr ||
           listed_.contains(buyer);
  }

  std::optional<std::size_t> cell_of(const Statement& statement) const {
    std::string sector = statement.product;
    if (table_.index(table_.region_of(statement.country), sector) == InputOutput::npos) {
      const auto found = products_.find(fold_words(statement.product));
      if (found == products_.end()) {
        return std::nullopt;
      }
      sector = found->second;
    }
    const std::size_t cell = table_.index(table_.region_of(statement.country), sector);
    return cell == InputOutput::npos ? std::nullopt : std::optional(cell);
  }

  std::size_t number_of(const std::string& name, std::size_t cell) {
    const auto [place, added] =
        numbers_.try_emplace({fold_words(name), cell}, result_.suppliers.size());
    if (added) {
      result_.suppliers.push_back({name, std::nullopt, cell, {}});
    }
    return place->second;
  }

  void place_suppliers() {
    for (const Statement& statement : statements_) {
      placed_.emplace_back(std::nullopt);
      if (!concerns_ledger(statement)) {
        continue;
      }
      ++result_.given;
      if (const auto cell = cell_of(statement)) {
        placed_.back() = *cell;
        named_[fold_words(statement.supplier)].insert(*cell);
        continue;
      }
      result_.issues.push_back(problem(
          statement, "product",
          "the supplier cannot be placed: its country or product is not known",
          "give the country and, as product, a sector c1 to c35 or words that say what it is"));
    }
  }

  /// The buyer as a supplier of the ledger, else as the supplier of another statement.
  std::optional<std::size_t> buyer_of(const Statement& statement) {
    const std::string name = fold_words(statement.buyer);
    if (const Seller* seller = sellers_.find(name)) {
      const std::size_t number = number_of(statement.buyer, seller->cell);
      result_.suppliers[number].entity = seller->entity;
      return number;
    }
    const auto named = named_.find(name);
    return named == named_.end()
               ? std::nullopt
               : std::optional(number_of(statement.buyer, *named->second.begin()));
  }

  void place_buyers() {
    for (std::size_t i = 0; i < statements_.size(); ++i) {
      if (!placed_[i]) {
        continue;
      }
      const Statement& statement = statements_[i];
      const std::optional<std::size_t> buyer = buyer_of(statement);
      if (!buyer) {
        result_.issues.push_back(problem(statement, "buyer",
                                         "neither a supplier of this ledger nor of another link",
                                         "check the spelling of the buyer"));
        continue;
      }
      const std::size_t supplier = number_of(statement.supplier, *placed_[i]);
      if (statement.owned) {
        own(*buyer, supplier);
      } else {
        result_.links.push_back({*buyer, supplier, statement.per_output});
        result_.sources.push_back(statement.source);
      }
    }
  }

  void own(std::size_t owner, std::size_t plant) {
    std::vector<std::size_t>& plants = result_.suppliers[owner].plants;
    if (owner != plant && std::ranges::find(plants, plant) == plants.end()) {
      plants.push_back(plant);
    }
  }

  const InputOutput& table_;
  std::vector<Statement> statements_;
  std::map<std::string, std::string> products_;
  Sellers sellers_;
  std::set<std::string> listed_;                    ///< suppliers that the links name
  std::vector<std::optional<std::size_t>> placed_;  ///< cell of each statement's supplier
  std::map<std::string, std::set<std::size_t>> named_;
  std::map<std::pair<std::string, std::size_t>, std::size_t> numbers_;
  Disclosure result_;
};

}  // namespace

std::vector<Firm> Disclosure::firms() const {
  std::vector<Firm> list;
  for (const NamedSupplier& supplier : suppliers) {
    list.push_back({supplier.cell, std::nullopt});
  }
  return list;
}

Disclosure read_disclosure(Connection& connection, const InputOutput& table) {
  if (connection.integer("SELECT (SELECT count(*) FROM links) + (SELECT count(*) FROM facilities)")
          .value_or(0) == 0) {
    return {};
  }
  return Reader(connection, table).read();
}

void place_disclosed(Connection& connection, const Disclosure& disclosure) {
  connection.run("CREATE OR REPLACE TEMP TABLE disclosing (entity_id TEXT, supplier BIGINT)");
  Appender rows(connection, "disclosing");
  for (std::size_t i = 0; i < disclosure.suppliers.size(); ++i) {
    if (disclosure.suppliers[i].entity) {
      rows.row(*disclosure.suppliers[i].entity, i);
    }
  }
  rows.close();
  connection.run(R"(
    CREATE OR REPLACE TEMP TABLE disclosed_places AS
    SELECT p.purchase_id, '@' || d.supplier || '|' || p.place AS place
    FROM placed_purchases p JOIN purchase_entities USING (purchase_id)
    JOIN (SELECT entity_id, min(supplier) AS supplier FROM disclosing GROUP BY entity_id) d USING (entity_id);
    DELETE FROM purchase_places WHERE purchase_id IN (SELECT purchase_id FROM disclosed_places);
    INSERT INTO purchase_places SELECT * FROM disclosed_places ORDER BY purchase_id;
    DROP TABLE disclosed_places; DROP TABLE disclosing)");
}

}  // namespace headwater
