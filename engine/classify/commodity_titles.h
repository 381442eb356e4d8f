#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/database.h"
#include "classify/classify.h"

namespace headwater {

/// Titles of the UNSPSC whose division is known by hand, found in spite of typing errors.
class CommodityTitles {
 public:
  CommodityTitles(Connection& connection, double similarity);
  /// What the title says that reads as these words; empty where none does.
  std::vector<DivisionCandidate> find(const std::vector<std::u32string>& words) const;

 private:
  struct Title {
    std::string text;
    std::set<std::u32string> words;
    std::size_t letters = 0;
    std::size_t triples = 0;
    std::vector<DivisionCandidate> candidates;
  };
  void add(std::string_view text);
  const Title* nearest(const std::vector<std::u32string>& words,
                       const std::u32string& joined) const;
  bool says_otherwise(const std::vector<std::u32string>& words, const Title& title) const;

  double similarity_;
  std::vector<Title> titles_;
  std::set<std::u32string> title_words_;
  std::unordered_map<std::u32string, std::size_t> by_letters_;
  std::unordered_map<std::uint64_t, std::vector<std::uint16_t>> by_triple_;
};

}  // namespace headwater
