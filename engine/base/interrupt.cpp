#include "base/interrupt.h"

#include <csignal>
#include <cstdlib>
#include <thread>
#include <utility>

namespace headwater {

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
    on_stop();
    std::_Exit(1);
  }).detach();
}

}  // namespace headwater
