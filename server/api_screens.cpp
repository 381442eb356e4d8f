#include <fmt/format.h>

#include <algorithm>
#include <span>

#include "server/api.h"
#include "server/bad_request.h"
#include "share/share.h"
#include "views/dossier.h"
#include "views/method.h"
#include "views/overview.h"
#include "views/upstream.h"

namespace headwater {

std::string Api::get_overview(const Call& call) {
  call.parameters.allow({});
  return in_one_line(overview(call.snapshot->digest()));
}

std::string Api::get_suppliers(const Call& call) {
  const Parameters& p = call.parameters;
  p.allow({"search", "country", "sector", "decision", "ranked", "lens", "sort", "order", "offset",
           "limit"});
  const SupplierFilter filter{p.text("search"),
                              p.text("country", 3),
                              p.text("sector", 8),
                              p.one_of("decision", {"", "match", "possible", "none"}),
                              p.one_of("ranked", {"", "yes", "no"}),
                              p.text("lens", 20)};
  if (!call.snapshot->with([&](Connection& c) { return has_lens(c, filter.lens); })) {
    throw BadRequest("lens: the case has no such lens; one of those in the facets is wanted");
  }
  const SupplierOrder order{
      p.one_of("sort", {"rank", "name", "spend", "lines", "evidence", "stability"}),
      p.one_of("order", {"up", "down"}) == "down"};
  const auto offset = static_cast<std::size_t>(p.whole("offset", 0, 0, 10'000'000));
  const auto limit = static_cast<std::size_t>(p.whole("limit", 100, 0, 500));
  const auto numbers = call.snapshot->suppliers(filter, order);
  const std::size_t from = std::min(offset, numbers->size());
  const auto page = std::span(*numbers).subspan(from, std::min(limit, numbers->size() - from));
  return call.snapshot->with([&](Connection& connection) {
    return fmt::format("{{\"total\":{},\"offset\":{},\"rows\":{},\"facets\":{}}}", numbers->size(),
                       from, supplier_rows(connection, page, filter.lens),
                       from == 0 ? supplier_facets(connection, filter) : "null");
  });
}

std::string Api::get_supplier(const Call& call) {
  call.parameters.allow({});
  return call.snapshot->with([&](Connection& connection) {
    if (!connection.text("SELECT id FROM screen.suppliers WHERE id = ?", {call.parts.at(0)})) {
      throw BadRequest("there is no such supplier in this case", 404);
    }
    return in_one_line(dossier(connection, call.parts.at(0)));
  });
}

/// A country, a sector or the ledger; suppliers have an address of their own.
std::string Api::get_place(const Call& call) {
  call.parameters.allow({});
  const std::string& code = call.parts.at(0);
  return call.snapshot->with([&](Connection& connection) {
    if (code != "ledger" &&
        !connection.text("SELECT iso3 FROM reference.countries WHERE iso3 = $1 UNION ALL SELECT "
                         "sector FROM reference.sectors WHERE sector = $1",
                         {code})) {
      throw BadRequest("there is no such country or sector", 404);
    }
    return why(connection, code);
  });
}

std::string Api::get_upstream(const Call& call) {
  call.parameters.allow({});
  return call.snapshot->with([&](Connection& connection) {
    return in_one_line(upstream(connection, call.snapshot->digest()));
  });
}

std::string Api::get_plan(const Call& call) {
  call.parameters.allow({});
  return call.snapshot->with(
      [](Connection& connection) { return in_one_line(plan_that_stands(connection)); });
}

std::string Api::get_offers(const Call& call) {
  call.parameters.allow({});
  Json offers = Json::array();
  for (const BoardOffer& offer : call.snapshot->board().offers()) {
    offers.push_back({{"key", offer.key},
                      {"measure", offer.measure},
                      {"supplier", offer.entity_id ? Json(*offer.entity_id) : Json(nullptr)},
                      {"on", offer.on},
                      {"cost_usd", offer.cost_usd}});
  }
  return in_one_line({{"offers", std::move(offers)}});
}

std::string Api::get_countries(const Call& call) {
  call.parameters.allow({});
  return call.snapshot->with([](Connection& connection) {
    return fmt::format("{{\"countries\":{}}}",
                       objects_text(connection,
                                    "SELECT iso3, iso2, name, region AS part FROM "
                                    "reference.countries ORDER BY iso3"));
  });
}

std::string Api::get_method(const Call& call) {
  call.parameters.allow({});
  return call.snapshot->with(
      [](Connection& connection) { return in_one_line(method(connection)); });
}

}  // namespace headwater
