#include "server/listener.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <boost/asio/bind_executor.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/version.hpp>
#include <chrono>
#include <deque>
#include <optional>
#include <utility>

#include "base/error.h"

namespace headwater {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using tcp = asio::ip::tcp;
using std::chrono::seconds;

constexpr std::size_t body_limit = 1024 * 1024;
constexpr std::uint32_t header_limit = 16 * 1024;
constexpr seconds time_to_send = seconds(15);
constexpr seconds time_to_be_silent = seconds(60);
constexpr seconds time_between_events = seconds(15);
constexpr int most_connections = 256;

std::string lower(std::string_view text) {
  std::string result(text);
  std::ranges::transform(result, result.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return result;
}

Request plain(http::request<http::string_body>&& message) {
  Request request;
  request.method = std::string(message.method_string());
  request.target = std::string(message.target());
  for (const auto& field : message) {
    request.headers[lower(std::string(field.name_string()))] = std::string(field.value());
  }
  request.repeated_host =
      message.count(http::field::host) > 1 || message.count(http::field::origin) > 1;
  request.body = std::move(message.body());
  return request;
}

/// What handlers need, shared by all connections.
struct Shared {
  Handler handler;
  asio::thread_pool workers;
  std::atomic<int> connections = 0;
  explicit Shared(std::size_t threads) : workers(threads) {}
};

/// One connection: reads a request, has it answered by a worker, writes, reads the next.
class Session : public std::enable_shared_from_this<Session> {
 public:
  Session(tcp::socket&& socket, std::shared_ptr<Shared> shared)
      : stream_(std::move(socket)), beat_(stream_.get_executor()), shared_(std::move(shared)) {
    ++shared_->connections;
  }
  Session(const Session&) = delete;
  ~Session() { --shared_->connections; }

  void read() {
    parser_.emplace();
    parser_->body_limit(body_limit);
    parser_->header_limit(header_limit);
    stream_.expires_after(begun_ ? time_to_be_silent : time_to_send);
    begun_ = true;
    http::async_read(
        stream_, buffer_, *parser_,
        [self = shared_from_this()](beast::error_code code, std::size_t) { self->on_read(code); });
  }

 private:
  void on_read(beast::error_code code) {
    if (code == http::error::body_limit) {
      return refuse(413, "the body is larger than 1 MiB");
    }
    if (code == http::error::header_limit || code == http::error::buffer_overflow) {
      return refuse(431, "the headers are larger than 16 KiB");
    }
    if (code && code != http::error::end_of_stream &&
        code.category() == http::make_error_code(http::error::bad_method).category()) {
      return refuse(400, "this is not HTTP as this server speaks it");
    }
    if (code) {
      return close();
    }
    keep_alive_ = parser_->get().keep_alive();
    head_ = parser_->get().method() == http::verb::head;
    stream_.expires_never();
    asio::post(shared_->workers,
               [self = shared_from_this(), request = plain(parser_->release())]() mutable {
                 self->answer(request);
               });
  }

  void answer(const Request& request) {
    Response response = shared_->handler(request);
    asio::post(stream_.get_executor(),
               [self = shared_from_this(), response = std::move(response)]() mutable {
                 response.events ? self->stream_events(response) : self->write(response);
               });
  }

  void refuse(int status, const char* why) {
    keep_alive_ = false;
    head_ = false;
    Response response = problem(status, why);
    write(response);
  }

  void write(Response& response) {
    auto message = std::make_shared<http::response<http::string_body>>(
        static_cast<http::status>(response.status), 11);
    for (const auto& [name, value] : response.headers) {
      message->insert(name, value);
    }
    if (!response.type.empty()) {
      message->set(http::field::content_type, response.type);
    }
    message->keep_alive(keep_alive_);
    const std::size_t length = response.body.size();
    if (!head_) {
      message->body() = std::move(response.body);
    }
    if (response.status != 304 && response.status != 204) {
      message->content_length(length);
    }
    stream_.expires_after(time_to_send);
    auto serializer = std::make_shared<http::response_serializer<http::string_body>>(*message);
    http::async_write(
        stream_, *serializer,
        [self = shared_from_this(), message, serializer](beast::error_code code, std::size_t) {
          code || !self->keep_alive_ ? self->close() : self->read();
        });
  }

  void stream_events(const Response& response) {
    std::string head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n";
    for (const auto& [name, value] : response.headers) {
      head += fmt::format("{}: {}\r\n", name, value);
    }
    send(head + "Connection: close\r\n\r\n");
    const std::weak_ptr<Session> weak = shared_from_this();
    response.events->listen([weak](const std::string& text, bool last) {
      if (const auto self = weak.lock()) {
        asio::post(self->stream_.get_executor(), [self, text, last] {
          self->last_sent_ = last;
          self->send(text);
        });
      }
    });
    beat();
  }

  /// A comment now and then tells both sides that the other is there.
  void beat() {
    beat_.expires_after(time_between_events);
    beat_.async_wait([self = shared_from_this()](beast::error_code code) {
      if (!code && !self->last_sent_) {
        self->send(": still at work\n\n");
        self->beat();
      }
    });
  }

  void send(std::string text) {
    outgoing_.push_back(std::move(text));
    if (outgoing_.size() == 1) {
      send_next();
    }
  }

  void send_next() {
    stream_.expires_after(time_to_send);
    asio::async_write(stream_, asio::buffer(outgoing_.front()),
                      [self = shared_from_this()](beast::error_code code, std::size_t) {
                        self->stream_.expires_never();
                        self->outgoing_.pop_front();
                        if (code || (self->last_sent_ && self->outgoing_.empty())) {
                          self->last_sent_ = true;
                          self->beat_.cancel();
                          return self->close();
                        }
                        if (!self->outgoing_.empty()) {
                          self->send_next();
                        }
                      });
  }

  void close() {
    beast::error_code ignored;
    stream_.socket().shutdown(tcp::socket::shutdown_both, ignored);
  }

  beast::tcp_stream stream_;
  asio::steady_timer beat_;
  std::shared_ptr<Shared> shared_;
  beast::flat_buffer buffer_{header_limit + body_limit};
  std::optional<http::request_parser<http::string_body>> parser_;
  std::deque<std::string> outgoing_;
  bool keep_alive_ = true;
  bool head_ = false;
  bool begun_ = false;
  bool last_sent_ = false;
};

}  // namespace

struct Listener::Parts {
  explicit Parts(const ListenOptions& options)
      : acceptor(context), shared(std::make_shared<Shared>(options.workers)) {
    beast::error_code code;
    const auto address = asio::ip::make_address(options.address, code);
    if (code) {
      throw Error(fmt::format("'{}' is not an address to listen on", options.address));
    }
    const tcp::endpoint endpoint(address, options.port);
    acceptor.open(endpoint.protocol());
    acceptor.set_option(asio::socket_base::reuse_address(true));
    acceptor.bind(endpoint, code);
    if (code) {
      throw Error(fmt::format("port {} of {} cannot be used: {}; give another with --port",
                              options.port, options.address, code.message()));
    }
    acceptor.listen(asio::socket_base::max_listen_connections);
  }

  void accept() {
    acceptor.async_accept(asio::make_strand(context),
                          [this](beast::error_code code, tcp::socket socket) {
                            if (!code && shared->connections < most_connections) {
                              socket.set_option(tcp::no_delay(true), code);
                              std::make_shared<Session>(std::move(socket), shared)->read();
                            }
                            accept();
                          });
  }

  asio::io_context context{1};
  tcp::acceptor acceptor;
  std::shared_ptr<Shared> shared;
};

Listener::Listener(const ListenOptions& options) : parts_(std::make_unique<Parts>(options)) {}
Listener::~Listener() = default;

std::uint16_t Listener::port() const { return parts_->acceptor.local_endpoint().port(); }

void Listener::run(Handler handler) {
  parts_->shared->handler = std::move(handler);
  parts_->accept();
  parts_->context.run();
}

}  // namespace headwater
