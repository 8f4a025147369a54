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

double StepControl::aimed_at() const { return aim * limits.tolerance; }

void StepControl::restart() {
  state.wanted = limits.fixed > 0.0 ? limits.fixed : std::min(limits.first, limits.largest);
  state.last_error = 0.0;
  state.was_rejected = false;
}

void StepControl::resume(const StepMemory& memory) {
  state = memory;
  state.wanted = limits.fixed > 0.0 ? limits.fixed : std::min(state.wanted, limits.largest);
}

double StepControl::propose(const double room) const {
  if (state.wanted >= 0.999 * room) return room;
  if (limits.fixed <= 0.0 && state.wanted > 0.5 * room) return 0.5 * room;
  return state.wanted;
}

void StepControl::accepted(const double step, const double error, const unsigned int order) {
  if (limits.fixed > 0.0) return;
  const double now = std::max(error / aimed_at(), least_error);
  double factor = std::pow(now, -(state.last_error > 0.0 ? 0.8 : 1.0) / order);
  if (state.last_error > 0.0) factor *= std::pow(state.last_error, 0.2 / order);
  factor = std::min(std::max(factor, least_growth), state.was_rejected ? 1.0 : greatest_growth);
  // A step that was cut to end at a given time says nothing against the one that was wanted.
  const bool was_cut = step < 0.999 * state.wanted;
  state.wanted = std::min(std::max(factor * step, was_cut && factor >= 1.0 ? state.wanted : 0.0),
                          limits.largest);
  state.last_error = now;
  state.was_rejected = false;
}

void StepControl::rejected(const double step, const double error, const unsigned int order) {
  const double factor = std::pow(error / aimed_at(), -1.0 / order);
  state.wanted = step * (std::isfinite(factor) ? std::min(std::max(factor, 0.1), 0.9) : 0.1);
  state.was_rejected = true;
}

void StepControl::failed(const double step) {
  state.wanted = step * after_failure;
  state.last_error = 0.0;
  state.was_rejected = true;
}

} // namespace ionflux
