/// Ions as hard spheres: Carnahan and Starling, and their mixtures.

#include <ionflux/physics/activity/differentiated.h>
#include <ionflux/physics/activity/models.h>
#include <ionflux/physics/activity/words.h>
#include <ionflux/physics/constants.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <stdexcept>

namespace ionflux {

namespace {

/// p(x) = (ln(1 - x) + x / (1 - x)^2) / x^2 and its derivative.
template <typename Number>
struct Cubic {
  Number p, slope;

  Cubic(const Number& p, const Number& slope) : p(p), slope(slope) {}
  explicit Cubic(const Number& x) {
    using std::log1p;
    if (plain(x) < 0.1) { // the terms below nearly cancel: p = sum (k - 1/k) x^(k-2)
      p = slope = Number(0.0);
      for (int k = 19; k >= 2; --k) {
        p = p * x + (k - 1.0 / k);
        if (k > 2) slope = slope * x + (k - 1.0 / k) * (k - 2);
      }
      return;
    }
    const Number r = 1.0 / (1.0 - x), x_inverse = 1.0 / x, x2 = x_inverse * x_inverse;
    const Number logarithm = log1p(-1.0 * x);
    p = logarithm * x2 + x_inverse * r * r;
    slope = -2.0 * logarithm * x2 * x_inverse - x2 * r - x2 * r * r + 2.0 * x_inverse * r * r * r;
  }
};

inline Cubic<double> cubic_of(const double x) { return Cubic<double>(x); }
/// Differentiated once, whatever the number of directions.
template <unsigned int N, typename Value>
Cubic<Dual<N, Value>> cubic_of(const Dual<N, Value>& x) {
  Dual<1, Value> alone;
  alone.value = x.value;
  alone.slope[0] = 1.0;
  const Cubic<Dual<1, Value>> result(alone);
  return {Dual<N, Value>::chain(result.p.value, result.p.slope[0], x),
          Dual<N, Value>::chain(result.slope.value, result.slope.slope[0], x)};
}

struct HardSphereFormula {
  std::vector<double> diameters; ///< [m]
  bool equal;
  double scale; ///< pi N_A / 6 d^3 of equal spheres, else of the largest

  /// xi_k = pi N_A / 6 sum c_i d_i^k, with d in units of the largest; xi_3 is the packing fraction.
  template <typename Number>
  std::array<Number, 4> moments(const Number* c) const {
    std::array<Number, 4> xi = {Number(0.0), Number(0.0), Number(0.0), Number(0.0)};
    for (unsigned int i = 0; i < diameters.size(); ++i) {
      Number power = scale * c[i];
      for (Number& moment : xi) {
        moment += power;
        power *= diameters[i];
      }
    }
    return xi;
  }

  template <typename Number>
  void evaluate(const Number* c, Number* log_gamma) const {
    using std::log1p;
    const unsigned int n = diameters.size();
    if (equal) {
      Number eta(0.0);
      for (unsigned int i = 0; i < n; ++i)
        eta += scale * c[i];
      const Number common = of_one(eta, [](const auto& x) {
        const auto left = 1.0 - x;
        return x * (8.0 + x * (3.0 * x - 9.0)) / (left * left * left);
      });
      std::fill(log_gamma, log_gamma + n, common);
      return;
    }
    const std::array<Number, 4> xi = moments(c);
    const Cubic<Number> cubic = cubic_of(xi[3]);
    const Number r = 1.0 / (1.0 - xi[3]), square = xi[2] * xi[2];
    // Derivatives of the free energy by the moments.
    const Number by_0 = -1.0 * log1p(-1.0 * xi[3]), by_1 = 3.0 * xi[2] * r,
                 by_2 = 3.0 * (xi[1] * r + square * cubic.p),
                 by_3 = r * (xi[0] + 3.0 * xi[1] * xi[2] * r) + square * xi[2] * cubic.slope;
    for (unsigned int i = 0; i < n; ++i)
      log_gamma[i] = by_0 + diameters[i] * (by_1 + diameters[i] * (by_2 + diameters[i] * by_3));
  }
};

class HardSpheres final : public Differentiated<HardSphereFormula> {
public:
  HardSpheres(const ActivityInput& input, HardSphereFormula formula)
      : Differentiated(input.n_species(), std::move(formula)), density(input.solvent_density) {}

