#include "resolve/name_store.h"

#include <algorithm>

#include "resolve/letters.h"
#include "resolve/name_keys.h"

namespace headwater {
namespace {

std::uint32_t length_of(std::string_view text) { return static_cast<std::uint32_t>(text.size()); }

std::uint16_t short_length(std::string_view text) {
  return static_cast<std::uint16_t>(std::min<std::size_t>(text.size(), UINT16_MAX));
}

/// The part of `rows` that a row points to; nothing where it points outside.
template <class Row>
std::span<const Row> within(std::span<const Row> rows, std::uint64_t start, std::uint64_t count) {
  const bool inside = start <= rows.size() && count <= rows.size() - start;
  return inside ? rows.subspan(start, count) : std::span<const Row>{};
}

/// A weight as readings have it: a damaged file may hold anything, and no order stands NaN.
float weight_of(float written) { return written > 0 && written < 1000 ? written : 1; }

}  // namespace

NameStore::NameStore(const IndexParts& parts)
    : text_(parts.get<char>(Part::text)),
      records_(parts.get<RecordRow>(Part::records)),
      readings_(parts.get<ReadingRow>(Part::readings)),
      tokens_(parts.get<TokenRow>(Part::tokens)),
      bigrams_(parts.get<std::uint16_t>(Part::bigrams)),
      words_(parts.get<WordRow>(Part::words)),
      sounds_(parts.get<SoundRow>(Part::sounds)) {}

std::string_view NameStore::text(std::uint64_t start, std::uint64_t length) const {
  const auto found = within(text_, start, length);
  return {found.data(), found.size()};
}

std::string_view NameStore::name(std::uint32_t record) const {
  return text(records_[record].text, records_[record].name);
}

std::string_view NameStore::tag(std::uint32_t record) const {
  const RecordRow& row = records_[record];
  return text(row.text + row.name + row.country + row.identifier, row.tag);
}

float NameStore::weight(const RecordRow& record) { return weight_of(record.weight); }
float NameStore::weight(const TokenRow& token) { return weight_of(token.weight); }

std::span<const TokenRow> NameStore::tokens(const RecordRow& record) const {
  return within(tokens_, record.first_token, record.tokens);
}

void NameStore::prefetch(std::uint32_t record) const { __builtin_prefetch(&records_[record]); }

void NameStore::prefetch_tokens(std::uint32_t record) const {
  const TokenRow* first = tokens_.data() + records_[record].first_token;
  __builtin_prefetch(first);
  __builtin_prefetch(reinterpret_cast<const char*>(first) + 63);
}

void NameStore::prefetch_words(std::uint32_t record) const {
  const RecordRow& row = records_[record];
  __builtin_prefetch(readings_.data() + row.first_reading);
  __builtin_prefetch(text_.data() + row.text);
  __builtin_prefetch(text_.data() + row.text + row.name);
  for (const TokenRow& token : tokens(row)) {
    __builtin_prefetch(words_.data() + token.word);
  }
}

void NameStore::prefetch_letters(std::uint32_t record) const {
  const RecordRow& row = records_[record];
  for (const ReadingRow& reading : within(readings_, row.first_reading, row.readings)) {
    __builtin_prefetch(text_.data() + reading.text);
    __builtin_prefetch(bigrams_.data() + reading.first_bigram);
  }
  for (const TokenRow& token : tokens(row)) {
    for (const WordRow& word : within(words_, token.word, 1)) {
      __builtin_prefetch(text_.data() + word.text);
    }
  }
}

void NameStore::read_token(const TokenRow& row, NameToken& token) const {
  const auto found = within(words_, row.word, 1);
  const WordRow word = found.empty() ? WordRow{} : found.front();
  token.text = text(word.text, word.length);
  token.skeleton = text(word.text + word.length, word.skeleton);
  token.weight = weight_of(word.weight);
  token.meaning = word.meaning;
  token.letters = word.letters;
  token.written = text(word.text + word.length + word.skeleton, word.written);
  token.spelt = word.spelt;
  if (token.text.empty() || token.skeleton.empty()) {
    token.text = token.skeleton = "?";
  }
  token.begins = first_letters(token.skeleton);
  token.numeric = word.numeric != 0;
  token.small = word.small != 0;
  token.place = word.place != 0;
}

void NameStore::read_reading(const ReadingRow& row, Reading& reading) const {
  const auto tokens = within(tokens_, row.first_token, row.tokens);
  reading.tokens.resize(tokens.size());
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    read_token(tokens[i], reading.tokens[i]);
  }
  const auto bigrams = within(bigrams_, row.first_bigram, row.bigrams);
  reading.bigrams = bigrams;
  reading.form = text(row.text, row.form);
  reading.initials = text(row.text + row.form, row.initials);
  reading.initials_with_form = text(row.text + row.form + row.initials, row.initials_with_form);
  reading.kind = static_cast<LegalKind>(row.kind);
  reading.weight = weight_of(row.weight);
}

