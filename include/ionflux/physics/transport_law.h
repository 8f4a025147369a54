#pragma once

/// The constitutive law at one point: unknowns in, coefficients of the balance equations out.
///
/// Everything here is dimensionless (see Scaling). Field 0 is the potential, field i + 1 stands for
/// species i. All equations have one form,
///
///     0 = - div( sum_k K_fk grad u_k ) - S_f ,       f = 0 ... N,
///
/// (E3) with the flux (E2) J_i = - sum_k K_ik grad u_k, and (E4) with K_00 = lambda^2 eps_r and S_0
/// the charge density.

#include <ionflux/physics/electrolyte.h>
#include <ionflux/physics/point_gradient.h>
#include <ionflux/physics/reactions/reaction_rates.h>

#include <memory>
#include <vector>

namespace ionflux {

class ActivityModel;
class MobilityModel;

/// Dimensionless properties of the material at a point.
struct PointMaterial {
  double permittivity = 0.0;                      ///< lambda^2 eps_r
  double fixed_charge = 0.0;                      ///< immobile charge / (F c0), at this point
  std::vector<double> diffusivity;                ///< D_i / D0, at this point, factors included
  std::vector<double> standard_potential;         ///< mu0_i / RT
  std::vector<char> present;                      ///< 0: the species cannot enter
  std::vector<unsigned int> dissolved;            ///< those that can, by number
  double concentration_scale = 1.0;               ///< c0 [mol/m^3]
  double speed_scale = 1.0;                       ///< D0 / L [m/s]
  std::shared_ptr<const ActivityModel> activity;  ///< of the dissolved species; null: ideal
  std::shared_ptr<const MobilityModel> mobility;  ///< likewise; null: Nernst-Einstein
  std::shared_ptr<const ReactionRates> reactions; ///< null: none
};

/// What the law returns. Entries that are zero by structure are never written.
template <typename Number>
struct PointLawValues {
  explicit PointLawValues(const unsigned int n_fields)
      : n_fields(n_fields), flux_coefficient(n_fields * n_fields, Number(0.0)),
        source(n_fields, Number(0.0)), source_size(n_fields, 0.0),
        concentration(n_fields - 1, Number(0.0)) {}

  unsigned int n_fields;
  std::vector<Number> flux_coefficient; ///< K_fk, row-major
  std::vector<Number> source;           ///< S_f
  std::vector<double> source_size;      ///< absolute values of what cancels in S_f, f > 0
  std::vector<Number> concentration;    ///< c_i
};

/// Derivatives of the law at a point, as the Jacobian needs them. Entries of pairs (f, m) that do
/// not couple stay zero.
struct PointDerivatives {
  /// @param by_gradients of a law that needs_gradients()?
  explicit PointDerivatives(const unsigned int n_fields, const bool by_gradients = false)
      : flux_coefficient(n_fields * n_fields, 0.0), drift(3 * n_fields * n_fields, 0.0),
        source(n_fields * n_fields, 0.0),
        flux_by_gradient(by_gradients ? 9 * n_fields * n_fields : 0, 0.0),
        source_by_gradient(by_gradients ? 3 * n_fields * n_fields : 0, 0.0) {}

  std::vector<double> flux_coefficient; ///< K_fm
  std::vector<double> drift;            ///< sum_k dK_fk/du_m grad u_k: [f][m][direction, 3]
  std::vector<double> source;           ///< dS_f/du_m
  /// sum_k dK_fk/d(du_m/dx_e) du_k/dx_d: [f][m][d, 3][e, 3], where flux_bends(f, m)
  std::vector<double> flux_by_gradient;
  /// dS_f/d(du_m/dx_e): [f][m][e, 3], where source_follows_gradient(f, m)
  std::vector<double> source_by_gradient;
};

/// Composition at a point, and how it follows the unknowns.
struct PointChemistry {
  explicit PointChemistry(const unsigned int n_fields)
      : n_fields(n_fields), concentration(n_fields - 1, 0.0), activity(n_fields - 1, 0.0),
        concentration_slopes((n_fields - 1) * n_fields, 0.0),
        activity_slopes((n_fields - 1) * n_fields, 0.0) {}

  unsigned int n_fields;
  std::vector<double> concentration;        ///< c_i / c0; 0 where the species cannot be
  std::vector<double> activity;             ///< gamma_i c_i / c0, likewise
  std::vector<double> concentration_slopes; ///< dc_i/du_m, [i][m]
  std::vector<double> activity_slopes;      ///< da_i/du_m, [i][m]

  double concentration_slope(const unsigned int i, const unsigned int m) const {
    return concentration_slopes[i * n_fields + m];
  }
  double activity_slope(const unsigned int i, const unsigned int m) const {
    return activity_slopes[i * n_fields + m];
  }
};

/// div(flux) = source for the potential and every species. Knows no mesh; the only place that knows
/// how unknowns, concentrations and electrochemical potentials belong together.
class TransportLaw {
public:
  explicit TransportLaw(const Electrolyte& electrolyte) : species(electrolyte.species) {}
  virtual ~TransportLaw() = default;

