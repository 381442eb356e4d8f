#include "server/event_stream.h"

#include <fmt/format.h>

#include <utility>

namespace headwater {

void EventStream::listen(Listener listener) {
  const std::lock_guard lock(mutex_);
  if (ended_ || !latest_.empty()) {
    listener(latest_, ended_);
  }
  if (!ended_) {
    listeners_.push_back(std::move(listener));
  }
}

void EventStream::tell(const std::string& name, const std::string& data, bool last) {
  const std::lock_guard lock(mutex_);
  if (ended_) {
    return;
  }
  latest_ = fmt::format("event: {}\ndata: {}\n\n", name, data);
  ended_ = last;
  for (const Listener& listener : listeners_) {
    listener(latest_, last);
  }
  if (last) {
    listeners_.clear();
  }
}

}  // namespace headwater
