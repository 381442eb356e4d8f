#include "server/guard.h"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <array>
#include <utility>

#include "base/error.h"

namespace headwater {
namespace {

/// Styles and scripts come from files of the page alone. Blobs are pictures the page draws itself,
/// to be saved.
constexpr const char* content_policy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
    "font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors "
    "'none'";

std::string cookie_value(std::string_view cookies, const std::string& name) {
  while (!cookies.empty()) {
    const std::string_view one = cookies.substr(0, cookies.find(';'));
    cookies.remove_prefix(std::min(cookies.size(), one.size() + 1));
    const std::size_t first = std::min(one.find_first_not_of(' '), one.size());
    const std::string_view pair = one.substr(first);
    if (pair.starts_with(name + "=")) {
      return std::string(pair.substr(name.size() + 1));
    }
  }
  return "";
}

bool changes_state(const Request& request) {
  return request.method != "GET" && request.method != "HEAD";
}

}  // namespace

std::string new_token() {
  if (sodium_init() < 0) {
    throw Error("no source of random numbers for the session's token");
  }
  std::array<unsigned char, 32> bytes{};
  randombytes_buf(bytes.data(), bytes.size());
  std::array<char, sodium_base64_ENCODED_LEN(32, sodium_base64_VARIANT_URLSAFE_NO_PADDING)> text{};
  sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(),
                    sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  return text.data();
}

Guard::Guard(std::string token, const std::string& address, std::uint16_t port)
    : token_(std::move(token)), cookie_(fmt::format("headwater_{}", port)) {
  const bool six = address.find(':') != std::string::npos;
  hosts_.push_back(fmt::format("{}{}{}:{}", six ? "[" : "", address, six ? "]" : "", port));
  if (address == "127.0.0.1" || address == "::1") {
    hosts_.push_back(fmt::format("localhost:{}", port));
  }
}

bool Guard::is_token(std::string_view given) const {
  return given.size() == token_.size() &&
         sodium_memcmp(given.data(), token_.data(), token_.size()) == 0;
}

bool Guard::has_session(const Request& request) const {
  const std::string_view authorization = request.header("authorization");
  if (authorization.starts_with("Bearer ")) {
    return is_token(authorization.substr(7));
  }
  return is_token(cookie_value(request.header("cookie"), cookie_));
}

/// A page of another site can make a browser send requests here, but not these headers. What
/// changes something must say where it comes from, unless it is a program with the token itself.
bool Guard::from_here(const Request& request) const {
  const std::string_view site = request.header("sec-fetch-site");
  if (!site.empty() && site != "same-origin" && site != "none") {
    return false;
  }
  if (!request.headers.contains("origin")) {
    return !changes_state(request) || request.header("authorization").starts_with("Bearer ");
  }
  return request.header("origin") == fmt::format("http://{}", request.header("host"));
}

std::optional<Response> Guard::refusal(const Request& request) const {
  if (request.repeated_host || std::ranges::find(hosts_, request.header("host")) == hosts_.end()) {
    return problem(403, "this server answers under the address it printed, and no other");
  }
  if (!from_here(request)) {
    return problem(403, "this server answers its own page only");
  }
  if (!has_session(request)) {
    return problem(401, "open the address that headwater serve printed; it holds the key");
  }
  return std::nullopt;
}

std::optional<Response> Guard::entrance(const Request& request) const {
  if (request.method != "GET" || !request.target.starts_with("/?token=") || request.repeated_host ||
      !from_here(request) || std::ranges::find(hosts_, request.header("host")) == hosts_.end() ||
      !is_token(std::string_view(request.target).substr(8))) {
    return std::nullopt;
  }
  return Response{.status = 303,
                  .type = "",
                  .body = "",
                  .headers = {{"Location", "/"},
                              {"Set-Cookie", fmt::format("{}={}; Path=/; HttpOnly; SameSite=Strict",
                                                         cookie_, token_)}}};
}

void add_security_headers(Response& response) {
  response.headers.insert(response.headers.end(),
                          {{"Content-Security-Policy", content_policy},
                           {"X-Content-Type-Options", "nosniff"},
                           {"Referrer-Policy", "no-referrer"},
                           {"Cross-Origin-Opener-Policy", "same-origin"},
                           {"Cross-Origin-Resource-Policy", "same-origin"},
                           {"Permissions-Policy", "camera=(), geolocation=(), microphone=()"}});
}

}  // namespace headwater
