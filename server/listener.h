#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "server/http.h"

namespace headwater {

struct ListenOptions {
  std::string address = "127.0.0.1";
  std::uint16_t port = 0;  ///< 0: any that is free
  int workers = 4;         ///< threads that answer
};

/// HTTP/1.1 on one port, by Boost.Beast; nothing outside listener.cpp sees it. Bodies over 1 MiB
/// are answered with 413, headers over 16 KiB with 431; a connection that is silent too long, or
/// one too many, is closed.
class Listener {
 public:
  /// Binds. Throws Error where the port is taken or the address is not one.
  explicit Listener(const ListenOptions& options);
  ~Listener();

  std::uint16_t port() const;
  /// Answers until the process ends. `handler` is called on several threads at once.
  void run(Handler handler);

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace headwater
