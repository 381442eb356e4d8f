#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "resolve/features.h"
#include "resolve/index_parts.h"
#include "resolve/resolve.h"

namespace headwater {

/// A record as it stands in an index: where its text is (name, country, identifier and tag, one
/// behind the other) and where its readings are.
struct RecordRow {
  std::int64_t id = 0;
  std::uint64_t text = 0;
  std::uint32_t name = 0;  ///< lengths
  std::uint32_t country = 0;
  std::uint32_t identifier = 0;
  std::uint32_t tag = 0;
  std::uint32_t first_reading = 0;
  std::uint32_t readings = 0;
  std::uint32_t first_token = 0;  ///< those of all its readings stand together
  std::uint32_t tokens = 0;
  float weight = 0;  ///< of its main reading
  std::uint32_t unused = 0;
};

struct ReadingRow {
  std::uint64_t text = 0;  ///< form, initials, initials with form
  std::uint32_t first_token = 0;
  std::uint32_t first_bigram = 0;
  std::uint16_t bigrams = 0;
  std::uint16_t form = 0;  ///< lengths
  std::uint16_t initials = 0;
  std::uint16_t initials_with_form = 0;
  std::uint16_t tokens = 0;
  std::uint16_t kind = 0;
  float weight = 0;
};

struct TokenRow {
  std::uint32_t word = 0;
  std::uint32_t unit = 0;  ///< what it is sought by: the leading half of its key
  float weight = 0;
};

struct WordRow {
  std::uint64_t text = 0;  ///< the word, its skeleton, a number as it is written
  std::uint32_t letters = 0;
  std::uint32_t spelt = 0;
  std::int32_t meaning = -1;
  float weight = 0;
  std::uint16_t length = 0;
  std::uint16_t skeleton = 0;
  std::uint16_t written = 0;
  std::uint8_t numeric = 0;
  std::uint8_t small = 0;
  std::uint8_t place = 0;
  std::uint8_t unused[7] = {};
};

/// How words of the index are spelt or sound, and the key they are found by.
struct SoundRow {
  std::uint64_t text = 0;
  std::uint64_t key = 0;
  std::uint32_t letters = 0;
  std::uint32_t length = 0;
};

/// The records of an index, each read in full when it is asked for. Rows from a file are checked as
/// they are used: one that points out of the file is read as empty.
class NameStore {
 public:
  NameStore() = default;
  explicit NameStore(const IndexParts& parts);

  std::size_t size() const { return records_.size(); }
  const RecordRow& record(std::uint32_t record) const { return records_[record]; }
  std::string_view name(std::uint32_t record) const;  ///< as it was given
  std::string_view tag(std::uint32_t record) const;
  /// Into `name`, whose memory is used again; it points into this store.
  void read(std::uint32_t record, PreparedName& name) const;
  std::span<const TokenRow> tokens(const RecordRow& record) const;
  static float weight(const RecordRow& record);
  static float weight(const TokenRow& token);
  void prefetch(std::uint32_t record) const;
  void prefetch_tokens(std::uint32_t record) const;
  /// What read() needs beyond: first the words, then their letters.
  void prefetch_words(std::uint32_t record) const;
  void prefetch_letters(std::uint32_t record) const;

  std::size_t sounds() const { return sounds_.size(); }
  const SoundRow& sound(std::uint32_t sound) const { return sounds_[sound]; }
  void prefetch_sound(std::uint32_t sound) const { __builtin_prefetch(&sounds_[sound]); }
  void prefetch_letters_of_sound(std::uint32_t sound) const {
    __builtin_prefetch(text_.data() + sounds_[sound].text);
  }
  std::string_view text(std::uint64_t start, std::uint64_t length) const;

 private:
  void read_reading(const ReadingRow& row, Reading& reading) const;
  void read_token(const TokenRow& row, NameToken& token) const;

  std::span<const char> text_;
  std::span<const RecordRow> records_;
  std::span<const ReadingRow> readings_;
  std::span<const TokenRow> tokens_;
  std::span<const std::uint16_t> bigrams_;
  std::span<const WordRow> words_;
  std::span<const SoundRow> sounds_;
};

/// Collects records one by one, each distinct word once.
class NameStoreBuilder {
 public:
  void add(const NameRecord& record, const PreparedName& name);
  std::size_t size() const { return records_.size(); }
  const std::vector<SoundRow>& sounds() const { return sounds_; }
  /// How many words of records are spelt or sound so.
  std::vector<std::uint32_t> uses_of_sounds() const;
  std::string_view text(const SoundRow& sound) const {
    return {text_.data() + sound.text, sound.length};
  }
  /// Moves everything into the parts.
  void finish(IndexParts& parts);

 private:
  std::uint64_t keep(std::string_view text);
  std::uint32_t word(const NameToken& token);
  std::uint32_t sound(std::string_view text, std::uint64_t start, std::uint64_t unit);
  void add_reading(const Reading& reading);

  std::vector<char> text_;
  std::vector<RecordRow> records_;
  std::vector<ReadingRow> readings_;
  std::vector<TokenRow> tokens_;
  std::vector<std::uint16_t> bigrams_;
  std::vector<WordRow> words_;
  std::vector<SoundRow> sounds_;
  /// What stands behind a word.
  struct WordUse {
    std::uint32_t times = 0;
    std::vector<std::uint32_t> sounds;
  };
  std::vector<WordUse> uses_;  ///< of `words_`
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
      return std::hash<std::string_view>{}(text);
    }
  };
  std::unordered_map<std::string, std::uint32_t, Hash, std::equal_to<>> word_of_;
  std::string key_;
  std::unordered_map<std::uint64_t, std::uint32_t> sound_of_;  ///< by hash of skeleton and key
};

}  // namespace headwater
