#pragma once

#include <functional>
#include <string_view>

namespace headwater {

/// Told by a stage how far it is: a short phrase and a fraction from 0 to 1. May be empty.
using Progress = std::function<void(std::string_view phrase, double fraction)>;

inline void report(const Progress& progress, std::string_view phrase, double fraction) {
  if (progress) {
    progress(phrase, fraction);
  }
}

}  // namespace headwater
