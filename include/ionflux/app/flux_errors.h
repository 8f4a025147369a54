#pragma once

#include <ionflux/solver/curve_history.h>
#include <ionflux/solver/tableau.h>

#include <nlohmann/json_fwd.hpp>

#include <vector>

namespace ionflux {

/// Errors that the steps of a run in time make in the fluxes through boundaries, estimated from how
/// well the fluxes before foretell them: a share of that, which belongs to the scheme
/// (Tableau::curve_error, measured; doc/numerics.md). The error of a step in concentrations says
/// little of fluxes: where a layer is thin, or kinetics are steep, they are the first to go wrong.
class FluxErrors {
public:
  /// Times the tolerance of the run: so much is allowed in a flux.
  static constexpr double allowed = 2.0;

  FluxErrors(const Tableau& scheme, const unsigned int n_species)
      : curves(scheme.order), share(scheme.curve_error), greatest(n_species, 0.0) {}

  /// Given values jump or bend.
  void forget() {
    curves.forget();
    last.clear();
    counted = {};
  }

  /// Largest error of a flux at the end of a step, relative to the greatest one of its species so
  /// far, or to what would take very long to matter beside its amount; 0: not known yet.
  /// @param fluxes outward [1/s], boundary by boundary, all species each
  /// @param amounts of the species, in the same unit
  double judge(double time, const std::vector<double>& fluxes, const std::vector<double>& amounts);

  /// The step after which judge() will probably say `error`.
  /// @param now what it said of the step to `time`, not 0
  /// @param counts will that step count?
  double step_for(double error, double now, double time, bool counts) const;

  /// The step counts.
  /// @param others curves whose errors are wanted too: potentials that are unknown
  void accept(double time, const std::vector<double>& fluxes, const std::vector<double>& others);

  /// Of the numbers of the last accept(), fluxes and others; empty: not known.
  const std::vector<double>& errors() const { return last; }

  nlohmann::json memory() const;
  void resume(const nlohmann::json& memory);

private:
  std::vector<double> missed(double time, const std::vector<double>& values) const;

  /// What judge() said of a step.
  struct Judged {
    double error = 0.0, step = 0.0;
  };

  CurveHistory curves;
  double share;
  std::vector<double> greatest; ///< flux of each species so far
  std::vector<double> last;
  Judged tried, counted; ///< of the last step tried, and of the last one that counts
};

} // namespace ionflux
