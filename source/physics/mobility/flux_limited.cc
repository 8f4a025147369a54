/// Diffusion that no gradient makes faster than a given speed.

#include <ionflux/physics/mobility/models.h>
#include <ionflux/physics/mobility/nernst_einstein.h>

#include <cmath>
#include <stdexcept>

namespace ionflux {

namespace {

constexpr auto limiting_speed = "Limiting speed";
constexpr auto larsen_exponent = "Larsen exponent";

/// Nernst and Einstein's matrix with a factor f(x) on each flux, x: its speed over the limiting
/// one. A Limiter has void at(double x, double* f, double* slope) const.
template <typename Limiter>
class FluxLimited final : public NernstEinstein {
public:
  FluxLimited(std::vector<double> speeds, Limiter limiter)
      : NernstEinstein(speeds.size()), speeds(std::move(speeds)), limiter(limiter) {}

  bool is_limited() const override { return true; }
  void limit(const unsigned int i, const double speed, double* factor,
             double* slope) const override {
    limiter.at(speed / speeds[i], factor, slope);
    *slope /= speeds[i];
  }

private:
  const std::vector<double> speeds; ///< [m/s]
  const Limiter limiter;
};

/// 3 lambda(R), R = 3 x, lambda = (coth R - 1/R) / R.
struct LevermorePomraning {
  void at(const double x, double* factor, double* slope) const {
    const double r = 3.0 * x, square = r * r;
    if (r < 0.05) { // 3 lambda = 1 - R^2/15 + 2 R^4/315 - ...
      *factor = 1.0 - square * (1.0 / 15.0 - square * (2.0 / 315.0 - square / 1575.0));
      *slope = -3.0 * r * (2.0 / 15.0 - square * (8.0 / 315.0 - square * 2.0 / 525.0));
      return;
    }
    const double coth = 1.0 / std::tanh(r), langevin = coth - 1.0 / r;
    const double langevin_slope = 1.0 - coth * coth + 1.0 / square;
    *factor = 3.0 * langevin / r;
    *slope = 9.0 * (langevin_slope - langevin / r) / r;
  }
};

/// (1 + x^n)^(-1/n)
struct Larsen {
  double n;
  void at(const double x, double* factor, double* slope) const {
    if (x <= 1.0) {
      const double power = std::pow(x, n);
      *factor = std::pow(1.0 + power, -1.0 / n);
      *slope = x > 0.0 ? -*factor * power / x / (1.0 + power) : 0.0;
      return;
    }
    const double power = std::pow(x, -n); // x^n would overflow
    *factor = std::pow(1.0 + power, -1.0 / n) / x;
    *slope = -*factor / (x * (1.0 + power));
  }
};

/// 1 / max(1, x)
struct Sharp {
  void at(const double x, double* factor, double* slope) const {
    *factor = x > 1.0 ? 1.0 / x : 1.0;
    *slope = x > 1.0 ? -1.0 / (x * x) : 0.0;
  }
};

std::vector<double> speeds_of(const MobilityRow& row, const MobilityInput& input) {
  std::vector<double> speeds;
  for (unsigned int i = 0; i < input.n_species(); ++i) {
    if (input.charge_numbers[i] != 0)
      throw std::invalid_argument("the mobility model '" + row.name +
                                  "' limits the diffusion of neutral species, and '" +
                                  input.names[i] +
                                  "' is charged: its drift in the field would be "
                                  "limited too");
    speeds.push_back(given_number(row, input, limiting_speed, i));
    if (!(speeds.back() > 0.0))
      throw std::invalid_argument("'Limiting speed' of " + input.names[i] + " must be positive");
  }
  return speeds;
}

template <typename Limiter>
std::unique_ptr<MobilityModel> make_limited(const MobilityRow& row, const MobilityInput& input) {
  return std::make_unique<FluxLimited<Limiter>>(speeds_of(row, input), Limiter());
}

MobilityRow limited_row(const std::string& name) {
  MobilityRow row;
  row.name = name;
  row.entries = {{limiting_speed, "m/s", 299792458.0, MobilityEntry::Scope::species,
                  "v: no flux is larger than v c. Of radiation: the speed of light; with the "
                  "energy density for c, 'Diffusivity' is v / (3 kappa), kappa: the extinction "
                  "coefficient."}};
  row.example.input.names = {"X", "Y"};
  row.example.input.charge_numbers = {0, 0};
  row.example.input.diffusivities = {1.5e-9, 0.7e-9};
  row.example.input.per_species[limiting_speed] = {{0, 0.5}, {1, 0.8}};
  row.example.concentrations = {60.0, 200.0};
  row.range = "neutral species";
  row.is_diagonal = true;
  row.is_limited = true;
  row.suits_concentrations = false; // their gradient over c is not bounded
  return row;
}

} // namespace

MobilityRow levermore_pomraning_mobility() {
  MobilityRow row = limited_row("Levermore-Pomraning");
  row.documentation = "Flux-limited diffusion: of radiation energy, or of any neutral species of "
                      "which nothing is faster than v. Diffusion where gradients are small, free "
                      "streaming J = v c where they are large.";
  row.formula = "J = - D (3/R) (coth R - 1/R) grad c, R = 3 D |grad c| / (v c)";
  row.source = "Levermore and Pomraning 1981, Astrophys. J. 248, 321";
  row.make = make_limited<LevermorePomraning>;
  return row;
}

MobilityRow larsen_mobility() {
  MobilityRow row = limited_row("Larsen");
  row.documentation = "Flux-limited diffusion with an exponent n: 1 is Wilson's sum, 2 the usual "
                      "one, and the larger the sharper.";
  row.formula = "J = - D (1 + (D |grad c| / (v c))^n)^(-1/n) grad c";
  row.source = "Olson, Auer and Hall 2000, J. Quant. Spectrosc. Radiat. Transf. 64, 619 "
               "(Larsen)";
  row.entries.push_back({larsen_exponent, "1", 2.0, MobilityEntry::Scope::run, "n >= 1."});
  row.make = [](const MobilityRow& row,
                const MobilityInput& input) -> std::unique_ptr<MobilityModel> {
    const double n = given_number(row, input, larsen_exponent);
    if (!(n >= 1.0) || !std::isfinite(n))
      throw std::invalid_argument("'Larsen exponent' must be at least 1");
    return std::make_unique<FluxLimited<Larsen>>(speeds_of(row, input), Larsen{n});
  };
  return row;
}

MobilityRow sharp_limit_mobility() {
  MobilityRow row = limited_row("sharp flux limit");
  row.documentation = "Flux-limited diffusion, cut off: diffusion up to the limiting speed and "
                      "free streaming beyond it, where no gradient follows from the flux and the "
                      "equations have no diffusion left.";
  row.formula = "J = - D grad c / max(1, D |grad c| / (v c))";
  row.source = "Levermore 1984, J. Quant. Spectrosc. Radiat. Transf. 31, 149 (limiters compared)";
  row.make = make_limited<Sharp>;
  return row;
}

} // namespace ionflux
