#include <fmt/format.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/error.h"
#include "reference/resolve_brute_force.h"
#include "resolve/key_table.h"
#include "resolve/name_keys.h"
#include "resolve/resolve.h"

namespace headwater {
namespace {

namespace fs = std::filesystem;

class IndexFile : public ::testing::Test {
 protected:
  void SetUp() override {
    folder = fs::temp_directory_path() / fmt::format("headwater_index_{}", ::getpid());
    fs::remove_all(folder);
    fs::create_directory(folder);
    file = folder / "names.hwi";
  }
  void TearDown() override { fs::remove_all(folder); }

  std::string refusal() const {
    try {
      NameIndex::open(file);
    } catch (const Error& error) {
      return error.what();
    }
    return "";
  }
  void write(std::string_view bytes) const {
    std::ofstream(file, std::ios::binary)
        .write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  }
  std::string content() const {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }

  fs::path folder;
  fs::path file;
};

std::vector<NameRecord> listed() {
  return {{7, "Haige Weaving Co., Ltd.", "CHN", "91320000-X1", "list A"},
          {8, "Orbita Steel (ОРБИТА СТАЛЬ)", "DEU;AUT", {}, ""},
          {9, "???", {}, {}, "list B"},
          {7, "Hai Ge Textile Mill", "CHN", {}, "list A"}};
}

std::string told(const std::vector<std::vector<NameCandidate>>& results) {
  std::string text;
  for (const auto& candidates : results) {
    for (const NameCandidate& c : candidates) {
      text += fmt::format("{} {} {} {} {}; ", c.id, c.name, c.tag, c.score, c.reasons);
    }
    text += '\n';
  }
  return text;
}

std::vector<NameRecord> asked() {
  return {{1, "HAIGE WEAVING", "CHN", {}},
          {2, "orbita stal", {}, {}},
          {3, "Haige Mill", {}, "91320000x1"}};
}

TEST_F(IndexFile, AnswersAsTheIndexItWasSavedFrom) {
  const NameIndex built(listed());
  built.save(file);
  const NameIndex opened = NameIndex::open(file);
  EXPECT_EQ(opened.size(), 4U);
  const ScreenOptions options{.top = 5, .threshold = 0};
  EXPECT_EQ(told(opened.screen(asked(), options)), told(built.screen(asked(), options)));
  const auto found = opened.screen(asked(), options);
  ASSERT_FALSE(found[0].empty());
  EXPECT_EQ(found[0][0].tag, "list A");
  EXPECT_EQ(found[0][0].name, "Haige Weaving Co., Ltd.");
}

TEST_F(IndexFile, WhatIsAppendedIsFoundBesideTheRest) {
  const auto all = listed();
  NameIndex(std::vector(all.begin(), all.begin() + 2)).save(file);
  NameIndex(std::vector(all.begin() + 2, all.end())).append_to(file);
  const NameIndex opened = NameIndex::open(file);
  EXPECT_EQ(opened.size(), 4U);
  const ScreenOptions options{.top = 5, .threshold = 0.2};
  EXPECT_EQ(told(opened.screen(asked(), options)), told(NameIndex(all).screen(asked(), options)));
  opened.save(file);  // over itself, while it is mapped
  EXPECT_EQ(NameIndex::open(file).size(), 4U);
}

TEST_F(IndexFile, ADamagedFileIsRefusedAndSaysWhatToDo) {
  NameIndex(listed()).save(file);
  const std::string whole = content();
  write(whole.substr(0, whole.size() / 2));
  EXPECT_NE(refusal().find("cut short"), std::string::npos) << refusal();
  write("");
  EXPECT_NE(refusal().find("cut short"), std::string::npos) << refusal();
  write(whole + "more");
  EXPECT_NE(refusal().find("cut short"), std::string::npos) << refusal();
  write(std::string(4096, 'x'));
  EXPECT_NE(refusal().find("not an index"), std::string::npos) << refusal();
  std::string turned = whole;
  turned[40] ^= 1;
  write(turned);
  EXPECT_NE(refusal().find("damaged"), std::string::npos) << refusal();
  fs::remove(file);
  EXPECT_NE(refusal().find("cannot be opened"), std::string::npos) << refusal();
  fs::create_directory(file);
  EXPECT_NE(refusal().find("not a file"), std::string::npos) << refusal();
}

/// Rows are not covered by the checksum of the head: they are checked as they are used.
RC_GTEST_FIXTURE_PROP(IndexFile, ATurnedByteNeverDoesHarm, ()) {
  NameIndex(listed()).save(file);
  std::string bytes = content();
  constexpr std::size_t head = 64 + 16 * part_count;
  const auto start = static_cast<int>(std::min(head, bytes.size()));
  for (int i = 0; i < 8; ++i) {
    bytes[static_cast<std::size_t>(*rc::gen::inRange(start, static_cast<int>(bytes.size())))] =
        static_cast<char>(*rc::gen::inRange(0, 256));
  }
  write(bytes);
  const auto found = NameIndex::open(file).screen(asked(), {.top = 5, .threshold = 0});
  RC_ASSERT(found.size() == asked().size());
}

TEST_F(IndexFile, AFolderThatCannotBeWrittenIsSaid) {
  EXPECT_THROW(NameIndex(listed()).save(folder / "none" / "names.hwi"), Error);
}

RC_GTEST_PROP(KeyTable, HoldsWhatAMapHolds, ()) {
  const auto numbers = *rc::gen::container<std::vector<std::pair<std::uint8_t, std::uint8_t>>>(
      rc::gen::arbitrary<std::pair<std::uint8_t, std::uint8_t>>());
  std::vector<KeyEntry> entries;
  std::map<std::uint64_t, std::set<std::uint32_t>> expected;
  for (const auto& [key, value] : numbers) {
    const std::uint64_t spread = key * 0x9E3779B97F4A7C15ULL;
    entries.push_back({spread, value, 0});
    expected[spread].insert(value);
  }
  IndexParts parts;
  const KeyTable::Place place{Part::key_filter, Part::key_buckets, Part::keys};
  const std::vector<std::uint32_t> values = KeyTable::build(entries, 3, parts, place);
  const KeyTable table(parts, place);
  for (std::uint64_t key = 0; key < 256; ++key) {
    const auto found =
        table.find(key * 0x9E3779B97F4A7C15ULL, std::span<const std::uint32_t>(values));
    const auto& all = expected[key * 0x9E3779B97F4A7C15ULL];
    const std::vector<std::uint32_t> first(
        all.begin(),
        std::next(all.begin(), static_cast<std::ptrdiff_t>(std::min<std::size_t>(3, all.size()))));
    RC_ASSERT(std::vector<std::uint32_t>(found.begin(), found.end()) == first);
  }
}

RC_GTEST_PROP(Grams, HoldEachThreeLettersOnce, ()) {
  const auto letter = rc::gen::inRange('a', static_cast<char>('d' + 1));
  const std::string word = *rc::gen::container<std::string>(letter);
  std::vector<std::uint64_t> grams;
  add_grams(word, grams);
  std::set<std::string> expected;
  const std::string marked = "^" + word.substr(0, 64) + "$";
  for (std::size_t i = 0; word.size() >= shortest_with_grams && i + 2 < marked.size(); ++i) {
    expected.insert(marked.substr(i, 3));
  }
  RC_ASSERT(grams.size() == expected.size());
  RC_ASSERT(std::set(grams.begin(), grams.end()).size() == grams.size());
}

RC_GTEST_PROP(NearKeys, WordsOneEditApartShareOne, ()) {
  const auto letter = rc::gen::inRange('a', static_cast<char>('z' + 1));
  std::string word = *rc::gen::container<std::string>(letter);
  RC_PRE(word.size() >= 5 && word.size() < 60);
  std::string other = word;
  const auto at = *rc::gen::inRange<std::size_t>(0, word.size());
  switch (*rc::gen::inRange(0, 3)) {
    case 0:
      other[at] = *letter;
      break;
    case 1:
      other.erase(at, 1);
      break;
    default:
      other.insert(at, 1, *letter);
  }
  RC_ASSERT(reference::edits(word, other) <= 1);
  std::vector<std::uint64_t> a;
  std::vector<std::uint64_t> b;
  add_near_keys(word, a);
  add_near_keys(other, b);
  RC_ASSERT(
      std::ranges::any_of(a, [&](std::uint64_t key) { return std::ranges::count(b, key) > 0; }));
}

}  // namespace
}  // namespace headwater
