#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace headwater {

struct ViewHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const {
    return std::hash<std::string_view>{}(text);
  }
};

/// What has been worked out once for each distinct text.
template <class Value>
class ByText {
 public:
  /// The value of `text`; `work_out(text)` the first time.
  template <class WorkOut>
  const Value& of(std::string_view text, WorkOut work_out) {
    const auto found = values_.find(text);
    if (found != values_.end()) {
      return found->second;
    }
    return values_.emplace(std::string(text), work_out(text)).first->second;
  }

 private:
  std::unordered_map<std::string, Value, ViewHash, std::equal_to<>> values_;
};

}  // namespace headwater
