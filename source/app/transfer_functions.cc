#include <ionflux/app/transfer_functions.h>

#include <ionflux/output/observables/observable.h>
#include <ionflux/physics/constants.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace ionflux {

using namespace dealii;

namespace {

// Central differences with this change of the unknowns: truncated at 1e-7 of the derivative,
// rounded at 1e-12 of the number itself.
constexpr double change_of_unknowns = 1e-3;

constexpr double degrees = 180.0 / constants::pi;

template <typename Vector>
double step_for(const Vector& real, const Vector& imaginary) {
  return change_of_unknowns / std::max(real.linfty_norm(), imaginary.linfty_norm());
}

bool is_the_same(const Observation& a, const Observation& b) {
  return a.observable == b.observable && a.place == b.place && a.species == b.species;
}

} // namespace

template <int dim>
TransferFunctions<dim>::TransferFunctions(SteadySimulation<dim>& simulation,
                                          DiscreteProblem<dim>& equations)
    : simulation(simulation), equations(equations),
      at_rest(observe_at(simulation.solution(), 0.0, simulation.solution())),
      rows({"frequency [Hz]", "observable", "place", "species", "Re H", "Im H", "abs H",
            "phase [deg]", "unit"}) {}

// With the storage in the rows a flux through a boundary is what passes it, as in a run in time.
// What passes a plane is another sum of rows, without storage.
template <int dim>
std::vector<Observation> TransferFunctions<dim>::observe_at(const Vector& x, const double rate,
                                                            const Vector& known) {
  const auto describe = [this](const SolvedRows<dim>& solved) {
    return describe_state<dim>(
        {{simulation.discretization(), simulation.model(), simulation.labels().regions},
         equations,
         simulation.labels(),
         simulation.parameters().baths,
         simulation.symmetry_fraction(),
         solved},
        simulation.in_si_units(solved.outward));
  };
  equations.set_storage(rate, &known);
  SolvedState state = describe(equations.solved_rows(x, nullptr));
  state.flux_through_plane = [&](const unsigned int axis, const double position) {
    equations.set_storage(0.0, nullptr);
    return describe(equations.solved_rows(x, nullptr)).flux_through_plane(axis, position);
  };
  return observe(state, simulation.parameters().output.observables);
}

// In the order of those at rest; NaN: it is none there.
template <int dim>
std::vector<double> TransferFunctions<dim>::observations_at(const Vector& x, const double rate,
                                                            const Vector& known) {
  const std::vector<Observation> there = observe_at(x, rate, known);
  std::vector<double> values;
  for (const Observation& one : at_rest) {
    const auto found = std::find_if(there.begin(), there.end(), [&](const Observation& other) {
      return is_the_same(one, other);
    });
    values.push_back(found != there.end() ? found->value
                                          : std::numeric_limits<double>::quiet_NaN());
  }
  return values;
}

// Rows change by A along + sign rate M stored: storage measured from contents that make it so.
template <int dim>
std::vector<double> TransferFunctions<dim>::derivatives(const Numbers& numbers, const double rate,
                                                        const Direction& direction,
                                                        const double step, const Move& move) {
  const Vector& x = simulation.solution();
  const auto moved = [&x](const Vector& by, const double length) {
    Vector there(x);
    there.add(length, by);
    return there;
  };
  Vector more = equations.content(moved(direction.stored, step));
  more.add(-1.0, equations.content(moved(direction.stored, -step)));
  const auto at = [&](const double side) {
    const Vector there = moved(direction.along, side * step);
    Vector known = equations.content(there);
    known.add(-0.5 * side * direction.sign, more);
    if (move) move(side * step * direction.driven);
    return numbers(there, rate, known);
  };
  const std::vector<double> ahead = at(1.0), behind = at(-1.0);
  if (move) move(0.0);
  std::vector<double> found;
  for (unsigned int k = 0; k < ahead.size(); ++k)
    found.push_back((ahead[k] - behind[k]) / (2.0 * step));
  return found;
}

template <int dim>
void TransferFunctions<dim>::add_rows(const double frequency, const double rate, const Vector& real,
                                      const Vector& imaginary, const std::complex<double> driven,
                                      const Move& move) {
  // Per unit of the potential: unknowns divided by it.
  const std::complex<double> factor = 1.0 / driven;
  Vector a(real), b(imaginary);
  a *= factor.real();
  a.add(-factor.imag(), imaginary);
  b *= factor.real();
  b.add(factor.imag(), real);
  const double step = step_for(a, b), unit = simulation.scaling().potential();
  const Numbers numbers = [this](const Vector& x, const double r, const Vector& known) {
    return observations_at(x, r, known);
  };
  const std::vector<double> re = derivatives(numbers, rate, {a, b, -1.0, 1.0}, step, move),
                            im = derivatives(numbers, rate, {b, a, 1.0, 0.0}, step, move);
  const auto words = [](const std::string& text) {
    return text.empty() ? CsvTable::Cell() : CsvTable::Cell(text);
  };
  for (unsigned int k = 0; k < at_rest.size(); ++k) {
    const std::complex<double> h = {re[k] / unit, im[k] / unit};
    const Observation& one = at_rest[k];
    if (one.observable == "volume" || !std::isfinite(h.real()) || !std::isfinite(h.imag()))
      continue;
    rows.add_row({frequency, words(one.observable), words(one.place), words(one.species), h.real(),
                  h.imag(), std::abs(h), degrees * std::arg(h),
                  (one.unit.empty() ? "1" : one.unit) + "/V"});
  }
}

template <int dim>
std::complex<double> TransferFunctions<dim>::current_into(const std::string& boundary,
                                                          const double rate, const Vector& real,
                                                          const Vector& imaginary,
                                                          const Move& move) {
  const auto& names = simulation.labels().boundaries;
  const unsigned int id = std::find(names.begin(), names.end(), boundary) - names.begin();
  const TransportLaw& law = *simulation.model().law;
  const Numbers numbers = [&](const Vector& x, const double r, const Vector& known) {
    equations.set_storage(r, &known);
    const std::vector<double> outward = equations.solved_rows(x, nullptr).outward[id];
    double conduction = 0.0;
    for (unsigned int i = 0; i < law.n_species(); ++i)
      conduction += law.charge_number(i) * outward[i + 1];
    return std::vector<double>{conduction, outward[0]};
  };
  // Of fourth order, as kinetics bend more than observables do.
  std::complex<double> conduction = 0.0, displacement = 0.0;
  for (const auto& [part, weight] :
       {std::pair<double, double>{1.0, -1.0 / 3.0}, {0.5, 4.0 / 3.0}}) {
    const double step = part * step_for(real, imaginary);
    const std::vector<double> re = derivatives(numbers, rate, {real, imaginary, -1.0, 1.0}, step,
                                               move),
                              im = derivatives(numbers, rate, {imaginary, real, 1.0, 0.0}, step,
                                               move);
    conduction += weight * std::complex<double>(re[0], im[0]);
    displacement += weight * std::complex<double>(re[1], im[1]);
  }
  return -conduction - std::complex<double>(0.0, rate) * displacement;
}

template class TransferFunctions<2>;
template class TransferFunctions<3>;

} // namespace ionflux
