#include <ionflux/algebra/petsc.h>
#include <ionflux/app/neutral_rows.h>

namespace ionflux {

bool keeps_its_charge(const Parameters& parameters) {
  if (parameters.electrolyte.potential_model != PotentialModel::electroneutral) return false;
  for (const BoundaryCondition& condition : parameters.boundary_conditions)
    for (const AppliedLaw& applied : condition.laws)
      if (applied.stores_species()) return false;
  return true;
}

void take_out_charge(Vec rows, const TransportLaw& law, const std::vector<bool>& is_right) {
  const unsigned int n = law.n_species();
  const auto may_change = [&](const std::size_t k) { return is_right.empty() || !is_right[k]; };
  PetscInt size;
  double* values;
  IONFLUX_PETSC(VecGetLocalSize(rows, &size));
  IONFLUX_PETSC(VecGetArray(rows, &values));
  for (PetscInt k = 0; k < size; k += n + 1) {
    double charge = 0.0, squares = 0.0;
    for (unsigned int i = 0; i < n; ++i) {
      const double z = law.charge_number(i);
      charge += z * values[k + i + 1];
      if (may_change(k + i + 1)) squares += z * z;
    }
    for (unsigned int i = 0; i < n && squares > 0.0; ++i)
      if (may_change(k + i + 1)) values[k + i + 1] -= law.charge_number(i) * charge / squares;
  }
  IONFLUX_PETSC(VecRestoreArray(rows, &values));
}

} // namespace ionflux
