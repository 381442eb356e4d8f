#pragma once

#include <future>

namespace headwater {

/// Does two things that need nothing of each other: side by side where there may be two threads
/// (0: all), else one after the other. Ends when both have; throws what either threw.
template <class Here, class Beside>
void both(int threads, const Here& here, const Beside& beside) {
  std::future<void> other =
      std::async(threads == 1 ? std::launch::deferred : std::launch::async, beside);
  here();
  other.get();
}

}  // namespace headwater
