#include "ingest/calendar_words.h"

#include <unicode/dtfmtsym.h>
#include <unicode/unistr.h>

#include "base/text.h"

namespace headwater {

const std::unordered_map<std::string, int>& calendar_words() {
  static const auto words = [] {
    std::unordered_map<std::string, int> map;
    for (const char* particle :
         {"of", "de", "del", "st", "nd", "rd", "th", "r", "roku", "г", "года"}) {
      map.emplace(particle, 0);
    }
    for (const char* language :
         {"en", "fr", "es", "de", "it", "pt", "nl", "pl", "ru", "sv", "da", "ro"}) {
      UErrorCode status = U_ZERO_ERROR;
      const icu::DateFormatSymbols symbols(icu::Locale(language), status);
      const auto add = [&](const icu::UnicodeString* names, int32_t count, int first, int step) {
        for (int32_t i = 0; i < count; ++i) {
          std::string text;
          map.emplace(fold_words(names[i].toUTF8String(text)), first + step * i);
        }
      };
      using Symbols = icu::DateFormatSymbols;
      int32_t count = 0;
      for (const auto context : {Symbols::FORMAT, Symbols::STANDALONE}) {
        for (const auto width : {Symbols::WIDE, Symbols::ABBREVIATED}) {
          const icu::UnicodeString* months = symbols.getMonths(count, context, width);
          add(months, count, 1, 1);
          const icu::UnicodeString* days = symbols.getWeekdays(count, context, width);
          add(days, count, 0, 0);
        }
      }
    }
    map.erase("");
    map.emplace("sept", 9);
    return map;
  }();
  return words;
}

}  // namespace headwater
