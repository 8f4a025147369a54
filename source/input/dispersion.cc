/// Mixing by the flow: eddy diffusivities, or the dispersivities of a porous medium.

#include <ionflux/input/sections.h>
#include <ionflux/support/quantity.h>
#include <ionflux/support/suggestion.h>
#include <ionflux/support/text.h>

#include <deal.II/base/parameter_handler.h>

#include <algorithm>
#include <cmath>

namespace ionflux {

namespace {

std::vector<std::string> coordinates_of(const Parameters& p) {
  if (p.axisymmetric) return {"r", "z"};
  if (p.dimension == 2) return {"x", "y"};
  return {"x", "y", "z"};
}

std::string eddy_entry(const std::string& coordinate) { return "Eddy diffusivity " + coordinate; }

/// K = diag(eddies) + a_T |v| 1 + (a_L - a_T) v v^T / |v|.
struct Dispersion {
  std::vector<GivenValue> eddies;  ///< [m^2/s], by coordinate
  double longitudinal, transverse; ///< a_L, a_T [m]
  std::function<Flow::Vector(const GivenValue::Point&)> velocity;

  Flow::Tensor operator()(const GivenValue::Point& x) const {
    Flow::Tensor k{};
    const Flow::Vector v = velocity(x);
    const double speed = std::sqrt(v[0] * v[0] + v[1] * v[1] + v[2] * v[2]);
    for (unsigned int d = 0; d < 3; ++d) {
      for (unsigned int e = 0; e < 3 && speed > 0.0; ++e)
        k[3 * d + e] = (longitudinal - transverse) * v[d] * v[e] / speed;
      k[4 * d] += transverse * speed + (d < eddies.size() ? eddies[d](x) : 0.0);
    }
    return k;
  }
};

} // namespace

void declare_dispersion(dealii::ParameterHandler& prm) {
  for (const char* coordinate : {"x", "y", "z", "r"})
    declare_given_value(prm, eddy_entry(coordinate), "0 m^2/s", "m^2/s",
                        std::string("Eddy diffusivity of all species in the direction of ") +
                            coordinate +
                            ", besides their own: the mixing by turbulence, - K grad c. A constant "
                            "or an expression such as 0.4*0.3*z [m^2/s]. The unknowns of the "
                            "species are then their concentrations.");
  declare_quantity(prm, "Longitudinal dispersivity", "0 m", "m",
                   "Mixing in a porous medium: a_L in the dispersion tensor a_T |v| + (a_L - a_T) "
                   "v v / |v| (Scheidegger 1961; Bear 1972), along the flow.");
  declare_quantity(prm, "Transverse dispersivity", "0 m", "m", "Likewise a_T, across the flow.");
}

void read_dispersion(InputReader& in, Parameters& p) {
  Dispersion dispersion;
  dispersion.longitudinal = in.non_negative("Longitudinal dispersivity", "m");
  dispersion.transverse = in.non_negative("Transverse dispersivity", "m");
  dispersion.velocity = p.electrolyte.flow.velocity;
  const std::vector<std::string> names = coordinates_of(p);
  bool any = dispersion.longitudinal > 0.0 || dispersion.transverse > 0.0;
  std::string first = any ? "Longitudinal dispersivity" : "";
  for (const std::string& coordinate : names) {
    const std::string entry = eddy_entry(coordinate);
    dispersion.eddies.push_back(in.given(entry, "m^2/s"));
    const GivenValue& eddy = dispersion.eddies.back();
    if (eddy.is_constant() && eddy({}) < 0.0)
      in.fault(entry, "'" + entry + "' must not be negative", "zero or a positive value");
    if (eddy.depends_on_time())
      in.fault(entry, "an eddy diffusivity may not depend on time yet", "no t in it");
    if (!eddy.is_zero()) first = entry;
  }
  for (const std::string coordinate : {"x", "y", "z", "r"})
    if (!contains(names, coordinate) && in.is_set(eddy_entry(coordinate)) &&
        in.text(eddy_entry(coordinate)) != "0 m^2/s")
      in.fault(eddy_entry(coordinate), "there is no coordinate '" + coordinate + "' here",
               join(names, ", "));
  if (first.empty()) return;
  if (!p.electrolyte.flow.exists())
    in.fault(first, "'" + first + "' has no effect without a flow",
             "a 'Profile'; where nothing but eddies moves, expression with velocities of 0 m/s");
  else
    p.electrolyte.flow.dispersion = dispersion;
}

void check_dispersion(InputReader& in, const Parameters& p) {
  if (!p.electrolyte.flow.dispersion) return;
  const InputReader::Section section(in, "Flow");
  for (unsigned int i = 0; i < p.electrolyte.n_species(); ++i)
    if (!p.electrolyte.solves_for_concentration(i)) {
      in.fault(
          {"mixing by the flow needs concentrations as unknowns, but that of " +
               p.electrolyte.species[i].name + " is its electrochemical potential (" +
               (p.unknown_choices[i].because.empty() ? "as usual" : p.unknown_choices[i].because) +
               ")",
           in.where(), "Flow", "", "no eddy diffusivity or dispersivity, or other unknowns"});
      return;
    }
}

} // namespace ionflux
