#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include "resolve/resolve.h"

namespace headwater::reference {

/// Every query compared with every record: the slow twin of NameIndex::screen.
std::vector<std::vector<NameCandidate>> screen(std::span<const NameRecord> records,
                                               std::span<const NameRecord> queries,
                                               const ScreenOptions& options);

/// Edits with swaps of neighbours by the whole matrix: the slow twin of edits().
std::size_t edits(std::string_view a, std::string_view b);

}  // namespace headwater::reference
