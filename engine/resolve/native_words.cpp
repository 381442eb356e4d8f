#include "resolve/native_words.h"

#include <algorithm>
#include <array>
#include <utility>

#include "resolve/letters.h"
#include "resolve/vocabulary.h"

namespace headwater {
namespace {

constexpr std::pair<std::string_view, std::string_view> plain_letters[] = {
    {"ک", "ك"}, {"ی", "ي"}, {"ى", "ي"}, {"أ", "ا"}, {"إ", "ا"}, {"آ", "ا"},      {"ة", "ه"},
    {"ـ", ""},  {"ً", ""},   {"ٌ", ""},   {"ٍ", ""},   {"َ", ""},   {"ُ", ""},        {"ِ", ""},
    {"ّ", ""},   {"ْ", ""},   {"ﻯ", "ي"}, {"ﻲ", "ي"}, {"ﻱ", "ي"}, {"\u200C", " "}, {"״", ""}};

/// Articles and what they are joined with: the word behind must have three letters.
constexpr std::pair<std::string_view, std::string_view> articles[] = {
    {"وال", " wa al "}, {"بال", " bi al "}, {"لل", " li al "}, {"ال", " al "}};
constexpr std::size_t least_behind_article = 6;  // bytes

unsigned char byte_at(std::string_view text, std::size_t at) {
  return at < text.size() ? static_cast<unsigned char>(text[at]) : static_cast<unsigned char>(' ');
}

bool is_arabic(unsigned char lead) { return lead >= 0xD8 && lead <= 0xDB; }

/// Chinese, kana, Hangul and Thai: words follow each other without blanks, or are joined.
bool has_no_blanks(std::string_view text, std::size_t at) {
  const unsigned char lead = byte_at(text, at);
  return lead >= 0xE3 || (lead == 0xE0 && byte_at(text, at + 1) >= 0xB8);
}

/// Letters of scripts with blanks begin with such a byte, as do Latin letters and digits.
bool is_word(unsigned char byte) {
  return byte >= 0x80 || (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') ||
         (byte >= 'A' && byte <= 'Z');
}

/// The longest known word that begins at `at`; its length in bytes, 0 if none.
std::size_t known_length(std::string_view text, std::size_t at, bool inside,
                         const std::string*& meaning) {
  const Vocabulary& vocabulary = Vocabulary::get();
  for (std::size_t length = std::min(vocabulary.longest_native(), text.size() - at); length > 1;
       --length) {
    const bool whole = (byte_at(text, at + length) & 0xC0U) != 0x80U;
    if (whole && (inside || !is_word(byte_at(text, at + length)))) {
      meaning = vocabulary.native_word(text.substr(at, length));
      if (meaning) {
        return length;
      }
    }
  }
  return 0;
}

/// Length of the word that begins at `at`.
std::size_t word_length(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && is_word(byte_at(text, end))) {
    ++end;
  }
  return end - at;
}

/// Writes a leading article apart; the bytes it takes, 0 if there is none.
std::size_t take_article(std::string_view text, std::size_t at, std::string& result) {
  for (const auto& [article, apart] : articles) {
    if (text.substr(at).starts_with(article) &&
        word_length(text, at) >= article.size() + least_behind_article) {
      result += apart;
      return article.size();
    }
  }
  return 0;
}

}  // namespace

std::string plain_native(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    const auto rest = text.substr(i);
    if (byte_at(text, i) < 0xD0 && rest.front() != '.' && rest.front() != '"') {
      result += text[i++];  // most bytes: none of what follows begins so
      continue;
    }
    const auto* found = std::ranges::find_if(
        plain_letters, [&](const auto& pair) { return rest.starts_with(pair.first); });
    if (found != std::end(plain_letters)) {
      result += found->second;
      i += found->first.size();
    } else if ((rest.front() == '.' && i > 1 && is_arabic(byte_at(text, i - 2)) &&
                is_arabic(byte_at(text, i + 1))) ||
               (rest.front() == '"' && i > 0 && byte_at(text, i - 1) >= 0x80 &&
                byte_at(text, i + 1) >= 0x80)) {
      ++i;
    } else {
      result += text[i++];
    }
  }
  return result;
}

std::string with_known_words(std::string_view written) {
  const std::string text = plain_native(written);
  std::string result;
  bool start = true;  // of a word
  for (std::size_t i = 0; i < text.size();) {
    const unsigned char lead = byte_at(text, i);
    const std::string* meaning = nullptr;
    const bool inside = has_no_blanks(text, i);
    const std::size_t known =
        lead >= 0xD5 && (inside || start) ? known_length(text, i, inside, meaning) : 0;
    if (known > 0) {
      result += *meaning;
      i += known;
      start = true;
      continue;
    }
    const std::size_t article = start && is_arabic(lead) ? take_article(text, i, result) : 0;
    if (article > 0) {
      i += article;
      continue;
    }
    const std::size_t length = std::min(bytes_of_character(lead), text.size() - i);
    result.append(text, i, length);
    start = !is_word(lead);
    i += length;
  }
  return result;
}

}  // namespace headwater
