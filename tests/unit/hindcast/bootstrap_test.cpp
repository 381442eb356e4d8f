#include "hindcast/bootstrap.h"

#include <gtest/gtest.h>

namespace headwater {
namespace {

/// Forty candidates of four countries, a target in three of them; the model knows them, the others
/// order by chance.
RankedEdition edition(double noise) {
  std::vector<Scored> good;
  std::vector<Scored> poor;
  std::vector<double> targets(4, 0);
  for (std::size_t i = 0; i < 40; ++i) {
    const bool target = i == 3 || i == 17 || i == 31;
    const double chance = static_cast<double>((i * 7) % 40);
    good.push_back({(target ? 30 : 0) + noise * chance, target, i / 10});
    poor.push_back({chance, target, i / 10});
    targets[i / 10] += target ? 1 : 0;
  }
  return {{Ranking(good), Ranking(poor), Ranking(poor), Ranking(good)}, targets};
}

TEST(Bootstrap, a_baseline_equal_to_the_model_is_never_behind_it) {
  const RankedEdition one = edition(0.5);
  const auto comparison = compare({&one}, 4, {.seed = 1, .resamples = 200, .level = 0.95});
  const ResampledEstimate& same = comparison->ahead[3].roc_auc;
  EXPECT_EQ(same.value, 0);
  EXPECT_EQ(same.interval.low, 0) << "paired: both are measured on the same resamples";
  EXPECT_EQ(same.interval.high, 0);
  EXPECT_GT(comparison->ahead[1].roc_auc.value, 0);
}

TEST(Bootstrap, one_seed_gives_the_same_interval_each_time) {
  const RankedEdition one = edition(1);
  const Resampling resampling{.seed = 7, .resamples = 100, .level = 0.9};
  const auto first = compare({&one}, 4, resampling);
  const auto second = compare({&one}, 4, resampling);
  EXPECT_EQ(first->of[0].roc_auc.interval.low, second->of[0].roc_auc.interval.low);
  EXPECT_EQ(first->of[0].pr_auc.interval.high, second->of[0].pr_auc.interval.high);
  EXPECT_LE(first->of[1].roc_auc.interval.low, first->of[1].roc_auc.value);
  EXPECT_GE(first->of[1].roc_auc.interval.high, first->of[1].roc_auc.value);
}

TEST(Bootstrap, pooled_editions_count_by_their_targets) {
  const RankedEdition one = edition(0.5);
  RankedEdition none = edition(0.5);
  none.targets_of_cluster.assign(4, 0);
  const Resampling resampling{.seed = 1, .resamples = 50, .level = 0.95};
  EXPECT_EQ(compare({&one}, 4, resampling)->of[1].roc_auc.value,
            compare({&one, &none}, 4, resampling)->of[1].roc_auc.value);
  EXPECT_NEAR(compare({&one, &one}, 4, resampling)->of[1].roc_auc.value,
              compare({&one}, 4, resampling)->of[1].roc_auc.value, 1e-12);
  EXPECT_FALSE(compare({&none}, 4, resampling));
  EXPECT_FALSE(compare({}, 4, resampling));
}

}  // namespace
}  // namespace headwater
