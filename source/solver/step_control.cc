#include <ionflux/solver/step_control.h>

#include <algorithm>
#include <cmath>

namespace ionflux {

namespace {

// Aim at this part of the tolerance; never change a step by more than these factors.
constexpr double aim = 0.6, greatest_growth = 5.0, least_growth = 0.2, after_failure = 0.25;

// An error of zero grows the step no faster than one of this, relative to the tolerance.
constexpr double least_error = 1e-8;

} // namespace

void StepControl::restart() {
  wanted = limits.fixed > 0.0 ? limits.fixed : std::min(limits.first, limits.largest);
  last_error = 0.0;
  was_rejected = false;
}

double StepControl::propose(const double room) const {
  if (wanted >= 0.999 * room) return room;
  if (limits.fixed <= 0.0 && wanted > 0.5 * room) return 0.5 * room;
  return wanted;
}

void StepControl::accepted(const double step, const double error, const unsigned int order) {
  if (limits.fixed > 0.0) return;
  const double now = std::max(error / (aim * limits.tolerance), least_error);
  double factor = std::pow(now, -(last_error > 0.0 ? 0.8 : 1.0) / order);
  if (last_error > 0.0) factor *= std::pow(last_error, 0.2 / order);
  factor = std::min(std::max(factor, least_growth), was_rejected ? 1.0 : greatest_growth);
  // A step that was cut to end at a given time says nothing against the one that was wanted.
  const bool was_cut = step < 0.999 * wanted;
  wanted =
      std::min(std::max(factor * step, was_cut && factor >= 1.0 ? wanted : 0.0), limits.largest);
  last_error = now;
  was_rejected = false;
}

void StepControl::rejected(const double step, const double error, const unsigned int order) {
  const double factor = std::pow(error / (aim * limits.tolerance), -1.0 / order);
  wanted = step * (std::isfinite(factor) ? std::min(std::max(factor, 0.1), 0.9) : 0.1);
  was_rejected = true;
}

void StepControl::failed(const double step) {
  wanted = step * after_failure;
  last_error = 0.0;
  was_rejected = true;
}

} // namespace ionflux
