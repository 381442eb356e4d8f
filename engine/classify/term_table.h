#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/database.h"

namespace headwater {

inline constexpr std::size_t division_count = 45;
inline constexpr std::size_t run_length = 5;  ///< letters of a run, as tools/reference counts them
inline constexpr std::size_t few_divisions = 10;  ///< more tell goods from services, not what

using DivisionScores = std::array<double, division_count>;

/// How much one term says for one division.
struct DivisionWeight {
  std::uint8_t division = 0;
  float weight = 0;
};

/// A kind of purchase the dictionary knows, and the CPV prefixes it speaks for.
struct Concept {
  std::string name;
  struct Spoken {
    std::uint8_t division = 0;
    std::string cpv_prefix;
    double weight = 0;
  };
  std::vector<Spoken> spoken;
  struct Near {
    std::uint8_t division = 0;
    double weight = 0;
  };
  std::vector<Near> near;  ///< divisions under which the same is bought now and then
};

/// What a letter sequence found inside a word stands for.
struct TermMeaning {
  std::vector<std::uint16_t> concepts;
  std::vector<std::uint16_t> phrase_parts;
};

/// Words that mean something only together, in any order.
struct Phrase {
  std::vector<std::uint16_t> parts;
  std::vector<std::uint16_t> concepts;
  std::string text;
};

/// data/classification_terms.parquet: the dictionary and the runs of letters of the CPV labels.
class TermTable {
 public:
  TermTable(Connection& connection, const std::filesystem::path& data);

  const std::vector<std::string>& divisions() const { return divisions_; }
  const std::vector<Concept>& concepts() const { return concepts_; }
  const std::vector<Phrase>& phrases() const { return phrases_; }
  /// Places among the phrases of those that begin with this part, in order.
  std::span<const std::uint16_t> phrases_with_first(std::uint16_t part) const;
  const DivisionScores& prior() const { return prior_; }
  /// The concept of "for", "in", "pour": what follows tells whom or where a purchase is for.
  std::uint16_t purpose() const { return purpose_; }
  std::size_t longest_term() const { return longest_term_; }

  const TermMeaning* term(std::u32string_view sequence) const;
  std::span<const DivisionWeight> run(std::u32string_view sequence) const;
  std::uint8_t division(std::string_view cpv_prefix) const;

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::u32string_view text) const {
      return std::hash<std::u32string_view>{}(text);
    }
  };
  template <class Value>
  using BySequence = std::unordered_map<std::u32string, Value, Hash, std::equal_to<>>;

  void read_divisions(Connection& connection);
  void read_concepts(Connection& connection, const std::string& file);
  void add_near();
  void read_terms(Connection& connection, const std::string& file);
  void read_runs(Connection& connection, const std::string& file);
  void add_phrase(std::u32string_view term, std::uint16_t meaning);
  std::uint16_t phrase_part(std::u32string_view sequence);

  std::vector<std::string> divisions_;
  std::vector<Concept> concepts_;
  std::vector<Phrase> phrases_;
  std::vector<std::vector<std::uint16_t>> phrases_by_first_;
  DivisionScores prior_{};
  std::array<DivisionScores, division_count> near_{};  ///< shares of the weight of the first
  std::uint16_t purpose_ = 0;
  std::size_t longest_term_ = 0;
  std::uint16_t phrase_parts_ = 0;
  BySequence<TermMeaning> terms_;
  BySequence<std::vector<DivisionWeight>> runs_;
};

}  // namespace headwater
