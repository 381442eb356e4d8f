#pragma once

#include <stdexcept>
#include <string>

namespace headwater {

/// Something the user can act on: the message names the file or option and says what to do.
class Error : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

}  // namespace headwater
