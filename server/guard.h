#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "server/http.h"

namespace headwater {

/// A new secret, 256 bits, as text for an address.
std::string new_token();

/// Who may ask: those who came through the address with the token, from the page itself.
class Guard {
 public:
  Guard(std::string token, const std::string& address, std::uint16_t port);

  /// The answer to give instead of the one asked for; nothing where the request may go on.
  std::optional<Response> refusal(const Request& request) const;
  /// The first load, `/?token=…`: puts the token into a cookie and out of the address.
  std::optional<Response> entrance(const Request& request) const;
  const std::string& address() const { return hosts_.front(); }  ///< host:port

 private:
  bool from_here(const Request& request) const;
  bool has_session(const Request& request) const;
  bool is_token(std::string_view given) const;

  std::string token_;
  std::vector<std::string> hosts_;  ///< exact values of Host
  std::string cookie_;              ///< its name: cookies are not kept apart by port
};

/// The headers of every answer: nothing from outside, nothing inline, nothing kept by others.
void add_security_headers(Response& response);

}  // namespace headwater
