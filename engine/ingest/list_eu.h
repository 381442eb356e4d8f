#pragma once

#include "ingest/known_names.h"
#include "ingest/listed_party.h"
#include "ingest/staged.h"
#include "ingest/staged_records.h"

namespace headwater {

/// Lists of the EU's Official Journal as CSV: a consolidated act or an amendment, with a row for
/// each party. Where a file with a known header is one, its format and fields are named.
void name_eu_fields(Staged& staged);

bool is_eu_list(const Staged& staged);

/// What the journal states in its own way: the document, the programme, countries in addresses.
void complete_eu_party(const StagedRecords& records, const KnownNames& known, ListedParty& party);

}  // namespace headwater
