#pragma once

#include <ionflux/physics/activity/activity_model.h>
#include <ionflux/physics/activity/mean_activity.h>
#include <ionflux/physics/species.h>

#include <string>
#include <vector>

namespace ionflux {

/// What chemists tabulate of a solution that is not ideal, from the concentrations at a point.
/// Unlike the coefficients of single ions none of it depends on a convention (equations A6 to A8).
///
///     gamma_<cation>_<anion> [1] ...   mean activity coefficient of the salt
///     chi_<cation>_<anion> [1] ...     its thermodynamic factor, 1 + d ln gamma_pm / d ln c
///     osmotic coefficient [1]          along dilution at constant composition
///     water activity [1]               of the solvent, ln a = - M sum m_i times that coefficient;
///                                      not a number where the model is not about a solvent
///
/// Every cation makes a salt with every anion, unless that were more than most_salts.
class SolutionProperties {
public:
  static constexpr unsigned int most_salts = 36;

  explicit SolutionProperties(const std::vector<Species>& species);

  /// With units, in the order of evaluate().
  const std::vector<std::string>& names() const { return descriptions; }

  /// Not a number for a salt that is not dissolved, and without any solution.
  ///
  /// @param model     of the dissolved species; null: they are ideal
  /// @param dissolved their numbers among all species
  /// @param c         of all species [mol/m^3]
  /// @param values    names().size() numbers
  void evaluate(const ActivityModel* model, const std::vector<unsigned int>& dissolved,
                const double* c, double* values);

private:
  struct Salt {
    unsigned int cation, anion;
    double n_cations, n_anions; ///< up to a common factor, which nothing depends on
  };

  std::vector<Salt> salts;
  std::vector<std::string> descriptions;
  std::vector<double> concentrations, log_gamma, slopes; ///< of the dissolved species
  SaltComposition composition;
};

} // namespace ionflux
