#include <ionflux/solver/bordered_solver.h>
#include <ionflux/solver/shell_preconditioner.h>

#include <algorithm>
#include <cmath>

namespace ionflux {

namespace {

// So accurate are the columns J^-1 B. The Schur complement is what the rest of the domain resists,
// a small difference of large conductances of the cells at the boundary.
constexpr double column_tolerance = 1e-6;

// Solution of a small dense system by elimination with pivots; where a pivot is nothing, zero: the
// scalar has no influence, and the outer solver will find that it cannot converge.
std::vector<double> solve_dense(std::vector<double> matrix, std::vector<double> right) {
  const unsigned int n = right.size();
  std::vector<double> solution(n, 0.0);
  for (unsigned int k = 0; k < n; ++k) {
    unsigned int pivot = k;
    for (unsigned int i = k + 1; i < n; ++i)
      if (std::abs(matrix[i * n + k]) > std::abs(matrix[pivot * n + k])) pivot = i;
    for (unsigned int j = 0; j < n; ++j)
      std::swap(matrix[k * n + j], matrix[pivot * n + j]);
    std::swap(right[k], right[pivot]);
    if (matrix[k * n + k] == 0.0 || !std::isfinite(matrix[k * n + k])) return solution;
    for (unsigned int i = k + 1; i < n; ++i) {
      const double factor = matrix[i * n + k] / matrix[k * n + k];
      for (unsigned int j = k; j < n; ++j)
        matrix[i * n + j] -= factor * matrix[k * n + j];
      right[i] -= factor * right[k];
    }
  }
  for (unsigned int k = n; k-- > 0;) {
    double sum = right[k];
    for (unsigned int j = k + 1; j < n; ++j)
      sum -= matrix[k * n + j] * solution[j];
    solution[k] = sum / matrix[k * n + k];
  }
  return solution;
}

struct BorderElimination {
  Borders& borders;
  PetscHandle<KSP, KSPDestroy> inner; ///< solves with J; its preconditioner is M
  std::vector<VecHandle> lifted;      ///< J^-1 B
  std::vector<double> schur;
  VecHandle rest;

  BorderElimination(FieldMatrix& matrix, Borders& borders, const std::vector<FieldTraits>& fields,
                    const SolverSettings& settings)
      : borders(borders) {
    IONFLUX_PETSC(KSPCreate(matrix.communicator(), inner.address()));
    IONFLUX_PETSC(KSPSetOperators(inner, matrix.shell(), matrix.shell()));
    configure_linear_solver(inner, matrix, fields, settings);
    if (!solves_exactly(settings))
      IONFLUX_PETSC(KSPSetTolerances(inner, column_tolerance, 1e-50, PETSC_DEFAULT, 300));
    // From step to step the columns change little.
    IONFLUX_PETSC(KSPSetInitialGuessNonzero(inner, PETSC_TRUE));
    lifted.resize(borders.size());
    for (auto& column : lifted) {
      IONFLUX_PETSC(VecDuplicate(borders.column(0), column.address()));
      IONFLUX_PETSC(VecSet(column, 0.0));
    }
    IONFLUX_PETSC(VecDuplicate(borders.column(0), rest.address()));
  }

  void setup() {
    const unsigned int n = borders.size();
    schur.assign(n * n, 0.0);
    for (unsigned int l = 0; l < n; ++l) {
      IONFLUX_PETSC(KSPSolve(inner, borders.column(l), lifted[l]));
      for (unsigned int k = 0; k < n; ++k) {
        PetscScalar product;
        IONFLUX_PETSC(VecDot(borders.row(k), lifted[l], &product));
        schur[k * n + l] = borders.corner(k, l) - product;
      }
    }
  }

  void apply(Vec in, Vec out) {
    const unsigned int n = borders.size();
    std::vector<double> right = borders.values_of(in);
    IONFLUX_PETSC(VecCopy(in, rest));
    borders.set_values(rest, std::vector<double>(n, 0.0));
    PC preconditioner;
    IONFLUX_PETSC(KSPGetPC(inner, &preconditioner));
    IONFLUX_PETSC(PCApply(preconditioner, rest, out));
    for (unsigned int k = 0; k < n; ++k) {
      PetscScalar product;
      IONFLUX_PETSC(VecDot(borders.row(k), out, &product));
      right[k] -= product;
    }
    const std::vector<double> scalars = solve_dense(schur, right);
    for (unsigned int l = 0; l < n; ++l)
      IONFLUX_PETSC(VecAXPY(out, -scalars[l], lifted[l]));
    borders.set_values(out, scalars);
  }
};

} // namespace

Mat operator_of(FieldMatrix& matrix, Borders* borders) {
  return borders && borders->size() ? borders->shell(matrix) : matrix.shell();
}

void configure_bordered_solver(KSP solver, FieldMatrix& matrix, Borders* borders,
                               const std::vector<FieldTraits>& fields,
                               const SolverSettings& settings) {
  configure_linear_solver(solver, matrix, fields, settings);
  if (!borders || borders->size() == 0) return;
  PC preconditioner;
  IONFLUX_PETSC(KSPGetPC(solver, &preconditioner));
  IONFLUX_PETSC(PCSetType(preconditioner, PCNONE)); // ends the shell that is there
  make_shell_preconditioner(preconditioner,
                            new BorderElimination(matrix, *borders, fields, settings),
                            "elimination of scalar unknowns");
}

} // namespace ionflux
