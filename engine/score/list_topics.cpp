#include "score/list_topics.h"

#include <algorithm>

#include "base/error.h"
#include "base/text.h"

namespace headwater {
namespace {

constexpr std::string_view prefix = "score.likelihood_ratio.";

bool of_topic(char c) { return (c >= 'a' && c <= 'z') || c == '.' || c == '_'; }

/// Topics as written by list makers: separated by anything that is not part of one.
std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  for (std::size_t i = 0; i < text.size();) {
    std::size_t end = i;
    while (end < text.size() && of_topic(text[end])) {
      ++end;
    }
    if (end > i) {
      words.push_back(text.substr(i, end - i));
    }
    i = end + 1;
  }
  return words;
}

}  // namespace

ListTopics::ListTopics(Connection& connection) {
  Rows rows = connection.query(
      "SELECT key, value, low, high FROM reference.assumptions WHERE starts_with(key, ?) ORDER BY "
      "key",
      {std::string(prefix)});
  while (rows.next()) {
    const Row& row = rows.row();
    const std::string name(row.text(0)->substr(prefix.size()));
    const double value = row.number(1).value_or(1);
    ratios_[name] = {name, value, row.number(2).value_or(value), row.number(3).value_or(value)};
  }
  if (!ratios_.contains("unspecified")) {
    throw Error("data/assumptions.csv: the key score.likelihood_ratio.unspecified is missing");
  }
  Rows patterns = connection.query(
      "SELECT pattern, topic FROM reference.list_topics ORDER BY length(pattern) DESC, pattern");
  while (patterns.next()) {
    patterns_.emplace_back(fold_words(*patterns.row().text(0)), *patterns.row().text(1));
  }
}

ListTopic ListTopics::strongest(std::string_view stated, std::string_view list) const {
  const ListTopic* best = nullptr;
  for (const std::string_view word : words_of(stated)) {
    const auto found = ratios_.find(word);
    if (found != ratios_.end() && (!best || found->second.value > best->value)) {
      best = &found->second;
    }
  }
  if (best) {
    return *best;
  }
  const std::string name = fold_words(list);
  for (const auto& [pattern, topic] : patterns_) {
    if (name.find(pattern) != std::string::npos && ratios_.contains(topic)) {
      return ratios_.at(topic);
    }
  }
  return ratios_.at("unspecified");
}

}  // namespace headwater
