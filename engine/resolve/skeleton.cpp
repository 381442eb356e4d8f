#include <array>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "resolve/letters.h"
#include "resolve/reading.h"

namespace headwater {
namespace {

/// Spellings of one sound in the romanisations of Russian, Arabic, Persian, Chinese and Turkish.
/// The longest that fits is taken.
constexpr std::array<std::pair<std::string_view, std::string_view>, 30> sounds{{
    {"shch", "s"}, {"sch", "s"}, {"tch", "c"}, {"dzh", "j"}, {"iya", "ia"}, {"iye", "ie"},
    {"yy", "i"},   {"ij", "i"},  {"iy", "i"},  {"ei", "e"},  {"ey", "e"},   {"ph", "f"},
    {"kh", "h"},   {"gh", "g"},  {"zh", "z"},  {"sh", "s"},  {"ch", "c"},   {"ts", "s"},
    {"tz", "s"},   {"ck", "k"},  {"ks", "x"},  {"ou", "u"},  {"oo", "u"},   {"ee", "i"},
    {"dj", "j"},   {"th", "t"},  {"dh", "d"},  {"ce", "se"}, {"ci", "si"},  {"cy", "si"},
}};

/// The sounds that begin with each letter of a to z.
class SoundsByLetter {
 public:
  using Sound = std::pair<std::string_view, std::string_view>;

  SoundsByLetter() {
    for (const Sound& sound : sounds) {
      by_letter_[static_cast<std::size_t>(sound.first.front() - 'a')].push_back(sound);
    }
  }
  std::span<const Sound> of(char letter) const {
    const auto place = static_cast<std::size_t>(static_cast<unsigned char>(letter) - 'a');
    return place < by_letter_.size() ? by_letter_[place] : std::span<const Sound>{};
  }

 private:
  std::array<std::vector<Sound>, 26> by_letter_;
};

constexpr char sound_of(char c) {
  switch (c) {
    case 'c':  // "ch" alone stays c
    case 'q':
      return 'k';
    case 'w':
      return 'v';
    case 'y':
      return 'i';
    default:
      return c;
  }
}

}  // namespace

void add_skeleton(std::string_view word, std::vector<char>& letters) {
  static const SoundsByLetter by_letter;
  const std::size_t start = letters.size();
  for (std::size_t i = 0; i < word.size();) {
    std::string_view sound;
    std::size_t length = 1;
    for (const auto& [spelling, as] : by_letter.of(word[i])) {
      if (spelling.size() > length && word.substr(i).starts_with(spelling)) {
        sound = as;
        length = spelling.size();
      }
    }
    const char single = sound_of(word[i]);
    if (sound.empty()) {
      sound = {&single, 1};
    }
    for (const char c : sound) {
      if (letters.size() == start || letters.back() != c || is_digit(c)) {
        letters.push_back(c);  // doubled letters count once
      }
    }
    i += length;
  }
}

}  // namespace headwater
