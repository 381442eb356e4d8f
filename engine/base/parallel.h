#pragma once

#include <oneapi/tbb/blocked_range.h>
#include <oneapi/tbb/parallel_for.h>
#include <oneapi/tbb/task_arena.h>

#include <cstddef>

#ifdef __SANITIZE_THREAD__
#include <algorithm>
#include <atomic>
#include <future>
#include <vector>
#endif

namespace headwater {

/// Calls `work(i)` for each i below `count`, on so many threads (0: all), in no order: each call
/// writes only what is its own. `grain` calls are worth handing to another thread.
template <class Work>
void in_parallel(int threads, std::size_t count, const Work& work, std::size_t grain = 1) {
#ifdef __SANITIZE_THREAD__  // does not see how TBB's library waits, and would call each result a
                            // race
  std::atomic<std::size_t> next = 0;
  std::vector<std::future<void>> helpers(threads == 1 ? 1 : std::clamp(threads, 2, 4));
  for (std::future<void>& helper : helpers) {
    helper = std::async(std::launch::async, [&] {
      for (std::size_t from = next.fetch_add(grain); from < count; from = next.fetch_add(grain)) {
        for (std::size_t i = from; i < std::min(count, from + grain); ++i) {
          work(i);
        }
      }
    });
  }
  for (std::future<void>& helper : helpers) {
    helper.get();
  }
#else
  tbb::task_arena arena(threads > 0 ? threads : tbb::task_arena::automatic);
  arena.execute([&] {
    tbb::parallel_for(tbb::blocked_range<std::size_t>(0, count, grain), [&](const auto& range) {
      for (std::size_t i = range.begin(); i != range.end(); ++i) {
        work(i);
      }
    });
  });
#endif
}

}  // namespace headwater
