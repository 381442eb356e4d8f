#include "resolve/name_segment.h"

#include <algorithm>
#include <bit>
#include <ranges>

#include "resolve/letter_runs.h"
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
constexpr std::size_t looked_at = 64;         // records whose words are looked at
constexpr std::size_t looked_through = 2000;  // records of all lists together
constexpr float worth_weighing = 0.5F;        // of what the first record shares
constexpr std::size_t common = 64;            // records of a word that is sought with another
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
  for (CollectSpace::List& list : std::views::reverse(lists)) {
    for (std::uint64_t words = list.key.words; words != 0; words &= words - 1) {
      float& most = of_word[static_cast<std::size_t>(std::countr_zero(words))];
      if (list.key.weight > most) {
        ahead += list.key.weight - most;
        most = list.key.weight;
      }
    }
    list.key.ahead = ahead;
  }
}

bool shares_more(const CollectSpace::Sound& a, const CollectSpace::Sound& b) {
  return a.shared != b.shared ? a.shared > b.shared : a.number < b.number;
}

}  // namespace

NameSegment::NameSegment(IndexParts parts)
    : parts_(std::move(parts)),
      names_(parts_),
      keys_(parts_, name_keys_place),
      near_(parts_, near_keys_place),
      runs_(parts_, runs_place),
      grams_(parts_, grams_place),
      postings_(parts_.get<Sketch>(Part::postings)),
      run_postings_(parts_.get<Sketch>(Part::run_postings)),
      near_sounds_(parts_.get<std::uint32_t>(Part::near_sounds)),
      gram_sounds_(parts_.get<std::uint32_t>(Part::gram_sounds)) {}

/// How many records the key has.
std::size_t NameSegment::add_unit(std::uint64_t key, SoughtUnit unit, CollectSpace& space) const {
  const auto found = records(key);
  if (!found.empty() && space.units.size() < UnitSlots::most) {
    unit.unit = leading_half(key);
    space.units.push_back(unit);
    space.unit_keys.push_back(key);
    space.slots.add(space.units);
    const std::size_t doubt = unit.similarity == 1 ? 1
                              : unit.paired        ? of_a_new_word
                                                   : of_a_known_word;
    space.units.back().paired = unit.paired && found.size() > common;
    space.lists.push_back({found,
                           doubt * found.size(),
                           {unit.weight * unit.similarity, std::uint64_t{1} << unit.token}});
  }
  return found.size();
}

/// The words themselves.
void NameSegment::look_up_words(const PreparedName& query, CollectSpace& space) const {
  space.words.clear();
  space.near.clear();
  for (const Reading& reading : query.readings) {
    for (const NameToken& token : reading.tokens) {
      const auto place = static_cast<std::uint8_t>(std::min<std::size_t>(space.words.size(), 63));
      space.near.push_back(unit_key(token));
      space.words.push_back({&token, space.near.back(), place});
    }
  }
  keys_.prefetch(space.near);
  for (CollectSpace::Word& word : space.words) {
    word.names = add_unit(word.key, {0, 1, word.token->weight, word.place, true}, space);
  }
}

/// Words of the index that are spelt or sound nearly like those of the query, each once.
void NameSegment::find_near(CollectSpace& space) const {
  space.near.clear();
  for (CollectSpace::Word& word : space.words) {
    const NameToken& token = *word.token;
    word.first = space.near.size();
    // A word of many names is hardly another one misspelt.
    if (!token.numeric && word.names <= common) {
      add_near_keys(token.skeleton, space.near);
      if (token.text != token.skeleton) {
        add_near_keys(token.text, space.near);
      }
      if (word.names == 0 && token.skeleton.size() >= stem_letters) {
        space.near.push_back(stem_key(token.skeleton));
      }
    }
    word.end = space.near.size();
  }
  near_.prefetch(space.near);
  space.sounds.clear();
  for (CollectSpace::Word& word : space.words) {
    const std::size_t first = space.sounds.size();
    for (std::size_t i = word.first; i < word.end; ++i) {
      const auto found = near_.find(space.near[i], near_sounds_);
      space.sounds.insert(space.sounds.end(), found.begin(), found.end());
    }
    const auto begin = space.sounds.begin() + static_cast<std::ptrdiff_t>(first);
    std::sort(begin, space.sounds.end());
    space.sounds.erase(std::unique(begin, space.sounds.end()), space.sounds.end());
    std::erase_if(space.sounds, [&](std::uint32_t sound) { return sound >= names_.sounds(); });
    word.first = first;
    word.end = space.sounds.size();
  }
}

void NameSegment::look_up_near(CollectSpace& space) const {
  find_near(space);
  for (const std::uint32_t number : space.sounds) {
    names_.prefetch_sound(number);
  }
  for (const std::uint32_t number : space.sounds) {
    names_.prefetch_letters_of_sound(number);
  }
  space.keys.clear();
  for (CollectSpace::Word& word : space.words) {
    const std::size_t first = space.keys.size();
    for (std::size_t i = word.first; i < word.end; ++i) {
      const SoundRow& sound = names_.sound(space.sounds[i]);
      const float near = sound.key == word.key ? 0 : nearness_of(sound, word);
      if (near > 0) {
        space.keys.push_back({sound.key, near});
      }
    }
    word.first = first;
    word.end = space.keys.size();
  }
  keys_.prefetch(space.keys);
  for (const CollectSpace::Word& word : space.words) {
    const NameToken& token = *word.token;
    for (std::size_t i = word.first; i < word.end; ++i) {
      add_unit(space.keys[i].key,
               {0, space.keys[i].weight, token.weight, word.place, word.names == 0}, space);
    }
    if (word.names == 0 && word.first == word.end && !token.numeric) {
      rescue(token, word.place, space);
    }
  }
}

