/// Limits of single values: what no electrolyte has, and what no computation can mean.

#include <ionflux/input/input_names.h>
#include <ionflux/input/sections.h>
#include <ionflux/support/text.h>

#include <cmath>

namespace ionflux {

namespace {

/// A limit with its sentence.
struct Limit {
  double most; ///< of the magnitude, SI
  const char* unit;
  const char* because; ///< what lies beyond
};

// Far above what is measured anywhere, far below where the discrete equations lose all digits.
constexpr Limit temperature{1e4, "K", "no substance is liquid there"};
constexpr Limit permittivity{1e5, "", "even ferroelectrics stay below it"};
constexpr Limit charge_density{1e11, "C/m^3", "1,000 mol/L of fixed ions: no material holds them"};
constexpr Limit diffusivity{1.0, "m^2/s", "gases have 1e-5, liquids 1e-9"};
constexpr Limit diffusivity_of_light{1e20, "m^2/s", "light of a free path of 1e12 m"};
constexpr int most_charges = 1000;

/// That of a law's value.
Limit limit_of(const BoundaryLaw& law) {
  return {law.limit.most, law.unit.c_str(), law.limit.because.c_str()};
}

bool exceeds(const double value, const Limit& limit) { return !(std::abs(value) <= limit.most); }

std::string allowed(const Limit& limit) {
  return format_text("at most %.6g %s in magnitude (%s)", limit.most, limit.unit, limit.because);
}

void check_electrolyte(InputReader& in, const Parameters& p) {
  const auto fault = [&](const std::string& path, const std::string& what,
                         const std::string& allowed) {
    in.fault({what, location_of(p, path), path, "", allowed});
  };
  if (exceeds(p.electrolyte.temperature, temperature))
    fault("Electrolyte/Temperature",
          format_text("a temperature of %.4g K", p.electrolyte.temperature), allowed(temperature));
  for (const Species& species : p.electrolyte.species) {
    const std::string path = "Electrolyte/Species/" + species.name + "/";
    if (std::abs(species.charge_number) > most_charges)
      fault(path + "Charge number", format_text("a charge number of %d", species.charge_number),
            format_text("at most %d elementary charges in magnitude", most_charges));
    const Limit& fastest = p.electrolyte.limited_mobility ? diffusivity_of_light : diffusivity;
    if (exceeds(species.diffusivity, fastest))
      fault(path + "Diffusivity", format_text("a diffusivity of %.4g m^2/s", species.diffusivity),
            allowed(fastest));
  }
  for (const Material& material : p.materials) {
    const std::string path = "Materials/" + material.name + "/";
    if (exceeds(material.relative_permittivity, permittivity))
      fault(path + "Relative permittivity",
            format_text("a relative permittivity of %.4g", material.relative_permittivity),
            allowed(permittivity));
    if (material.fixed_charge.is_constant() && exceeds(material.fixed_charge({}), charge_density))
      fault(path + "Fixed charge",
            format_text("a fixed charge of %.4g C/m^3", material.fixed_charge({})),
            allowed(charge_density));
  }
  const Limit concentration = limit_of(law_that_gives(Gives::concentration));
  for (const Bath& bath : p.baths)
    for (unsigned int i = 0; i < bath.concentrations.size(); ++i)
      if (exceeds(bath.concentrations[i], concentration))
        fault("Baths/" + bath.name + "/Concentration of " + p.electrolyte.species[i].name,
              format_text("a concentration of %.4g mol/m^3", bath.concentrations[i]),
              allowed(concentration));
}

void check_laws(InputReader& in, const Parameters& p) {
  for (const BoundaryCondition& condition : p.boundary_conditions)
    for (const AppliedLaw& law : condition.laws) {
      const Limit limit = limit_of(*law.row);
      if (std::isinf(limit.most) || !law.value.is_constant() || !exceeds(law.value({}), limit))
        continue;
      if (law.row->gives == Gives::concentration && !condition.bath.empty()) continue; // there
      in.fault({format_text("a value of %.4g %s", law.value({}), limit.unit), law.where,
                "Boundary conditions/" + join(condition.surfaces, ", ") + "/" + law_name(p, law),
                "", allowed(limit)});
    }
}

void check_method(InputReader& in, const Parameters& p) {
  constexpr double loosest = 0.01;
  if (p.solver.relative_tolerance > loosest && p.solver.relative_tolerance < 1.0) // else reported
    in.fault({format_text("a relative tolerance of %.3g: fluxes would not be known to two digits",
                          p.solver.relative_tolerance),
              location_of(p, "Solver/Relative tolerance"), "Solver/Relative tolerance", "",
              format_text("at most %.2g; the usual 1e-8 costs hardly more", loosest)});
  if (p.n_quadrature_points > 0 && p.n_quadrature_points < p.degree &&
      !in.is_at_fault("Discretization/Degree"))
    in.fault({format_text("%u Gauss points a direction do not determine polynomials of degree %u: "
                          "the matrix would be singular",
                          p.n_quadrature_points, p.degree),
              location_of(p, "Discretization/Quadrature points"),
              "Discretization/Quadrature points", "", "Degree + 1 (auto), or more"});
}

} // namespace

std::string limit_exceeded(const BoundaryLaw& law, const double value) {
  const Limit limit = limit_of(law);
  return !std::isinf(limit.most) && exceeds(value, limit) ? allowed(limit) : "";
}

void check_values(InputReader& in, const Parameters& p) {
  check_electrolyte(in, p);
  check_laws(in, p);
  check_method(in, p);
}

} // namespace ionflux
