#include "ingest/currencies.h"

#include "base/text.h"

namespace headwater {
namespace {

/// Short words of a language ("all", "cup", "top") are also codes: in a heading only capitals and
/// signs count, and the three codes that nobody takes for a word.
bool is_a_word(std::string_view text) {
  return text.find_first_of("abcdefghijklmnopqrstuvwxyz") != std::string_view::npos &&
         text != "usd" && text != "eur" && text != "gbp";
}

}  // namespace

Currencies::Currencies(Connection& connection) {
  Rows rows = connection.query(
      "SELECT currency, currency FROM reference.countries WHERE currency IS NOT NULL UNION "
      "SELECT currency, currency FROM reference.exchange_rates WHERE currency IS NOT NULL UNION "
      "SELECT sign, currency FROM reference.currency_signs ORDER BY ALL");
  while (rows.next()) {
    const std::string sign = fold(*rows.row().text(0));
    if (const auto currency = rows.row().text(1)) {
      by_fold_.emplace(sign, std::string(*currency));
    } else {
      shared_signs_.insert(sign);
    }
  }
}

std::optional<std::string> Currencies::code(std::string_view written) const {
  const auto found = by_fold_.find(fold(written));
  return found == by_fold_.end() ? std::nullopt : std::optional(found->second);
}

bool Currencies::is_shared_sign(std::string_view written) const {
  return shared_signs_.contains(fold(written));
}

std::optional<std::string> Currencies::in_heading(std::string_view heading) const {
  constexpr std::string_view between = " ()[]_-/,;:.";
  while (true) {
    const std::size_t start = heading.find_first_not_of(between);
    if (start == std::string_view::npos) {
      return std::nullopt;
    }
    const std::size_t end = heading.find_first_of(between, start);
    const std::string_view word =
        heading.substr(start, end == std::string_view::npos ? end : end - start);
    if (const auto found = code(word); found && !is_a_word(word)) {
      return found;
    }
    if (end == std::string_view::npos) {
      return std::nullopt;
    }
    heading.remove_prefix(end);
  }
}

}  // namespace headwater
