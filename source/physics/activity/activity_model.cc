#include <ionflux/physics/activity/activity_model.h>

#include <limits>
#include <stdexcept>

namespace ionflux {

double ActivityModel::free_energy(const double*) const {
  return std::numeric_limits<double>::quiet_NaN();
}

InversionStatus ActivityModel::invert(const double*, double, const double*, double*,
                                      double*) const {
  throw std::logic_error("this activity model has no inversion of its own");
}

} // namespace ionflux
