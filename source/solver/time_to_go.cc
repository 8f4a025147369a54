#include <ionflux/solver/time_to_go.h>

#include <ionflux/support/text.h>

#include <algorithm>
#include <cmath>

namespace ionflux {

std::optional<unsigned int> newton_steps_to_go(const std::vector<double>& residuals,
                                               const double tolerance) {
  const std::size_t n = residuals.size();
  if (n == 0 || !(tolerance > 0.0)) return {};
  if (residuals[n - 1] <= tolerance) return 0;
  if (n < 2) return {};
  double gain = std::log(residuals[n - 2] / residuals[n - 1]);
  if (!(gain > 0.05)) return {}; // 5 % a step: it stands still, and may do so for long
  double order = 1.0;
  if (n >= 3) {
    const double before = std::log(residuals[n - 3] / residuals[n - 2]);
    if (before > 0.0) order = std::clamp(gain / before, 1.0, 2.0);
  }
  double left = std::log(residuals[n - 1] / tolerance);
  unsigned int steps = 0;
  for (; left > 0.0 && steps < 1000; ++steps) {
    gain *= order;
    left -= gain;
  }
  return steps;
}

std::string TimeToGo::note(const unsigned int step, const double residual, const double now) {
  const double seconds = now - last;
  last = now;
  if (step == 0) residuals.clear();
  residuals.push_back(residual);
  if (residuals.size() < 2 || seconds < shortest_step) return "";
  const auto steps = newton_steps_to_go(residuals, tolerance);
  const std::string so_far = format_text("         %.0f s so far", now - start);
  if (!steps) return so_far + ", no telling how long yet";
  if (*steps == 0) return so_far + ", nearly done with this mesh"; // the fluxes must stand, too
  return so_far + format_text(", about %.0f s to go on this mesh", *steps * seconds);
}

} // namespace ionflux
