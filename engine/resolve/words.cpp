#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"
#include "resolve/reading.h"
#include "resolve/romanise.h"

namespace headwater {
namespace {

/// Longer texts are cut before folding.
constexpr std::size_t most_bytes = 4000;
constexpr std::size_t most_word_bytes = 64;

/// Marks inside a word that vary with the romanisation: "Wa'ed", "Sel’sk", "Al-ʿAin".
constexpr std::string_view marks[] = {"'", "`", "\"", "’", "‘", "ʼ", "ʹ", "ʻ", "´", "ʿ", "ʾ", "ʺ"};

std::string without_marks(std::string_view text) {
  std::string result;
  result.reserve(text.size() + 8);
  for (std::size_t i = 0; i < text.size();) {
    const auto rest = text.substr(i);
    const auto* mark = std::ranges::find_if(marks, [&](auto m) { return rest.starts_with(m); });
    if (mark != std::end(marks)) {
      i += mark->size();
    } else if (text[i] == '&' || text[i] == '+') {
      result += " and ";
      ++i;
    } else {
      result += text[i++];
    }
  }
  return result;
}

std::string_view cut(std::string_view text, std::size_t longest) {
  if (text.size() <= longest) {
    return text;
  }
  std::size_t end = longest;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) {
    --end;
  }
  return text.substr(0, end);
}

std::vector<std::string> split(std::string_view text) {
  std::vector<std::string> words;
  while (!text.empty()) {
    const std::size_t end = text.find(' ');
    if (end != 0) {
      words.emplace_back(cut(text.substr(0, end), most_word_bytes));
    }
    text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
  }
  return words;
}

bool is_initial(const std::string& word) {
  return word.size() == 1 && word[0] >= 'a' && word[0] <= 'z';
}

/// "m d s import" -> "mds import"; a letter on its own stays.
std::vector<std::string> with_joined_initials(std::vector<std::string> words) {
  std::vector<std::string> joined;
  bool open = false;
  for (auto& word : words) {
    const bool initial = is_initial(word);
    if (open && initial) {
      joined.back() += word;
    } else {
      joined.push_back(std::move(word));
    }
    open = initial;
  }
  return joined;
}

}  // namespace

std::vector<std::string> name_words(std::string_view name) {
  name = cut(name, most_bytes);
  const std::string latin = needs_romanising(name) ? romanised(name) : std::string(name);
  return with_joined_initials(split(fold_words(without_marks(latin))));
}

}  // namespace headwater
