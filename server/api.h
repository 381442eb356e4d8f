#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "server/answer_cache.h"
#include "server/guard.h"
#include "server/http.h"
#include "server/jobs.h"
#include "server/parameters.h"
#include "server/served_case.h"

namespace headwater {

/// What a handler works with.
struct Call {
  const Request& request;
  const Target& target;
  std::vector<std::string> parts;  ///< what stood for {…} in the path
  Parameters parameters;
  std::shared_ptr<Snapshot> snapshot;
};

/// Answers to all requests: the page and the API of server/openapi.yaml.
class Api {
 public:
  /// `now` gives the time, ISO 8601, UTC.
  Api(ServedCase& served, Guard guard, std::function<std::string()> now);

  Response answer(const Request& request);

 private:
  /// A JSON text that depends on the results and the address alone: kept until they change.
  using Screen = std::string (Api::*)(const Call&);
  /// What depends on what people entered, or changes something.
  using Action = Response (Api::*)(const Call&);
  struct Route {
    const char* method;
    const char* path;
    Screen screen = nullptr;
    Action action = nullptr;
  };
  static const std::vector<Route>& routes();

  Response routed(const Request& request);
  Response api_answer(const Request& request, const Target& target);
  Response file_answer(const Request& request, const Target& target);
  Response screen_answer(const Route& route, const Call& call);

  std::string get_overview(const Call& call);
  std::string get_suppliers(const Call& call);
  std::string get_supplier(const Call& call);
  std::string get_place(const Call& call);
  std::string get_upstream(const Call& call);
  std::string get_plan(const Call& call);
  std::string get_offers(const Call& call);
  std::string get_method(const Call& call);
  std::string get_countries(const Call& call);

  Response get_case(const Call& call);
  Response get_pairs(const Call& call);
  Response get_judgements(const Call& call);
  Response post_judgement(const Call& call);
  Response undo_judgement(const Call& call);
  Response get_notes(const Call& call);
  Response post_note(const Call& call);
  Response post_what_if(const Call& call);
  Response post_plan(const Call& call);
  Response post_work_list(const Call& call);
  Response get_job(const Call& call);
  Response post_job(const Call& call);
  Response delete_job(const Call& call);
  Response job_events(const Call& call);

  ServedCase& served_;
  Guard guard_;
  std::function<std::string()> now_;
  AnswerCache cache_;
  Jobs jobs_;
};

/// A JSON answer that is made anew each time.
Response json_answer(std::string body, int status = 200);

}  // namespace headwater
