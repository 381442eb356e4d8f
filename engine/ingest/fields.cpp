#include "ingest/fields.h"

#include <algorithm>

namespace headwater {

std::string_view name(Role role) {
  switch (role) {
    case Role::ledger:
      return "ledger";
    case Role::links:
      return "links";
    case Role::facilities:
      return "facilities";
    case Role::list:
      return "list";
  }
  return "ledger";
}

const std::vector<std::string>& fields_of(Role role) {
  static const std::vector<std::string> ledger = {"buyer",
                                                  "supplier",
                                                  "supplier_id",
                                                  "supplier_country",
                                                  "origin_country",
                                                  "description",
                                                  "category",
                                                  "cpv",
                                                  "hs",
                                                  "naics",
                                                  "isic",
                                                  "unspsc",
                                                  "code",
                                                  "code_scheme",
                                                  "amount",
                                                  "currency",
                                                  "notice_amount",
                                                  "notice_currency",
                                                  "consortium_size",
                                                  "date",
                                                  "year",
                                                  "source"};
  static const std::vector<std::string> links = {
      "buyer",    "supplier", "product", "supplier_country", "amount",
      "currency", "period",   "source",  "buyer_output",     "share"};
  static const std::vector<std::string> facilities = {
      "external_id", "name",   "address",      "country",        "latitude",
      "longitude",   "sector", "product_type", "parent_company", "contributor"};
  static const std::vector<std::string> list = {
      "external_id", "name",   "alias",      "previous_name", "weak_alias", "country",
      "schema",      "topics", "identifier", "list_date",     "source",     "end_date"};
  switch (role) {
    case Role::ledger:
      return ledger;
    case Role::links:
      return links;
    case Role::facilities:
      return facilities;
    case Role::list:
      return list;
  }
  return ledger;
}

bool is_field(std::string_view field) {
  return std::ranges::any_of(
      std::array{Role::ledger, Role::links, Role::facilities, Role::list}, [&](Role role) {
        return std::ranges::find(fields_of(role), field) != fields_of(role).end();
      });
}

const std::vector<std::string>& constant_fields() {
  static const std::vector<std::string> fields = {"buyer",   "buyer_output",     "code_scheme",
                                                  "country", "currency",         "origin_country",
                                                  "source",  "supplier_country", "year"};
  return fields;
}

}  // namespace headwater
