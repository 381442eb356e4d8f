#include "base/text.h"

#include <unicode/bytestream.h>
#include <unicode/casemap.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

namespace headwater {
namespace {

bool is_ascii(std::string_view text) {
  for (const char c : text) {
    if (static_cast<unsigned char>(c) >= 0x80) {
      return false;
    }
  }
  return true;
}

/// Letters whose base letter Unicode does not give by decomposition.
UChar32 base_letter(UChar32 c) {
  switch (c) {
    case 0x0131:  // dotless i
      return 'i';
    case 0x00F8:  // o with stroke
      return 'o';
    case 0x0142:  // l with stroke
      return 'l';
    case 0x0111:  // d with stroke
      return 'd';
    default:
      return c;
  }
}

bool is_dropped(UChar32 c) {
  const int8_t type = u_charType(c);
  return type == U_NON_SPACING_MARK || type == U_ENCLOSING_MARK || type == U_FORMAT_CHAR;
}

bool is_blank(UChar32 c) { return u_isUWhiteSpace(c) || u_charType(c) == U_CONTROL_CHAR; }

/// NFKC case folding, then decomposition, so that marks stand alone.
icu::UnicodeString decomposed(std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  static const icu::Normalizer2* folding = icu::Normalizer2::getNFKCCasefoldInstance(status);
  static const icu::Normalizer2* decomposition = icu::Normalizer2::getNFKDInstance(status);
  const auto piece = icu::StringPiece(text.data(), static_cast<int32_t>(text.size()));
  const icu::UnicodeString folded = folding->normalize(icu::UnicodeString::fromUTF8(piece), status);
  return decomposition->normalize(folded, status);
}

class Folder {
 public:
  explicit Folder(bool words_only) : words_only_(words_only) {}

  void add(UChar32 c) {
    if (is_dropped(c)) {
      return;
    }
    if (is_blank(c) ||
        (words_only_ && !u_isalnum(c) && u_charType(c) != U_COMBINING_SPACING_MARK)) {
      pending_blank_ = !text_.empty();
      return;
    }
    if (pending_blank_) {
      text_ += ' ';
      pending_blank_ = false;
    }
    append_utf8(base_letter(c));
  }

  /// The same for a character below 128, where nothing need be looked up.
  void add_ascii(char c) {
    const bool capital = c >= 'A' && c <= 'Z';
    const bool letter_or_digit = capital || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    const bool blank = c <= ' ' || c == '\x7F';
    if (blank || (words_only_ && !letter_or_digit)) {
      pending_blank_ = !text_.empty();
      return;
    }
    if (pending_blank_) {
      text_ += ' ';
      pending_blank_ = false;
    }
    text_ += capital ? static_cast<char>(c - 'A' + 'a') : c;
  }

  std::string take() { return std::move(text_); }

 private:
  void append_utf8(UChar32 c) {
    char buffer[U8_MAX_LENGTH];
    int32_t length = 0;
    U8_APPEND_UNSAFE(buffer, length, c);
    text_.append(buffer, static_cast<std::size_t>(length));
  }

  bool words_only_;
  bool pending_blank_ = false;
  std::string text_;
};

std::string folded(std::string_view text, bool words_only) {
  Folder folder(words_only);
  if (is_ascii(text)) {
    for (const char c : text) {
      folder.add_ascii(c);
    }
    return folder.take();
  }
  const icu::UnicodeString characters = decomposed(text);
  for (int32_t i = 0; i < characters.length(); i = characters.moveIndex32(i, 1)) {
    folder.add(characters.char32At(i));
  }
  return folder.take();
}

}  // namespace

std::string fold(std::string_view text) { return folded(text, false); }

std::string fold_words(std::string_view text) { return folded(text, true); }

bool is_utf8(std::string_view text) {
  const auto* bytes = reinterpret_cast<const uint8_t*>(text.data());
  const auto size = static_cast<int64_t>(text.size());
  int64_t i = 0;
  while (i < size) {
    UChar32 c;
    U8_NEXT(bytes, i, size, c);
    if (c < 0) {
      return false;
    }
  }
  return true;
}

std::string_view trimmed(std::string_view text) {
  const std::string_view blanks = " \t\r\n\f\v";
  const std::size_t first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos) {
    return {};
  }
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

std::string excerpt(std::string_view text, std::size_t characters) {
  const auto* bytes = reinterpret_cast<const uint8_t*>(text.data());
  const auto size = static_cast<int64_t>(text.size());
  std::string result;
  std::size_t count = 0;
  for (int64_t i = 0; i < size; ++count) {
    const int64_t start = i;
    UChar32 c;
    U8_NEXT(bytes, i, size, c);
    if (count == characters) {
      return result + "…";
    }
    if (c < 0) {
      result += "\xEF\xBF\xBD";
    } else if (is_blank(c) || is_dropped(c)) {
      result += ' ';
    } else {
      result.append(
          text.substr(static_cast<std::size_t>(start), static_cast<std::size_t>(i - start)));
    }
  }
  return result;
}

}  // namespace headwater
