#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ingest/known_names.h"

namespace headwater {

/// What the values of a column look like.
enum class Content { currency, country, date, cpv, amount, organisation };

/// nullopt where fewer than nine in ten values agree on anything.
std::optional<Content> content_of(const std::vector<std::string>& values, const KnownNames& known);

/// "09100000-3" with the check digit its first eight digits give.
bool is_cpv_with_check_digit(std::string_view code);

}  // namespace headwater
