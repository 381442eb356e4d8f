#include "resolve/name_segment.h"

#include <algorithm>
#include <bit>

#include "resolve/letters.h"
#include "resolve/token_match.h"

namespace headwater {
namespace {

constexpr float same_sound = 0.94F;
constexpr float one_edit = 0.75F;  // of a word's weight, where it is spelt nearly so
constexpr float cut_short = 0.75F;
constexpr float two_edits = 0.6F;
// Lists of words spelt nearly so come later, as if so many times longer.
constexpr std::size_t of_a_new_word = 2;  // where no name has the word itself
constexpr std::size_t of_a_known_word = 8;
constexpr std::size_t long_word = 7;  // letters; may have two edits
constexpr float alike_consonants = 0.6F;
constexpr float of_letters = 0.5F;            // that a word has in common with one that is rescued
constexpr std::size_t most_rescued = 8;       // words for one
constexpr std::size_t looked_through = 2000;  // records of all lists together
constexpr std::size_t of_rare_keys = 512;     // records whose words are looked at
constexpr std::size_t of_common_keys = 128;
constexpr float worth_weighing = 0.5F;    // of what the first record shares
constexpr float worth_comparing = 0.35F;  // of the first one's share
constexpr std::size_t common = 64;        // records of a word that is sought with another
constexpr std::size_t most_pairs = 24;

/// 0 where two words only share a hash.
float nearness(std::string_view a, std::string_view b, std::uint32_t letters) {
  if (a == b) {
    return same_sound;
  }
  const std::size_t most = a.size() >= long_word ? 2 : 1;
  if (static_cast<std::size_t>(std::popcount(letters)) <= 2 * most) {
    const std::size_t count = edits(a, b, most);
    if (count <= most) {
      return count == 1 ? one_edit : two_edits;
    }
  }
  return (letters & ~vowels) == 0 ? alike_consonants : 0;
}

/// For each list what names met only from there on can share at most: each word once.
void look_ahead(std::vector<CollectSpace::List>& lists) {
  std::array<float, 64> of_word{};
  float ahead = 0;
  for (auto list = lists.rbegin(); list != lists.rend(); ++list) {
    for (std::uint64_t words = list->words; words != 0; words &= words - 1) {
      float& most = of_word[static_cast<std::size_t>(std::countr_zero(words))];
      if (list->weight > most) {
        ahead += list->weight - most;
        most = list->weight;
      }
    }
    list->ahead = ahead;
  }
}

bool shares_more(const SharedWeights::Found& a, const SharedWeights::Found& b) {
  return a.shared != b.shared ? a.shared > b.shared : a.record < b.record;
}

/// Records of the rarest keys, which come first, and of the others those that share most.
void keep_likely(std::vector<SharedWeights::Found>& found, float heaviest) {
  if (found.size() <= of_rare_keys) {
    return;
  }
  const auto rest = found.begin() + of_rare_keys;
  found.erase(
      std::remove_if(rest, found.end(), [&](const auto& one) { return one.shared < heaviest / 2; }),
      found.end());
  if (found.size() > of_rare_keys + of_common_keys) {
    std::nth_element(rest, rest + of_common_keys, found.end(), shares_more);
    found.resize(of_rare_keys + of_common_keys);
  }
}

}  // namespace

void SharedWeights::clear() {
  for (const std::uint32_t slot : used_) {
    slots_[slot] = 0;
  }
  used_.clear();
  found_.clear();
  heaviest_ = 0;
}

void SharedWeights::add(std::uint32_t record, float weight, bool whole) {
  std::uint32_t slot = (record * 0x9E3779B1U) >> (32U - std::countr_zero(capacity));
  while (slots_[slot] != 0 && found_[slots_[slot] - 1U].record != record) {
    slot = (slot + 1) % capacity;
  }
  if (slots_[slot] == 0) {
    if (full()) {
      return;
    }
    found_.push_back({record, 0, 0});
    slots_[slot] = static_cast<std::uint16_t>(found_.size());
    used_.push_back(slot);
  }
  Found& found = found_[slots_[slot] - 1U];
  found.shared += weight;
  heaviest_ = std::max(heaviest_, found.shared);
  found.whole += whole ? weight : 0;
}

NameSegment::NameSegment(IndexParts parts)
    : parts_(std::move(parts)),
      names_(parts_),
      keys_(parts_, name_keys_place),
      near_(parts_, near_keys_place),
      grams_(parts_, grams_place) {}

/// How many records the key has.
std::size_t NameSegment::add_unit(std::uint64_t key, SoughtUnit unit, CollectSpace& space) const {
  const auto records = keys_.find(key);
  if (!records.empty() && space.units.size() < UnitSlots::most) {
    unit.unit = leading_half(key);
    space.units.push_back(unit);
    space.unit_keys.push_back(key);
    space.slots.add(space.units);
    const std::size_t doubt = unit.similarity == 1 ? 1
                              : unit.paired        ? of_a_new_word
                                                   : of_a_known_word;
    space.units.back().paired = unit.paired && records.size() > common;
    space.lists.push_back({records, unit.weight * unit.similarity, doubt * records.size(),
                           std::uint64_t{1} << unit.token, 0, false});
  }
  return records.size();
}

/// Words of the index that are spelt or sound nearly like this one, each once.
void NameSegment::find_near(const NameToken& token, bool unknown, CollectSpace& space) const {
  space.near.clear();
  space.sounds.clear();
  add_near_keys(token.skeleton, space.near);
  if (token.text != token.skeleton) {
    add_near_keys(token.text, space.near);
  }
  if (unknown && token.skeleton.size() >= stem_letters) {
    space.near.push_back(stem_key(token.skeleton));
  }
  near_.prefetch(space.near);
  for (const std::uint64_t key : space.near) {
    const auto found = near_.find(key);
    space.sounds.insert(space.sounds.end(), found.begin(), found.end());
  }
  std::ranges::sort(space.sounds);
  const auto rest = std::ranges::unique(space.sounds);
  space.sounds.erase(rest.begin(), rest.end());
  std::erase_if(space.sounds, [&](std::uint32_t sound) { return sound >= names_.sounds(); });
}

void NameSegment::look_up_near(const NameToken& token, std::uint8_t place, bool unknown,
                               CollectSpace& space) const {
  find_near(token, unknown, space);
  const std::uint64_t own = unit_key(token);
  const std::uint32_t letters = letters_of(token.text);
  const std::uint32_t sounds = letters_of(token.skeleton);
  for (const std::uint32_t number : space.sounds) {
    names_.prefetch_sound(number);
  }
  space.keys.clear();
  for (const std::uint32_t number : space.sounds) {
    const SoundRow& sound = names_.sound(number);
    if (sound.key == own) {
      continue;
    }
    const std::string_view text = names_.text(sound.text, sound.length);
    float near = nearness(text, token.skeleton, sound.letters ^ sounds);
    if (near < same_sound && token.text != token.skeleton) {
      near = std::max(near, nearness(text, token.text, sound.letters ^ letters));
    }
    if (unknown && token.skeleton.size() >= stem_letters && text.starts_with(token.skeleton)) {
      near = std::max(near, cut_short);
    }
    if (near > 0) {
      space.keys.push_back({sound.key, near});
    }
  }
  keys_.prefetch(space.keys);
  for (const NameKey& near : space.keys) {
    add_unit(near.key, {0, near.weight, token.weight, place, unknown}, space);
  }
}

/// For a word that no name has, nor one spelt nearly so: words with most of its letters, three by
/// three.
void NameSegment::rescue(const NameToken& token, std::uint8_t place, CollectSpace& space) const {
  space.near.clear();
  add_grams(token.skeleton, space.near);
  grams_.prefetch(space.near);
  space.grams.clear();
  for (const std::uint64_t key : space.near) {
    for (const std::uint32_t number : grams_.find(key)) {
      if (number < names_.sounds()) {
        space.grams.add(number, 1, false);
      }
    }
  }
  auto& found = space.grams.found();
  const auto own = static_cast<float>(token.skeleton.size());
  // No word has fewer letters than it shares: of most the length need not be looked at.
  constexpr float fewest = of_letters / (2 - of_letters);
  std::erase_if(found, [&](const auto& one) { return one.shared < fewest * own; });
  for (auto& one : found) {
    const auto theirs = static_cast<float>(names_.sound(one.record).length);
    one.shared = 2 * one.shared / (own + theirs);
  }
  std::erase_if(found, [](const auto& one) { return one.shared < of_letters; });
  const std::size_t kept = std::min(found.size(), most_rescued);
  std::partial_sort(found.begin(), found.begin() + static_cast<std::ptrdiff_t>(kept), found.end(),
                    shares_more);
  for (const auto& one : std::span(found).first(kept)) {
    add_unit(names_.sound(one.record).key, {0, one.shared, token.weight, place, true}, space);
  }
}

void NameSegment::look_up_words(const PreparedName& query, CollectSpace& space) const {
  std::uint8_t place = 0;
  for (const Reading& reading : query.readings) {
    for (const NameToken& token : reading.tokens) {
      const std::size_t names = add_unit(unit_key(token), {0, 1, token.weight, place, true}, space);
      // A word of many names is hardly another one misspelt.
      if (!token.numeric && names <= common) {
        look_up_near(token, place, names == 0, space);
        if (names == 0 && space.keys.empty()) {
          rescue(token, place, space);
        }
      }
      place = std::min<std::uint8_t>(place + 1, 63);
    }
  }
}

/// Two words of the query together, where each is common.
void NameSegment::look_up_pairs(CollectSpace& space) const {
  space.pairs.clear();
  space.pair_words.clear();
  for (std::size_t i = 0; i < space.units.size(); ++i) {
    for (std::size_t j = i + 1; j < space.units.size() && space.pairs.size() < most_pairs; ++j) {
      if (space.units[i].paired && space.units[j].paired &&
          space.units[i].token != space.units[j].token) {
        const float weight = space.units[i].weight * space.units[i].similarity +
                             space.units[j].weight * space.units[j].similarity;
        space.pairs.push_back({pair_key(space.unit_keys[i], space.unit_keys[j]), weight});
        space.pair_words.push_back(std::uint64_t{1} << space.units[i].token |
                                   std::uint64_t{1} << space.units[j].token);
      }
    }
  }
  keys_.prefetch(space.pairs);
  for (std::size_t i = 0; i < space.pairs.size(); ++i) {
    const auto records = keys_.find(space.pairs[i].key);
    if (!records.empty()) {
      space.lists.push_back(
          {records, space.pairs[i].weight, records.size(), space.pair_words[i], 0, false});
    }
  }
}

void NameSegment::look_up_whole(const PreparedName& query, CollectSpace& space) const {
  space.keys.clear();
  add_whole_keys(query, Side::sought, space.keys);
  keys_.prefetch(space.keys);
  for (const NameKey& key : space.keys) {
    const auto records = keys_.find(key.key);
    if (!records.empty()) {
      space.lists.push_back({records, key.weight, 0, 0, 0, true});
    }
  }
}

/// Rarest lists first, until enough records were seen or the rest could lift none to the first.
void NameSegment::gather(CollectSpace& space) const {
  std::ranges::stable_sort(space.lists, {}, &CollectSpace::List::order);
  look_ahead(space.lists);
  std::size_t seen = 0;
  for (const auto& list : space.lists) {
    if (seen >= looked_through ||
        (!list.whole && list.ahead < worth_weighing * space.shared.heaviest())) {
      break;
    }
    const std::size_t some = std::min(list.records.size(), looked_through - seen);
    for (const std::uint32_t record : list.records.first(some)) {
      if (record < names_.size()) {
        space.shared.add(record, list.weight, list.whole);
      }
    }
    seen += some;
  }
}

float NameSegment::agreed(const RecordRow& row, const CollectSpace& space) const {
  float agreed = 0;
  std::uint64_t used = 0;
  for (const TokenRow& token : names_.tokens(row)) {
    const SoughtUnit* best = nullptr;
    for (std::uint8_t at = space.slots.first(token.unit); at != 0;) {
      const SoughtUnit& unit = space.units[at - 1U];
      at = unit.next;
      if (unit.unit == token.unit && ((used >> unit.token) & 1U) == 0 &&
          (best == nullptr || unit.similarity > best->similarity)) {
        best = &unit;
      }
    }
    if (best != nullptr) {
      used |= std::uint64_t{1} << best->token;
      agreed += best->similarity * (best->weight + NameStore::weight(token));
    }
  }
  return agreed;
}

/// Looks at the words of the likely records.
void NameSegment::weigh(const PreparedName& query, std::size_t most_kept,
                        CollectSpace& space) const {
  auto& found = space.shared.found();
  keep_likely(found, space.shared.heaviest());
  for (const auto& one : found) {
    names_.prefetch(one.record);
  }
  for (const auto& one : found) {
    names_.prefetch_tokens(one.record);
  }
  const float own = query.readings.front().weight;
  float most = 0;
  for (auto& one : found) {
    const RecordRow& row = names_.record(one.record);
    one.shared = (agreed(row, space) + one.whole) / (own + NameStore::weight(row));
    most = std::max(most, one.shared);
  }
  std::erase_if(found, [&](const auto& one) { return one.shared < worth_comparing * most; });
  const std::size_t kept = std::min(found.size(), most_kept);
  std::partial_sort(found.begin(), found.begin() + static_cast<std::ptrdiff_t>(kept), found.end(),
                    shares_more);
  found.resize(kept);
}

void NameSegment::collect(const PreparedName& query, std::size_t most, CollectSpace& space) const {
  space.shared.clear();
  space.units.clear();
  space.unit_keys.clear();
  space.lists.clear();
  space.slots.clear();
  look_up_words(query, space);
  look_up_pairs(space);
  look_up_whole(query, space);
  gather(space);
  weigh(query, most, space);
}

}  // namespace headwater
