#include "ingest/encoding.h"

#include <fmt/format.h>
#include <uchardet/uchardet.h>
#include <unicode/ucnv.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <memory>

#include "base/error.h"
#include "base/text.h"

namespace headwater {
namespace {

/// Few accented letters tell a statistical guess nothing; Western European is by far most common.
constexpr std::size_t too_few_letters = 40;
constexpr std::size_t sample_bytes = std::size_t{1} << 20;

bool is_ascii(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

/// Calls `use(line)` for each line, its line break included.
template <class Use>
void each_line(std::string_view text, Use use) {
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end == std::string_view::npos ? end : end + 1);
    use(line);
    text.remove_prefix(line.size());
  }
}

using Converter = std::unique_ptr<UConverter, decltype(&ucnv_close)>;

/// nullptr where ICU does not know the encoding: uchardet knows a few more.
Converter converter_of(const std::string& encoding) {
  UErrorCode status = U_ZERO_ERROR;
  Converter converter(ucnv_open(encoding.c_str(), &status), ucnv_close);
  return U_SUCCESS(status) ? std::move(converter) : Converter(nullptr, ucnv_close);
}

std::string guess(const std::string& sample) {
  std::unique_ptr<uchardet, decltype(&uchardet_delete)> detector(uchardet_new(), uchardet_delete);
  uchardet_handle_data(detector.get(), sample.data(), sample.size());
  uchardet_data_end(detector.get());
  const std::string found = uchardet_get_charset(detector.get());
  const auto letters = static_cast<std::size_t>(
      std::ranges::count_if(sample, [](char c) { return static_cast<unsigned char>(c) >= 0x80; }));
  if (found.empty() || found == "ISO-8859-1" || found == "ASCII" || letters < too_few_letters ||
      !converter_of(found)) {
    return "WINDOWS-1252";
  }
  return found;
}

std::string transcoded(std::string_view bytes, const std::string& encoding) {
  const Converter converter = converter_of(encoding);
  if (!converter) {
    throw Error(fmt::format("the encoding '{}' is not known; use a name like UTF-8 or windows-1252",
                            encoding));
  }
  UErrorCode status = U_ZERO_ERROR;
  std::string text;
  icu::UnicodeString(bytes.data(), static_cast<int32_t>(bytes.size()), converter.get(), status)
      .toUTF8String(text);
  return text;
}

/// UTF-16 by its mark, or by the zeros that stand beside each letter of a European text.
std::string wide_encoding(std::string_view bytes) {
  if (bytes.starts_with("\xFF\xFE")) {
    return "UTF-16LE";
  }
  if (bytes.starts_with("\xFE\xFF")) {
    return "UTF-16BE";
  }
  const std::string_view start = bytes.substr(0, 2000);
  std::size_t even = 0;
  std::size_t odd = 0;
  for (std::size_t i = 0; i < start.size(); ++i) {
    (i % 2 == 0 ? even : odd) += start[i] == '\0' ? 1 : 0;
  }
  const std::size_t half = start.size() / 4;
  return odd > half && even == 0 ? "UTF-16LE" : even > half && odd == 0 ? "UTF-16BE" : "";
}

struct Lines {
  std::string invalid_sample;
  bool some_valid_letters = false;  ///< a line with letters beyond ASCII that is good UTF-8
};

Lines survey_lines(std::string_view bytes) {
  Lines lines;
  each_line(bytes, [&](std::string_view line) {
    if (is_ascii(line)) {
      return;
    }
    if (is_utf8(line)) {
      lines.some_valid_letters = true;
    } else if (lines.invalid_sample.size() < sample_bytes) {
      lines.invalid_sample += line;
    }
  });
  return lines;
}

Decoded decode_mixed(std::string_view bytes, const std::string& other) {
  Decoded decoded{{}, fmt::format("UTF-8 and {}", other), true, {}};
  decoded.text.reserve(bytes.size() + bytes.size() / 20);
  each_line(bytes, [&](std::string_view line) {
    if (is_utf8(line)) {
      decoded.text += line;
    } else {
      decoded.repaired.push_back(decoded.text.size());
      decoded.text += transcoded(line, other);
    }
  });
  return decoded;
}

Decoded without_mark(std::string text, std::string encoding, bool changed) {
  if (text.starts_with("\xEF\xBB\xBF")) {
    text.erase(0, 3);
    changed = true;
  }
  return {std::move(text), std::move(encoding), changed, {}};
}

}  // namespace

Decoded decode(std::string bytes, const std::string& stated, Problems& problems) {
  if (!stated.empty() && fold(stated) != "utf-8") {
    return without_mark(transcoded(bytes, stated), stated, true);
  }
  if (const std::string wide = wide_encoding(bytes); !wide.empty()) {
    return without_mark(transcoded(bytes, wide), wide, true);
  }
  if (is_utf8(bytes)) {
    return without_mark(std::move(bytes), "UTF-8", false);
  }
  const Lines lines = survey_lines(bytes);
  const std::string other = guess(lines.invalid_sample);
  if (lines.some_valid_letters) {
    problems.warning(
        {}, fmt::format("two encodings in one file: UTF-8 and {}", other),
        "each line was read in its own; export the parts in UTF-8 and join them again");
    return decode_mixed(bytes, other);
  }
  problems.note({}, fmt::format("not UTF-8: read as {}", other),
                "if names look wrong, state the encoding in the mapping: encoding = \"…\"");
  return without_mark(transcoded(bytes, other), other, true);
}

}  // namespace headwater
