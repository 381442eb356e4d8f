#pragma once

#include <oneapi/tbb/blocked_range.h>
#include <oneapi/tbb/parallel_for.h>
#include <oneapi/tbb/task_arena.h>

#include <cstddef>

namespace headwater {

/// Calls `work(i)` for each i below `count`, on so many threads (0: all), in no order: each call
/// writes only what is its own. `grain` calls are worth handing to another thread.
template <class Work>
void in_parallel(int threads, std::size_t count, const Work& work, std::size_t grain = 1) {
  tbb::task_arena arena(threads > 0 ? threads : tbb::task_arena::automatic);
  arena.execute([&] {
    tbb::parallel_for(tbb::blocked_range<std::size_t>(0, count, grain), [&](const auto& range) {
      for (std::size_t i = range.begin(); i != range.end(); ++i) {
        work(i);
      }
    });
  });
}

}  // namespace headwater
