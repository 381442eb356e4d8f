#include "base/interrupt.h"

#include <atomic>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <thread>
#include <utility>

#include "base/spilled.h"

namespace headwater {
namespace {

std::atomic<const char*> last_words = nullptr;

}  // namespace

void handle_interrupts(std::function<void()> on_stop) {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);  // a file-size limit then shows as a write error with a message
  std::thread([signals, on_stop = std::move(on_stop)] {
    int received = 0;
    sigwait(&signals, &received);
    if (const char* words = last_words) {
      remove_spilled();
      std::fputs(words, stderr);
      std::_Exit(0);
    }
    on_stop();
    std::_Exit(1);
  }).detach();
}

void stopping_is_the_end(const char* message) { last_words = message; }

}  // namespace headwater
