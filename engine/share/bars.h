#pragma once

#include <string>

#include "share/markup.h"
#include "share/wording.h"

namespace headwater {

/// A bar from 0 to the value with its interval as a whisker, on a scale that ends at `largest`.
/// Drawn beside its number, so hidden from screen readers.
Html interval_bar(const Estimate& estimate, double largest);

/// The share of a whole as a filled part of a thin track.
Html share_bar(double share);

/// A position on a scale from 0 to 100 with its interval as a band.
Html index_bar(const Estimate& index);

/// A number for SVG coordinates: one decimal, no exponent, no -0.
std::string coordinate(double value);

}  // namespace headwater
