// Cost of every activity model, of ten reactions and of a full diffusion matrix beside the ideal
// law, in one process: Markdown on standard output.
//
//   benchmark_law_kernels [DIMENSION [CELLS [ROW]]]
//
// Jacobian and residual of four ions (Na, K, Cl, SO4) on a cube of quadratic elements, in states
// between 7 and 60 mmol/L with all potentials varying, as in a Newton step; in both sets of
// unknowns. The least CPU time of some repetitions, ideal and not in turn; the ratio counts.

#include <ionflux/app/newton_problem.h>
#include <ionflux/app/steady_simulation.h>
#include <ionflux/input/parameters.h>
#include <ionflux/physics/activity/models.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <memory>

namespace ionflux {
namespace {

const std::vector<std::pair<std::string, int>> ions = {
    {"Na", 1}, {"K", 1}, {"Cl", -1}, {"SO4", -2}};

/// Sections that add something to the ideal law, and how.
struct Addition {
  std::string name, sections;
};

/// Ten mass actions of one to three ions, most with a product that is held constant.
std::string ten_reactions() {
  struct Text {
    const char *equation, *held, *forward, *equilibrium;
  };
  const char *second = "1 L/mol/s", *third = "1 L^2/mol^2/s", *pair = "1 L^2/mol^2",
             *triple = "1 L^3/mol^3";
  std::string text = "subsection Reactions\n";
  unsigned int number = 0;
  for (const Text& one : {Text{"Na <-> K", "", "1 1/s", "1"},
                          {"Na + Cl <-> V", "V", second, pair},
                          {"K + Cl <-> W", "W", second, pair},
                          {"2 Cl <-> SO4", "", second, "1 L/mol"},
                          {"2 Na <-> 2 K", "", second, "1"},
                          {"2 Na + SO4 <-> X", "X", third, triple},
                          {"2 K + SO4 <-> Y", "Y", third, triple},
                          {"Na + K + SO4 <-> Z", "Z", third, triple},
                          {"Na + 2 Cl <-> K + SO4", "", third, "1 L/mol"},
                          {"K + 2 Cl <-> Na + SO4", "", third, "1 L/mol"}}) {
    const std::string held = one.held;
    text += " subsection r" + std::to_string(++number) + "\n  set Equation = " + one.equation +
            (held.empty() ? "" : "\n  set Held constant = " + held) +
            "\n  set Forward constant = " + one.forward +
            "\n  set Equilibrium constant = " + one.equilibrium + "\n end\n";
  }
  return text + "end\n";
}

/// Every diffusivity of a species by another one.
std::string full_matrix() {
  std::string text =
      "subsection Electrolyte\n set Mobility model = Fickian\n subsection Mobility\n";
  for (const auto& [one, charge] : ions)
    for (const auto& [other, charge_of_other] : ions)
      if (one != other)
        text += "  set Cross diffusivity of " + one + " by " + other + " = 1e-10 m^2/s\n";
  return text + " end\nend\n";
}

/// The numbers of the row's example, its species over again.
ActivityInput input_of(const ActivityRow& row) {
  const ActivityInput& example = row.example.input;
  const unsigned int n = example.n_species();
  ActivityInput input = example;
  input.names.clear();
  input.charge_numbers.clear();
  input.per_species.clear();
  input.per_pair.clear();
  input.texts.clear();
  for (unsigned int i = 0; i < ions.size(); ++i) {
    input.names.push_back(ions[i].first);
    input.charge_numbers.push_back(ions[i].second);
    for (const auto& [entry, numbers] : example.per_species)
      if (numbers.count(i % n)) input.per_species[entry][i] = numbers.at(i % n);
    for (const auto& [entry, numbers] : example.per_pair)
      for (unsigned int j = i; j < ions.size(); ++j) {
        const std::pair<unsigned int, unsigned int> pair = std::minmax(i % n, j % n);
        if (numbers.count(pair)) input.per_pair[entry][{i, j}] = numbers.at(pair);
      }
    if (!example.texts.empty())
      input.texts["ln gamma"][i] = "-1.17*sqrt(I)/(1+1.3*sqrt(I)) + 0.2*I";
  }
  return input;
}

Parameters with_model(const Parameters& given, const ActivityRow& row,
                      const PrimaryVariable unknown) {
  Parameters parameters = given;
  Electrolyte& electrolyte = parameters.electrolyte;
  electrolyte.activity_model = row.name;
  electrolyte.activity = input_of(row);
  electrolyte.ideal = row.name == "ideal";
  electrolyte.solve_for(unknown);
  return parameters;
}

template <int dim>
class Assembly {
public:
  explicit Assembly(const Parameters& given)
      : parameters(given), simulation(parameters, MPI_COMM_WORLD, [](const std::string&) {}) {
    simulation.refine_fully();
    simulation.problem().setup();
    newton = std::make_unique<NewtonProblem<dim>>(simulation.problem(), parameters.electrolyte);
    const auto& d = simulation.discretization();
    const unsigned int n = d.n_fields();
    ones.assign(n, 1.0);
    x = d.make_vector();
    f = x;
    const auto law = make_transport_law(parameters.electrolyte);
    std::vector<double> c(n - 1), u(n);
    const double scale = 30.0 / simulation.model().scaling.concentration;
    for (const auto dof : d.owned) {
      const unsigned int node = dof / n, field = dof % n;
      for (unsigned int i = 0; i + 1 < n; ++i)
        c[i] = scale * std::exp(0.7 * std::sin(0.02 * node + i) - 0.7 * i / n);
      law->unknowns(2.0 * std::sin(0.03 * node), c.data(), simulation.model().medium.material(0),
                    u.data());
      x(dof) = u[field];
    }
    x.compress(dealii::VectorOperation::insert);
    simulation.problem().distribute(x);
  }

