#include <ionflux/input/estimators.h>

#include <stdexcept>

namespace ionflux {

const std::vector<EstimatorRow>& estimators() {
  static const std::vector<EstimatorRow> table = {
      {"none", "no adaptive refinement.", false, false},
      {"flux jumps",
       "jumps of the fluxes and of the field between cells; good for the whole solution, at the "
       "price of one evaluation of the fluxes.",
       false, false},
      {"goal",
       "the error of 'Goal' itself, by an adjoint problem (dual-weighted residual): far fewer "
       "unknowns for the same accuracy, at the price of a linear system of one degree more on "
       "each mesh.",
       true, true}};
  return table;
}

const EstimatorRow& estimator(const std::string& name) {
  for (const EstimatorRow& row : estimators())
    if (row.name == name) return row;
  throw std::invalid_argument("no estimator is called '" + name + "'");
}

} // namespace ionflux
