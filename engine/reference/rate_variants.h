#pragma once

#include <string>
#include <vector>

namespace headwater {

/// One way to spread regional cases over countries and sectors; all of them are defensible.
struct RateVariant {
  std::string name;
  std::string description;
  std::string modifier_exponent = "";   ///< key in data/assumptions.csv; empty: 1
  std::string intensity_exponent = "";  ///< the same
  bool listed_goods = true;             ///< cells with a listed good weigh more
  bool economy_mix = false;  ///< sectors follow what a country makes, at one world rate a sector
  bool output_weighted = false;  ///< countries by the root of workforce x output, not by workforce
};

/// `base` first, then the structural variants of the ensemble.
const std::vector<RateVariant>& rate_variants();

}  // namespace headwater
