// Structural path analysis with proof. Self-loops are collapsed first (A', r' of docs/network.md),
// so no step of a path stays in its cell. Best-first search on prefix · bound meets paths in exact
// order: nothing left in the queue can beat the path just taken out.
#include "network/paths.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>
#include <queue>

#include "base/error.h"
#include "network/parts.h"
#include "network/path_bounds.h"

namespace headwater {
namespace {

struct Child {
  std::size_t cell = 0;
  double weight = 0;  ///< A' (or demand, for the root)
  double bound = 0;   ///< weight times the bound of the cell

  friend bool operator<(const Child& a, const Child& b) {
    return a.bound != b.bound ? a.bound < b.bound : a.cell > b.cell;
  }
};

/// The children of one cell, best first, sorted only as far as somebody asked.
class Children {
 public:
  explicit Children(std::vector<Child> heap) : heap_(std::move(heap)) {
    std::ranges::make_heap(heap_, std::less{});
  }
  const Child* at(std::size_t place) {
    while (sorted_.size() <= place) {
      if (heap_.empty()) {
        return nullptr;
      }
      std::ranges::pop_heap(heap_, std::less{});
      sorted_.push_back(heap_.back());
      heap_.pop_back();
    }
    return &sorted_[place];
  }

 private:
  std::vector<Child> sorted_;
  std::vector<Child> heap_;
};

/// A chain of cells from the purchase upstream, sharing its beginning with others.
struct Step {
  std::size_t cell = 0;
  std::size_t before = 0;  ///< place of the step before; 0 is the ledger itself
  double weight = 0;       ///< demand times the coefficients along the chain
};

class Search {
 public:
  Search(const InputOutput& table, std::span<const double> rates, std::span<const double> demand)
      : parts_(table.parts()), bounds_(table, rates), children_(parts_.cells.size()) {
    std::vector<Child> bought;
    for (std::size_t cell = 0; cell < demand.size(); ++cell) {
      add_child(bought, cell, demand[cell]);
    }
    root_ = std::make_unique<Children>(std::move(bought));
    steps_.push_back({.weight = 1});
    offer(0, 0);
  }

  std::optional<SupplyPath> next() {
    while (!queue_.empty()) {
      const Waiting waiting = queue_.top();
      queue_.pop();
      if (waiting.complete) {
        return path_to(waiting.step, waiting.value);
      }
      expand(waiting.step, waiting.place);
    }
    return std::nullopt;
  }

 private:
  struct Waiting {
    double value = 0;  ///< of the path, or the bound of what is still behind this child
    bool complete = false;
    std::size_t step = 0;
    std::size_t place = 0;  ///< which child comes next

    /// Unexplored before complete where equal, so that ties are complete when one is taken.
    friend bool operator<(const Waiting& a, const Waiting& b) {
      if (a.value != b.value) {
        return a.value < b.value;
      }
      if (a.complete != b.complete) {
        return a.complete;
      }
      return std::pair(a.step, a.place) > std::pair(b.step, b.place);
    }
  };

  void add_child(std::vector<Child>& list, std::size_t cell, double weight) const {
    const double bound = weight * bounds_.bound(cell);
    if (bound > 0) {
      list.push_back({cell, weight, bound});
    }
  }

  Children& children_of(std::size_t step) {
    if (step == 0) {
      return *root_;
    }
    const std::size_t cell = steps_[step].cell;
    std::unique_ptr<Children>& known = children_[cell];
    if (!known) {
      std::vector<double> column(parts_.cells.size());
      parts_.column_of(cell, column);
      std::vector<Child> list;
      for (std::size_t from = 0; from < column.size(); ++from) {
        if (from != cell) {
          add_child(list, from, column[from] / (1 - parts_.diagonal[cell]));
        }
      }
      known = std::make_unique<Children>(std::move(list));
    }
    return *known;
  }

  /// Puts the child at `place` of a step in the queue, if there is one.
  void offer(std::size_t step, std::size_t place) {
    if (const Child* child = children_of(step).at(place)) {
      queue_.push({steps_[step].weight * child->bound, false, step, place});
    }
  }

  void expand(std::size_t step, std::size_t place) {
    const Child child = *children_of(step).at(place);
    offer(step, place + 1);
    const std::size_t here = steps_.size();
    steps_.push_back({child.cell, step, steps_[step].weight * child.weight});
    if (const double value = steps_[here].weight * bounds_.rate(child.cell); value > 0) {
      queue_.push({value, true, here, 0});
    }
    offer(here, 0);
  }

  SupplyPath path_to(std::size_t step, double value) const {
    SupplyPath path{.steps = {}, .cases = value};
    for (; step != 0; step = steps_[step].before) {
      path.steps.push_back(steps_[step].cell);
    }
    std::ranges::reverse(path.steps);
    return path;
  }

  const InputOutput::Parts& parts_;
  PathBounds bounds_;
  std::vector<std::unique_ptr<Children>> children_;
  std::unique_ptr<Children> root_;
  std::vector<Step> steps_;
  std::priority_queue<Waiting> queue_;
};

void require_no_sign(std::span<const double> values, std::string_view what) {
  for (const double value : values) {
    if (!(value >= 0) || !std::isfinite(value)) {
      throw Error("paths need " + std::string(what) + " that are zero or more in every cell");
    }
  }
}

}  // namespace

PathList top_paths(const InputOutput& table, std::span<const double> rates,
                   std::span<const double> demand, std::size_t k) {
  require_no_sign(rates, "rates");
  require_no_sign(demand, "demands");
  const std::vector<double> multiplier = table.adjoint(rates);
  PathList list;
  list.total = std::inner_product(multiplier.begin(), multiplier.end(), demand.begin(), 0.0);
  if (!(list.total > 0)) {
    throw Error("no paths: the demand meets no rate anywhere in the network");
  }
  Search search(table, rates, demand);
  double given = 0;
  while (list.paths.size() < k) {
    std::optional<SupplyPath> path = search.next();
    if (!path) {
      break;
    }
    given += path->cases;
    list.paths.push_back(std::move(*path));
  }
  list.remainder = list.total - given;
  return list;
}

}  // namespace headwater
