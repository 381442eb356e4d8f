#include "server/jobs.h"

#include <chrono>
#include <nlohmann/json.hpp>
#include <utility>

#include "base/error.h"

namespace headwater {
namespace {

constexpr std::size_t most_kept = 50;

/// Thrown by a job's progress to end its work.
struct Cancelled {};

bool has_ended(const std::string& state) { return state != "waiting" && state != "running"; }

std::chrono::steady_clock::time_point in(double seconds) {
  return std::chrono::steady_clock::now() +
         std::chrono::milliseconds(static_cast<std::int64_t>(seconds * 1000));
}

}  // namespace

std::string job_json(const JobState& state) {
  const nlohmann::ordered_json json = {
      {"id", state.id},
      {"state", state.state},
      {"phase", state.phase},
      {"fraction", state.fraction},
      {"error",
       state.error.empty() ? nlohmann::ordered_json() : nlohmann::ordered_json(state.error)}};
  return json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

Jobs::Jobs(std::function<void(const Progress&)> work)
    : work_(std::move(work)), thread_([this] { work_off(); }) {}

Jobs::~Jobs() {
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
    for (auto& [id, job] : jobs_) {
      job.cancelled = true;
    }
  }
  wake_.notify_all();
  thread_.join();
}

std::int64_t Jobs::ask(double pause_seconds) {
  const std::lock_guard lock(mutex_);
  if (!jobs_.empty() && jobs_.rbegin()->second.state.state == "waiting") {
    jobs_.rbegin()->second.begin = in(pause_seconds);
    return jobs_.rbegin()->first;
  }
  const std::int64_t id = jobs_.empty() ? 1 : jobs_.rbegin()->first + 1;
  Job& job = jobs_[id];
  job.state.id = id;
  job.begin = in(pause_seconds);
  while (jobs_.size() > most_kept && has_ended(jobs_.begin()->second.state.state)) {
    jobs_.erase(jobs_.begin());
  }
  wake_.notify_all();
  return id;
}

std::optional<JobState> Jobs::find(std::int64_t id) const {
  const std::lock_guard lock(mutex_);
  const auto found = jobs_.find(id);
  return found == jobs_.end() ? std::nullopt : std::optional(found->second.state);
}

std::optional<JobState> Jobs::newest() const {
  const std::lock_guard lock(mutex_);
  return jobs_.empty() ? std::nullopt : std::optional(jobs_.rbegin()->second.state);
}

std::shared_ptr<EventStream> Jobs::events(std::int64_t id) const {
  const std::lock_guard lock(mutex_);
  const auto found = jobs_.find(id);
  return found == jobs_.end() ? nullptr : found->second.events;
}

bool Jobs::cancel(std::int64_t id) {
  {
    const std::lock_guard lock(mutex_);
    const auto found = jobs_.find(id);
    if (found == jobs_.end() || has_ended(found->second.state.state)) {
      return false;
    }
    found->second.cancelled = true;
    found->second.begin = in(0);
  }
  wake_.notify_all();
  return true;
}

void Jobs::work_off() {
  std::unique_lock lock(mutex_);
  while (!ending_) {
    Job* next = nullptr;
    for (auto& [id, job] : jobs_) {
      next = !next && job.state.state == "waiting" ? &job : next;
    }
    if (!next) {
      wake_.wait(lock);
    } else if (next->begin > in(0)) {
      wake_.wait_until(lock, next->begin);
    } else {
      const std::int64_t id = next->state.id;
      lock.unlock();
      run(id);
      lock.lock();
    }
  }
}

void Jobs::tell(std::int64_t id, const std::function<void(JobState&)>& change) {
  JobState state;
  std::shared_ptr<EventStream> events;
  {
    const std::lock_guard lock(mutex_);
    Job& job = jobs_.at(id);
    change(job.state);
    if (job.cancelled && !has_ended(job.state.state)) {
      throw Cancelled{};
    }
    state = job.state;
    events = job.events;
  }
  const bool last = has_ended(state.state);
  events->tell(last ? state.state : "progress", job_json(state), last);
}

void Jobs::run(std::int64_t id) {
  const auto end = [&](const char* how, const std::string& error) {
    tell(id, [&](JobState& state) {
      state.state = how;
      state.error = error;
    });
  };
  try {
    tell(id, [](JobState& state) { state.state = "running"; });
    work_([&](std::string_view phrase, double fraction) {
      tell(id, [&](JobState& state) {
        state.phase = phrase;
        state.fraction = fraction;
      });
    });
    end("done", "");
  } catch (const Cancelled&) {
    end("cancelled", "");
  } catch (const std::exception& error) {
    end("failed", error.what());
  }
}

}  // namespace headwater
