/// Ions that take room from a solvent: on one lattice, and with sizes of their own.

#include <ionflux/physics/activity/differentiated.h>
#include <ionflux/physics/activity/exclusion.h>
#include <ionflux/physics/activity/models.h>
#include <ionflux/physics/activity/words.h>
#include <ionflux/physics/constants.h>

#include <cmath>
#include <limits>
#include <stdexcept>

namespace ionflux {

namespace {

struct LatticeFormula {
  std::vector<double> volumes, ratios; ///< v_i [m^3/mol], v_i / v_0

  template <typename Number>
  Number taken_part(const Number* c) const {
    Number part(0.0);
    for (unsigned int i = 0; i < volumes.size(); ++i)
      part += volumes[i] * c[i];
    return part;
  }

  template <typename Number>
  void evaluate(const Number* c, Number* log_gamma) const {
    using std::log1p;
    const Number common = log1p(-1.0 * taken_part(c));
    for (unsigned int i = 0; i < volumes.size(); ++i)
      log_gamma[i] = -ratios[i] * common;
  }
};

class LatticeGas final : public Differentiated<LatticeFormula> {
public:
  LatticeGas(const ActivityInput& input, LatticeFormula formula, const double cell)
      : Differentiated(input.n_species(), std::move(formula)), cell(cell),
        density(input.solvent_density) {
    for (const double volume : this->formula.volumes)
      log_volumes.push_back(std::log(volume));
  }

  double crowding(const double* c) const override { return formula.taken_part(c); }
  bool has_free_energy() const override { return true; }
  double free_energy(const double* c) const override {
    const double taken = crowding(c);
    return ((1.0 - taken) * std::log1p(-taken) + taken) / cell;
  }
  double solvent_density() const override { return density; }
  std::string out_of_range(const double* c) const override {
    if (crowding(c) < 1.0) return std::string();
    return "ions take " + in_words(crowding(c)) + " of the room";
  }
  bool has_own_inversion() const override { return true; }
  InversionStatus invert(const double* w, const double load, const double* start, double* x,
                         double* inverse) const override {
    if (load == 1.0) return invert_exclusion(formula.ratios, log_volumes, w, start, x, inverse);
    std::vector<double> exponents = formula.ratios;
    for (double& k : exponents)
      k *= load;
    if (load > 0.0) return invert_exclusion(exponents, log_volumes, w, start, x, inverse);
    const std::vector<double> nothing(n_species(), -1e300);
    return invert_exclusion(exponents, nothing, w, nullptr, x, inverse);
  }

private:
  std::vector<double> log_volumes;
  double cell, density; ///< v_0 [m^3/mol]; kg/m^3
};

/// Of a cube [m^3/mol].
double molar_volume(const double size) { return constants::avogadro * size * size * size; }

void refuse_size(const std::string& what, const double size) {
  if (!(size > 0.0 && size < 1e-7))
    throw std::invalid_argument(what + " must be above 0 and below 100 nm, not " + in_words(size) +
                                " m");
}

} // namespace

ActivityRow lattice_gas_activity() {
  ActivityRow row;
  row.name = "lattice gas";
  row.documentation = "Ions and solvent molecules share the cells of a lattice: concentrations "
                      "never exceed one ion "
                      "a cell. Bikerman's model, also called modified Poisson-Boltzmann.";
  row.formula = "ln gamma_i = - ln(1 - sum_j a^3 N_A c_j)";
  row.source = "Bikerman 1942; Borukhov, Andelman and Orland 1997; Kilic, Bazant and Ajdari 2007, "
               "Phys. Rev. E 75, 021502";
  row.range = "qualitative; any concentration below packing";
  row.entries = {{"Cell size", "m", std::numeric_limits<double>::quiet_NaN(),
                  ActivityEntry::Scope::run,
                  "a: edge of a cell, the diameter of a hydrated ion, 0.3 to 1 nm."}};
  row.example.input.names = {"K", "Cl", "Ca"};
  row.example.input.charge_numbers = {1, -1, 2};
  row.example.input.per_run = {{"Cell size", 5e-10}};
  row.example.concentrations = {1000.0, 2500.0, 700.0};
  row.make = [](const ActivityRow& row,
                const ActivityInput& input) -> std::unique_ptr<ActivityModel> {
    const double size = run_number(row, input, "Cell size");
    refuse_size("'Cell size' of the activity model '" + row.name + "'", size);
    const std::vector<double> volumes(input.n_species(), molar_volume(size));
    return std::make_unique<LatticeGas>(
        input, LatticeFormula{volumes, std::vector<double>(input.n_species(), 1.0)}, volumes.at(0));
  };
  return row;
}

ActivityRow lattice_gas_with_sizes_activity() {
  ActivityRow row;
  row.name = "lattice gas with sizes";
  row.documentation = "Each ion takes the cube of its diameter from solvent molecules: large ions "
                      "feel crowding more than small ones, by the ratio of volumes.";
  row.formula = "ln gamma_i = - (d_i / d_0)^3 ln(1 - sum_j N_A d_j^3 c_j)";
  row.source = "Li 2009, Nonlinearity 22, 811; Lu and Zhou 2011, Biophys. J. 100, 2475";
  row.range = "qualitative; any concentration below packing";
  row.entries = {{"Diameter", "m", std::numeric_limits<double>::quiet_NaN(),
                  ActivityEntry::Scope::species, "d_i of the (hydrated) species."},
                 {"Solvent diameter", "m", 3.1e-10, ActivityEntry::Scope::run,
                  "d_0 of a molecule of the solvent; water: 55 mol/L give 0.31 nm."}};
  row.example.input.names = {"K", "Cl", "Ca"};
  row.example.input.charge_numbers = {1, -1, 2};
  row.example.input.per_species["Diameter"] = {{0, 5e-10}, {1, 4e-10}, {2, 8e-10}};
  row.example.concentrations = {800.0, 1600.0, 400.0};
  row.make = [](const ActivityRow& row,
                const ActivityInput& input) -> std::unique_ptr<ActivityModel> {
    const std::vector<double> sizes = species_numbers(row, input, "Diameter");
    const double solvent = run_number(row, input, "Solvent diameter");
    refuse_size("'Solvent diameter'", solvent);
    const double cell = molar_volume(solvent);
    LatticeFormula formula;
    for (unsigned int i = 0; i < sizes.size(); ++i) {
      refuse_size("'Diameter' of " + input.names[i], sizes[i]);
      formula.volumes.push_back(molar_volume(sizes[i]));
      formula.ratios.push_back(formula.volumes[i] / cell);
    }
    return std::make_unique<LatticeGas>(input, std::move(formula), cell);
  };
  return row;
}

} // namespace ionflux
