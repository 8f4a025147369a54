#include <ionflux/fem/exact_mobility.h>

#include <ionflux/physics/material_activity.h>
#include <ionflux/physics/material_mobility.h>
#include <ionflux/support/text.h>

#include <algorithm>
#include <stdexcept>

namespace ionflux {

namespace {

std::vector<double> diffusivities_of(const Electrolyte& electrolyte) {
  std::vector<double> numbers;
  for (const Species& species : electrolyte.species)
    numbers.push_back(species.diffusivity);
  return numbers;
}

// The names of the coordinates in the expression say what they are.
SmoothFunction smooth(const GivenValue& factor) {
  if (factor.is_constant()) return SmoothFunction(number_text(factor({})), "");
  try {
    return SmoothFunction(factor.text(), "", false);
  } catch (const std::invalid_argument&) {
    return SmoothFunction(factor.text(), "", true);
  }
}

double product(const ExactMobility::Vector& a, const ExactMobility::Vector& b) {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

} // namespace

ExactMobility::ExactMobility(const Electrolyte& electrolyte, const std::vector<Material>& materials)
    : diffusivity(diffusivities_of(electrolyte)) {
  for (const Material& material : materials) {
    factor.emplace_back();
    bool varies = false;
    for (const GivenValue& one : material.diffusivity_factor) {
      factor.back().push_back(smooth(one));
      varies |= !one.is_constant();
    }
    dissolved.push_back(dissolved_in(material));
    mobility.push_back(electrolyte.nernst_einstein ? nullptr
                                                   : make_material_mobility(electrolyte, material));
    activity.push_back(electrolyte.ideal ? nullptr : make_material_activity(electrolyte, material));
    if (varies && mobility.back() && mobility.back()->is_fickian() && activity.back())
      throw InputError(ExitCode::bad_parameters,
                       "an exact solution of a Fickian mobility model that is not ideal needs "
                       "constant diffusivity factors (Materials/" +
                           material.name + ")");
  }
}

PointMobility ExactMobility::find(const Point& x, const unsigned int m, const Forces& forces,
                                  const bool slopes) const {
  std::vector<double> c, d;
  for (const unsigned int i : dissolved[m]) {
    c.push_back(forces.concentration[i]);
    d.push_back(diffusivity[i] * factor[m][i].value(x));
  }
  PointMobility point;
  point.find(*mobility[m], activity[m].get(), c.data(), d.data(), slopes);
  return point;
}

ExactMobility::Vector ExactMobility::flux(const Point& x, const unsigned int m,
                                          const Forces& forces, const unsigned int i) const {
  Vector flux{};
  if (!mobility[m]) {
    const double d = diffusivity[i] * factor[m][i].value(x);
    for (unsigned int k = 0; k < 3; ++k)
      flux[k] = -d * forces.force[i][k];
    return flux;
  }
  const PointMobility point = find(x, m, forces, false);
  const unsigned int n = point.size();
  for (unsigned int k = 0; k < n; ++k)
    for (unsigned int l = 0; l < n && dissolved[m][k] == i; ++l)
      for (unsigned int j = 0; j < 3; ++j)
        flux[j] -= point.matrix()[k * n + l] * forces.force[dissolved[m][l]][j];
  return flux;
}

// sum_j M_ij div F_j + grad M_ij . F_j; M has the factors as sqrt(f_i f_j), and the concentrations.
double ExactMobility::divergence(const Point& x, const unsigned int m, const Forces& forces,
                                 const unsigned int i) const {
  const auto log_slope = [&](const unsigned int species) { // of the root of its factor
    Vector slope = factor[m][species].gradient(x);
    for (double& component : slope)
      component *= 0.5 / factor[m][species].value(x);
    return slope;
  };
  if (!mobility[m]) {
    const double d = diffusivity[i] * factor[m][i].value(x);
    return -d * (forces.divergence[i] + 2.0 * product(log_slope(i), forces.force[i]));
  }
  PointMobility point = find(x, m, forces, true);
  const unsigned int n = point.size();
  const unsigned int own =
      std::find(dissolved[m].begin(), dissolved[m].end(), i) - dissolved[m].begin();
  double sum = 0.0;
  for (unsigned int l = 0; l < n; ++l) {
    const unsigned int j = dissolved[m][l];
    sum += point.matrix()[own * n + l] *
           (forces.divergence[j] + product(log_slope(i), forces.force[j]) +
            product(log_slope(j), forces.force[j]));
  }
  std::vector<double> along(n), changes(n * n);
  for (unsigned int d = 0; d < 3; ++d) {
    for (unsigned int l = 0; l < n; ++l)
      along[l] = forces.force[dissolved[m][l]][d];
    point.changes(along.data(), changes.data());
    for (unsigned int l = 0; l < n; ++l)
      sum += changes[own * n + l] * forces.gradient[dissolved[m][l]][d];
  }
  return -sum;
}

} // namespace ionflux
