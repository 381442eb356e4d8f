#pragma once

#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>

namespace headwater {

/// An answer as it is sent: plain and, where that is shorter, compressed.
struct Prepared {
  std::string type;
  std::string body;
  std::string gzip;  ///< empty: not worth it
  std::string etag;  ///< quoted, of the content
};

std::shared_ptr<const Prepared> prepared(std::string type, std::string body);

/// Answers that stay the same while the results do, the least used ones dropped above 64 MB. Safe
/// to use from several threads.
class AnswerCache {
 public:
  std::shared_ptr<const Prepared> find(const std::string& key);
  void keep(const std::string& key, std::shared_ptr<const Prepared> answer);
  void clear();

 private:
  struct Entry {
    std::string key;
    std::shared_ptr<const Prepared> answer;
  };
  std::mutex mutex_;
  std::list<Entry> entries_;  ///< used last first
  std::unordered_map<std::string, std::list<Entry>::iterator> by_key_;
  std::size_t bytes_ = 0;
};

}  // namespace headwater
