/// gamma = 1.

#include <ionflux/physics/activity/differentiated.h>
#include <ionflux/physics/activity/models.h>

#include <algorithm>
#include <limits>

namespace ionflux {

namespace {

struct IdealFormula {
  unsigned int n;
  template <typename Number>
  void evaluate(const Number*, Number* log_gamma) const {
    std::fill(log_gamma, log_gamma + n, Number(0.0));
  }
};

class Ideal final : public Differentiated<IdealFormula> {
public:
  explicit Ideal(const ActivityInput& input)
      : Differentiated(input.n_species(), {input.n_species()}), density(input.solvent_density) {}
  bool is_ideal() const override { return true; }
  bool has_free_energy() const override { return true; }
  double free_energy(const double*) const override { return 0.0; }
  double solvent_density() const override { return density; }
  bool has_own_inversion() const override { return true; }

  InversionStatus invert(const double* w, double, const double*, double* x,
                         double* inverse) const override {
    const unsigned int n = n_species();
    std::copy(w, w + n, x);
    for (unsigned int i = 0; i < n * n; ++i)
      inverse[i] = i % (n + 1) == 0 ? 1.0 : 0.0;
    for (unsigned int i = 0; i < n; ++i)
      if (!(w[i] < std::numeric_limits<double>::infinity())) return InversionStatus::not_converged;
    return InversionStatus::converged;
  }

private:
  double density;
};

} // namespace

ActivityRow ideal_activity() {
  ActivityRow row;
  row.name = "ideal";
  row.documentation = "Activities are concentrations; the law of very dilute solutions.";
  row.formula = "ln gamma_i = 0";
  row.source = "van 't Hoff 1887; Nernst 1889";
  row.range = "ionic strengths below 1 mmol/L";
  row.example.input.names = {"Na", "Cl"};
  row.example.input.charge_numbers = {1, -1};
  row.example.concentrations = {1.0, 1.0};
  row.make = [](const ActivityRow&, const ActivityInput& input) -> std::unique_ptr<ActivityModel> {
    return std::make_unique<Ideal>(input);
  };
  return row;
}

} // namespace ionflux
