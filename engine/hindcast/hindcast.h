#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/database.h"
#include "hindcast/bootstrap.h"
#include "hindcast/editions.h"

namespace headwater {

/// What a feature weighs in a forecast, in log-odds per standard deviation.
struct FeatureWeight {
  std::string feature;
  std::string reason;
  double weight = 0;
  double known = 0;  ///< share of the candidates it is known of
};

/// The forecast of one edition from what was known by the one before it.
struct EditionHindcast {
  int edition = 0;
  int known_by = 0;  ///< the year of the edition before: nothing later is used
  std::size_t goods = 0;
  std::size_t countries = 0;
  std::size_t candidates = 0;
  std::size_t targets = 0;         ///< candidates the edition listed
  std::size_t unseen_good = 0;     ///< listed, but no candidate: a good of no earlier edition
  std::size_t unseen_country = 0;  ///< listed, but no candidate: a country of no earlier edition
  std::size_t forced_labour = 0;   ///< pairs marked as forced labour for the first time
  std::vector<FeatureWeight> weights;          ///< of the model, as the features stand in the table
  std::optional<PairedComparison> comparison;  ///< none where the edition listed no candidate
};

struct Hindcast {
  std::vector<EditionHindcast> editions;  ///< oldest first
  std::optional<PairedComparison> pooled;
  Resampling resampling;
};

/// Forecasts each edition but the first from those before it: the model learns which pairs were
/// listed from what else was, and orders the pairs that were not. docs/validate.md.
Hindcast hindcast(Connection& connection, const std::filesystem::path& data,
                  const ListOfGoods& list);

}  // namespace headwater
