#include "ingest/role.h"

#include <set>
#include <string>
#include <vector>

#include "ingest/header.h"
#include "ingest/list_eu.h"
#include "ingest/list_ofac_columns.h"

namespace headwater {
namespace {

std::set<std::string> fields_named(const std::vector<std::string>& columns, Role role,
                                   const KnownNames& known) {
  std::set<std::string> fields;
  for (const std::string& column : columns) {
    if (const ColumnMeaning* meaning = known.columns.meaning(role, column)) {
      fields.insert(meaning->field);
    }
  }
  return fields;
}

}  // namespace

Role role_of(Connection& connection, const Staged& staged, const KnownNames& known,
             const ColumnMapping& mapping) {
  if (staged.format == "ftm" || staged.format == "un" || is_ofac(staged)) {
    return Role::list;
  }
  const auto headed_as = [&](Role role) {
    Staged headed = staged;
    Problems ignored("");
    find_header(connection, headed, role, known, mapping, ignored);
    return headed;
  };
  Staged listed = headed_as(Role::list);
  name_eu_fields(listed);
  if (is_eu_list(listed)) {
    return Role::list;
  }
  const auto fields = [&](Role role) { return fields_named(headed_as(role).columns, role, known); };
  const auto links = fields(Role::links);
  if (links.contains("buyer") && links.contains("supplier") &&
      (links.contains("product") || links.contains("share") || links.contains("buyer_output")) &&
      !fields(Role::ledger).contains("date")) {
    return Role::links;
  }
  const auto ledger = fields(Role::ledger);
  if (ledger.contains("amount")) {
    return Role::ledger;
  }
  const auto facilities = fields(Role::facilities);
  if (facilities.contains("name") &&
      (facilities.contains("address") || facilities.contains("latitude"))) {
    return Role::facilities;
  }
  return fields(Role::list).contains("name") ? Role::list : Role::ledger;
}

}  // namespace headwater
