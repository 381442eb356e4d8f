#include "share/budget_curve.h"

#include <fmt/format.h>

#include <algorithm>
#include <ranges>

#include "share/bars.h"

namespace headwater {
namespace {

constexpr double width = 640, height = 260;
constexpr double left = 52, right = 16, top = 16, bottom = 40;

struct Axes {
  double budget = 1, reduction = 1;

  double x(double usd) const { return left + usd / budget * (width - left - right); }
  double y(double share) const {
    return height - bottom - share / reduction * (height - top - bottom);
  }
};

std::string point(const Axes& axes, double usd, double share) {
  return coordinate(axes.x(usd)) + " " + coordinate(axes.y(share));
}

Html band(const Axes& axes, const std::vector<CurvePoint>& curve) {
  std::string path = "M" + point(axes, 0, 0);
  for (const CurvePoint& p : curve) {
    path += "L" + point(axes, p.budget_usd, p.reduction.high);
  }
  for (const CurvePoint& p : std::views::reverse(curve)) {
    path += "L" + point(axes, p.budget_usd, p.reduction.low);
  }
  return shape("path", {{"class", "band"}, {"d", path + "Z"}});
}

Html line(const Axes& axes, const std::vector<CurvePoint>& curve) {
  std::string path = "M" + point(axes, 0, 0);
  Html dots;
  for (const CurvePoint& p : curve) {
    path += "L" + point(axes, p.budget_usd, p.reduction.value);
    dots += shape("circle", {{"cx", coordinate(axes.x(p.budget_usd))},
                             {"cy", coordinate(axes.y(p.reduction.value))},
                             {"r", "3"}});
  }
  Html result = shape("path", {{"class", "line"}, {"d", path}});
  return result += dots;
}

Html label(double x, double y, const char* anchor, const std::string& words) {
  return element("text", {{"x", coordinate(x)}, {"y", coordinate(y)}, {"text-anchor", anchor}},
                 text(words));
}

Html frame(const Axes& axes, double given) {
  Html result = shape(
      "path", {{"class", "axis"},
               {"d", fmt::format("M{0} {1}V{2}H{3}", left, top, height - bottom, width - right)}});
  for (int step = 0; step <= 4; ++step) {
    const double usd = axes.budget * step / 4;
    const double share = axes.reduction * step / 4;
    result += label(axes.x(usd), height - bottom + 18, step == 4 ? "end" : "middle",
                    step == 0 ? "0" : dollars(usd));
    result += label(left - 6, axes.y(share) + 4, "end", percent(share));
  }
  if (given > 0 && given <= axes.budget) {
    result += shape(
        "path", {{"class", "given"},
                 {"d", fmt::format("M{} {}V{}", coordinate(axes.x(given)), top, height - bottom)}});
    result += label(axes.x(given) + 5, height - bottom - 6, "start", "this budget");
  }
  return result;
}

}  // namespace

Html budget_curve(const std::vector<CurvePoint>& curve, double given) {
  if (curve.empty() || curve.back().budget_usd <= 0) {
    return {};
  }
  Axes axes{curve.back().budget_usd, 0};
  for (const CurvePoint& p : curve) {
    axes.reduction = std::max(axes.reduction, p.reduction.high);
  }
  if (axes.reduction <= 0) {
    return {};
  }
  const CurvePoint& last = curve.back();
  return element(
      "svg",
      {{"class", "curve"},
       {"viewBox", fmt::format("0 0 {} {}", width, height)},
       {"role", "img"},
       {"aria-label", fmt::format("What other budgets would buy: for {}, {} of the exposure",
                                  dollars(last.budget_usd), percent(last.reduction.value))}},
      band(axes, curve), frame(axes, given), line(axes, curve));
}

}  // namespace headwater
