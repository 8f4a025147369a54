// Reactions whose constants follow the field, and reactions of any order: manufactured solutions,
// whose sources come from the strong equations in SI units. Orders p + 1 in L2 and p in H1.

#include "support/assembled.h"
#include "support/table_rows.h"

#include <gtest/gtest.h>

namespace ionflux {
namespace {

std::string problem(const std::string& unknowns, const std::string& kinetics) {
  std::string species;
  const std::pair<const char*, int> all[] = {{"A", 1}, {"B", -1}, {"C", 0}};
  for (const auto& [name, charge] : all)
    species += std::string("subsection ") + name +
               "\n set Charge number = " + std::to_string(charge) +
               "\n set Diffusivity = 1.5e-9 m^2/s\n end\n";
  return "set Dimension = 2\nsubsection Electrolyte\n set Primary variables = " + unknowns +
         "\nsubsection Species\n" + species +
         "end\nend\nsubsection Materials\n subsection water\n set Regions = remaining\n"
         " set Relative permittivity = 20\n end\nend\n"
         "subsection Reactions\n subsection one\n set Equation = C <-> A + B\n"
         " set Equilibrium constant = 60 mol/m^3\n" +
         kinetics +
         " end\nend\nsubsection Geometry\n set Type = box\n subsection box\n set Size = 2 nm, 2 "
         "nm\n"
         " set Cells = 4, 4\n end\nend\n"
         "subsection Boundary conditions\n subsection top\n set Surface charge = 0 C/m^2\n"
         " set Flux of A = 0 mol/m^2/s\n set Flux of B = 0 mol/m^2/s\n set Flux of C = 0 "
         "mol/m^2/s\n end\nend\nsubsection Convergence study\n set Reference = exact solution\n"
         " subsection Exact solution\n set Potential = 40*sin(1.3*x/nm + 0.4)*cos(0.9*y/nm) "
         "[mV]\n"
         " set Concentration of A = 100*(0.8 + 0.17*cos((x + 1.7*y)/nm)) [mol/m^3]\n"
         " set Concentration of B = 90*(0.8 + 0.17*cos((2*y - x)/nm + 1)) [mol/m^3]\n"
         " set Concentration of C = 70*(0.8 + 0.17*cos((x + y)/nm + 2)) [mol/m^3]\n end\nend\n";
}

void expect_orders(const std::string& kinetics) {
  for (const char* unknowns : {"electrochemical potential", "concentration"}) {
    SCOPED_TRACE(unknowns + kinetics);
    testing::expect_orders_of(parse_parameters(problem(unknowns, kinetics), "manufactured"));
  }
}

// Some 4e7 V/m: both constants change several times.
TEST(FieldRates, SecondWienEffect) {
  expect_orders(" set Forward constant = 3e10 1/s\n set Field effect = second Wien effect\n");
}

TEST(FieldRates, Formula) {
  expect_orders(" set Forward constant = 1e10 1/s\n set Field effect = formula\n"
                " set Field factor = exp(2e-8*E) + (E/3e7)^2\n set Field keeps equilibrium = "
                "true\n");
}

TEST(FieldRates, Orders) {
  expect_orders(" set Forward constant = 1e10 1/s\n set Forward orders = C = 1.5, A = -0.4\n");
}

} // namespace
} // namespace ionflux
