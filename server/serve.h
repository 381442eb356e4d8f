#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "server/served_case.h"

namespace headwater {

struct ServeRequest {
  ServeOptions served;
  std::string address = "127.0.0.1";
  std::uint16_t port = 0;
  std::function<std::string()> now;  ///< ISO 8601, UTC
};

/// Serves a case until the process ends. `ready` is told the address with its token, once the page
/// can be asked for.
void serve(const ServeRequest& request, const std::function<void(const std::string&)>& ready);

}  // namespace headwater
