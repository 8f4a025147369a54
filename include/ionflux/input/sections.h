#pragma once

/// The sections of the input file: each declares its entries and reads them into plain structs.

#include <ionflux/input/parameters.h>
#include <ionflux/input/reader.h>

#include <string>
#include <vector>

namespace ionflux {

/// Names that the user gives to subsections, in the order of the file; the first of the two passes.
struct ChosenNames {
  std::vector<std::string> species, baths, materials, reactions, surfaces, surface_reactions,
      profiles, observables, sweeps, sources;

  explicit ChosenNames(const ParameterFile& file);
  /// Placeholders such as <species>, for the manual.
  static ChosenNames placeholders();

private:
  ChosenNames() = default;
};

void declare_general(dealii::ParameterHandler& prm);
void read_general(InputReader& in, Parameters& p);

void declare_electrolyte(dealii::ParameterHandler& prm, const ChosenNames& names);
void read_electrolyte(InputReader& in, const ChosenNames& names, Parameters& p);

/// The unknown of each species; needs the baths, materials and boundary conditions.
void choose_unknowns(InputReader& in, const ChosenNames& names, Parameters& p);

void declare_baths(dealii::ParameterHandler& prm, const ChosenNames& names);
void read_baths(InputReader& in, const ChosenNames& names, Parameters& p);

void declare_materials(dealii::ParameterHandler& prm, const ChosenNames& names);
void read_materials(InputReader& in, const ChosenNames& names, Parameters& p);
/// Names in the entry 'Materials' of the section at hand, "all" or a list; empty for "all".
std::vector<std::string> read_material_list(InputReader& in, const ChosenNames& names);

/// The flow of the solvent; after the materials.
void declare_flow(dealii::ParameterHandler& prm);
void read_flow(InputReader& in, const ChosenNames& names, Parameters& p);
/// Mixing by the flow, inside of its section.
void declare_dispersion(dealii::ParameterHandler& prm);
void read_dispersion(InputReader& in, Parameters& p);
/// What it needs of the unknowns.
void check_dispersion(InputReader& in, const Parameters& p);
/// Point, line and area sources.
void declare_sources(dealii::ParameterHandler& prm, const ChosenNames& names);
void read_sources(InputReader& in, const ChosenNames& names, Parameters& p);
/// Reactions in the volume; read after the species and the materials.
void declare_reactions(dealii::ParameterHandler& prm, const ChosenNames& names);
void read_reactions(InputReader& in, const ChosenNames& names, Parameters& p);
/// Charge, mass and equilibria that contradict each other, materials without the species.
void check_reactions(InputReader& in, const Parameters& p, bool charges_known);

void declare_geometry(dealii::ParameterHandler& prm);
void read_geometry(InputReader& in, const ParameterFile& file, Parameters& p);

void declare_boundary_conditions(dealii::ParameterHandler& prm, const ChosenNames& names);
void read_boundary_conditions(InputReader& in, const ChosenNames& names, Parameters& p);

/// Electrode reactions, reactions at walls, carriers; after the boundary conditions, which they
/// join.
void declare_surface_reactions(dealii::ParameterHandler& prm, const ChosenNames& names);
void read_surface_reactions(InputReader& in, const ChosenNames& names, Parameters& p);

void declare_discretization(dealii::ParameterHandler& prm);
void read_discretization(InputReader& in, Parameters& p);

void declare_adaptivity(dealii::ParameterHandler& prm);
void read_adaptivity(InputReader& in, const ChosenNames& names, Parameters& p);

void declare_solver(dealii::ParameterHandler& prm);
void read_solver(InputReader& in, Parameters& p);

void declare_time(dealii::ParameterHandler& prm, const ChosenNames& names);
/// First of all: expressions may contain the time if the file has this section.
void find_clock(InputReader& in, const ParameterFile& file, Parameters& p);
void read_time(InputReader& in, const ChosenNames& names, Parameters& p);
/// What does not work in time, or contradicts another section.
void check_time(InputReader& in, Parameters& p);

void declare_impedance(dealii::ParameterHandler& prm);
/// Last of all: needs to know what else is asked for.
void read_impedance(InputReader& in, const ParameterFile& file, Parameters& p);

void declare_output(dealii::ParameterHandler& prm, const ChosenNames& names);
void read_output(InputReader& in, const ChosenNames& names, Parameters& p);

/// What an electroneutral solution cannot have: charged walls, potentials without concentrations,
/// charge that nothing can balance.
void check_electroneutral(InputReader& in, const Parameters& p, const ParameterFile& file);

/// Where nothing has a charge nobody asks for a potential: it is zero. After the boundary
/// conditions.
void leave_out_potential(InputReader& in, Parameters& p);

/// Activity models, inside of Electrolyte; read after the materials. Names for Patterns::Selection.
std::string activity_model_names();
void declare_activity(dealii::ParameterHandler& prm, const ChosenNames& names);
void read_activity(InputReader& in, const ChosenNames& names, Parameters& p);
/// What the models do not allow: numbers, unknowns, incomplete boundary conditions.
void check_activity(InputReader& in, const Parameters& p);

/// Mobility models, likewise.
std::string mobility_model_names();
void declare_mobility(dealii::ParameterHandler& prm, const ChosenNames& names);
void read_mobility(InputReader& in, const ChosenNames& names, Parameters& p);
/// What the models do not allow: numbers, matrices without dissipation.
void check_mobility(InputReader& in, const Parameters& p);

/// Subsection "Observables" of Output.
void declare_observables(dealii::ParameterHandler& prm, const ChosenNames& names);
void read_observables(InputReader& in, const ChosenNames& names, Parameters& p);

/// What a goal looks like, for messages.
extern const char* const goal_form;

/// "current through upper end", "flux of K through upper end" in the entry `name`; collects a fault
/// otherwise. Whether the boundary exists is found out with the mesh.
GoalDescription read_goal(InputReader& in, const std::string& name, const std::string& text,
                          const ChosenNames& names);

void declare_convergence(dealii::ParameterHandler& prm, const ChosenNames& names);
void read_convergence(InputReader& in, const ParameterFile& file, const ChosenNames& names,
                      Parameters& p);

void declare_sweep(dealii::ParameterHandler& prm, const ChosenNames& names);
/// @param declared all parameters of the file: any of them may be swept
void read_sweep(InputReader& in, const ParameterFile& file, const ChosenNames& names,
                const Declarations& declared, Parameters& p);

/// All sections, in the order of the manual.
void declare_parameters(dealii::ParameterHandler& prm, const ChosenNames& names);

/// Throws InputError where the file names more species, materials, ... than a run can have: every
/// name brings entries to declare, and nothing that follows is made for thousands of them.
void check_counts(const ChosenNames& names, const ParameterFile& file);

/// Why a boundary law cannot have this value [SI] ("at most 1000 V in magnitude (...)"); empty if
/// it can.
std::string limit_exceeded(const BoundaryLaw& law, double value);

/// Values that no electrolyte has, and numbers of the method that cannot work.
void check_values(InputReader& in, const Parameters& p);

/// Contradictions between sections that need no mesh. `charges_known`: every charge number was
/// given.
void check_parameters(InputReader& in, const Parameters& p, const ParameterFile& file,
                      bool charges_known);

/// Parameters::resolved: all entries, but those of geometries that were not chosen and of studies
/// and sweeps that were not asked for.
/// @param declared the handler's entries; values may be those of another file
std::vector<ResolvedEntry> resolved_entries(const dealii::ParameterHandler& prm,
                                            const Declarations& declared, const ParameterFile& file,
                                            const std::string& geometry_type);

/// Text of Parameters::resolved_text: every value as entered, and in SI in a comment.
std::string resolved_parameters(const std::vector<ResolvedEntry>& entries,
                                const std::vector<std::string>& overrides);

} // namespace ionflux
