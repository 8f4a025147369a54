#include <ionflux/solver/group_preconditioner.h>

#include <string>

namespace ionflux {

namespace {

// ML's aggregation writes past its memory for blocks in the group's basis on some meshes (Trilinos
// 13.2, tests/verification/water_splitting on 3 ranks).
void avoid_ml(PC solver) {
  PCType type = nullptr;
  IONFLUX_PETSC(PCGetType(solver, &type));
  if (!type || std::string(type) != PCML) return;
  IONFLUX_PETSC(PCSetType(solver, PCHYPRE));
  IONFLUX_PETSC(PCHYPRESetType(solver, "boomeramg"));
}

} // namespace

GroupPreconditioner::GroupPreconditioner(const FieldMatrix& matrix,
                                         const std::vector<std::string>& prefixes)
    : matrix(matrix), fields(matrix.group()->fields), blocks(matrix), solvers(fields.size()),
      rows(fields.size()), solution(fields.size()), of_unknowns(fields.size()) {
  const Mat any = matrix.block(fields[0], fields[0]);
  for (unsigned int k = 0; k < fields.size(); ++k) {
    IONFLUX_PETSC(PCCreate(matrix.communicator(), solvers[k].address()));
    IONFLUX_PETSC(PCSetOptionsPrefix(solvers[k], prefixes[fields[k]].c_str()));
    IONFLUX_PETSC(PCSetOperators(solvers[k], any, any));
    IONFLUX_PETSC(PCSetFromOptions(solvers[k]));
    avoid_ml(solvers[k]);
    for (VecHandle* vector : {&rows[k], &solution[k], &of_unknowns[k]})
      IONFLUX_PETSC(MatCreateVecs(any, vector->address(), nullptr));
  }
}

void GroupPreconditioner::setup(const bool keep) {
  if (!keep) blocks.update();
  for (unsigned int k = 0; k < fields.size(); ++k) {
    if (!keep) IONFLUX_PETSC(PCSetOperators(solvers[k], blocks.block(k, k), blocks.block(k, k)));
    IONFLUX_PETSC(PCSetReusePreconditioner(solvers[k], keep ? PETSC_TRUE : PETSC_FALSE));
    IONFLUX_PETSC(PCSetUp(solvers[k]));
  }
}

void GroupPreconditioner::apply(const std::vector<VecHandle>& right,
                                std::vector<VecHandle>& change) {
  for (unsigned int k = 0; k < fields.size(); ++k)
    IONFLUX_PETSC(VecCopy(right[fields[k]], of_unknowns[k]));
  blocks.to_rows(of_unknowns, rows);
  for (unsigned int k = 0; k < fields.size(); ++k) {
    for (unsigned int l = 0; l < k; ++l) {
      IONFLUX_PETSC(MatMult(blocks.block(k, l), solution[l], of_unknowns[0]));
      IONFLUX_PETSC(VecAXPY(rows[k], -1.0, of_unknowns[0]));
    }
    IONFLUX_PETSC(PCApply(solvers[k], rows[k], solution[k]));
  }
  blocks.to_unknowns(solution, of_unknowns);
  for (unsigned int k = 0; k < fields.size(); ++k)
    IONFLUX_PETSC(VecCopy(of_unknowns[k], change[fields[k]]));
}

} // namespace ionflux
