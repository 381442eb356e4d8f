#include "ingest/known_names.h"

#include <algorithm>

#include "base/text.h"

namespace headwater {

WithheldNames::WithheldNames(Connection& connection) {
  Rows rows =
      connection.query("SELECT what, match, pattern FROM reference.withheld_names ORDER BY ALL");
  while (rows.next()) {
    const std::string_view what = *rows.row().text(0);
    Patterns& patterns = what == "country" ? country_ : what == "total" ? total_ : supplier_;
    const std::string pattern = fold_words(*rows.row().text(2));
    const std::string_view match = *rows.row().text(1);
    if (match == "exact") {
      patterns.exact.insert(pattern);
    } else {
      (match == "start" ? patterns.starts : patterns.contained).push_back(pattern);
    }
  }
}

bool WithheldNames::Patterns::matches(std::string_view written) const {
  const std::string words = fold_words(written);
  return exact.contains(words) ||
         std::ranges::any_of(starts, [&](const auto& start) { return words.starts_with(start); }) ||
         std::ranges::any_of(
             contained, [&](const auto& part) { return words.find(part) != std::string::npos; });
}

}  // namespace headwater
