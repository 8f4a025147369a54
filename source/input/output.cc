#include <ionflux/input/sections.h>
#include <ionflux/support/patterns.h>
#include <ionflux/support/quantity.h>
#include <ionflux/support/text.h>

#include <deal.II/base/parameter_handler.h>

namespace ionflux {

using dealii::Patterns::Anything;
using dealii::Patterns::Bool;
using dealii::Patterns::Integer;
using dealii::Patterns::Selection;

namespace {

void declare_profile(dealii::ParameterHandler& prm) {
  const patterns::Value point(patterns::Kind::quantities, "m");
  prm.declare_entry("From", "", point, "First point of the line, one length a coordinate.", true);
  prm.declare_entry("To", "", point, "Last point of the line.", true);
  prm.declare_entry("Points", "201", Integer(2, 1000000),
                    "Number of equidistant points, the ends included.");
}

std::vector<double> read_point(InputReader& in, const std::string& name,
                               const unsigned int dimension) {
  const std::vector<double> point = in.quantities(name, "m");
  if (!point.empty() && point.size() != dimension)
    in.fault(name, "the point has " + std::to_string(point.size()) + " coordinate(s)",
             std::to_string(dimension) +
                 " lengths separated by commas (Dimension = " + std::to_string(dimension) + ")");
  return point;
}

ProfileLine read_profile(InputReader& in, const std::string& name, const Parameters& p) {
  ProfileLine line;
  line.name = name;
  line.from = read_point(in, "From", p.dimension);
  line.to = read_point(in, "To", p.dimension);
  line.n_points = in.integer("Points");
  if (!line.from.empty() && line.from == line.to)
    in.fault("To", "the two ends of the line are the same point", "a point other than 'From'");
  return line;
}

} // namespace

void declare_output(dealii::ParameterHandler& prm, const ChosenNames& names) {
  prm.enter_subsection("Output");
  prm.declare_entry(
      "Directory", "output", Anything(),
      "Folder for all files of the run, relative to the working directory; made if it "
      "does not exist.");
  prm.declare_entry(
      "Checkpoint", "false", Bool(),
      "Leave a checkpoint after a steady run, too, from which a run in time can start "
      "('Time/Start = another run'). Runs in time always do.");
  prm.declare_entry("Fields", "true", Bool(),
                    "Write the fields for ParaView (fields.pvd and .vtu files).");
  prm.declare_entry(
      "Cells of fields", "linear", Selection("linear|Lagrange"),
      "How an element of degree p is written: as p^dim linear cells, which every program reads, or "
      "as one Lagrange cell of VTK, which shows what the element is (ParaView 5.5 and newer: "
      "'Nonlinear Subdivision Level'). python/ionflux interpolates alike in both.");
  prm.declare_entry("Flux parts", "false", Bool(),
                    "Diffusion, migration and advection of each species, which add up to its flux, "
                    "as fields of their own, in field files and profiles. Through boundaries: an "
                    "observable of type 'flux parts'.");
  prm.declare_entry(
      "Mesh error of fluxes", "automatic", Selection("automatic|always|never"),
      "Estimate the error of the mesh in every flux, current and unknown potential, and write it "
      "beside the value. One more linear solve and a few residuals in elements of one degree more; "
      "automatic does so where there are fewer than 10,000 unknowns or the Newton steps of the run "
      "show that it costs less than about a third of the solve, and not in sweeps. In time it is "
      "carried along from step to step, by one solve a step, in every run whose mesh stays.");
  declare_quantity(prm, "Length unit", "1 nm", "m",
                   "Length that is 1 in the coordinates of the field files.");
  prm.enter_subsection("Profiles");
  for (const std::string& name : names.profiles) {
    prm.enter_subsection(name);
    declare_profile(prm);
    prm.leave_subsection();
  }
  prm.leave_subsection();
  declare_observables(prm, names);
  prm.leave_subsection();
}

void read_output(InputReader& in, const ChosenNames& names, Parameters& p) {
  const InputReader::Section section(in, "Output");
  p.output.directory = in.text("Directory");
  if (p.output.directory.empty()) in.fault("Directory", "'Directory' has no value", "a folder");
  p.output.checkpoint = in.flag("Checkpoint");
  p.output.fields = in.flag("Fields");
  p.output.flux_parts = in.flag("Flux parts");
  p.output.lagrange_cells = in.text("Cells of fields") == "Lagrange";
  const std::string mesh_error = in.text("Mesh error of fluxes");
  p.output.mesh_error = mesh_error == "never"    ? MeshErrorMode::never
                        : mesh_error == "always" ? MeshErrorMode::always
                                                 : MeshErrorMode::automatic;
  p.output.length_unit = in.positive("Length unit", "m", 1e-9);
  read_observables(in, names, p);
  const InputReader::Section profiles(in, "Profiles");
  for (const std::string& name : names.profiles) {
    const InputReader::Section one(in, name);
    p.output.profiles.push_back(read_profile(in, name, p));
  }
}

} // namespace ionflux
