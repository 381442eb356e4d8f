#pragma once

#include <string>
#include <string_view>

#include "base/database.h"

namespace headwater {

std::string string_at(const Row& row, std::size_t column);

/// A sum of dollars that is the same to the last digit whatever the number of threads: in cents.
std::string exact_usd(std::string_view expression);

/// Figures of what was bought are left out below this many suppliers: they would speak of a
/// company.
inline constexpr int fewest_suppliers = 3;

/// Of a place's figure: the most that may arise at one or two suppliers who sell from there, or the
/// figure would speak of them (a dominance rule, as statistical offices use).
inline constexpr double largest_share = 0.25;

/// Makes the temporary table bought_suppliers (scope, key, suppliers): how many suppliers stand
/// behind each bought_country, bought_sector.
void count_bought_suppliers(Connection& connection);

/// Condition on a row `r` of risk, after count_bought_suppliers(): its figure speaks of no
/// supplier, as nobody of the ledger sells there, or enough do, or most of it arises elsewhere.
std::string speaks_of_no_supplier();

/// The same for a place and sector (or '' for all of a place), as SQL expressions: told where
/// nobody of the ledger sells, or enough do.
std::string told_place(std::string_view place, std::string_view sector);

/// Condition on the place and sector a path starts at: bought of enough suppliers there or, where
/// none is there, anywhere.
std::string told_start(std::string_view place, std::string_view sector);

/// Query (path_rank): paths whose first step is bought of enough suppliers at that place or, where
/// none is there, anywhere. The figures of other paths are left out.
std::string told_paths();

/// A supplier's name as it may be shown: its entity id where names are left out.
std::string shown_supplier(bool name_suppliers, std::string_view id, std::string_view name);

/// A text that may hold names of the supplier `id`: replaced by the id where names are left out.
std::string shown_words(bool name_suppliers, std::string_view words, std::string_view id);

}  // namespace headwater
