#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace headwater {

struct RecordedJudgement {
  std::int64_t id = 0;
  std::string made;  ///< ISO 8601, UTC
  std::string who;
  std::string why;
  std::string subject;
  std::string object;
  std::string verdict;  ///< same | different | undo
};

struct RunRecord {
  std::string command;
  std::string engine_version;
  std::string reference_edition;
  std::string started;  ///< ISO 8601, UTC
  std::string inputs;   ///< JSON [{name, sha256}]
};

/// records.sqlite: what people entered and which runs were made. WAL, synchronous=FULL.
class Records {
 public:
  explicit Records(const std::filesystem::path& file);
  Records(Records&&) noexcept;
  ~Records();

  void add(const RecordedJudgement& judgement);
  std::vector<RecordedJudgement> judgements() const;  ///< in the order made, undone ones left out
  std::int64_t begin_run(const RunRecord& run);
  void finish_run(std::int64_t run, const std::string& finished);

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace headwater
