#pragma once

#include <bitset>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

namespace headwater {

enum class LegalKind : std::uint8_t {
  unstated,
  limited,
  stock,
  partnership,
  cooperative,
  state,
  nonprofit
};

/// A legal form as it may stand in a name: "gmbh", "sp z oo".
struct LegalForm {
  LegalKind kind = LegalKind::unstated;
  bool front = false;
  bool behind = false;
};

enum class WordKind : std::uint8_t { trade, small, place, number };

/// A word, or a few, that stand for something said in many languages.
struct TradeWord {
  WordKind kind = WordKind::trade;
  std::int32_t meaning = -1;       ///< shared by its translations ("zavod", "plant")
  std::vector<std::string> parts;  ///< what is read instead: "17", "design bureau"
};

/// Remembers how words look (length, two letters at each end), to pass over most of those that are
/// not among them.
class ShapeFilter {
 public:
  void add(std::string_view word) { seen_.set(shape(word)); }
  bool may_hold(std::string_view word) const { return seen_.test(shape(word)); }

 private:
  static std::size_t shape(std::string_view word);

  std::bitset<1U << 16U> seen_;
};

/// What the words of company names mean and how common they are: data/legal_forms.csv,
/// data/trade_words.csv and data/name_words.csv, compiled in.
class Vocabulary {
 public:
  static const Vocabulary& get();

  /// By its letters and digits alone, blanks left out ("spzoo"); nullptr if it is no legal form.
  const LegalForm* legal_form(std::string_view joined) const;
  /// A long legal form misspelt by one letter; nullptr if it is none.
  const LegalForm* misspelt_form(std::string_view joined) const;
  /// By its letters and digits alone, blanks left out ("hongkong"); nullptr if it is not known.
  const TradeWord* trade_word(std::string_view joined) const;
  /// Does a known phrase of several words begin with this one?
  bool begins_phrase(std::string_view word) const {
    return phrase_shapes_.may_hold(word) && phrase_starts_.contains(word);
  }
  /// Information in a word: logarithm of its rarity among company names, less for stand-ins.
  float weight(std::string_view word, std::int32_t meaning) const;
  /// What to read instead of a word in a script other than Latin, Greek and Cyrillic; nullptr if it
  /// is not known. Spelt as plain_native() has it.
  const std::string* native_word(std::string_view word) const;
  std::size_t longest_native() const { return longest_native_; }  ///< bytes

 private:
  Vocabulary();
  void load_forms();
  void load_meanings();
  void load_words();
  void add_native(std::string_view word, std::string meaning);
  void add_meaning(std::string_view word, std::string_view meaning, std::string_view kind);

  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
      return std::hash<std::string_view>{}(text);
    }
  };
  template <class Value>
  using Map = std::unordered_map<std::string, Value, Hash, std::equal_to<>>;

  Map<LegalForm> forms_;
  ShapeFilter form_shapes_;
  ShapeFilter form_ends_;  ///< of long forms: their first and their last letters
  std::unordered_map<std::uint64_t, const LegalForm*> near_forms_;  ///< with a letter left out
  std::bitset<1U << 18U> near_filter_;  ///< leading bits of their numbers, looked at first
  Map<TradeWord> trade_words_;
  ShapeFilter trade_shapes_;
  std::unordered_set<std::string, Hash, std::equal_to<>> phrase_starts_;
  ShapeFilter phrase_shapes_;
  Map<std::int32_t> meanings_;  ///< numbers of the meanings
  std::vector<float> meaning_weights_;
  Map<float> weights_;
  Map<std::string> native_;
  std::size_t longest_native_ = 0;
};

}  // namespace headwater
