#include "server/api.h"

#include <fmt/format.h>

#include <array>
#include <string_view>
#include <utility>

#include "base/error.h"
#include "pipeline/pipeline.h"
#include "pipeline/rescore.h"
#include "server/bad_request.h"
#include "server/page.h"

namespace headwater {
namespace {

/// What stands for each {…} of a route in this path; nothing where they differ.
std::optional<std::vector<std::string>> fitted(std::string_view route, std::string_view path) {
  std::vector<std::string> parts;
  while (!route.empty() || !path.empty()) {
    const std::string_view wanted = route.substr(0, route.find('/', 1));
    const std::string_view given = path.substr(0, path.find('/', 1));
    if (wanted.starts_with("/{") && given.size() > 1) {
      parts.emplace_back(given.substr(1));
    } else if (wanted != given) {
      return std::nullopt;
    }
    route.remove_prefix(wanted.size());
    path.remove_prefix(given.size());
  }
  return parts;
}

Response sent(const Request& request, const Prepared& answer) {
  Response response{.type = answer.type, .body = ""};
  response.headers = {
      {"ETag", answer.etag}, {"Cache-Control", "no-cache"}, {"Vary", "Accept-Encoding"}};
  if (request.header("if-none-match").find(answer.etag) != std::string_view::npos) {
    response.status = 304;
    response.type = "";
    return response;
  }
  const bool zipped = !answer.gzip.empty() &&
                      request.header("accept-encoding").find("gzip") != std::string_view::npos;
  if (zipped) {
    response.headers.emplace_back("Content-Encoding", "gzip");
  }
  response.body = zipped ? answer.gzip : answer.body;
  return response;
}

std::function<void(const Progress&)> rescoring(ServedCase& served, AnswerCache& cache) {
  return [&served, &cache](const Progress& progress) {
    const ServeOptions& options = served.options();
    rescore(served.folder(),
            {.data = options.data,
             .table = options.table,
             .threads = options.threads,
             .memory_limit = ""},
            progress);
    served.reopen();
    cache.clear();
    RunOptions report;
    report.data = options.data;
    report.case_folder = options.folder;
    report.overwrite = true;
    report.threads = options.threads;
    run_stage(Stage::share, report, {});
  };
}

}  // namespace

Response json_answer(std::string body, int status) {
  return {.status = status, .body = std::move(body), .headers = {{"Cache-Control", "no-store"}}};
}

Api::Api(ServedCase& served, Guard guard, std::function<std::string()> now)
    : served_(served),
      guard_(std::move(guard)),
      now_(std::move(now)),
      jobs_(rescoring(served_, cache_)) {}

const std::vector<Api::Route>& Api::routes() {
  static const std::vector<Route> all = {
      {"GET", "/api/case", nullptr, &Api::get_case},
      {"GET", "/api/overview", &Api::get_overview},
      {"GET", "/api/suppliers", &Api::get_suppliers},
      {"GET", "/api/suppliers/{id}", &Api::get_supplier},
      {"GET", "/api/places/{code}", &Api::get_place},
      {"GET", "/api/upstream", &Api::get_upstream},
      {"GET", "/api/plan", &Api::get_plan},
      {"GET", "/api/plan/offers", &Api::get_offers},
      {"GET", "/api/method", &Api::get_method},
      {"GET", "/api/countries", &Api::get_countries},
      {"GET", "/api/pairs", nullptr, &Api::get_pairs},
      {"GET", "/api/judgements", nullptr, &Api::get_judgements},
      {"POST", "/api/judgements", nullptr, &Api::post_judgement},
      {"POST", "/api/judgements/{number}/undo", nullptr, &Api::undo_judgement},
      {"GET", "/api/notes", nullptr, &Api::get_notes},
      {"POST", "/api/notes", nullptr, &Api::post_note},
      {"POST", "/api/what-if", nullptr, &Api::post_what_if},
      {"POST", "/api/plan/solve", nullptr, &Api::post_plan},
      {"POST", "/api/plan/work-list", nullptr, &Api::post_work_list},
      {"POST", "/api/jobs", nullptr, &Api::post_job},
      {"GET", "/api/jobs/{id}", nullptr, &Api::get_job},
      {"DELETE", "/api/jobs/{id}", nullptr, &Api::delete_job},
      {"GET", "/api/jobs/{id}/events", nullptr, &Api::job_events}};
  return all;
}

Response Api::answer(const Request& request) {
  Response response;
  try {
    response = routed(request);
  } catch (const BadRequest& bad) {
    response = problem(bad.status(), bad.what());
  } catch (const Error& error) {
    response = problem(422, error.what());
  } catch (const std::bad_alloc&) {
    response = problem(503, "out of memory; ask for less at once");
  } catch (const std::exception& error) {
    response = problem(500, error.what());
  }
  add_security_headers(response);
  return response;
}

Response Api::routed(const Request& request) {
  if (auto entrance = guard_.entrance(request)) {
    return *std::move(entrance);
  }
  if (auto refusal = guard_.refusal(request)) {
    return *std::move(refusal);
  }
  const Target target = target_of(request.target);
  if (target.path == "/api" || target.path.starts_with("/api/")) {
    return api_answer(request, target);
  }
  return file_answer(request, target);
}

Response Api::api_answer(const Request& request, const Target& target) {
  const std::string_view method =
      request.method == "HEAD" ? "GET" : std::string_view(request.method);
  std::string allowed;
  for (const Route& route : routes()) {
    auto parts = fitted(route.path, target.path);
    if (!parts) {
      continue;
    }
    if (method != route.method) {
      allowed += fmt::format("{}{}", allowed.empty() ? "" : ", ", route.method);
      continue;
    }
    const Call call{request, target, *std::move(parts), Parameters(target.query), served_.now()};
    return route.screen ? screen_answer(route, call) : (this->*route.action)(call);
  }
  if (allowed.empty()) {
    return problem(404, "there is nothing at this address");
  }
  Response response = problem(405, fmt::format("only {} is answered here", allowed));
  response.headers.emplace_back("Allow", allowed);
  return response;
}

Response Api::screen_answer(const Route& route, const Call& call) {
  const std::string key = fmt::format("{} {}", call.snapshot->generation(), call.request.target);
  std::shared_ptr<const Prepared> answer = cache_.find(key);
  if (!answer) {
    answer = prepared("application/json", (this->*route.screen)(call));
    cache_.keep(key, answer);
  }
  return sent(call.request, *answer);
}

/// The page finds its own way from any address without a dot in it.
Response Api::file_answer(const Request& request, const Target& target) {
  if (request.method != "GET" && request.method != "HEAD") {
    Response response = problem(405, "only GET is answered here");
    response.headers.emplace_back("Allow", "GET");
    return response;
  }
  const PageFile* file = page_file(target.path);
  if (!file && target.path.find('.') == std::string::npos) {
    file = page_file("/index.html");
  }
  if (!file) {
    return problem(404, "there is nothing at this address");
  }
  const std::string key = fmt::format("page {}", file->path);
  std::shared_ptr<const Prepared> answer = cache_.find(key);
  if (!answer) {
    auto made =
        std::make_shared<Prepared>(*prepared(std::string(file->type), std::string(file->content)));
    made->etag = file->etag;
    answer = made;
    cache_.keep(key, answer);
  }
  return sent(request, *answer);
}

}  // namespace headwater
