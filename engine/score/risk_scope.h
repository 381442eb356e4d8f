#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/appender.h"

namespace headwater {

/// One figure of a scope: a region, a sector, a tier; never a company.
struct RiskItem {
  std::string key;
  std::string key2;
  std::optional<double> spend_usd;
  double cases = 0;
  double proxy_cases =
      0;  ///< the part that arises in cells split by proxies, or from unknown addresses
};

/// The items of a scope with their draws and their values in each structural variant.
struct RiskScope {
  std::string scope;
  std::vector<RiskItem> items;
  std::size_t draws = 0;
  std::vector<float> drawn;                  ///< item after item, its draws side by side
  std::vector<std::vector<float>> variants;  ///< by variant, then item
};

struct ScopeRules {
  std::size_t top = 20;
  std::size_t limit = 500;
  double widest = 60;  ///< points of 100: the widest range of ranks that still orders
  int threads = 0;
};

/// Adds the rows of `risk`: intervals and ranks from the draws, stability from the variants (share
/// of them in which the item stays in, or out of, the `top`). Only the `limit` largest are written.
/// A row abstains where the range of its rank is too wide to order it.
void write_scope(Appender& risk, RiskScope& scope, const ScopeRules& rules);

}  // namespace headwater
