#include <ionflux/app/convergence_study.h>

#include <algorithm>
#include <cmath>

namespace ionflux {

namespace {

// Newton's method stops at 1e-11 of the size of the terms: smaller errors are not those of the
// mesh.
constexpr double rounding = 1e-11;

} // namespace

std::string Measure::title() const {
  return kind == Kind::goal ? name : (kind == Kind::l2 ? "L2 error of " : "H1 error of ") + name;
}

double Measure::theoretical_order(const unsigned int degree) const {
  return kind == Kind::l2 ? degree + 1.0 : kind == Kind::h1 ? degree : 2.0 * degree;
}

double ConvergenceStudy::refinement_ratio(const std::size_t i) const {
  if (scheme_order > 0) return levels[i - 1].step / levels[i].step;
  if (uniform) return 2.0;
  return std::pow(static_cast<double>(levels[i].n_unknowns) / levels[i - 1].n_unknowns,
                  1.0 / dimension);
}

double ConvergenceStudy::theory(const std::size_t m, const unsigned int degree) const {
  return scheme_order > 0 ? scheme_order : measures[m].theoretical_order(degree);
}

bool ConvergenceStudy::has_before(const std::size_t i, const unsigned int n) const {
  if (i < n) return false;
  for (std::size_t j = i - n; j <= i; ++j)
    if (!levels[j].converged || levels[j].degree != levels[i].degree) return false;
  return true;
}

double ConvergenceStudy::relative_error(const std::size_t i, const std::size_t m) const {
  if (!levels[i].converged || !(levels[i].size[m] > 0.0)) return StudyLevel::unknown;
  return levels[i].error[m] / levels[i].size[m];
}

double ConvergenceStudy::order(const std::size_t i, const std::size_t m) const {
  if (reference == ReferenceKind::richardson)
    return has_before(i, 2) ? extrapolation(i, m).order : StudyLevel::unknown;
  if (!has_before(i, 1) || relative_error(i, m) < rounding) return StudyLevel::unknown;
  return order_of_errors(levels[i - 1].error[m], levels[i].error[m], refinement_ratio(i));
}

Extrapolation ConvergenceStudy::extrapolation(const std::size_t i, const std::size_t m) const {
  const double theory = this->theory(m, levels[i].degree);
  const double first = levels[i - 2].value[m], second = levels[i - 1].value[m],
               last = levels[i].value[m];
  Extrapolation result =
      extrapolate(first, second, last, refinement_ratio(i - 1), refinement_ratio(i), theory);
  // A few cells in the right places: the number of unknowns is no measure of the mesh size.
  if (!uniform && result.order > 2.0 * theory) {
    result.value = last;
    result.uncertainty = 3.0 * std::max(std::abs(second - first), std::abs(last - second));
    result.note = "too few cells were refined for an extrapolation";
  }
  return result;
}

void ConvergenceStudy::use_extrapolated_values() {
  for (std::size_t i = levels.size(); i-- > 0;) {
    if (!has_before(i, 2)) continue;
    reference_level = i;
    for (std::size_t m = 0; m < measures.size(); ++m) {
      references.push_back(extrapolation(i, m));
      for (StudyLevel& level : levels) {
        if (!level.converged) continue;
        level.error[m] = std::abs(level.value[m] - references[m].value);
        level.size[m] = std::abs(references[m].value);
      }
      // The finest value as its own reference would seem free of error.
      if (!references[m].note.empty()) levels[i].error[m] = StudyLevel::unknown;
    }
    return;
  }
}

} // namespace ionflux