  double jacobian() {
    return seconds([&] { newton->jacobian(x, ones); });
  }
  double residual() {
    return seconds([&] { newton->residual(x, f); });
  }

private:
  template <typename Work>
  static double seconds(const Work& work) {
    const std::clock_t start = std::clock();
    work();
    return static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
  }

  const Parameters parameters;
  SteadySimulation<dim> simulation;
  std::unique_ptr<NewtonProblem<dim>> newton;
  std::vector<double> ones;
  dealii::PETScWrappers::MPI::Vector x, f;
};

/// Ratios of the least times: {Jacobian, residual}.
template <int dim>
std::pair<double, double> compare(Assembly<dim>& ideal, Assembly<dim>& real) {
  double least[4] = {1e9, 1e9, 1e9, 1e9};
  for (unsigned int round = 0; round < 7; ++round) {
    const double now[4] = {ideal.jacobian(), real.jacobian(), ideal.residual(), real.residual()};
    for (unsigned int k = 0; k < 4; ++k)
      least[k] = std::min(least[k], now[k]);
  }
  return {least[1] / least[0], least[3] / least[2]};
}

std::string file_of(const unsigned int dim, const std::string& cells) {
  std::string species, bath, size, n;
  for (const auto& [name, charge] : ions) {
    species += "subsection " + name + "\n set Charge number = " + std::to_string(charge) +
               "\n set Diffusivity = 1e-9 m^2/s\n end\n";
    bath += "set Concentration of " + name + " = " + (name == "SO4" ? "20" : "40") + " mmol/L\n";
  }
  for (unsigned int d = 0; d < dim; ++d) {
    size += (d ? ", " : "") + std::string("10 nm");
    n += (d ? ", " : "") + cells;
  }
  return "set Dimension = " + std::to_string(dim) +
         "\nsubsection Electrolyte\nsubsection Species\n" + species +
         "end\nend\nsubsection Baths\nsubsection bath\n" + bath +
         "end\nend\nsubsection Materials\nsubsection water\nset Regions = remaining\nend\nend\n"
         "subsection Geometry\nset Type = box\nsubsection box\nset Size = " +
         size + "\nset Cells = " + n +
         "\nend\nend\nsubsection Boundary conditions\nsubsection left\nset Bath = bath\n"
         "set Potential = 0 V\nend\nsubsection right, bottom, top" +
         (dim == 3 ? ", back, front" : "") + "\nend\nend\n";
}

template <int dim>
void measure(const std::string& cells, const std::string& only) {
  const std::string file = file_of(dim, cells);
  const Parameters parameters = parse_parameters(file, "law kernels");
  const PrimaryVariable unknowns[] = {PrimaryVariable::electrochemical_potential,
                                      PrimaryVariable::concentration};
  std::vector<std::unique_ptr<Assembly<dim>>> ideal;
  for (const PrimaryVariable unknown : unknowns)
    ideal.push_back(std::make_unique<Assembly<dim>>(
        with_model(parameters, activity_model_row("ideal"), unknown)));
  std::printf("| model | Jacobian, μ | residual, μ | Jacobian, c | residual, c |\n"
              "|---|---|---|---|---|\n");
  const auto print_row = [&](const std::string& name, const auto& parameters_with) {
    if (!only.empty() && name != only) return;
    std::printf("| %s |", name.c_str());
    for (unsigned int k = 0; k < 2; ++k) {
      Assembly<dim> real(parameters_with(unknowns[k]));
      const auto [jacobian, residual] = compare(*ideal[k], real);
      std::printf(" %.2f | %.2f |", jacobian, residual);
      std::fflush(stdout);
    }
    std::printf("\n");
  };
  for (const ActivityRow& row : activity_models())
    if (row.name != "ideal")
      print_row(row.name, [&](const PrimaryVariable unknown) {
        return with_model(parameters, row, unknown);
      });
  for (const Addition& addition :
       {Addition{"ten reactions", ten_reactions()}, {"Fickian matrix", full_matrix()}})
    print_row(addition.name, [&](const PrimaryVariable unknown) {
      return with_model(parse_parameters(file + addition.sections, addition.name),
                        activity_model_row("ideal"), unknown);
    });
}

} // namespace
} // namespace ionflux

int main(int argc, char** argv) {
  dealii::Utilities::MPI::MPI_InitFinalize mpi(argc, argv, 1);
  const std::string dimension = argc > 1 ? argv[1] : "2", row = argc > 3 ? argv[3] : "";
  const std::string cells = argc > 2 ? argv[2] : dimension == "3" ? "8" : "48";
  if (dimension == "3")
    ionflux::measure<3>(cells, row);
  else
    ionflux::measure<2>(cells, row);
}
