#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/database.h"
#include "base/progress.h"

namespace headwater {

enum class Decision : std::uint8_t { no, possible, match };

/// A name with what is known beside it. The id is the caller's: an entry of a list, a row of a
/// file.
struct NameRecord {
  std::int64_t id = 0;
  std::string name;
  std::optional<std::string> country;     ///< ISO alpha-3
  std::optional<std::string> identifier;  ///< register, tax or LEI number
  std::string tag{};                      ///< the caller's own words, given back with it
};

struct NameCandidate {
  std::int64_t id = 0;     ///< of the indexed record
  std::string name;        ///< the indexed name that matched
  std::string tag;         ///< of the indexed record
  double score = 0;        ///< 0..1
  double probability = 0;  ///< calibrated: that both are the same
  Decision decision = Decision::no;
  std::string reasons;  ///< in words: "same rare words Haige; legal form differs; country agrees"
};

struct ScreenOptions {
  std::size_t top = 5;
  double threshold = 0.6;  ///< weakest score reported; 0 shows every candidate
  int threads = 0;
  /// Share of names on no list that may be given a match all the same, for example 0.001; none:
  /// the decisions of data/name_features.csv.
  std::optional<double> false_alarms = std::nullopt;
};

/// The weakest score that is a match under these options. Throws Error where the share of false
/// alarms is too small to be known.
double match_score(const ScreenOptions& options);

/// Names to be found again: batch in, candidates with reasons out.
class NameIndex {
 public:
  explicit NameIndex(std::vector<NameRecord> records, int threads = 0);
  ~NameIndex();
  NameIndex(NameIndex&&) noexcept;
  /// Maps a file that save() wrote: ready at once, whatever its size. Throws Error for a file that
  /// is none, is damaged or comes from another version.
  static NameIndex open(const std::filesystem::path& file);
  void save(const std::filesystem::path& file) const;
  /// Adds these records to those of a file.
  void append_to(const std::filesystem::path& file) const;
  std::size_t size() const;
  /// For each query its candidates, best first; ties in the order of ids. Same for any thread
  /// count.
  std::vector<std::vector<NameCandidate>> screen(std::span<const NameRecord> queries,
                                                 const ScreenOptions& options = {}) const;
  /// The same for the records themselves, each of which finds itself too.
  std::vector<std::vector<NameCandidate>> screen_own(const ScreenOptions& options = {}) const;

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

/// One pair, compared.
NameCandidate compare(const NameRecord& query, const NameRecord& listed);

struct PreparedName;

/// A name that was read once, to be compared with many.
class ReadName {
 public:
  explicit ReadName(const NameRecord& record);
  ~ReadName();
  ReadName(ReadName&&) noexcept;
  /// The score that compare() gives.
  double score(const ReadName& other) const;

 private:
  std::unique_ptr<const PreparedName> name_;
};

/// Judgements of people, from records.sqlite: they win over the machine.
struct Judgement {
  std::string subject;  ///< fingerprint
  std::string object;   ///< fingerprint
  bool same = false;
};
/// What a judgement is keyed on: normalised name, country and identifier. It also holds for the
/// same name and country where either side has no identifier.
std::string fingerprint(const NameRecord& record);

struct ResolveOptions {
  std::vector<Judgement> judgements;
  int threads = 0;
};

/// purchases -> spellings, entities, purchase_entities; list_entries -> screening.
void resolve(Connection& connection, const ResolveOptions& options, const Progress& progress);

}  // namespace headwater
