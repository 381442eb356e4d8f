#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "server/event_stream.h"

namespace headwater {

/// A request as handlers see it: what they may act on, nothing of the connection.
struct Request {
  std::string method;
  std::string target;                          ///< as sent: path and query
  std::map<std::string, std::string> headers;  ///< names in lower case; the last of each counts
  bool repeated_host = false;  ///< more than one Host header, or more than one Origin
  std::string body;

  std::string_view header(const std::string& name) const;
};

struct Response {
  int status = 200;
  std::string type = "application/json";
  std::string body;
  std::vector<std::pair<std::string, std::string>> headers = {};
  std::shared_ptr<EventStream> events = nullptr;  ///< set: the body is this stream, until it ends
};

using Handler = std::function<Response(const Request&)>;

/// Path and query of a target, percent-decoded. Values are those of the last key of a name.
struct Target {
  std::string path;
  std::map<std::string, std::string> query;
};

/// Throws BadRequest where the encoding is damaged.
Target target_of(std::string_view raw);

/// Percent-decoded; '+' is a space where `form` is set. Throws BadRequest.
std::string decoded(std::string_view text, bool form);

/// {"error": message} with this status.
Response problem(int status, std::string_view message);

}  // namespace headwater
