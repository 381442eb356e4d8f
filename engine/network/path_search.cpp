#include "network/path_search.h"

#include <algorithm>
#include <limits>

namespace headwater {
namespace {

constexpr std::uint32_t unlisted = std::numeric_limits<std::uint32_t>::max();
constexpr std::size_t spare = 1024;  // found beyond twice of what was asked before the worst go

/// Largest first; a path met later has a later step.
bool comes_before(const PathSearch::Found& a, const PathSearch::Found& b) {
  return a.value != b.value ? a.value > b.value : a.step < b.step;
}

}  // namespace

PathSearch::PathSearch(const PathField& field, std::span<const double> demand,
                       std::size_t max_cells)
    : field_(field),
      demand_(demand),
      max_cells_(max_cells > 0 ? max_cells : std::numeric_limits<std::size_t>::max()) {}

std::vector<PathSearch::Found> PathSearch::largest(std::size_t count) {
  const PathLayer& first = field_.before ? *field_.before : *field_.after;
  double best = 0;
  for (std::size_t cell = 0; cell < demand_.size(); ++cell) {
    best = std::max(best, demand_[cell] * first.bounds.bound(cell));
  }
  if (count == 0 || best == 0) {
    return {};
  }
  // The number of paths grows about as fast as their value falls.
  for (double threshold = best / 2;;) {
    search(threshold, count);
    if (found_.size() >= count || !left_out_) {
      break;
    }
    if (threshold <= std::numeric_limits<double>::min()) {
      break;  // what is left cannot be told from nothing
    }
    const double share = static_cast<double>(found_.size()) / static_cast<double>(count);
    threshold = std::max(threshold * std::clamp(share * 0.7, 1.0 / 32, 0.7),
                         std::numeric_limits<double>::min());
  }
  keep_largest(count);
  std::ranges::sort(found_, comes_before);
  return found_;
}

void PathSearch::search(double threshold, std::size_t count) {
  threshold_ = threshold;
  strict_ = false;
  left_out_ = false;
  found_.clear();
  steps_.assign(1, {});
  const bool passed = field_.before == nullptr;
  way_.assign(1, {.cell = unlisted, .step = 0, .next = 0, .passed = passed, .weight = 1});
  while (!way_.empty()) {
    const PathChild* child = next_child(way_.back());
    if (!child) {
      way_.pop_back();
      continue;
    }
    enter(*child);
    if (found_.size() >= 2 * count + spare) {
      keep_largest(count);
      threshold_ = found_.back().value;
      strict_ = true;
    }
  }
}

/// The next supplier whose paths reach the threshold.
const PathChild* PathSearch::next_child(Place& place) {
  const double least = threshold_ / place.weight;
  PathChildren& children = layer(place.passed).children;
  const PathChildList* list = &bought_;
  if (place.cell == unlisted) {
    children.reach_bought(demand_, least, bought_);
  } else {
    list = &children.of(place.cell, least);
  }
  if (place.next < list->sorted.size()) {
    const PathChild& child = list->sorted[place.next];
    if (reaches(place.weight * child.bound)) {
      ++place.next;
      return &child;
    }
    left_out_ = true;
  }
  left_out_ = left_out_ || list->reaches > 0;
  return nullptr;
}

void PathSearch::enter(const PathChild& child) {
  const Place& from = way_.back();
  const double weight = from.weight * child.weight;
  const bool passed = from.passed || field_.gates[child.cell] != 0;
  const PathBounds& bounds = layer(passed).bounds;
  way_.push_back({child.cell, unlisted, 0, passed, weight});
  if (passed) {
    const double value = weight * bounds.end(child.cell);
    if (value > 0 && reaches(value)) {
      found_.push_back({value, step_of(way_.size() - 1)});
    } else {
      left_out_ = left_out_ || value > 0;
    }
  }
  if (way_.size() > max_cells_ || !(bounds.onward(child.cell) > 0)) {
    way_.pop_back();
  } else if (!reaches(weight * bounds.onward(child.cell))) {
    left_out_ = true;
    way_.pop_back();
  }
}

/// The step of a place on the way, listed together with those before it once a path needs it.
std::uint32_t PathSearch::step_of(std::size_t depth) {
  std::size_t known = depth;
  while (way_[known].step == unlisted) {
    --known;
  }
  for (; known < depth; ++known) {
    way_[known + 1].step = static_cast<std::uint32_t>(steps_.size());
    steps_.push_back({way_[known + 1].cell, way_[known].step});
  }
  return way_[depth].step;
}

void PathSearch::keep_largest(std::size_t count) {
  if (found_.size() > count) {
    const auto last = found_.begin() + static_cast<std::ptrdiff_t>(count);
    std::nth_element(found_.begin(), last - 1, found_.end(), comes_before);
    found_.erase(last, found_.end());
    left_out_ = true;
  }
}

std::vector<std::size_t> PathSearch::steps_of(const Found& found) const {
  std::vector<std::size_t> steps;
  for (std::uint32_t step = found.step; step != 0; step = steps_[step].before) {
    steps.push_back(steps_[step].cell);
  }
  std::ranges::reverse(steps);
  return steps;
}

}  // namespace headwater
