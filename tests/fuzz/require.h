#pragma once

#include <cstdint>
#include <cstdlib>
#include <string_view>

/// A promise a fuzz target holds the parser to; broken, the input is kept by libFuzzer.
inline void require(bool holds) {
  if (!holds) {
    std::abort();
  }
}

inline std::string_view as_text(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}
