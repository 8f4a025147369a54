/// Profiles and field files of a known polynomial on a mesh with two materials.

#include <ionflux/geometry/geometry.h>
#include <ionflux/output/directory.h>
#include <ionflux/output/field_writer.h>
#include <ionflux/output/profile.h>
#include <ionflux/physics/constants.h>

#include <deal.II/fe/fe_values.h>
#include <deal.II/grid/grid_generator.h>

#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <filesystem>

using namespace ionflux;
using namespace dealii;
namespace fs = std::filesystem;

namespace {

constexpr double nm = 1e-9;

/// [0, 100 nm]^dim; the right half is a solid that ions cannot enter.
template <int dim>
struct TwoHalves : Geometry<dim> {
  double reference_length() const override { return 50 * nm; }
  MeshLabels labels() const override {
    MeshLabels labels;
    labels.regions = {"water", "solid, charged"};
    return labels;
  }
  void create_coarse_mesh(Triangulation<dim>& mesh) const override {
    GridGenerator::subdivided_hyper_cube(mesh, 4, 0.0, 2.0);
    for (const auto& cell : mesh.active_cell_iterators())
      cell->set_material_id(cell->center()[0] > 1.0 ? 1 : 0);
  }
};

/// Everything a FieldSource needs, and a solution that the elements hold exactly.
template <int dim>
struct Example {
  explicit Example(const PrimaryVariable variable = PrimaryVariable::electrochemical_potential,
                   MPI_Comm communicator = MPI_COMM_WORLD)
      : discretization(communicator, geometry, {2, 2, 0, false}),
        regions(geometry.labels().regions) {
    electrolyte.species = {{"K+", 1, 2e-9, 0, variable}};
    scaling.length = geometry.reference_length();
    scaling.concentration = 100;
    scaling.diffusivity = 1e-9;
    Material water, solid;
    water.regions = {regions[0]};
    water.diffusivity_factor = {1.0};
    water.standard_potential = {0.5 * scaling.energy()};
    water.excluded = {false};
    solid = water;
    solid.regions = {regions[1]};
    solid.excluded = {true};
    solid.fixed_charge = GivenValue([](const GivenValue::Point& x) { return 1e12 * x[0]; }, "x");
    model = std::make_unique<const Model>(
        electrolyte, scaling, Medium(electrolyte, {water, solid}, {0, 1}, scaling),
        BoundaryMap({}, MeshLabels()), std::vector<double>(electrolyte.n_species(), 1.0));

    // locally refined: hanging nodes
    for (const auto& cell : discretization.mesh.active_cell_iterators())
      if (cell->is_locally_owned() && cell->center()[0] < 0.5) cell->set_refine_flag();
    discretization.mesh.execute_coarsening_and_refinement();
    discretization.distribute_dofs();
    auto owned = discretization.make_vector();
    const auto& d = discretization;
    FEValues<dim> nodes(d.mapping, d.scalar_fe,
                        Quadrature<dim>(d.scalar_fe.get_unit_support_points()),
                        update_quadrature_points);
    std::vector<types::global_dof_index> dofs(d.fe.n_dofs_per_cell());
    for (const auto& cell : d.dof_handler.active_cell_iterators()) {
      if (!cell->is_locally_owned()) continue;
      nodes.reinit(static_cast<typename Triangulation<dim>::cell_iterator>(cell));
      cell->get_dof_indices(dofs);
      for (unsigned int a = 0; a < d.n_nodes_per_cell(); ++a)
        for (unsigned int f = 0; f < 2; ++f)
          if (const auto i = dofs[d.cell_index[f * d.n_nodes_per_cell() + a]];
              d.owned.is_element(i))
            owned(i) = unknown(f, nodes.quadrature_point(a));
    }
    owned.compress(VectorOperation::insert);
    solution = d.make_ghosted_vector();
    solution = owned;
  }

  static double unknown(const unsigned int field, const Point<dim>& x) {
    return field == 0 ? x[0] * x[0] + 0.5 * x[1] : 1.0 + x[0] - 0.25 * x[1] * x[1];
  }

  FieldSource<dim> source() const { return {discretization, *model, regions}; }

