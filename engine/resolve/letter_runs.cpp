#include "resolve/letter_runs.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <algorithm>

namespace headwater {
namespace {

constexpr std::size_t shortest = 5;  // letters
constexpr std::size_t longest = 40;
constexpr std::size_t shortest_with_two_edits = 9;

constexpr std::size_t edits_in(std::size_t letters) {
  return letters < shortest_with_two_edits ? 1 : 2;
}

struct Run {
  std::size_t start = 0;
  std::size_t length = 0;
};

/// The runs that so many letters are cut into: as even as they go, the longer ones last.
constexpr Run run_of(std::size_t letters, std::size_t place) {
  const std::size_t runs = edits_in(letters) + 1;
  const std::size_t shorter = letters / runs;
  const std::size_t first_longer = runs - letters % runs;
  const std::size_t longer_before = place > first_longer ? place - first_longer : 0;
  return {place * shorter + longer_before, shorter + (place >= first_longer ? 1 : 0)};
}

std::uint64_t key(std::string_view run, std::size_t letters, std::size_t place) {
  // Spread: of short texts XXH3 mixes the low bits of a seed with those of the letters.
  const std::uint64_t seed = (letters << 2U | place) * 0x9E3779B97F4A7C15ULL;
  return XXH3_64bits_withSeed(run.data(), run.size(), seed);
}

}  // namespace

std::string joined_letters(const Reading& reading) {
  std::string letters;
  for (const NameToken& token : reading.tokens) {
    letters += token.text;
  }
  return letters;
}

void add_runs(std::string_view letters, std::vector<std::uint64_t>& keys) {
  const std::size_t n = letters.size();
  if (n < shortest || n > longest) {
    return;
  }
  for (std::size_t place = 0; place <= edits_in(n); ++place) {
    const Run run = run_of(n, place);
    keys.push_back(key(letters.substr(run.start, run.length), n, place));
  }
}

void add_sought_runs(std::string_view letters, std::vector<std::uint64_t>& keys) {
  constexpr std::size_t most = 2;
  const auto own = static_cast<std::ptrdiff_t>(letters.size());
  const std::size_t least = std::max(shortest, letters.size() - std::min(most, letters.size()));
  for (std::size_t n = least; n <= std::min(longest, letters.size() + most); ++n) {
    const auto edits = static_cast<std::ptrdiff_t>(edits_in(n));
    const std::ptrdiff_t longer = own - static_cast<std::ptrdiff_t>(n);
    if (std::abs(longer) > edits) {
      continue;
    }
    for (std::ptrdiff_t place = 0; place <= edits; ++place) {
      const Run run = run_of(n, static_cast<std::size_t>(place));
      const auto start = static_cast<std::ptrdiff_t>(run.start);
      // Edits before a run move it, and so do those behind it, counted from the end: of the runs
      // left in place the first, or the last, has no more edits on its side than runs.
      const std::ptrdiff_t first =
          std::max({std::ptrdiff_t{0}, start - place, start + longer - (edits - place)});
      const std::ptrdiff_t last = std::min({own - static_cast<std::ptrdiff_t>(run.length),
                                            start + place, start + longer + (edits - place)});
      for (std::ptrdiff_t at = first; at <= last; ++at) {
        keys.push_back(key(letters.substr(static_cast<std::size_t>(at), run.length), n,
                           static_cast<std::size_t>(place)));
      }
    }
  }
}

}  // namespace headwater
