#include "server/serve.h"

#include <fmt/format.h>

#include <algorithm>
#include <thread>

#include "server/api.h"
#include "server/listener.h"

namespace headwater {

void serve(const ServeRequest& request, const std::function<void(const std::string&)>& ready) {
  const int workers = std::max(4, static_cast<int>(std::thread::hardware_concurrency()));
  Listener listener({request.address, request.port, workers});
  const std::string token = new_token();
  Guard guard(token, request.address, listener.port());
  const std::string address = fmt::format("http://{}", guard.address());
  ServedCase served(request.served, address);
  Api api(served, std::move(guard), request.now);
  ready(fmt::format("{}/?token={}", address, token));
  listener.run([&api](const Request& asked) { return api.answer(asked); });
}

}  // namespace headwater
