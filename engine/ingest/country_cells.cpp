#include "ingest/country_cells.h"

#include <fmt/format.h>

namespace headwater {

CountryCells::Known CountryCells::look_up(std::string_view written) const {
  if (auto iso3 = known_.countries.iso3(written)) {
    return {std::move(iso3), false, ""};
  }
  if (known_.withheld.country(written)) {
    return {std::nullopt, true, ""};
  }
  const auto nearest = known_.countries.nearest(written);
  return {std::nullopt, false,
          nearest ? fmt::format("did you mean '{}' ({})? correct the cell, or add the spelling to "
                                "data/country_aliases.csv",
                                *nearest, known_.countries.iso3(*nearest).value_or(""))
                  : "use the country's name or its ISO code; the row counts as of unknown country"};
}

std::optional<std::string> CountryCells::read(const std::vector<std::string_view>& cells,
                                              ProblemPlace place, Problems& problems) {
  const Known* unknown = nullptr;
  for (const std::string_view cell : cells) {
    const Known& known = by_text_.of(cell, [&](std::string_view text) { return look_up(text); });
    if (known.iso3) {
      return known.iso3;
    }
    if (known.said_unknown) {
      return std::nullopt;
    }
    if (!unknown) {
      unknown = &known;
      place.value = cell;
    }
  }
  if (unknown) {
    problems.warning(place, "this country is not known", unknown->advice);
  }
  return std::nullopt;
}

std::vector<std::string> CountryCells::read_all(const std::vector<std::string>& cells,
                                                const ProblemPlace& place, Problems& problems) {
  std::vector<std::string> found;
  for (const std::string& cell : cells) {
    const Known& known = by_text_.of(cell, [&](std::string_view text) { return look_up(text); });
    if (known.iso3) {
      found.push_back(*known.iso3);
    }
  }
  if (found.empty()) {
    read({cells.begin(), cells.end()}, place, problems);
  }
  return found;
}

}  // namespace headwater
