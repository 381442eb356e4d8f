#include "resolve/sketch.h"

#include <algorithm>
#include <string_view>

namespace headwater {
namespace {

std::uint16_t code(std::string_view countries) {
  if (countries.size() != 3) {
    return 0;
  }
  unsigned code = 0;
  for (const char letter : countries) {
    code = code << 5U | (static_cast<unsigned char>(letter) & 31U);
  }
  return static_cast<std::uint16_t>(code);
}

}  // namespace

Sketch sketch(const PreparedName& name, std::uint32_t record) {
  Sketch result;
  result.record = record;
  result.country = code(name.countries);
  if (name.readings.empty()) {
    return result;
  }
  const Reading& reading = name.readings.front();
  for (const std::uint32_t pair : reading.bigrams) {
    const std::uint32_t bit = (pair * 0x9E3779B1U) >> (32U - 7U);
    result.letters[bit / 64] |= std::uint64_t{1} << (bit % 64);
  }
  constexpr float heaviest = 0x1FFF;
  result.weight =
      static_cast<std::uint16_t>(std::min(reading.weight / sketched_weight, heaviest)) & 0x1FFFU;
  result.kind = static_cast<std::uint16_t>(reading.kind) & 7U;
  return result;
}

}  // namespace headwater
