#pragma once

#include <fmt/format.h>

#include <array>
#include <string>

namespace headwater {

/// Steps of the one sequential palette (report.css: .s0 … .s6), by share of the ledger's exposure.
/// Lightness falls at every step, so it reads in grey and with any colour vision.
struct PaletteStep {
  double from = 0;  ///< share at which the step begins
  const char* label = "";
};
inline constexpr std::array<PaletteStep, 7> palette = {{{0, "none"},
                                                        {1e-12, "under 0.1%"},
                                                        {0.001, "0.1–0.5%"},
                                                        {0.005, "0.5–1%"},
                                                        {0.01, "1–3%"},
                                                        {0.03, "3–10%"},
                                                        {0.1, "over 10%"}}};

inline std::string palette_class(double share) {
  std::size_t step = 0;
  while (step + 1 < palette.size() && share >= palette[step + 1].from) {
    ++step;
  }
  return fmt::format("s{}", step);
}

}  // namespace headwater
