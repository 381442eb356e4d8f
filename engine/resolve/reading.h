#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "resolve/vocabulary.h"

namespace headwater {

/// A word of a name, without its legal form.
struct NameToken {
  // What is looked at first when words are compared stands together.
  std::uint32_t spelt = 0;    ///< one bit for each letter of its text
  std::uint32_t letters = 0;  ///< and of its skeleton
  std::uint32_t begins = 0;   ///< first letters of its skeleton: see first_letters()
  std::int32_t meaning = -1;  ///< shared by translations
  float weight = 0;           ///< information in it: its rarity among company names
  bool numeric = false;
  bool small = false;  ///< "and", "of", "the": says nothing by itself
  bool place = false;  ///< a country, its adjective or a large city
  std::string_view text;
  std::string_view skeleton;  ///< how it sounds, whatever the romanisation
  std::string_view written;   ///< a number as it stands in the name: "viii", "8"
};

/// One way to read a name: its core words and its legal form. What it points to is its own, or
/// stands in the index it was taken from.
struct Reading {
  std::vector<NameToken> tokens;
  std::span<const std::uint16_t> bigrams;  ///< of the skeletons, sorted: spelling in any order
  std::string_view initials;               ///< without "and", "of"…
  std::string_view initials_with_form;     ///< the legal form's words too: NIGC of a gas company
  std::string_view form;                   ///< legal form as written, "" if none is stated
  LegalKind kind = LegalKind::unstated;
  float weight = 0;  ///< sum over the tokens

  Reading() = default;
  Reading(const Reading& other);
  Reading(Reading&&) noexcept = default;
  Reading& operator=(const Reading& other);
  Reading& operator=(Reading&&) noexcept = default;
  ~Reading() = default;

  std::vector<char> own_letters;
  std::vector<std::uint16_t> own_bigrams;
};

/// How many words of a name are read; a longer name is cut (and a megabyte of text stays harmless).
constexpr std::size_t most_tokens = 24;

/// The readings of a name, the main one first: without what stands in brackets or after "formerly",
/// "trading as", then that part on its own. Empty for a name without letters or digits.
std::vector<Reading> readings(std::string_view name);

/// Words of a name in order, folded and romanised, initials joined: "A.Ş. M. D. S." -> as mds.
std::vector<std::string> name_words(std::string_view name);

/// A word of a name, looked up once.
struct NameWord {
  std::string_view text;
  const TradeWord* known = nullptr;
};

/// The words of name_words(), one behind the other without a blank.
class NameWords {
 public:
  explicit NameWords(std::string_view name);
  std::span<const NameWord> all() const { return words_; }

 private:
  std::vector<char> letters_;
  std::vector<NameWord> words_;
};

/// How a word sounds: "rossiyskaya" and "rossiiskaia" alike. Put behind what stands in `letters`.
void add_skeleton(std::string_view word, std::vector<char>& letters);

}  // namespace headwater
