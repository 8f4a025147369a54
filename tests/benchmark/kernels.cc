// Rates of the parts of a solve, on the mesh of a parameter file without solving it: JSON on one
// line.
//
//   benchmark_kernels tests/benchmark/channel.prm "Geometry/Global refinements=3" ...
//
// Jacobian and residual in unknowns a second, one Poisson problem (CG and BoomerAMG to 1e-8, the
// set-up included) and memory bandwidth by STREAM's triad. All figures are those of the slowest
// rank.

#include <ionflux/app/newton_problem.h>
#include <ionflux/app/start.h>
#include <ionflux/app/steady_simulation.h>
#include <ionflux/input/parameters.h>
#include <ionflux/solver/preconditioner.h>

#include <deal.II/base/mpi.h>
#include <deal.II/base/timer.h>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <iostream>

namespace ionflux {
namespace {

using namespace dealii;

const MPI_Comm world = MPI_COMM_WORLD;

// Mean seconds of some repetitions after a first one, on the slowest rank.
template <typename Work>
double seconds_of(const unsigned int repetitions, const Work& work) {
  if (repetitions > 1) work();
  MPI_Barrier(world);
  const double start = MPI_Wtime();
  for (unsigned int k = 0; k < repetitions; ++k)
    work();
  return Utilities::MPI::max(MPI_Wtime() - start, world) / repetitions;
}

// Sum over the ranks, in bytes a second; three arrays far larger than the caches.
double triad_bandwidth() {
  const std::size_t n = 20'000'000 / Utilities::MPI::n_mpi_processes(world);
  std::vector<double> a(n, 0.0), b(n, 1.0), c(n, 2.0);
  const double seconds = seconds_of(5, [&] {
    for (std::size_t i = 0; i < n; ++i)
      a[i] = b[i] + 3.0 * c[i];
    asm volatile("" : : "r"(a.data()) : "memory");
  });
  return Utilities::MPI::sum(24.0 * n, world) / seconds;
}

// The potential's block of Laplace's stage; right-hand side 1.
double poisson_seconds(FieldMatrix& matrix, PetscInt& iterations) {
  PetscHandle<KSP, KSPDestroy> solver;
  VecHandle x, b;
  IONFLUX_PETSC(MatCreateVecs(matrix.block(0, 0), x.address(), b.address()));
  IONFLUX_PETSC(VecSet(b, 1.0));
  const double seconds = seconds_of(3, [&] {
    IONFLUX_PETSC(VecSet(x, 0.0));
    solver = PetscHandle<KSP, KSPDestroy>();
    IONFLUX_PETSC(KSPCreate(world, solver.address()));
    IONFLUX_PETSC(KSPSetOptionsPrefix(solver, "fieldsplit_phi_")); // the options of the block
    IONFLUX_PETSC(KSPSetType(solver, KSPCG));
    IONFLUX_PETSC(KSPSetTolerances(solver, 1e-8, 0.0, PETSC_DEFAULT, 200));
    IONFLUX_PETSC(KSPSetOperators(solver, matrix.block(0, 0), matrix.block(0, 0)));
    IONFLUX_PETSC(KSPSetFromOptions(solver));
    IONFLUX_PETSC(KSPSolve(solver, b, x));
  });
  KSPConvergedReason reason;
  IONFLUX_PETSC(KSPGetConvergedReason(solver, &reason));
  AssertThrow(reason > 0, ExcMessage("Poisson's equation did not converge"));
  IONFLUX_PETSC(KSPGetIterationNumber(solver, &iterations));
  return seconds;
}

template <int dim>
void measure(const Parameters& parameters) {
  SteadySimulation<dim> simulation(parameters, world, [](const std::string&) {});
  simulation.refine_fully();
  DiscreteProblem<dim>& problem = simulation.problem();
  const double setup = seconds_of(1, [&] { problem.setup(); });
  NewtonProblem<dim> newton(problem, parameters.electrolyte);
  auto x = simulation.discretization().make_vector();
  auto f = x;
  problem.distribute(x);
  const std::vector<double> ones(simulation.discretization().n_fields(), 1.0);
  const double n = simulation.discretization().dof_handler.n_dofs();
  nlohmann::json figures;
  figures["ranks"] = Utilities::MPI::n_mpi_processes(world);
  figures["degree"] = parameters.degree;
  figures["unknowns"] = n;
  figures["seconds_setup"] = setup;
  figures["jacobian_unknowns_per_second"] = n / seconds_of(5, [&] { newton.jacobian(x, ones); });
  figures["residual_unknowns_per_second"] = n / seconds_of(9, [&] { newton.residual(x, f); });
  const double product = seconds_of(9, [&] { MatMult(problem.matrix().shell(), x, f); });
  double nonzeros = 0.0;
  for (unsigned int i = 0; i < ones.size(); ++i)
    for (unsigned int j = 0; j < ones.size(); ++j)
      if (problem.matrix().block(i, j)) {
        MatInfo info;
        IONFLUX_PETSC(MatGetInfo(problem.matrix().block(i, j), MAT_GLOBAL_SUM, &info));
        nonzeros += info.nz_used;
      }
  figures["matrix_product_seconds"] = product;
  figures["matrix_product_bytes_per_second"] = 12.0 * nonzeros / product; // value and column
  figures["triad_bytes_per_second"] = triad_bandwidth();

  NewtonProblem<dim> laplace(problem, parameters.electrolyte, TransportStage::laplace);
  laplace.jacobian(x, ones);
  {
    // Sets the default options of the blocks.
    PetscHandle<KSP, KSPDestroy> solver;
    IONFLUX_PETSC(KSPCreate(world, solver.address()));
    configure_linear_solver(solver, problem.matrix(), fields_of(laplace), parameters.solver);
    PetscInt iterations = 0;
    figures["poisson_seconds"] = poisson_seconds(problem.matrix(), iterations);
    figures["poisson_iterations"] = iterations;
  }
  if (Utilities::MPI::this_mpi_process(world) == 0) std::cout << figures.dump() << std::endl;
}

} // namespace
} // namespace ionflux

int main(int argc, char** argv) {
  dealii::Utilities::MPI::MPI_InitFinalize mpi(argc, argv, 1);
  const std::vector<std::string> overrides(argv + 2, argv + argc);
  const ionflux::Parameters parameters = ionflux::read_parameters(argv[1], overrides);
  if (parameters.dimension == 2)
    ionflux::measure<2>(parameters);
  else
    ionflux::measure<3>(parameters);
}
