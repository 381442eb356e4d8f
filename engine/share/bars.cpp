#include "share/bars.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace headwater {
namespace {

constexpr double width = 180;

Html drawing(int height, const Html& content) {
  return element("svg",
                 {{"class", "bar"},
                  {"viewBox", fmt::format("0 0 {:.0f} {}", width, height)},
                  {"aria-hidden", "true"},
                  {"focusable", "false"}},
                 content);
}

Html box(const char* name, double x, double y, double w, double h) {
  return shape("rect", {{"class", name},
                        {"x", coordinate(x)},
                        {"y", coordinate(y)},
                        {"width", coordinate(std::max(w, 0.0))},
                        {"height", coordinate(h)}});
}

double scaled(double value, double largest) {
  return largest > 0 ? std::clamp(value / largest, 0.0, 1.0) * width : 0;
}

Html whisker(double low, double high) {
  const std::string path =
      fmt::format("M{0} 4V12M{0} 8H{1}M{1} 4V12", coordinate(low), coordinate(high));
  return shape("path", {{"class", "whisker"}, {"d", path}});
}

}  // namespace

std::string coordinate(double value) {
  const double tenths = std::round(value * 10);
  const std::string text = fmt::format("{:.1f}", tenths == 0 ? 0.0 : tenths / 10);
  return text.ends_with(".0") ? text.substr(0, text.size() - 2) : text;
}

Html interval_bar(const Estimate& estimate, double largest) {
  Html content = box("track", 0, 3, width, 10);
  content += box("value", 0, 3, scaled(estimate.value, largest), 10);
  const double low = std::clamp(scaled(estimate.low, largest), 0.6, width - 0.6);
  const double high = std::clamp(scaled(estimate.high, largest), 0.6, width - 0.6);
  content += whisker(low, high);
  return drawing(16, content);
}

Html share_bar(double share) {
  Html content = box("track", 0, 0, width, 6);
  content += box("value", 0, 0, scaled(share, 1), 6);
  return drawing(6, content);
}

Html index_bar(const Estimate& index) {
  Html content = box("track", 0, 6, width, 4);
  const double low = scaled(index.low, 100);
  content += box("band", low, 4, std::max(scaled(index.high, 100) - low, 1.0), 8);
  content += box("mark", std::clamp(scaled(index.value, 100) - 1.5, 0.0, width - 3), 1, 3, 14);
  return drawing(16, content);
}

}  // namespace headwater
