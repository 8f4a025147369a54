#include <ionflux/physics/activity/mean_activity.h>
#include <ionflux/physics/activity/models.h>
#include <ionflux/physics/activity/pitzer_salts.h>

#include <gtest/gtest.h>

#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

namespace ionflux {
namespace {

// Every coefficient of specific ion interaction that the table has, against Pitzer's equations of
// the same salt, which were fitted to the same measurements by others. Where ions pair up one
// number cannot do at all strengths.
bool pairs_up(const PitzerSalt& salt) {
  return salt.anion == "SO4" || (salt.cation == "K" && salt.anion == "NO3");
}

TEST(ActivityPublished, SpecificInteractionCoefficients) {
  unsigned int n_compared = 0;
  for (const PitzerSalt& salt : pitzer_salts()) {
    ActivityInput input;
    input.names = {salt.cation, salt.anion};
    const auto doubly = [](const std::string& name) {
      return name == "Mg" || name == "Ca" || name == "Sr" || name == "Ba" || name == "SO4";
    };
    const int z = doubly(salt.cation) ? 2 : 1, y = doubly(salt.anion) ? 2 : 1;
    if (z == 2 && y == 2) continue;
    input.charge_numbers = {z, -y};
    std::unique_ptr<ActivityModel> model;
    try {
      model = make_activity_model("specific ion interaction", input);
    } catch (const std::invalid_argument&) {
      continue; // not in the table
    }
    const auto pitzer = make_activity_model("Pitzer", input);
    const double m = z * y == 1 ? 1.0 : 0.3, rho = input.solvent_density;
    const std::vector<double> c = {y * m * rho, z * m * rho};
    EXPECT_NEAR(log_mean_activity_coefficient(*model, c.data(), {double(y), double(z)}),
                log_mean_activity_coefficient(*pitzer, c.data(), {double(y), double(z)}),
                pairs_up(salt) ? 0.11 : 0.06)
        << salt.cation << " " << salt.anion;
    ++n_compared;
  }
  EXPECT_EQ(n_compared, 16u);
}

} // namespace
} // namespace ionflux
