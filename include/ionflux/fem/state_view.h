#pragma once

#include <ionflux/fem/discretization.h>

#include <memory>
#include <vector>

namespace ionflux {

/// A state of the unknowns, with more digits than a double holds where a correction is given: value
/// + correction, never added up where differences between nodes are taken.
///
/// Why: in a layer a millionth of the domain thick an electrochemical potential changes by less
/// than its own last digit, in a bath beside a membrane that lets hardly anything through likewise;
/// a flux made from such a rounded state is noise. Both vectors ghosted, hanging nodes in place.
struct StateView {
  using Vector = dealii::PETScWrappers::MPI::Vector;
  StateView(const Vector& value, const Vector* correction = nullptr) // NOLINT: a plain state too
      : value(value), correction(correction) {}
  const Vector& value;
  const Vector* correction;
};

/// A state's values of this rank: owned unknowns first, then the ghosts, as in LocalValues.
class LocalState {
public:
  template <int dim>
  LocalState(const StateView& state, const Discretization<dim>& d)
      : high(state.value, d.owned, d.relevant) {
    if (!state.correction) return;
    low = std::make_unique<LocalValues>(*state.correction, d.owned, d.relevant);
    n = d.relevant.n_elements();
  }

  const double* values() const { return high.begin(); }
  /// Null if there are none.
  const double* corrections() const { return low ? low->begin() : nullptr; }
  /// Value and correction added up, for laws without differences of neighbours. Made when asked
  /// for.
  const double* sums() {
    if (!low) return values();
    if (added.empty())
      for (unsigned int i = 0; i < n; ++i)
        added.push_back(high.begin()[i] + low->begin()[i]);
    return added.data();
  }

private:
  LocalValues high;
  std::unique_ptr<LocalValues> low;
  std::vector<double> added;
  unsigned int n = 0;
};

} // namespace ionflux