  unsigned int n_fields() const { return species.size() + 1; }
  unsigned int n_species() const { return species.size(); }
  /// Is the unknown of species i its concentration (else its electrochemical potential)?
  bool solves_for_concentration(const unsigned int i) const {
    return species[i].unknown == PrimaryVariable::concentration;
  }
  double charge_number(const unsigned int i) const { return species[i].charge_number; }

  /// Does equation f contain unknown m?
  virtual bool couples(unsigned int f, unsigned int m) const = 0;

  /// Can K_fk differ from zero?
  virtual bool flux_couples(unsigned int f, unsigned int k) const = 0;

  /// Does anything in evaluate() or reactions() depend on gradients of the unknowns?
  virtual bool needs_gradients() const { return false; }

  /// Can a K_fk depend on the gradient of unknown m?
  virtual bool flux_bends(unsigned int, unsigned int) const { return false; }

  /// Can S_f depend on the gradient of unknown m?
  virtual bool source_follows_gradient(unsigned int, unsigned int) const { return false; }

  /// Can concentration or activity of species i depend on unknown m?
  virtual bool composition_depends_on(unsigned int i, unsigned int m) const = 0;

  /// Do charges make a field?
  virtual bool counts_charges() const { return true; }

  /// Can the electric potential depend on unknown m?
  virtual bool potential_depends_on(const unsigned int m) const { return m == 0; }

  /// true: the points that come now, until false, lie in one cell; what is sought at one may begin
  /// with what was found at the one before, at the first with nothing. See FollowedPoints.
  virtual void follow_points(bool) const {}

  /// Fill `values` at a point.
  ///
  /// @param unknowns n_fields() values: phi, then mu_i or c_i of each species
  /// @param gradient theirs; read by laws that needs_gradients() only
  virtual void evaluate(const double* unknowns, const PointGradient& gradient,
                        const PointMaterial& material, PointLawValues<double>& values) const = 0;

  /// Derivatives of evaluate(), in closed form; every law reads the gradient.
  virtual void linearize(const double* unknowns, const PointGradient& gradient,
                         const PointMaterial& material, PointDerivatives& derivatives) const = 0;

  /// Concentrations and activities from the unknowns, with their slopes.
  virtual void chemistry(const double* unknowns, const PointMaterial& material,
                         PointChemistry& chemistry) const = 0;

  /// Electric potential: the unknown phi, or what electroneutrality makes of the others.
  ///
  /// @param slopes null, or n_fields() numbers: its derivatives by the unknowns
  virtual double potential(const double* unknowns, const PointMaterial& material,
                           double* slopes) const;

  /// c_i alone: n_species() numbers.
  virtual void concentrations(const double* unknowns, const PointMaterial& material,
                              double* c) const = 0;

  /// mu_i - z_i phi from concentrations, mu0_i + ln(gamma_i c_i): n_species() numbers; not a number
  /// where there is none of the species.
  virtual void chemical_potentials(const double* c, const PointMaterial& material,
                                   double* potentials) const = 0;

  /// Rates of the reactions of a material, each at its number in Electrolyte::reactions; those that
  /// do not run there are left as they are.
  virtual void reactions(const double*, const PointGradient&, const PointMaterial&,
                         ReactionState*) const {}

  /// Unknowns from potential and concentrations: n_fields() numbers.
  virtual void unknowns(double psi, const double* c, const PointMaterial& material,
                        double* u) const;

  /// mu_i from the unknowns; not a number where there is none of the species.
  double electrochemical_potential(unsigned int i, const double* unknowns,
                                   const PointMaterial& material) const;

  /// d mu_i, from differences (or derivatives) of all unknowns, `stride` numbers apart; 0 where
  /// there is none of the species.
  virtual double potential_difference(unsigned int i, const double* unknowns,
                                      const double* differences, unsigned int stride,
                                      const PointMaterial& material) const = 0;

protected:
  /// Are potentials the unknowns of all species of a reaction?
  bool is_in_potentials(const Reaction& reaction) const;

  std::vector<Species> species;
};

/// While it lives, the law's points lie in one cell.
class FollowedPoints {
public:
  explicit FollowedPoints(const TransportLaw& law) : law(law) { law.follow_points(true); }
  ~FollowedPoints() { law.follow_points(false); }
  FollowedPoints(const FollowedPoints&) = delete;
  FollowedPoints& operator=(const FollowedPoints&) = delete;

private:
  const TransportLaw& law;
};

/// The law of an electrolyte whose species diffuse and drift each by itself, as if charges made
/// the field: without coupled flows, reactions and electroneutrality.
std::unique_ptr<const TransportLaw> make_uncoupled_law(const Electrolyte& electrolyte);

/// The law of an electrolyte.
std::unique_ptr<const TransportLaw> make_transport_law(const Electrolyte& electrolyte);

} // namespace ionflux
