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

// Rows change by A along + sign rate M stored: storage measured from contents that make it so.
template <int dim>
std::vector<double> TransferFunctions<dim>::derivatives(const double rate, const Vector& along,
                                                        const Vector& stored, const double sign,
                                                        const double step) {
  const Vector& x = simulation.solution();
  const auto moved = [&x](const Vector& direction, const double length) {
    Vector there(x);
    there.add(length, direction);
    return there;
  };
  Vector more = equations.content(moved(stored, step));
  more.add(-1.0, equations.content(moved(stored, -step)));
  const auto at = [&](const double side) {
    const Vector there = moved(along, side * step);
    Vector known = equations.content(there);
    known.add(-0.5 * side * sign, more);
    return observe_at(there, rate, known);
  };
  const std::vector<Observation> ahead = at(1.0), behind = at(-1.0);
  std::vector<double> found(at_rest.size(), std::numeric_limits<double>::quiet_NaN());
  for (unsigned int k = 0; k < found.size(); ++k) {
    const auto same = [&](const Observation& one) { return is_the_same(one, at_rest[k]); };
    const auto a = std::find_if(ahead.begin(), ahead.end(), same),
               b = std::find_if(behind.begin(), behind.end(), same);
    if (a != ahead.end() && b != behind.end()) found[k] = (a->value - b->value) / (2.0 * step);
  }
  return found;
}

template <int dim>
void TransferFunctions<dim>::add_rows(const double frequency, const double rate, const Vector& real,
                                      const Vector& imaginary, const std::complex<double> driven) {
  // Per unit of the potential: unknowns divided by it.
  const std::complex<double> factor = 1.0 / driven;
  Vector a(real), b(imaginary);
  a *= factor.real();
  a.add(-factor.imag(), imaginary);
  b *= factor.real();
  b.add(factor.imag(), real);
  const double step = change_of_unknowns / std::max(a.linfty_norm(), b.linfty_norm()),
               unit = simulation.scaling().potential();
  const std::vector<double> re = derivatives(rate, a, b, -1.0, step),
                            im = derivatives(rate, b, a, 1.0, step);
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

template class TransferFunctions<2>;
template class TransferFunctions<3>;

} // namespace ionflux
