#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace headwater {

enum class LegalKind : std::uint8_t { unstated, limited, stock, partnership, cooperative, state };

/// A legal form as it may stand in a name: "gmbh", "sp z oo".
struct LegalForm {
  LegalKind kind = LegalKind::unstated;
  bool front = false;
  bool behind = false;
};

/// What the words of company names mean and how common they are: data/legal_forms.csv,
/// data/trade_words.csv and data/name_words.csv, compiled in.
class Vocabulary {
 public:
  static const Vocabulary& get();

  /// By its letters and digits alone, blanks left out ("spzoo"); nullptr if it is no legal form.
  const LegalForm* legal_form(std::string_view joined) const;
  /// Number of a word's meaning, shared by its translations ("zavod", "plant"); -1 if it has none.
  std::int32_t meaning(std::string_view word) const;
  /// Information in a word: logarithm of its rarity among company names, less for stand-ins.
  float weight(std::string_view word, std::int32_t meaning) const;
  /// Words of scripts without blanks (CJK, Thai…) and what to read instead, longest first.
  const std::vector<std::pair<std::string, std::string>>& native_words() const { return native_; }

 private:
  Vocabulary();
  void load_forms();
  void load_meanings();
  void load_words();

  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
      return std::hash<std::string_view>{}(text);
    }
  };
  template <class Value>
  using Map = std::unordered_map<std::string, Value, Hash, std::equal_to<>>;

  Map<LegalForm> forms_;
  Map<std::int32_t> meanings_;
  std::vector<float> meaning_weights_;
  Map<float> weights_;
  std::vector<std::pair<std::string, std::string>> native_;
};

}  // namespace headwater
