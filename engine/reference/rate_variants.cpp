#include "reference/rate_variants.h"

namespace headwater {

const std::vector<RateVariant>& rate_variants() {
  static const std::vector<RateVariant> variants = [] {
    std::vector<RateVariant> list(7);
    list[0] = {.name = "base", .description = "central method"};
    list[1] = {.name = "workforce_only",
               .description = "countries by workforce alone, without modifiers",
               .modifier_exponent = "score.ensemble.modifier_exponent_low"};
    list[2] = {.name = "strong_modifiers",
               .description = "modifiers of countries count for more",
               .modifier_exponent = "score.ensemble.modifier_exponent_high"};
    list[3] = {.name = "equal_intensity",
               .description = "equal labour intensity within a broad sector",
               .intensity_exponent = "score.ensemble.intensity_exponent_low"};
    list[4] = {.name = "without_listed_goods",
               .description = "listed goods do not raise a cell",
               .listed_goods = false};
    list[5] = {.name = "economy_mix",
               .description = "sectors by what each country makes, instead of one split for all",
               .economy_mix = true};
    list[6] = {
        .name = "output_weighted",
        .description = "countries by workforce and output alike, so that poverty counts for less",
        .output_weighted = true};
    return list;
  }();
  return variants;
}

}  // namespace headwater
