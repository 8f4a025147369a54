#include <ionflux/input/sections.h>
#include <ionflux/input/sweep_axis.h>
#include <ionflux/support/patterns.h>
#include <ionflux/support/text.h>

#include <deal.II/base/parameter_handler.h>

namespace ionflux {

using dealii::Patterns::Anything;
using dealii::Patterns::Bool;
using dealii::Patterns::Integer;
using dealii::Patterns::Selection;

namespace {

constexpr unsigned long long most_points = 9999;

void check_combination(InputReader& in, const SweepSettings& sweep) {
  for (const SweepAxis& axis : sweep.axes)
    if (axis.values.empty()) return; // reported
  if (sweep.paired)
    for (const SweepAxis& axis : sweep.axes)
      if (axis.values.size() != sweep.axes[0].values.size())
        return in.fault("Combination",
                        format_text("'%s' has %zu values, '%s' has %zu", sweep.axes[0].name.c_str(),
                                    sweep.axes[0].values.size(), axis.name.c_str(),
                                    axis.values.size()),
                        "paired lists of the same length, or Combination = nested");
  if (sweep.n_points() > most_points)
    in.fault("Combination", format_text("the sweep has %llu points", sweep.n_points()),
             format_text("at most %llu", most_points));
  std::vector<std::string> paths;
  for (const SweepAxis& axis : sweep.axes)
    for (const std::string& path : axis.parameters) {
      if (contains(paths, path))
        in.fault({"'" + path + "' is swept twice", axis.where, "Sweep/" + axis.name + "/Parameter",
                  path, "each parameter in one subsection, once"});
      paths.push_back(path);
    }
}

} // namespace

void declare_sweep(dealii::ParameterHandler& prm, const ChosenNames& names) {
  prm.enter_subsection("Sweep");
  prm.declare_entry("Combination", "nested", Selection("nested|paired"),
                    "Of several subsections. nested: all combinations, the last subsection varies "
                    "fastest. paired: the first values of all, the second values of all, ...");
  prm.declare_entry("Warm start", "true", Bool(),
                    "Start each point from an extrapolation of its solved neighbours where the "
                    "mesh is the same, else every point anew. Does not change the results.");
  prm.declare_entry("Fields of points", "last", Selection("all|last|none"),
                    "For which points the fields are written, if Output/Fields is true: all; the "
                    "last of the list; none.");
  for (const std::string& name : names.sweeps) {
    prm.enter_subsection(name);
    prm.declare_entry("Parameter", "", Anything(),
                      "Path of the parameter that varies, such as Boundary conditions/upper "
                      "end/Potential, or several separated by commas that take the same value.",
                      true);
    prm.declare_entry("Values", "", Anything(), "Its values, separated by commas, with units.");
    prm.declare_entry("Range", "", Anything(), "Instead of 'Values': the first and the last.");
    prm.declare_entry("Points", "", patterns::Value(patterns::Kind::whole),
                      "Number of values in the range, the ends included.");
    prm.declare_entry("Spacing", "linear", Selection("linear|logarithmic"),
                      "Equal differences or equal ratios in the range.");
    prm.leave_subsection();
  }
  prm.leave_subsection();
}

void read_sweep(InputReader& in, const ParameterFile& file, const ChosenNames& names,
                const Declarations& declared, Parameters& p) {
  SweepSettings& sweep = p.sweep;
  sweep.requested = file.has_section("Sweep");
  if (!sweep.requested) return;
  const InputReader::Section section(in, "Sweep");
  sweep.paired = in.text("Combination") == "paired";
  sweep.warm_start = in.flag("Warm start");
  const std::string fields = in.text("Fields of points");
  sweep.fields = fields == "all"    ? FieldsOfPoints::all
                 : fields == "last" ? FieldsOfPoints::last
                                    : FieldsOfPoints::none;
  for (const std::string& name : names.sweeps) {
    const InputReader::Section one(in, name);
    sweep.axes.push_back(read_sweep_axis(in, declared, name, p.dimension == 2 && !p.axisymmetric));
  }
  if (sweep.axes.empty())
    in.fault({"the section 'Sweep' names no parameter", in.where(), "Sweep", "",
              "a subsection with 'Parameter' and 'Values' or 'Range'"});
  check_combination(in, sweep);
}

} // namespace ionflux