  double crowding(const double* c) const override { return formula.moments(c)[3]; }
  bool has_free_energy() const override { return true; }
  double free_energy(const double* c) const override {
    const std::array<double, 4> xi = formula.moments(c);
    const double sum = -xi[0] * std::log1p(-xi[3]) + 3.0 * xi[1] * xi[2] / (1.0 - xi[3]) +
                       xi[2] * xi[2] * xi[2] * Cubic<double>(xi[3]).p;
    return sum / formula.scale;
  }
  double solvent_density() const override { return density; }
  std::string out_of_range(const double* c) const override {
    const double packing = crowding(c);
    if (packing <= 0.494) return std::string();
    return "packing fraction " + in_words(packing) + ", a fluid of hard spheres freezes at 0.494";
  }

private:
  double density;
};

} // namespace

ActivityRow hard_sphere_activity() {
  ActivityRow row;
  row.name = "hard spheres";
  row.documentation =
      "Excluded volume of spheres in a fluid (not on a lattice): Carnahan and Starling's equation "
      "of state where all diameters are equal, else that of Boublik, Mansoori, Carnahan, Starling "
      "and Leland. The solvent has no size.";
  row.formula = "ln gamma_i = sum_k d_i^k df/dxi_k, f = -xi_0 ln(1-xi_3) + 3 xi_1 xi_2/(1-xi_3) + "
                "xi_2^3 (ln(1-xi_3)/xi_3^2 + 1/(xi_3 (1-xi_3)^2)), xi_k = pi N_A/6 sum c_j d_j^k";
  row.source = "Carnahan and Starling 1969; Boublik 1970; Mansoori, Carnahan, Starling and Leland "
               "1971, J. Chem. Phys. 54, 1523; in double layers: Biesheuvel and "
               "van Soestbergen 2007";
  row.range = "packing fractions up to 0.49";
  row.entries = {{"Diameter", "m", std::numeric_limits<double>::quiet_NaN(),
                  ActivityEntry::Scope::species,
                  "Of the (hydrated) species; 0 is a point, which others still exclude."}};
  row.example.input.names = {"Na", "Cl", "Ca"};
  row.example.input.charge_numbers = {1, -1, 2};
  row.example.input.per_species["Diameter"] = {{0, 7.2e-10}, {1, 6.6e-10}, {2, 8.2e-10}};
  row.example.concentrations = {400.0, 1000.0, 300.0};
  row.make = [](const ActivityRow& row,
                const ActivityInput& input) -> std::unique_ptr<ActivityModel> {
    HardSphereFormula formula;
    formula.diameters = species_numbers(row, input, "Diameter");
    double largest = 0.0;
    for (unsigned int i = 0; i < formula.diameters.size(); ++i) {
      const double size = formula.diameters[i];
      if (!(size >= 0.0 && size < 1e-7))
        throw std::invalid_argument("the activity model '" + row.name + "' needs 'Diameter' of " +
                                    input.names[i] + ", 0 to 100 nm");
      largest = std::max(largest, size);
    }
    if (largest == 0.0)
      throw std::invalid_argument("the activity model '" + row.name +
                                  "' needs a species with a 'Diameter' above 0");
    formula.equal = true;
    for (double& size : formula.diameters) {
      formula.equal = formula.equal && size == largest;
      size /= largest;
    }
    formula.scale = constants::pi / 6.0 * constants::avogadro * std::pow(largest, 3);
    return std::make_unique<HardSpheres>(input, std::move(formula));
  };
  return row;
}

} // namespace ionflux
