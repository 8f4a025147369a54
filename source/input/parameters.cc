#include <ionflux/input/sections.h>
#include <ionflux/support/input_file.h>
#include <ionflux/support/text.h>
#include <ionflux/support/value_table.h>

#include <deal.II/base/parameter_handler.h>

#include <algorithm>

namespace ionflux {

ChosenNames::ChosenNames(const ParameterFile& file)
    : species(file.names_below({"Electrolyte", "Species"})), baths(file.names_below({"Baths"})),
      materials(file.names_below({"Materials"})), reactions(file.names_below({"Reactions"})),
      surfaces(file.names_below({"Boundary conditions"})),
      surface_reactions(file.names_below({"Surface reactions"})),
      profiles(file.names_below({"Output", "Profiles"})),
      observables(file.names_below({"Output", "Observables"})), sweeps(file.names_below({"Sweep"})),
      sources(file.names_below({"Sources"})) {}

ChosenNames ChosenNames::placeholders() {
  ChosenNames names;
  names.species = {"<species>"};
  names.baths = {"<bath>"};
  names.materials = {"<material>"};
  names.reactions = {"<reaction>"};
  names.surfaces = {"<surfaces>"};
  names.surface_reactions = {"<reaction>"};
  names.profiles = {"<profile>"};
  names.sweeps = {"<sweep>"};
  names.sources = {"<source>"};
  names.observables = {"<observable>"};
  return names;
}

void declare_parameters(dealii::ParameterHandler& prm, const ChosenNames& names) {
  declare_general(prm);
  declare_electrolyte(prm, names);
  declare_baths(prm, names);
  declare_materials(prm, names);
  declare_flow(prm);
  declare_sources(prm, names);
  declare_reactions(prm, names);
  declare_geometry(prm);
  declare_boundary_conditions(prm, names);
  declare_surface_reactions(prm, names);
  declare_discretization(prm);
  declare_adaptivity(prm);
  declare_solver(prm);
  declare_time(prm, names);
  declare_impedance(prm);
  declare_output(prm, names);
  declare_convergence(prm, names);
  declare_sweep(prm, names);
}

namespace {

/// More would scroll the first ones, which usually cause the others, off the screen.
constexpr std::size_t most_faults = 50;

/// A little more than the parser takes, which says what is wrong with larger ones.
constexpr std::size_t largest_parameter_file = 12'000'000;

void read_sections(InputReader& in, const ParameterFile& file, const ChosenNames& names,
                   const Declarations& declared, Parameters& p) {
  find_clock(in, file, p);
  read_general(in, p);
  read_electrolyte(in, names, p);
  read_baths(in, names, p);
  read_materials(in, names, p);
  read_activity(in, names, p);
  read_flow(in, names, p);
  read_sources(in, names, p);
  read_mobility(in, names, p);
  read_reactions(in, names, p);
  read_geometry(in, file, p);
  read_boundary_conditions(in, names, p);
  read_surface_reactions(in, names, p);
  leave_out_potential(in, p);
  read_time(in, names, p);
  choose_unknowns(in, names, p);
  check_dispersion(in, p);
  read_discretization(in, p);
  read_adaptivity(in, names, p);
  read_solver(in, p);
  read_output(in, names, p);
  read_convergence(in, file, names, p);
  read_sweep(in, file, names, declared, p);
  read_impedance(in, file, p);
}

/// Sorted by line (those without one, of --set or the whole file, last) and cut to a readable
/// number.
void throw_if_any(std::vector<Fault>& faults) {
  if (faults.empty()) return;
  std::stable_sort(faults.begin(), faults.end(), [](const Fault& a, const Fault& b) {
    return static_cast<unsigned int>(a.where.line - 1) <
           static_cast<unsigned int>(b.where.line - 1);
  });
  if (faults.size() > most_faults) {
    const std::size_t n_more = faults.size() - most_faults;
    faults.resize(most_faults);
    faults.push_back({"and " + std::to_string(n_more) + " more", {}});
  }
  throw InputError(ExitCode::bad_parameters, faults);
}

/// Take a top-level section out.
void remove_section(ParameterFile& file, const std::string& name) {
  const auto inside = [&](const std::vector<std::string>& path) {
    return !path.empty() && path.front() == name;
  };
  file.entries.erase(
      std::remove_if(file.entries.begin(), file.entries.end(),
                     [&](const ParameterEntry& entry) { return inside(entry.section); }),
      file.entries.end());
  file.sections.erase(
      std::remove_if(file.sections.begin(), file.sections.end(),
                     [&](const ParameterSection& section) { return inside(section.path); }),
      file.sections.end());
}

/// What is declared, before any value is set: what is mandatory. Kept for the next file with the
/// same names, such as the next point of a sweep.
const Declarations& declarations_of(const dealii::ParameterHandler& handler,
                                    const ChosenNames& names) {
  static std::unique_ptr<const Declarations> last;
  static std::vector<std::vector<std::string>> names_of_last;
  const std::vector<std::vector<std::string>> wanted = {
      names.species,  names.baths,       names.materials, names.reactions, names.surfaces,
      names.profiles, names.observables, names.sweeps,    names.sources,   names.surface_reactions};
  if (!last || names_of_last != wanted) {
    last = std::make_unique<const Declarations>(handler);
    names_of_last = wanted;
  }
  return *last;
}

Parameters parse(const std::string& text, const std::string& name,
                 const std::vector<std::string>& overrides, const bool without_sweep) {
  const auto slash = name.rfind('/');
  set_folder_of_tables(slash != std::string::npos ? name.substr(0, slash + 1) : "");
  ParameterFile file = scan_parameter_file(text, name);
  for (const std::string& override_text : overrides)
    apply_override(file, override_text);
  if (without_sweep) remove_section(file, "Sweep");
  // A file with broken structure says nothing about its names: stop here.
  if (file.broken) throw_if_any(file.faults);

  Parameters p;
  p.file_name = name;
  p.original_text = text;
  p.overrides = overrides;
  for (const ParameterSection& section : file.sections)
    p.locations.emplace(join(section.path, "/"), section.where);
  for (const ParameterEntry& entry : file.entries)
    p.locations.emplace(entry.path(), entry.where);
  p.handler = std::make_shared<dealii::ParameterHandler>();
  const ChosenNames names(file);
  check_counts(names, file);
  declare_parameters(*p.handler, names);
  const Declarations& declared = declarations_of(*p.handler, names);

  std::vector<Fault> faults = file.faults;
  store_entries(*p.handler, file, declared, faults);
  InputReader reader(*p.handler, file, faults);
  read_sections(reader, file, names, declared, p);
  const bool charges_known =
      std::all_of(names.species.begin(), names.species.end(), [&](const std::string& species) {
        p.handler->enter_subsection("Electrolyte");
        p.handler->enter_subsection("Species");
        p.handler->enter_subsection(species);
        const bool known = !p.handler->get("Charge number").empty();
        for (int i = 0; i < 3; ++i)
          p.handler->leave_subsection();
        return known;
      });
  check_parameters(reader, p, file, charges_known);
  check_time(reader, p);
  check_values(reader, p);
  throw_if_any(faults);
  p.resolved = resolved_entries(*p.handler, declared, file, p.geometry_type);
  p.resolved_text = resolved_parameters(p.resolved, overrides);
  return p;
}

} // namespace

Parameters parse_parameters(const std::string& text, const std::string& name,
                            const std::vector<std::string>& overrides) {
  return parse(text, name, overrides, false);
}

Parameters parse_sweep_point(const Parameters& sweep, const std::vector<std::string>& values) {
  std::vector<std::string> overrides = sweep.overrides;
  overrides.insert(overrides.end(), values.begin(), values.end());
  return parse(sweep.original_text, sweep.file_name, overrides, true);
}

// All ranks go on with the same bytes, also when the file system shows them different ones.
Parameters read_parameters(const std::string& file, const std::vector<std::string>& overrides) {
  return parse_parameters(read_parameter_text(file, largest_parameter_file), file, overrides);
}

} // namespace ionflux
