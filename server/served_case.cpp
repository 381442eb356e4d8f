#include "server/served_case.h"

#include <fmt/format.h>

#include <exception>
#include <thread>
#include <utility>

#include "pipeline/pipeline.h"

namespace headwater {
namespace {

constexpr std::size_t most_lists = 64;  ///< of numbers of suppliers: 400 KB each at 100,000

Database opened(const ServeOptions& options) {
  Database database = open_derived(options.folder, {.threads = options.threads});
  Connection connection = database.connect();
  require_earlier(connection, Stage::plan);
  gather_suppliers(connection);
  return database;
}

/// What people open next takes a moment to make: begun before they ask.
void make_ready(std::shared_ptr<Snapshot> snapshot) {
  std::thread([snapshot = std::move(snapshot)] {
    try {
      snapshot->desk();
      snapshot->board();
    } catch (const std::exception&) {
      return;  // told to whoever asks for it
    }
  }).detach();
}

}  // namespace

Snapshot::Snapshot(const ServeOptions& options, int generation)
    : options_(options), generation_(generation), database_(opened(options)) {
  digest_ = with([](Connection& connection) { return read_digest(connection, {}); });
}

Snapshot::Lent::Lent(Snapshot& owner) : snapshot(owner) {
  const std::lock_guard lock(snapshot.mutex_);
  if (snapshot.idle_.empty()) {
    connection = std::make_unique<Connection>(snapshot.database_.connect());
  } else {
    connection = std::move(snapshot.idle_.back());
    snapshot.idle_.pop_back();
  }
}

Snapshot::Lent::~Lent() {
  const std::lock_guard lock(snapshot.mutex_);
  snapshot.idle_.push_back(std::move(connection));
}

std::shared_ptr<const std::vector<std::int32_t>> Snapshot::suppliers(const SupplierFilter& filter,
                                                                     const SupplierOrder& order) {
  const std::string key =
      fmt::format("{}\n{}\n{}\n{}\n{}\n{}\n{}\n{}", order.by, order.descending, filter.country,
                  filter.sector, filter.decision, filter.ranked, filter.lens, filter.search);
  {
    const std::lock_guard lock(mutex_);
    if (const auto found = lists_.find(key); found != lists_.end()) {
      return found->second;
    }
  }
  auto list = std::make_shared<const std::vector<std::int32_t>>(
      with([&](Connection& c) { return fitting_suppliers(c, filter, order); }));
  const std::lock_guard lock(mutex_);
  if (lists_.size() >= most_lists) {
    lists_.clear();
  }
  lists_[key] = list;
  return list;
}

const PlanBoard& Snapshot::board() {
  std::call_once(board_made_, [this] {
    board_ = with([](Connection& connection) { return std::make_unique<PlanBoard>(connection); });
  });
  return *board_;
}

const WhatIf& Snapshot::what_if() {
  std::call_once(what_if_made_, [this] {
    const auto table = options_.table.empty() ? options_.data / "io" : options_.table;
    what_if_ =
        with([&](Connection& connection) { return std::make_unique<WhatIf>(connection, table); });
  });
  return *what_if_;
}

ReviewDesk& Snapshot::desk() {
  std::call_once(desk_made_, [this] { desk_ = std::make_unique<ReviewDesk>(options_.folder); });
  return *desk_;
}

ServedCase::ServedCase(ServeOptions options, const std::string& address)
    : options_(std::move(options)),
      case_(
          Case::open_for_writing(options_.folder, fmt::format("serves this case at {}", address))) {
  now_ = std::make_shared<Snapshot>(options_, 1);
  make_ready(now_);
}

std::shared_ptr<Snapshot> ServedCase::now() const {
  const std::lock_guard lock(mutex_);
  return now_;
}

void ServedCase::reopen() {
  auto next = std::make_shared<Snapshot>(options_, now()->generation() + 1);
  make_ready(next);
  const std::lock_guard lock(mutex_);
  now_ = std::move(next);
}

}  // namespace headwater
