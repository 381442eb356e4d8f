#include "server/answer_cache.h"

#include <fmt/format.h>
#include <xxhash.h>
#include <zlib.h>

#include <utility>

#include "base/error.h"

namespace headwater {
namespace {

constexpr std::size_t most_bytes = 64U * 1024 * 1024;
constexpr std::size_t worth_compressing = 1024;

std::string compressed(const std::string& body) {
  z_stream stream{};
  constexpr int gzip_window = 15 + 16;
  if (deflateInit2(&stream, 6, Z_DEFLATED, gzip_window, 8, Z_DEFAULT_STRATEGY) != Z_OK) {
    throw Error("an answer could not be compressed: out of memory");
  }
  std::string result(deflateBound(&stream, body.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(body.data()));
  stream.avail_in = static_cast<uInt>(body.size());
  stream.next_out = reinterpret_cast<Bytef*>(result.data());
  stream.avail_out = static_cast<uInt>(result.size());
  const int status = deflate(&stream, Z_FINISH);
  result.resize(stream.total_out);
  deflateEnd(&stream);
  return status == Z_STREAM_END && result.size() < body.size() ? result : std::string();
}

std::size_t size_of(const Prepared& answer) {
  return answer.body.size() + answer.gzip.size() + 256;
}

}  // namespace

std::shared_ptr<const Prepared> prepared(std::string type, std::string body) {
  auto answer = std::make_shared<Prepared>();
  const auto hash = XXH3_128bits(body.data(), body.size());
  answer->etag = fmt::format("\"{:016x}{:016x}\"", hash.high64, hash.low64);
  if (body.size() >= worth_compressing) {
    answer->gzip = compressed(body);
  }
  answer->type = std::move(type);
  answer->body = std::move(body);
  return answer;
}

std::shared_ptr<const Prepared> AnswerCache::find(const std::string& key) {
  const std::lock_guard lock(mutex_);
  const auto found = by_key_.find(key);
  if (found == by_key_.end()) {
    return nullptr;
  }
  entries_.splice(entries_.begin(), entries_, found->second);
  return found->second->answer;
}

void AnswerCache::keep(const std::string& key, std::shared_ptr<const Prepared> answer) {
  const std::lock_guard lock(mutex_);
  if (by_key_.contains(key)) {
    return;
  }
  bytes_ += size_of(*answer);
  entries_.push_front({key, std::move(answer)});
  by_key_[key] = entries_.begin();
  while (bytes_ > most_bytes && entries_.size() > 1) {
    bytes_ -= size_of(*entries_.back().answer);
    by_key_.erase(entries_.back().key);
    entries_.pop_back();
  }
}

void AnswerCache::clear() {
  const std::lock_guard lock(mutex_);
  entries_.clear();
  by_key_.clear();
  bytes_ = 0;
}

}  // namespace headwater
