// Integration<dim>: steps as the errors of fluxes ask for them.

#include <ionflux/app/integration.h>

#include <algorithm>
#include <cmath>

namespace ionflux {

namespace {

// Where errors of fluxes shorten steps no more: near the smallest one, and a small part of the time
// since given values jumped or bent, when nothing is smooth yet.
constexpr double many_steps = 100.0, least_share = 1e-2;

} // namespace

// Of steps to a time, the shortest one that is judged by its fluxes: never so that steps become far
// shorter than the time since given values changed.
template <int dim>
double Integration<dim>::shortest_judged(const double end) const {
  return std::max(many_steps * time.smallest_step, least_share * (end - last_break));
}

// The error of a step as it would have to be, in proportion to step^order, for the control to
// choose the next step by fluxes. What a polynomial misses depends on the steps before, too: behind
// a cut step it falls in proportion to the next one only.
template <int dim>
double Integration<dim>::steering(const double of_fluxes, const double end, const double length,
                                  const unsigned int order, const bool counts) const {
  if (!(of_fluxes > 0.0)) return 0.0;
  const double wanted = std::max(flux_errors.step_for(FluxErrors::allowed * control.aimed_at(),
                                                      FluxErrors::allowed * of_fluxes, end, counts),
                                 shortest_judged(counts ? end : end - length));
  return control.aimed_at() * std::pow(length / wanted, order);
}

template double Integration<2>::shortest_judged(double) const;
template double Integration<2>::steering(double, double, double, unsigned int, bool) const;
template double Integration<3>::shortest_judged(double) const;
template double Integration<3>::steering(double, double, double, unsigned int, bool) const;

} // namespace ionflux
