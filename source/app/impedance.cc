#include <ionflux/app/impedance.h>
#include <ionflux/app/small_signal.h>
#include <ionflux/output/directory.h>
#include <ionflux/output/log.h>
#include <ionflux/output/run_record.h>
#include <ionflux/output/table_writer.h>
#include <ionflux/physics/constants.h>
#include <ionflux/support/text.h>

#include <nlohmann/json.hpp>

#include <cmath>
#include <complex>

namespace ionflux {

template <int dim>
Outcome measure_impedance(SteadySimulation<dim>& simulation, Session& session) {
  const ImpedanceSettings& given = simulation.parameters().impedance;
  Log& log = session.log();
  const std::string unit = simulation.discretization().physical_dimension() == 2 ? "ohm m" : "ohm";
  CsvTable table({"frequency [Hz]", "Re Z [" + unit + "]", "Im Z [" + unit + "]",
                  "abs Z [" + unit + "]", "phase [deg]", "Krylov iterations"});
  SmallSignal<dim> response(simulation);
  session.record().set("impedance/boundary", given.boundary);
  session.record().set("impedance/frequencies", given.frequencies.size());
  log("");
  log("Impedance at '" + given.boundary + "'");
  log("  frequency [Hz]   Re Z [" + unit + "]   Im Z [" + unit + "]  Krylov");
  Outcome outcome = {ExitCode::success, "done"};
  for (const double frequency : given.frequencies) {
    std::complex<double> z;
    const FrequencyResponse found = response.at(frequency, z);
    if (!found.converged || !std::isfinite(z.real()) || !std::isfinite(z.imag())) {
      outcome.code = ExitCode::no_convergence;
      outcome.reason =
          format_text("the linear system of the impedance at %.6g Hz was not solved", frequency);
      log("error: " + outcome.reason);
      continue;
    }
    log(format_text("  %14.6g  %14.6g  %14.6g  %6u", frequency, z.real(), z.imag(),
                    found.iterations));
    table.add_row({frequency, z.real(), z.imag(), std::abs(z), 180.0 / constants::pi * std::arg(z),
                   static_cast<long long>(found.iterations)});
  }
  session.folder().write_table("impedance.csv", table);
  session.folder().write_table("transfer_functions.csv", response.transfer_functions());
  return outcome;
}

template Outcome measure_impedance(SteadySimulation<2>&, Session&);
template Outcome measure_impedance(SteadySimulation<3>&, Session&);

} // namespace ionflux
