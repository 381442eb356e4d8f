// Two names, a line each; a third line of two letters says which country each is in, a fourth is an
// identifier.
#include <algorithm>
#include <cmath>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "../require.h"
#include "base/text.h"
#include "resolve/reading.h"
#include "resolve/resolve.h"

using namespace headwater;

namespace {

std::string_view next_line(std::string_view& text) {
  const std::size_t end = text.find('\n');
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  return line;
}

std::optional<std::string> country(std::string_view letters, std::size_t at) {
  if (at >= letters.size() || letters[at] == ' ') {
    return std::nullopt;
  }
  return letters[at] == 'c' ? "CHN" : "IND";
}

void require_short(std::string_view name) {
  for (const Reading& reading : readings(name)) {
    require(!reading.tokens.empty() && reading.tokens.size() <= most_tokens);
    require(std::isfinite(reading.weight));
    for (const NameToken& token : reading.tokens) {
      require(!token.text.empty() && token.text.size() <= 256);
    }
  }
}

void require_bounded(const NameCandidate& found) {
  require(found.score >= 0 && found.score < 1);
  require(found.probability >= 0 && found.probability <= 1);
  require(!found.reasons.empty() && is_utf8(found.reasons));
}

void require_symmetric(const NameRecord& a, const NameRecord& b) {
  const NameCandidate there = compare(a, b);
  const NameCandidate back = compare(b, a);
  require_bounded(there);
  require_bounded(back);
  require(std::abs(there.score - back.score) < 1e-4);
}

bool repeats_itself(std::string_view name) {
  std::vector<std::string> sounds;
  for (const Reading& reading : readings(name)) {
    for (const NameToken& token : reading.tokens) {
      sounds.emplace_back(token.skeleton);
    }
  }
  std::ranges::sort(sounds);
  return std::ranges::adjacent_find(sounds) != sounds.end();
}

/// Looking for a name among two finds it, unless one is a word over and over; no more than was
/// asked for, best first.
void require_found(const NameRecord& a, const NameRecord& b) {
  const NameIndex index({a, b}, 1);
  const auto found = index.screen(std::span(&a, 1), {.top = 2, .threshold = 0, .threads = 1});
  require(found.size() == 1 && found[0].size() <= 2);
  bool itself = readings(a.name).empty() || repeats_itself(a.name) || repeats_itself(b.name);
  double last = 1;
  for (const NameCandidate& candidate : found[0]) {
    require_bounded(candidate);
    require(candidate.score <= last);
    last = candidate.score;
    itself = itself || candidate.id == a.id;
  }
  require(itself);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view text = as_text(data, size);
  const std::string first(next_line(text));
  const std::string second(next_line(text));
  const std::string_view countries = next_line(text);
  const std::string identifier(next_line(text));
  const auto known = identifier.empty() ? std::nullopt : std::optional(identifier);
  const NameRecord a{1, first, country(countries, 0), known};
  const NameRecord b{2, second, country(countries, 1), known};
  require_short(a.name);
  require_short(b.name);
  require_symmetric(a, b);
  require_symmetric(a, a);
  require_found(a, b);
  require(!fingerprint(a).empty() && (a.country == b.country || fingerprint(a) != fingerprint(b)));
  return 0;
}
