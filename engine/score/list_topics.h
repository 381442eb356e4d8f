#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/database.h"

namespace headwater {

/// A kind of finding with the likelihood ratio assumed for it.
struct ListTopic {
  std::string name;
  double value = 1;
  double low = 1;
  double high = 1;
};

/// What an entry of a list is about: by the topics it states, else by the name of its list
/// (data/list_topics.csv), else `unspecified`.
class ListTopics {
 public:
  explicit ListTopics(Connection& connection);
  /// The topic with the largest ratio among those stated.
  ListTopic strongest(std::string_view stated, std::string_view list) const;

 private:
  std::map<std::string, ListTopic, std::less<>> ratios_;
  std::vector<std::pair<std::string, std::string>> patterns_;  ///< part of a list's name -> topic
};

}  // namespace headwater