  TwoHalves<dim> geometry;
  Electrolyte electrolyte;
  Scaling scaling;
  Discretization<dim> discretization;
  std::vector<std::string> regions;
  std::unique_ptr<const Model> model;
  PETScWrappers::MPI::Vector solution;
};

double number(const CsvTable& table, const unsigned int row, const std::string& column) {
  for (unsigned int i = 0; i < table.columns().size(); ++i)
    if (table.columns()[i] == column) return table.row(row)[i].number();
  ADD_FAILURE() << "no column " << column;
  return 0.0;
}

void expect_equal(const double value, const double expected, const std::string& what) {
  EXPECT_NEAR(value, expected, 1e-10 * std::abs(expected)) << what;
}

template <int dim>
void check_profile() {
  const Example<dim> example;
  ProfileLine line{"a line", std::vector<double>(dim, 3 * nm), std::vector<double>(dim, 43 * nm),
                   21};
  line.to[1] = 97 * nm; // oblique, through hanging nodes
  const Profile profile = sample_profile(example.source(), example.solution, line);
  EXPECT_EQ(profile.n_outside, 0u);
  if (Utilities::MPI::this_mpi_process(MPI_COMM_WORLD) != 0) return;
  const CsvTable& table = profile.table;
  ASSERT_EQ(table.n_rows(), 21u);
  const double vt = example.scaling.potential(), rt = example.scaling.energy();
  for (unsigned int i = 0; i < 21; ++i) {
    const double x = number(table, i, "x [m]") / (50 * nm),
                 y = number(table, i, "y [m]") / (50 * nm);
    Point<dim> p;
    p[0] = x;
    p[1] = y;
    const double phi = Example<dim>::unknown(0, p), mu = Example<dim>::unknown(1, p);
    const double c = 100 * std::exp(mu - 0.5 - phi);
    expect_equal(number(table, i, "phi [V]"), phi * vt, "phi");
    expect_equal(number(table, i, "c_K+ [mol/m^3]"), c, "c");
    expect_equal(number(table, i, "mu_K+ [J/mol]"), (mu - std::log(10.0)) * rt, "mu");
    expect_equal(number(table, i, "charge density [C/m^3]"), constants::faraday * c, "charge");
    expect_equal(number(table, i, "field_x [V/m]"), -2 * x * vt / (50 * nm), "field");
    const double flux = -2e-9 * c * (-0.5 * y) / (50 * nm);
    expect_equal(number(table, i, "flux_K+_y [mol/m^2/s]"), flux, "flux");
    expect_equal(number(table, i, "current density_y [A/m^2]"), constants::faraday * flux,
                 "current");
    EXPECT_EQ(table.row(i).back().text(), "water");
  }
}

} // namespace

TEST(OutputProfile, PolynomialIsExact2d) { check_profile<2>(); }
TEST(OutputProfile, PolynomialIsExact3d) { check_profile<3>(); }

TEST(OutputProfile, SolidHasFixedChargeAndNoIons) {
  const Example<2> example;
  const Profile profile = sample_profile(example.source(), example.solution,
                                         {"solid", {60 * nm, 10 * nm}, {99 * nm, 10 * nm}, 3});
  for (unsigned int i = 0; i < profile.table.n_rows(); ++i) {
    EXPECT_EQ(number(profile.table, i, "c_K+ [mol/m^3]"), 0.0);
    EXPECT_TRUE(std::isnan(number(profile.table, i, "mu_K+ [J/mol]")));
    EXPECT_EQ(number(profile.table, i, "flux_K+_x [mol/m^2/s]"), 0.0);
    expect_equal(number(profile.table, i, "charge density [C/m^3]"),
                 1e12 * number(profile.table, i, "x [m]"), "charge");
  }
}

