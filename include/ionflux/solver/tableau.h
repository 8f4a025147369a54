#pragma once

/// One-step schemes for d content / dt = rate, as rows of a table.

#include <string>
#include <vector>

namespace ionflux {

/// A diagonally implicit Runge-Kutta scheme, L-stable and stiffly accurate: the last stage is the
/// end of the step, so that algebraic equations (Poisson's) hold there.
struct Tableau {
  std::string name;
  std::string documentation; ///< half a sentence for the manual
  std::string source;
  std::vector<double> times;                ///< c_i, in units of the step
  std::vector<std::vector<double>> weights; ///< a_ij, j <= i
  std::vector<double> error;                ///< a_sj minus the weights of the embedded scheme
  unsigned int order;
  unsigned int error_order; ///< of the step's estimated error: it is proportional to h^error_order
  /// Is the first stage the rate at the start of the step? It is that of the end of the step
  /// before; the first step, and one after a jump, needs another scheme.
  bool explicit_first_stage;
  /// Error of a curve over time, such as a current, over what the polynomial through its last
  /// `order` values misses at the end of a step: measured, doc/numerics.md.
  double curve_error;

  unsigned int n_stages() const { return times.size(); }
};

/// All schemes, in the order of the manual.
const std::vector<Tableau>& tableaus();

/// A row by its name.
const Tableau& tableau(const std::string& name);

/// Name of the scheme that is used if none is chosen.
extern const char* const default_tableau;

/// The scheme for a step without a rate at its start: SDIRK2.
const Tableau& starting_tableau();

} // namespace ionflux