float NameSegment::nearness_of(const SoundRow& sound, const CollectSpace::Word& word) const {
  const NameToken& token = *word.token;
  const std::string_view text = names_.text(sound.text, sound.length);
  float near = nearness(text, token.skeleton, sound.letters ^ token.letters);
  if (near < same_sound && token.text != token.skeleton) {
    near = std::max(near, nearness(text, token.text, sound.letters ^ token.spelt));
  }
  if (word.names == 0 && token.skeleton.size() >= stem_letters &&
      text.starts_with(token.skeleton)) {
    near = std::max(near, cut_short);
  }
  return near;
}

/// For a word that no name has, nor one spelt nearly so: words with most of its letters, three by
/// three.
void NameSegment::rescue(const NameToken& token, std::uint8_t place, CollectSpace& space) const {
  space.near.clear();
  add_grams(token.skeleton, space.near);
  grams_.prefetch(space.near);
  space.grams.clear();
  for (const std::uint64_t key : space.near) {
    for (const std::uint32_t number : grams_.find(key, gram_sounds_)) {
      const std::uint32_t slot = space.grams.slot(number);
      CollectSpace::Sound* sound = space.grams.at(slot);
      sound = sound || number >= names_.sounds() ? sound : space.grams.put(slot, {number, 0});
      if (sound) {
        ++sound->shared;
      }
    }
  }
  auto& found = space.grams.all();
  const auto own = static_cast<float>(token.skeleton.size());
  // No word has fewer letters than it shares: of most the length need not be looked at.
  constexpr float fewest = of_letters / (2 - of_letters);
  std::erase_if(found, [&](const auto& one) { return one.shared < fewest * own; });
  for (auto& one : found) {
    const auto theirs = static_cast<float>(names_.sound(one.number).length);
    one.shared = 2 * one.shared / (own + theirs);
  }
  std::erase_if(found, [](const auto& one) { return one.shared < of_letters; });
  const std::size_t kept = std::min(found.size(), most_rescued);
  std::partial_sort(found.begin(), found.begin() + static_cast<std::ptrdiff_t>(kept), found.end(),
                    shares_more);
  for (const auto& one : std::span(found).first(kept)) {
    add_unit(names_.sound(one.number).key, {0, one.shared, token.weight, place, true}, space);
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
    const auto found = records(space.pairs[i].key);
    if (!found.empty()) {
      space.lists.push_back({found, found.size(), {space.pairs[i].weight, space.pair_words[i]}});
    }
  }
}

void NameSegment::look_up_whole(const PreparedName& query, CollectSpace& space) const {
  space.keys.clear();
  add_whole_keys(query, Side::sought, space.keys);
  keys_.prefetch(space.keys);
  for (const NameKey& key : space.keys) {
    const auto found = records(key.key);
    if (!found.empty()) {
      space.lists.push_back({found, 0, {.weight = key.weight, .whole = true}});
    }
  }
}

/// Rarest lists first, until enough records were seen or the rest could lift none to the first.
void NameSegment::gather(CollectSpace& space) const {
  for (const auto& list : space.lists) {
    __builtin_prefetch(list.records.data());
  }
  std::ranges::stable_sort(space.lists, {}, &CollectSpace::List::order);
  look_ahead(space.lists);
  std::size_t seen = 0;
  for (const auto& list : space.lists) {
    if (seen >= looked_through ||
        (!list.key.whole && list.key.ahead < worth_weighing * space.found.heaviest())) {
      break;
    }
    const std::size_t some = std::min(list.records.size(), looked_through - seen);
    space.found.add(list.records.first(some), names_.size(), list.key);
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
void NameSegment::weigh(std::size_t most_kept, CollectSpace& space) const {
  space.found.keep(looked_at);
  auto& found = space.found.all();
  for (const auto& one : found) {
    names_.prefetch(one.number);
  }
  for (const auto& one : found) {
    names_.prefetch_tokens(one.number);
  }
  for (auto& one : found) {
    one.shared = agreed(names_.record(one.number), space) / 2 + one.whole;
    one.rank = one.likeness + std::min(1.F, one.shared * one.per_weight);
  }
  space.found.keep(most_kept);
}

void NameSegment::collect(const PreparedName& query, std::size_t most, CollectSpace& space) const {
  space.found.clear(sketch(query, 0));
  space.units.clear();
  space.unit_keys.clear();
  space.lists.clear();
  space.slots.clear();
  look_up_words(query, space);
  look_up_near(space);
  look_up_pairs(space);
  look_up_whole(query, space);
  gather(space);
  weigh(most, space);
}

void NameSegment::collect_by_letters(const PreparedName& query, std::size_t most,
                                     CollectSpace& space) const {
  space.found.clear(sketch(query, 0));
  space.near.clear();
  for (const Reading& reading : query.readings) {
    add_sought_runs(joined_letters(reading), space.near);
  }
  runs_.prefetch(space.near);
  for (const std::uint64_t key : space.near) {
    space.found.add(runs_.find(key, run_postings_), names_.size(), {});
  }
  space.found.keep(most);
}

}  // namespace headwater