void NameStore::read(std::uint32_t record, PreparedName& name) const {
  const RecordRow& row = records_[record];
  const auto readings = within(readings_, row.first_reading, row.readings);
  name.readings.resize(readings.size());
  for (std::size_t i = 0; i < readings.size(); ++i) {
    read_reading(readings[i], name.readings[i]);
  }
  name.countries = text(row.text + row.name, row.country);
  name.identifier = settled_identifier(text(row.text + row.name + row.country, row.identifier));
}

std::uint64_t NameStoreBuilder::keep(std::string_view text) {
  const std::uint64_t start = text_.size();
  text_.insert(text_.end(), text.begin(), text.end());
  return start;
}

std::uint32_t NameStoreBuilder::sound(std::string_view text, std::uint64_t start,
                                      std::uint64_t unit) {
  const auto [place, added] =
      sound_of_.emplace(pair_key(unit, word_key(text)), static_cast<std::uint32_t>(sounds_.size()));
  if (added) {
    sounds_.push_back({start, unit, letters_of(text), length_of(text)});
  }
  return place->second;
}

std::vector<std::uint32_t> NameStoreBuilder::uses_of_sounds() const {
  std::vector<std::uint32_t> uses(sounds_.size(), 0);
  for (const WordUse& word : uses_) {
    for (const std::uint32_t sound : word.sounds) {
      uses[sound] += word.times;
    }
  }
  return uses;
}

std::uint32_t NameStoreBuilder::word(const NameToken& token) {
  key_ = token.text;
  if (token.numeric) {
    key_ += '\n';
    key_ += token.written;  // one number is written in many ways
  }
  auto place = word_of_.find(std::string_view(key_));
  if (place == word_of_.end()) {
    place = word_of_.emplace(key_, static_cast<std::uint32_t>(words_.size())).first;
    uses_.emplace_back();
    const std::uint64_t text = keep(token.text);
    const std::uint64_t skeleton = keep(token.skeleton);
    keep(token.written);
    words_.push_back({text,
                      token.letters,
                      token.spelt,
                      token.meaning,
                      token.weight,
                      short_length(token.text),
                      short_length(token.skeleton),
                      short_length(token.written),
                      token.numeric,
                      token.small,
                      token.place,
                      {}});
    if (!token.numeric) {
      uses_.back().sounds.push_back(sound(token.skeleton, skeleton, unit_key(token)));
      if (token.text != token.skeleton) {
        uses_.back().sounds.push_back(sound(token.text, text, unit_key(token)));
      }
    }
  }
  ++uses_[place->second].times;
  return place->second;
}

void NameStoreBuilder::add_reading(const Reading& reading) {
  const std::uint64_t text = keep(reading.form);
  keep(reading.initials);
  keep(reading.initials_with_form);
  readings_.push_back({text, static_cast<std::uint32_t>(tokens_.size()),
                       static_cast<std::uint32_t>(bigrams_.size()),
                       static_cast<std::uint16_t>(reading.bigrams.size()),
                       short_length(reading.form), short_length(reading.initials),
                       short_length(reading.initials_with_form),
                       static_cast<std::uint16_t>(reading.tokens.size()),
                       static_cast<std::uint16_t>(reading.kind), reading.weight});
  for (const NameToken& token : reading.tokens) {
    tokens_.push_back({word(token), leading_half(unit_key(token)), token.weight});
  }
  bigrams_.insert(bigrams_.end(), reading.bigrams.begin(), reading.bigrams.end());
}

void NameStoreBuilder::add(const NameRecord& record, const PreparedName& name) {
  RecordRow row;
  row.id = record.id;
  row.text = keep(record.name);
  const std::string_view country = record.country ? *record.country : std::string_view{};
  const std::string_view identifier = record.identifier ? *record.identifier : std::string_view{};
  keep(country);
  keep(identifier);
  keep(record.tag);
  row.name = length_of(record.name);
  row.country = length_of(country);
  row.identifier = length_of(identifier);
  row.tag = length_of(record.tag);
  row.first_reading = static_cast<std::uint32_t>(readings_.size());
  row.readings = static_cast<std::uint32_t>(name.readings.size());
  row.first_token = static_cast<std::uint32_t>(tokens_.size());
  for (const Reading& reading : name.readings) {
    add_reading(reading);
  }
  row.tokens = static_cast<std::uint32_t>(tokens_.size()) - row.first_token;
  row.weight = name.readings.empty() ? 0 : name.readings.front().weight;
  records_.push_back(row);
}

void NameStoreBuilder::finish(IndexParts& parts) {
  parts.put(Part::text, std::move(text_));
  parts.put(Part::records, std::move(records_));
  parts.put(Part::readings, std::move(readings_));
  parts.put(Part::tokens, std::move(tokens_));
  parts.put(Part::bigrams, std::move(bigrams_));
  parts.put(Part::words, std::move(words_));
  parts.put(Part::sounds, std::move(sounds_));
}

}  // namespace headwater
