#include <ionflux/fem/node_equation.h>

#include <cmath>

namespace ionflux {

// Corrections are far below the digits of the unknowns: they are added to the difference, not to
// its terms.
double NodeEquation::residual(const TransportLaw& law, const double* u, const double* more) const {
  const unsigned int i = species();
  const double own_more = more ? more[i + 1] : 0.0,
               drift_more = more ? charge_number * more[0] : 0.0;
  if (given == Given::composition)
    return u[i + 1] - charge_number * u[0] - value + (own_more - drift_more);
  PointChemistry chemistry(law.n_fields());
  law.chemistry(u, *material, chemistry);
  if (given == Given::concentration)
    return std::log(chemistry.concentration[i] / value) + (own_more - drift_more);
  const double drift = charge_number * law.potential(u, *material, nullptr) + drift_more;
  return chemistry.activity[i] - std::exp(value - material->standard_potential[i] - drift) +
         own_more;
}

std::vector<double> NodeEquation::slopes(const TransportLaw& law, const double* u) const {
  const unsigned int i = species(), n_fields = law.n_fields();
  std::vector<double> by(n_fields, 0.0);
  if (given == Given::composition) {
    by[0] = -charge_number;
    by[i + 1] = 1.0;
    return by;
  }
  PointChemistry chemistry(n_fields);
  law.chemistry(u, *material, chemistry);
  if (given == Given::concentration) {
    for (unsigned int m = 0; m < n_fields; ++m)
      by[m] = chemistry.concentration_slope(i, m) / chemistry.concentration[i];
    return by;
  }
  const double phi = law.potential(u, *material, by.data());
  const double there =
      std::exp(value - material->standard_potential[i] - charge_number * phi) * charge_number;
  for (unsigned int m = 0; m < n_fields; ++m)
    by[m] = there * by[m] + chemistry.activity_slope(i, m);
  return by;
}

double NodeEquation::solution(const TransportLaw& law, const double* u) const {
  constexpr unsigned int most_steps = 30;
  std::vector<double> node(u, u + law.n_fields());
  double& own = node[species() + 1];
  for (unsigned int step = 0; step < most_steps; ++step) {
    const double change = residual(law, node.data()) / slopes(law, node.data())[species() + 1];
    if (!std::isfinite(change)) break;
    own -= change;
    if (std::abs(change) <= 1e-14 * (1.0 + std::abs(own))) break;
  }
  return own;
}

} // namespace ionflux
