#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "base/progress.h"
#include "server/event_stream.h"

namespace headwater {

/// A long task: what it is at, and how it ended.
struct JobState {
  std::int64_t id = 0;
  std::string state = "waiting";  ///< waiting | running | done | failed | cancelled
  std::string phase;
  double fraction = 0;
  std::string error;
};

std::string job_json(const JobState& state);

/// Rescoring in the background, one at a time: what is asked for while one runs is done after it,
/// once. Safe to use from several threads.
class Jobs {
 public:
  /// `work` does the whole of it; it is stopped by an exception from its progress.
  explicit Jobs(std::function<void(const Progress&)> work);
  ~Jobs();

  /// The number of the job that will take account of all that was recorded until now; `pause`
  /// before it begins lets a person make several decisions in a row.
  std::int64_t ask(double pause_seconds);
  std::optional<JobState> find(std::int64_t id) const;
  std::optional<JobState> newest() const;
  std::shared_ptr<EventStream> events(std::int64_t id) const;  ///< nullptr: no such job
  /// False where it has ended already, or there is none.
  bool cancel(std::int64_t id);

 private:
  struct Job {
    JobState state;
    bool cancelled = false;
    std::shared_ptr<EventStream> events = std::make_shared<EventStream>();
    std::chrono::steady_clock::time_point begin;
  };
  void work_off();
  void run(std::int64_t id);
  void tell(std::int64_t id, const std::function<void(JobState&)>& change);

  std::function<void(const Progress&)> work_;
  mutable std::mutex mutex_;
  std::condition_variable wake_;
  std::map<std::int64_t, Job> jobs_;
  bool ending_ = false;
  std::thread thread_;
};

}  // namespace headwater
