#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/error.h"
#include "server/api.h"
#include "server/bad_request.h"
#include "share/work_list.h"
#include "views/json.h"

namespace headwater {
namespace {

constexpr double largest_budget = 1e12;

std::int64_t id_in(const std::string& text) {
  std::int64_t id = 0;
  const char* end = text.data() + text.size();
  const auto [read_to, code] = std::from_chars(text.data(), end, id);
  if (code != std::errc() || read_to != end) {
    throw BadRequest("there is no such job", 404);
  }
  return id;
}

std::set<std::string> keys_in(const nlohmann::json& object, const char* field) {
  std::set<std::string> keys;
  const auto found = object.find(field);
  if (found == object.end()) {
    return keys;
  }
  if (!found->is_array() || found->size() > 5000) {
    throw BadRequest(fmt::format("{}: a list of keys of offers is wanted", field));
  }
  for (const auto& key : *found) {
    if (!key.is_string()) {
      throw BadRequest(fmt::format("{}: a list of keys of offers is wanted", field));
    }
    keys.insert(key.get<std::string>());
  }
  return keys;
}

BoardRequest request_of(const nlohmann::json& object) {
  return {body_number(object, "budget_usd", 0, largest_budget), keys_in(object, "locked"),
          keys_in(object, "forbidden")};
}

}  // namespace

Response Api::get_case(const Call& call) {
  call.parameters.allow({});
  const Digest& digest = call.snapshot->digest();
  const auto job = jobs_.newest();
  return json_answer(in_one_line(
      {{"title", digest.title},
       {"generation", call.snapshot->generation()},
       {"engine", digest.meta.contains("engine_version") ? digest.meta.at("engine_version") : ""},
       {"suppliers", digest.ledger.suppliers},
       {"lists", digest.suppliers.lists_screened},
       {"newest", Records(served_.options().folder / "records.sqlite").newest()},
       {"job", job ? Json::parse(job_json(*job)) : Json(nullptr)}}));
}

Response Api::post_what_if(const Call& call) {
  call.parameters.allow({});
  const auto object = body_object(call.request.body, {"supplier", "country"});
  const std::string supplier = body_text(object, "supplier", true, 100);
  const std::string country = body_text(object, "country", true, 3);
  const WhatIfAnswer answer = call.snapshot->with([&](Connection& connection) {
    return call.snapshot->what_if().origin_of(connection, supplier, country);
  });
  Json places = Json::array();
  for (const ChangedPlace& place : answer.places) {
    if (!call.snapshot->digest().kept_back.contains(place.region)) {
      places.push_back({{"region", place.region},
                        {"step_before", place.step_before},
                        {"step_after", place.step_after}});
    }
  }
  return json_answer(in_one_line({{"places", std::move(places)}, {"whole", answer.whole}}));
}

Response Api::post_plan(const Call& call) {
  call.parameters.allow({});
  const BoardRequest request =
      request_of(body_object(call.request.body, {"budget_usd", "locked", "forbidden"}));
  const PlanBoard& board = call.snapshot->board();
  const BoardPlan plan = board.solve(request);
  Json chosen = Json::array();
  for (const std::size_t i : plan.chosen) {
    chosen.push_back(board.offers()[i].key);
  }
  return json_answer(
      in_one_line({{"chosen", std::move(chosen)},
                   {"spent_usd", plan.spent_usd},
                   {"gap", plan.gap},
                   {"reduction", plan.reduction ? Json(*plan.reduction) : Json(nullptr)},
                   {"against_best", plan.against_best}}));
}

/// The plan as a person has set it, as a file to work through.
Response Api::post_work_list(const Call& call) {
  const std::string format = call.parameters.one_of("format", {"csv", "xlsx", "ics"});
  call.parameters.allow({"format"});
  const auto object = body_object(call.request.body, {"chosen", "first_day", "weeks_a_step"});
  const std::set<std::string> keys = keys_in(object, "chosen");
  const std::string first_day = body_text(object, "first_day", true, 10);
  const auto weeks =
      static_cast<int>(std::min<std::int64_t>(body_whole(object, "weeks_a_step", 6), 104));
  std::vector<WorkTask> tasks;
  for (const BoardOffer& offer : call.snapshot->board().offers()) {
    if (keys.contains(offer.key)) {
      tasks.push_back({offer.key, offer.measure, offer.on, offer.cost_usd});
    }
  }
  if (tasks.size() != keys.size()) {
    throw BadRequest("the plan has changed since: something chosen is not offered in it", 422);
  }
  const WorkListFile file = call.snapshot->with([&](Connection& connection) {
    return work_list(connection, tasks, {format, first_day, now_(), weeks});
  });
  return {.type = file.type,
          .body = file.content,
          .headers = {{"Content-Disposition",
                       fmt::format("attachment; filename=\"headwater-plan.{}\"", format)},
                      {"Cache-Control", "no-store"}}};
}

Response Api::get_job(const Call& call) {
  call.parameters.allow({});
  const auto state = jobs_.find(id_in(call.parts.at(0)));
  if (!state) {
    throw BadRequest("there is no such job", 404);
  }
  return json_answer(job_json(*state));
}

Response Api::post_job(const Call& call) {
  call.parameters.allow({});
  const auto object = body_object(call.request.body, {"kind"});
  if (body_text(object, "kind", true, 20) != "rescore") {
    throw BadRequest("kind: 'rescore' is wanted");
  }
  return json_answer(job_json(*jobs_.find(jobs_.ask(0))), 202);
}

Response Api::delete_job(const Call& call) {
  call.parameters.allow({});
  const std::int64_t id = id_in(call.parts.at(0));
  if (!jobs_.cancel(id)) {
    throw BadRequest("there is no such job at work", 404);
  }
  return json_answer(job_json(*jobs_.find(id)), 202);
}

Response Api::job_events(const Call& call) {
  call.parameters.allow({});
  Response response;
  response.events = jobs_.events(id_in(call.parts.at(0)));
  if (!response.events) {
    throw BadRequest("there is no such job", 404);
  }
  response.headers = {{"Cache-Control", "no-store"}};
  return response;
}

}  // namespace headwater
