#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "share/markup.h"

namespace headwater {

enum class Column : std::uint8_t { words, number };

Html column(std::string_view label, Column kind = Column::words);
Html row_head(const Html& content);
Html cell(const Html& content);
Html number_cell(std::string_view number);

/// A table that scrolls sideways on a narrow screen and never pushes the page wider.
Html table(std::string_view caption, const Html& columns, const Html& rows,
           std::string_view look = "");

}  // namespace headwater
