#pragma once

/// The constitutive law at one point: unknowns in, coefficients of the balance equations out.
///
/// Everything here is dimensionless (see Scaling) and a template over the number type, so that the
/// assembler obtains exact derivatives by automatic differentiation. Field 0 is the potential,
/// field i + 1 stands for species i. All equations have one form,
///
///     0 = - div( sum_k K_fk grad u_k ) - S_f ,       f = 0 ... N,
///
/// (E3) with the flux (E2) J_i = - sum_k K_ik grad u_k, and (E4) with K_00 = lambda^2 eps_r and S_0
/// the charge density.

#include <ionflux/physics/electrolyte.h>
#include <ionflux/physics/neutral_law.h>
#include <ionflux/physics/scaling.h>

#include <cmath>
#include <limits>
#include <vector>

namespace ionflux {

/// Dimensionless properties of the material at a point.
struct PointMaterial {
  double permittivity = 0.0;              ///< lambda^2 eps_r
  double fixed_charge = 0.0;              ///< immobile charge / (F c0), at this point
  std::vector<double> diffusivity;        ///< D_i / D0, factor of the material included
  std::vector<double> standard_potential; ///< mu0_i / RT
  std::vector<char> present;              ///< 0: the species cannot enter
};

/// What the law returns. Entries that are zero by structure are never written.
template <typename Number>
struct PointLawValues {
  explicit PointLawValues(const unsigned int n_fields)
      : n_fields(n_fields), flux_coefficient(n_fields * n_fields, Number(0.0)),
        source(n_fields, Number(0.0)), concentration(n_fields - 1, Number(0.0)) {}

  unsigned int n_fields;
  std::vector<Number> flux_coefficient; ///< K_fk, row-major
  std::vector<Number> source;           ///< S_f
  std::vector<Number> concentration;    ///< c_i
};

/// Derivatives of the law at a point, as the Jacobian needs them. Entries of pairs (f, m) that do
/// not couple stay zero.
struct PointDerivatives {
  explicit PointDerivatives(const unsigned int n_fields)
      : flux_coefficient(n_fields * n_fields, 0.0), drift(3 * n_fields * n_fields, 0.0),
        source(n_fields * n_fields, 0.0) {}

  std::vector<double> flux_coefficient; ///< K_fm
  std::vector<double> drift;            ///< sum_k dK_fk/du_m grad u_k: [f][m][direction, 3]
  std::vector<double> source;           ///< dS_f/du_m
};

/// Which transport law is assembled.
enum class TransportStage {
  full,           ///< the physics
  harmonic_drive, ///< K_ii = D_i instead of D_i c_i: electrochemical potentials become harmonic and
                  ///< no longer depend on phi; the robust start (Poisson-Boltzmann at fixed mu)
  laplace,        ///< harmonic_drive without any charge: linear, carries boundary values inside
  fixed_drive     ///< Poisson at electrochemical potentials that stay as they are
};

/// Ideal solution: gamma = 1, L_ij = delta_ij D_i c_i (doc/equations.md).
class IdealElectrolyte {
public:
  IdealElectrolyte(const Electrolyte& electrolyte)
      : is_neutral(electrolyte.potential_model == PotentialModel::electroneutral),
        species(electrolyte.species) {}

  unsigned int n_fields() const { return species.size() + 1; }
  unsigned int n_species() const { return species.size(); }
  /// Is the unknown of species i its concentration (else its electrochemical potential)?
  bool solves_for_concentration(const unsigned int i) const {
    return species[i].unknown == PrimaryVariable::concentration;
  }
  double charge_number(const unsigned int i) const { return species[i].charge_number; }

  /// Does equation f contain unknown m?
  bool couples(const unsigned int f, const unsigned int m) const {
    if (f == m) return true;
    const bool charged_row = f == 0 || species[f - 1].charge_number != 0,
               charged_column = m == 0 || species[m - 1].charge_number != 0;
    return charged_row && charged_column && (f == 0 || m == 0 || is_neutral);
  }

  /// Can K_fk differ from zero?
  bool flux_couples(const unsigned int f, const unsigned int k) const {
    return f == k ||
           (k == 0 && solves_for_concentration(f - 1) && species[f - 1].charge_number != 0);
  }

  /// c_i from the unknowns: (E1) solved for c, or the unknown itself.
  template <typename Number>
  Number concentration(const unsigned int i, const Number* unknowns,
                       const PointMaterial& material) const {
    using std::exp;
    if (!material.present[i]) return Number(0.0);
    if (solves_for_concentration(i)) return unknowns[i + 1];
    return exp(unknowns[i + 1] - material.standard_potential[i] - charge_number(i) * unknowns[0]);
  }

  /// The unknown of species i, from its concentration: (E1), or c itself.
  double unknown(const unsigned int i, const double c, const double phi,
                 const PointMaterial& material) const {
    return solves_for_concentration(i) ? c : potential(i, c, phi, material);
  }

  /// mu_i; not a number where there is none of the species.
  double electrochemical_potential(const unsigned int i, const double* unknowns,
                                   const PointMaterial& material) const {
    if (!solves_for_concentration(i)) return unknowns[i + 1];
    if (!(unknowns[i + 1] > 0.0)) return std::numeric_limits<double>::quiet_NaN();
    return potential(i, unknowns[i + 1], unknowns[0], material);
  }