// Along a mesh line and rank borders, and partly outside: every point once.
TEST(OutputProfile, PointsOnBordersAndOutside) {
  const Example<2> example;
  const Profile profile = sample_profile(example.source(), example.solution,
                                         {"border", {0, 50 * nm}, {200 * nm, 50 * nm}, 41});
  EXPECT_EQ(profile.n_outside, 20u);
  if (Utilities::MPI::this_mpi_process(MPI_COMM_WORLD) != 0) return;
  ASSERT_EQ(profile.table.n_rows(), 41u);
  for (unsigned int i = 0; i <= 20; ++i) {
    const double x = 0.1 * i;
    EXPECT_NEAR(number(profile.table, i, "phi [V]"), (x * x + 0.5) * example.scaling.potential(),
                1e-12);
  }
  for (unsigned int i = 21; i < 41; ++i)
    EXPECT_TRUE(profile.table.row(i)[3].is_empty()) << "an empty cell";
}

// Bit by bit the same table as on one rank, also where values jump.
TEST(OutputProfile, DoesNotDependOnTheNumberOfRanks) {
  const auto unknown = PrimaryVariable::electrochemical_potential;
  const Example<2> example(unknown), alone(unknown, MPI_COMM_SELF);
  for (const ProfileLine& line : {ProfileLine{"interface", {50 * nm, 0}, {50 * nm, 100 * nm}, 33},
                                  ProfileLine{"mesh line", {0, 25 * nm}, {100 * nm, 25 * nm}, 33},
                                  ProfileLine{"diagonal", {0, 0}, {100 * nm, 100 * nm}, 33}}) {
    const Profile profile = sample_profile(example.source(), example.solution, line);
    const Profile expected = sample_profile(alone.source(), alone.solution, line);
    if (Utilities::MPI::this_mpi_process(MPI_COMM_WORLD) == 0) {
      EXPECT_EQ(profile.table.csv(), expected.table.csv()) << line.name;
    }
  }
}

TEST(OutputProfile, ConcentrationVariables) {
  const Example<2> example(PrimaryVariable::concentration);
  const Profile profile = sample_profile(example.source(), example.solution,
                                         {"c", {10 * nm, 10 * nm}, {40 * nm, 10 * nm}, 4});
  for (unsigned int i = 0; i < profile.table.n_rows(); ++i) {
    const double x = number(profile.table, i, "x [m]") / (50 * nm), y = 0.2;
    const double c = 1.0 + x - 0.25 * y * y, phi = x * x + 0.5 * y;
    expect_equal(number(profile.table, i, "c_K+ [mol/m^3]"), 100 * c, "c");
    expect_equal(number(profile.table, i, "mu_K+ [J/mol]"),
                 (0.5 + std::log(c / 10) + phi) * example.scaling.energy(), "mu");
    const double flux = -2e-9 * 100 / (50 * nm) * (1.0 + c * 2 * x); // - D (c' + z c phi')
    expect_equal(number(profile.table, i, "flux_K+_x [mol/m^2/s]"), flux, "flux");
  }
}

TEST(OutputProfile, FileName) {
  EXPECT_EQ(profile_file_name({"pore axis", {}, {}, 2}), "profile_pore_axis.csv");
}

// The files are read back by the module that the plots use; check_fields.py knows the polynomials.
template <int dim>
void check_field_files() {
  const Example<dim> example;
  const bool first = Utilities::MPI::this_mpi_process(MPI_COMM_WORLD) == 0;
  std::string name = (fs::temp_directory_path() / "ionflux_fields_XXXXXX").string();
  if (first && !mkdtemp(&name[0])) name.clear();
  name = Utilities::MPI::broadcast(MPI_COMM_WORLD, name);
  {
    OutputDirectory directory(MPI_COMM_WORLD, name);
    FieldWriter writer(directory, nm);
    writer.write(example.source(), example.solution);
    writer.write(example.source(), example.solution, 1.0);
  }
  if (first) {
    const std::string check = "/usr/bin/python3 -B component/check_fields.py " + name;
    const int status = std::system(check.c_str());
    EXPECT_TRUE(status == 0 || WEXITSTATUS(status) == 77) << "77 means: no numpy here";
    fs::remove_all(name);
  }
  MPI_Barrier(MPI_COMM_WORLD);
}

TEST(OutputFields, ReadBack2d) { check_field_files<2>(); }
TEST(OutputFields, ReadBack3d) { check_field_files<3>(); }
