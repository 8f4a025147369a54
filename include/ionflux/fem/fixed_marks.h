#pragma once

#include <ionflux/fem/fixed_values.h>

#include <vector>

namespace ionflux {

/// Owned unknowns by local index: free, fixed to a value, given by a node equation, or equal to the
/// unknown potential of a condition (`value` is its index).
template <int dim>
struct FixedValues<dim>::Marks {
  enum State : char { free, fixed, equation, shared };
  std::vector<char> state;
  std::vector<double> value;
  dealii::types::global_dof_index first;
};

} // namespace ionflux
