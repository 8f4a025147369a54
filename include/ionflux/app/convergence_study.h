#pragma once

#include <ionflux/input/convergence_settings.h>
#include <ionflux/support/richardson.h>

#include <limits>
#include <string>
#include <vector>

namespace ionflux {

/// One quantity whose error is followed over the meshes.
struct Measure {
  enum class Kind { l2, h1, goal };
  Kind kind;
  std::string name; ///< "phi", "c_K", or the goal as entered
  std::string unit; ///< of the error, SI

  /// "L2 error of phi", "H1 error of phi", "flux of K through top"
  std::string title() const;
  /// Order that theory foresees for smooth solutions: p + 1, p, 2 p.
  double theoretical_order(unsigned int degree) const;
};

/// What was found on one mesh with one degree.
struct StudyLevel {
  static constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

  unsigned int degree = 1, level = 1;
  unsigned long long n_cells = 0, n_unknowns = 0;
  double h = 0.0;    ///< largest diameter of a cell [m]
  double step = 0.0; ///< of a run in time [s]
  unsigned int newton_steps = 0, krylov_iterations = 0;
  double seconds = 0.0;
  bool converged = false;
  std::string fault; ///< why it did not converge, or which audit failed

  std::vector<double> value; ///< of goals; unknown for norms [a measure]
  std::vector<double> error; ///< absolute, SI [a measure]
  std::vector<double> size;  ///< norm of the exact field, absolute reference of a goal [a measure]
};

/// Errors over meshes and degrees, and what they say.
struct ConvergenceStudy {
  ReferenceKind reference;
  unsigned int dimension = 2;    ///< of the mesh
  bool uniform = true;           ///< every cell is refined, so h halves from level to level
  unsigned int scheme_order = 0; ///< in time, of a study of steps; 0: meshes are studied
  std::vector<Measure> measures;
  std::vector<StudyLevel> levels; ///< by degree, then by level
  bool complete = false;

  /// Mesh size of the level before over that of levels[i]: 2 when uniform, else (N_i / N_before)^(1
  /// / dimension); of a study of steps, their ratio.
  double refinement_ratio(std::size_t i) const;

  /// Order that theory foresees for measure m: that of the scheme, or of elements of a degree.
  double theory(std::size_t m, unsigned int degree) const;

  /// Does levels[i] come after `n` converged levels of the same degree?
  bool has_before(std::size_t i, unsigned int n) const;

  /// Error of measure m divided by its size; nan if either is unknown or the size is zero.
  double relative_error(std::size_t i, std::size_t m) const;

  /// Order observed between levels[i] and the one before: of the errors; for goals without a
  /// reference, from three meshes. nan at the first level(s), and where errors are mere rounding.
  double order(std::size_t i, std::size_t m) const;

  /// Richardson's extrapolation of goal m from levels i - 2, i - 1, i (which must be there).
  Extrapolation extrapolation(std::size_t i, std::size_t m) const;

  /// Where there is no other reference: the extrapolated values of the highest degree that has
  /// three levels become that of the goals, and all errors follow.
  void use_extrapolated_values();

  /// Extrapolated reference of each measure, with uncertainty and the level it comes from; filled
  /// by use_extrapolated_values(), empty otherwise.
  std::vector<Extrapolation> references;
  std::size_t reference_level = 0;
};

} // namespace ionflux
