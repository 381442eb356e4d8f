#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "resolve/reading.h"

namespace headwater {

/// A whole name that is written with two letters wrong, or its words apart where they belong
/// together, still has one of three runs of its letters in place (one of two, where it is short and
/// one letter is wrong). Pass-Join: Li, Deng, Wang and Feng, "PASS-JOIN: A Partition-based Method
/// for Similarity Joins", Proceedings of the VLDB Endowment, 2011, arXiv:1111.7171.

/// The letters of a name, without blanks.
std::string joined_letters(const Reading& reading);

/// The keys of the runs that a listed name is cut into; none where it is too short or too long.
void add_runs(std::string_view letters, std::vector<std::uint64_t>& keys);

/// The keys of all runs of a sought name that one at most so many edits away may have.
void add_sought_runs(std::string_view letters, std::vector<std::uint64_t>& keys);

}  // namespace headwater