  /// d mu_i, from differences (or derivatives) of the own unknown and of phi; 0 where there is
  /// none of the species.
  double potential_difference(const unsigned int i, const double* unknowns, const double own,
                              const double phi) const {
    if (!solves_for_concentration(i)) return own;
    return unknowns[i + 1] > 0.0 ? own / unknowns[i + 1] + charge_number(i) * phi : 0.0;
  }

  /// dc_i / d(own unknown) and dc_i / d(phi), where the concentration is c.
  struct ConcentrationSlopes {
    double by_own, by_potential;
  };
  ConcentrationSlopes concentration_slopes(const unsigned int i, const double c) const {
    if (solves_for_concentration(i)) return {1.0, 0.0};
    return {c, -charge_number(i) * c};
  }

  /// Fill `values` at a point.
  ///
  /// @param unknowns n_fields() values: phi, then mu_i or c_i of each species
  template <typename Number>
  void evaluate(const Number* unknowns, const PointMaterial& material, const TransportStage stage,
                PointLawValues<Number>& values) const {
    const unsigned int n = n_fields();
    if (is_neutral && stage == TransportStage::full)
      return evaluate_neutral(unknowns, material, values);
    values.flux_coefficient[0] = material.permittivity;
    Number charge = material.fixed_charge;
    for (unsigned int i = 0; i < n_species(); ++i) {
      const Number c = concentration(i, unknowns, material);
      values.concentration[i] = c;
      charge += charge_number(i) * c;
      Number* row = &values.flux_coefficient[(i + 1) * n];
      const double diffusivity = material.present[i] ? material.diffusivity[i] : 0.0;
      if (solves_for_concentration(i)) {
        row[i + 1] = diffusivity;
        row[0] = diffusivity * charge_number(i) * c;
      } else if (stage != TransportStage::full) {
        row[i + 1] = diffusivity;
      } else {
        row[i + 1] = diffusivity * c;
      }
    }
    values.source[0] = stage == TransportStage::laplace ? Number(0.0) : charge;
  }

  /// Derivatives of evaluate() in closed form: several times cheaper than automatic
  /// differentiation, against which they are tested.
  ///
  /// @param gradient of the unknowns, [direction][field] with rows of length `row`
  void linearize(const double* unknowns, const double* gradient, const unsigned int dim,
                 const unsigned int row, const PointMaterial& material, const TransportStage stage,
                 PointDerivatives& derivatives) const {
    const unsigned int n = n_fields();
    if (is_neutral && stage == TransportStage::full)
      return linearize_neutral(unknowns, gradient, dim, row, material, derivatives);
    derivatives.flux_coefficient[0] = material.permittivity;
    derivatives.source[0] = 0.0;
    for (unsigned int i = 0; i < n_species(); ++i) {
      const unsigned int f = i + 1, own = f * n + f, by_potential = f * n;
      const double z = charge_number(i), c = concentration(i, unknowns, material);
      const double diffusivity = material.present[i] ? material.diffusivity[i] : 0.0;
      const bool charged = stage != TransportStage::laplace && material.present[i];
      double* drift_own = &derivatives.drift[3 * own];
      double* drift_potential = &derivatives.drift[3 * by_potential];
      if (solves_for_concentration(i)) {
        derivatives.flux_coefficient[own] = diffusivity;
        derivatives.flux_coefficient[by_potential] = diffusivity * z * c;
        for (unsigned int d = 0; d < dim; ++d)
          drift_own[d] = material.present[i] ? diffusivity * z * gradient[d * row] : 0.0;
        derivatives.source[f] = charged ? z : 0.0;
        continue;
      }
      const bool full = stage == TransportStage::full;
      derivatives.flux_coefficient[own] = full ? diffusivity * c : diffusivity;
      for (unsigned int d = 0; d < dim; ++d) {
        drift_own[d] = full ? diffusivity * c * gradient[d * row + f] : 0.0;
        drift_potential[d] = -z * drift_own[d];
      }
      derivatives.source[f] = charged ? z * c : 0.0;
      if (charged) derivatives.source[0] -= z * z * c;
    }
  }

private:
  // mu = mu0 + ln c + z phi, (E1).
  double potential(const unsigned int i, const double c, const double phi,
                   const PointMaterial& material) const {
    return material.standard_potential[i] + std::log(c) + charge_number(i) * phi;
  }

  // The limit of local electroneutrality: physics/neutral_electrolyte.h.
  template <typename Number>
  LocalIons local_ions(const Number* unknowns, const PointMaterial& material) const;
  template <typename Number>
  void evaluate_neutral(const Number* unknowns, const PointMaterial& material,
                        PointLawValues<Number>& values) const;
  void linearize_neutral(const double* unknowns, const double* gradient, unsigned int dim,
                         unsigned int row, const PointMaterial& material,
                         PointDerivatives& derivatives) const;

  bool is_neutral;
  std::vector<Species> species;
};

} // namespace ionflux

#include <ionflux/physics/neutral_electrolyte.h>
