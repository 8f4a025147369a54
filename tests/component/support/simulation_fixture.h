#pragma once

/// Helpers of component tests that need a whole problem.

#include <ionflux/app/steady_simulation.h>
#include <ionflux/input/parameters.h>

#include <string>
#include <vector>

namespace ionflux::testing {

/// A simulation that owns its parameters and prints nothing.
template <int dim>
struct QuietSimulation {
  explicit QuietSimulation(Parameters given)
      : parameters(std::move(given)),
        simulation(parameters, MPI_COMM_WORLD, [](const std::string&) {}) {}

  const Parameters parameters;
  SteadySimulation<dim> simulation;
};

/// A box of 1:1 salt with one material; `more` is appended to the file, `box` goes into its
/// section.
inline std::string salt_box(const unsigned int dim, const std::string& box, const std::string& more,
                            const bool axisymmetric = false) {
  return "set Dimension = " + std::to_string(dim) +
         (axisymmetric ? "\nset Coordinates = axisymmetric" : "") + R"(
subsection Electrolyte
  subsection Species
    subsection K
      set Charge number = 1
      set Diffusivity = 2e-9 m^2/s
    end
    subsection Cl
      set Charge number = -1
      set Diffusivity = 1e-9 m^2/s
    end
  end
end
subsection Materials
  subsection water
    set Regions = remaining
    set Relative permittivity = 78.5
  end
end
subsection Geometry
  set Type = box
  subsection box
)" + box +
         "\n  end\nend\n" + more;
}

} // namespace ionflux::testing
