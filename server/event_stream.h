#pragma once

#include <functional>
#include <mutex>
#include <string>
#include <vector>

namespace headwater {

/// Server-sent events of one job: what was told last is told to those who come late. Safe to use
/// from several threads.
class EventStream {
 public:
  /// `text` is one event in the wire's form; `last` ends the stream.
  using Listener = std::function<void(const std::string& text, bool last)>;

  void listen(Listener listener);
  /// An event with a name and one line of data (JSON).
  void tell(const std::string& name, const std::string& data, bool last = false);

 private:
  std::mutex mutex_;
  std::vector<Listener> listeners_;
  std::string latest_;
  bool ended_ = false;
};

}  // namespace headwater
