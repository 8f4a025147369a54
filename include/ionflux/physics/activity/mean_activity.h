#pragma once

#include <ionflux/physics/activity/activity_model.h>

#include <vector>

namespace ionflux {

/// Ions of a salt: those of one formula unit, nu_i, 0 for all other species. Sum z_i nu_i = 0.
using SaltComposition = std::vector<double>;

/// ln gamma_pm = sum nu_i ln gamma_i / nu: what is measured, whatever the convention for single
/// ions. On the scale of concentrations; gamma for molalities is gamma solvent_part(c).
double log_mean_activity_coefficient(const ActivityModel& model, const double* c,
                                     const SaltComposition& salt);

/// From ln gamma of all species.
double log_mean_activity_coefficient(const std::vector<double>& log_gamma,
                                     const SaltComposition& salt);

/// Thermodynamic factor of a salt in its solvent, 1 + d ln gamma_pm / d ln C at constant
/// composition, C its concentration (the amount of nu that is there; other species stay as they
/// are). Salt diffuses with D times it.
double thermodynamic_factor(const ActivityModel& model, const double* c,
                            const SaltComposition& salt);

/// From slopes d ln gamma_i / d c_j, [i][j].
double thermodynamic_factor(const std::vector<double>& slopes, const double* c,
                            const SaltComposition& salt);

/// Osmotic coefficient, osmotic pressure over RT sum c_i, or - ln(activity of the solvent) over
/// M sum m_i for models of molalities: from the free energy where the model has
/// one, else by Gibbs and Duhem's equation along dilution at constant composition.
double osmotic_coefficient(const ActivityModel& model, const double* c);

/// Likewise, always by quadrature of sum c_i d ln gamma_i from dilution: holds for any model.
double osmotic_coefficient_by_gibbs_duhem(const ActivityModel& model, const double* c);

/// Activity of the solvent, ln a = - M sum m_i times the osmotic coefficient, m = c / rho; not a
/// number if the model knows no solvent.
///
/// @param molar_mass of the solvent [kg/mol], water by default
double solvent_activity(const ActivityModel& model, const double* c,
                        double molar_mass = 0.01801528);

} // namespace ionflux
