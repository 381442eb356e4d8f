#pragma once

#include <stdexcept>
#include <string>

namespace headwater {

/// What the caller sent cannot be answered: the status to answer with, and why in a sentence.
class BadRequest : public std::runtime_error {
 public:
  explicit BadRequest(const std::string& message, int status = 400)
      : std::runtime_error(message), status_(status) {}
  int status() const { return status_; }

 private:
  int status_;
};

}  // namespace headwater
