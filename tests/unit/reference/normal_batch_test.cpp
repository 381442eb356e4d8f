#include "reference/normal_batch.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace headwater {
namespace {

TEST(NormalBatch, gives_the_numbers_of_one_address_after_the_other) {
  for (const std::size_t count : {0U, 1U, 63U, 64U, 65U, 5000U}) {
    const DrawAddress first{.seed = 4, .draw = 9, .stream = 3, .index = count * 7};
    std::vector<double> batch(count);
    standard_normals(first, batch);
    for (std::size_t i = 0; i < count; ++i) {
      DrawAddress address = first;
      address.index += i;
      ASSERT_EQ(batch[i], standard_normal(address)) << i << " of " << count;
    }
  }
}

TEST(NormalBatch, factors_are_lognormal_to_eight_digits) {
  for (const double cv : {0.0, 0.06, 0.3, 0.9}) {
    const LognormalFactor factor(cv);
    std::vector<double> values;
    for (int i = -60; i <= 60; ++i) values.push_back(i / 12.0);
    std::vector<double> drawn = values;
    to_lognormal_factors(cv, drawn);
    for (std::size_t i = 0; i < values.size(); ++i)
      EXPECT_NEAR(drawn[i] / factor(values[i]), 1, 2e-8) << cv << " at " << values[i];
  }
}

}  // namespace
}  // namespace headwater
