#include <ionflux/fem/fixed_values.h>
#include <ionflux/fem/floating_metals.h>

#include <algorithm>
#include <cmath>

namespace ionflux {

namespace {

// Of a metal [RT/F]: 10 V. Where no potential within drives the current, the last one stays, and
// the current that is reached is not the given one.
constexpr double widest = 400.0;

constexpr unsigned int most_steps = 100;

} // namespace

template <int dim>
FloatingMetals<dim>::FloatingMetals(const Discretization<dim>& discretization, const Model& model)
    : discretization(discretization), scaling(model.scaling) {
  const auto& conditions = model.boundaries.conditions();
  for (unsigned int c = 0; c < conditions.size(); ++c)
    if (const AppliedLaw* const law = conditions[c].metal_current())
      metals.push_back({c, law, model.boundaries.boundaries_of(c)});
  update();
}

template <int dim>
double FloatingMetals<dim>::current_scale(const unsigned int k) const {
  return total_scale(discretization, *metals[k].law->row, scaling);
}

template <int dim>
void FloatingMetals<dim>::update() {
  for (unsigned int k = 0; k < size(); ++k)
    metals[k].target = metals[k].law->value({}) / current_scale(k);
}

// A displacement out of the domain is the negative of the charge that is shown to it.
template <int dim>
void FloatingMetals<dim>::set_storage(const double new_rate,
                                      const std::vector<double>& displacements) {
  rate = new_rate;
  in_time = in_time || rate != 0.0;
  for (Metal& metal : metals) {
    metal.known = 0.0;
    for (const unsigned int id : metal.boundaries)
      if (id < displacements.size()) metal.known -= displacements[id];
  }
}

template <int dim>
void FloatingMetals<dim>::charge_like(const FloatingMetals& others, const double new_rate) {
  rate = new_rate;
  in_time = in_time || rate != 0.0;
  for (unsigned int k = 0; k < size() && rate != 0.0; ++k) {
    const Metal& other = others.metals[k];
    metals[k].potential = other.potential;
    metals[k].known = other.charge - others.rate / rate * (other.charge - other.known);
  }
}

template <int dim>
void FloatingMetals<dim>::take(const Currents& now) {
  for (unsigned int k = 0; k < size(); ++k) {
    metals[k].charge = now.charge[k];
    metals[k].reached = now.current[k] + rate * (now.charge[k] - metals[k].known);
    metals[k].slope = now.current_slope[k] + rate * now.charge_slope[k];
    // Between steps a charge is what it was: its potential stays.
    if (in_time && rate == 0.0 && now.charge_slope[k] > 0.0) metals[k].slope = 0.0;
  }
}

template <int dim>
double FloatingMetals<dim>::missed(const unsigned int k) const {
  const Metal& metal = metals[k];
  const double size = std::abs(metal.target) + std::abs(metal.slope);
  return size > 0.0 ? (metal.reached - metal.target) / size : 0.0;
}

template <int dim>
int FloatingMetals<dim>::behind(const int condition) const {
  for (unsigned int k = 0; k < size(); ++k)
    if (static_cast<int>(metals[k].condition) == condition) return k;
  return none;
}

// Newton's method between bounds that close in; far away exponentials mislead it, and the middle of
// the bounds is better. All metals at a time: each current depends on its own potential alone.
template <int dim>
void FloatingMetals<dim>::find(const double load, const std::function<Currents()>& currents) {
  struct Bounds {
    double low = -widest, high = widest;
    bool found = false;
  };
  std::vector<Bounds> bounds(size());
  for (unsigned int step = 0; step < most_steps; ++step) {
    take(currents());
    bool all_found = true;
    for (unsigned int k = 0; k < size(); ++k) {
      Metal& metal = metals[k];
      // Without a slope nothing says what the potential is: it stays.
      if (bounds[k].found || !(metal.slope > 0.0)) continue;
      const double wanted = load * metal.target, excess = metal.reached - wanted;
      (excess > 0.0 ? bounds[k].high : bounds[k].low) = metal.potential;
      double next = metal.potential - excess / metal.slope;
      const bool is_near = std::abs(next - metal.potential) < 2.0;
      if (!is_near || !(next >= bounds[k].low && next <= bounds[k].high))
        next = 0.5 * (bounds[k].low + bounds[k].high);
      // Converges quadratically: a step of 1e-9 leaves an error of rounding.
      bounds[k].found = excess == 0.0 || std::abs(next - metal.potential) < 1e-9;
      metal.potential = next;
      all_found = all_found && bounds[k].found;
    }
    if (all_found) break;
  }
  take(currents());
}

template class FloatingMetals<2>;
template class FloatingMetals<3>;

} // namespace ionflux
