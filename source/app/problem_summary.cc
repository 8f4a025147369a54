#include <ionflux/app/problem_summary.h>

#include <ionflux/app/activity_summary.h>
#include <ionflux/input/neutral_unknowns.h>
#include <ionflux/input/scales.h>
#include <ionflux/physics/material_mobility.h>
#include <ionflux/support/text.h>

#include <cmath>

namespace ionflux {

template <int dim>
std::vector<std::string> problem_summary(const Problem<dim>& problem) {
  std::vector<std::string> lines;
  const Parameters& parameters = problem.parameters();
  const Scaling& scaling = problem.scaling();
  const double debye = shortest_debye_length(parameters);
  lines.push_back(format_text("Thermal voltage RT/F     %.5g mV at %.5g K",
                              1e3 * scaling.potential(), scaling.temperature));
  if (parameters.electrolyte.potential_model == PotentialModel::electroneutral) {
    lines.push_back(
        std::string("Potential                electroneutral at every point: no double "
                    "layers") +
        (parameters.electrolyte.potential_floats ? "; 0 at a corner, as nothing fixes it" : ""));
  } else if (!std::isfinite(debye)) {
    lines.push_back("Potential                no ions, no double layers");
  } else {
    lines.push_back(
        format_text("Debye length             %.4g nm  (shortest of the boundaries, sqrt(eps RT / "
                    "(F^2 sum z^2 c)), eps_r = %.4g)",
                    1e9 * debye, solvent_permittivity(parameters)));
    lines.push_back(format_text("Debye length / length    %.4g  (length: %.4g nm)",
                                debye / scaling.length, 1e9 * scaling.length));
  }
  lines.push_back(format_text("Scales                   %.4g mol/m^3, %.4g m^2/s",
                              scaling.concentration, scaling.diffusivity));
  lines.push_back(format_text("Elements                 Q%u, %s", parameters.degree,
                              unknowns_in_words(parameters).c_str()));
  if (parameters.degree == 1 && starts_with_front(parameters))
    lines.push_back(
        "Storage                  at the nodes, as the start has a front at a boundary: "
        "no concentration falls below those around it");
  for (const std::string& line : activity_summary(parameters))
    lines.push_back(line);
  for (const Material& material : parameters.materials)
    if (!parameters.electrolyte.nernst_einstein)
      lines.push_back(format_text("Mobility model           %s in %s",
                                  mobility_model_in(parameters.electrolyte, material).c_str(),
                                  material.name.c_str()));
  return lines;
}

template std::vector<std::string> problem_summary(const Problem<2>&);
template std::vector<std::string> problem_summary(const Problem<3>&);

} // namespace ionflux
