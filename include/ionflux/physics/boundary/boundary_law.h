#pragma once

/// The table of boundary laws. A law is one row: its names in the input, what it does, as columns,
/// and how its numbers become dimensionless. Nothing outside asks which law it is, only for its
/// columns; so a new law is a new row (and, if it depends on the unknowns, a file with its
/// formula).

#include <ionflux/support/errors.h>
#include <ionflux/support/given_value.h>

#include <algorithm>
#include <limits>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ionflux {

struct AppliedLaw;
struct Electrolyte;
struct LawSpecies;
struct Scaling;
struct Seen;
struct SurfaceReaction;
class LawNumbers;
class SurfaceLaw;

/// Name of the entry with the potential of the metal, of all laws that have one.
inline const char* const electrode_potential_entry = "Electrode potential";

/// What a law gives on its boundary. A law that adds a charge or a flux instead gives nothing.
enum class Gives {
  nothing,
  potential,                 ///< phi
  concentration,             ///< c_i
  electrochemical_potential, ///< mu_i
  current, ///< total electric current into the domain; the boundary's potential is an unknown
  charge   ///< total charge of a conductor; its potential is an unknown
};

/// A further entry that belongs to a law.
struct LawParameter {
  std::string name;     ///< as in the input; of a law of a species it gets " of <species>"
  std::string unit;     ///< SI unit, udunits syntax
  std::string standard; ///< value if it is not set; empty: it must be
  std::string documentation;
  bool names_species = false; ///< the value is the name of a species
  bool optional = false;      ///< may stay without a value
  bool is_stated = false;     ///< a concentration of the species outside, as boundaries state it
};

/// The largest magnitude of a value that makes sense.
struct LawLimit {
  double most = std::numeric_limits<double>::infinity(); ///< SI
  std::string because;                                   ///< what lies beyond
};

/// Numbers with which the law acts, for tests: SI.
struct LawExample {
  double value = 0.0;
  std::vector<std::pair<std::string, double>> parameters = {}; ///< those that need one
};

/// What is wrong with the entries of a law.
struct LawFault {
  std::string what, allowed;
};

/// One row of the table.
struct BoundaryLaw {
  std::string name; ///< as in the input: "Surface charge"; species laws get " of <species>"
  std::string unit; ///< SI unit, udunits syntax; "A or A/m": a total, per depth in planar 2-D
  std::string documentation;
  std::vector<LawParameter> parameters = {}; ///< further entries
  LawExample example = {};
  LawLimit limit = {};

  bool of_species = false; ///< acts on one species (else on the potential)
  Gives gives = Gives::nothing;
  unsigned int sides = 0; ///< 0: fixes an unknown at the nodes; 1: adds a surface integral; 2: acts
                          ///< between the sides of an interface, which it makes a thin membrane
  bool on_interface = false;    ///< may be set on an internal interface
  bool fixes_potential = false; ///< not only up to a constant (if of a species: one with a charge)
  bool is_electrode = false;    ///< a voltage is told from here
  bool drives_metal = false; ///< its value is a total that goes through reactions of the surface,
                             ///< whose metal has the potential that it takes
  bool charges_wall = false; ///< there is a double layer on its surface
  bool lets_through = false; ///< the species passes by a law of its amounts on both sides
  bool carried_by_flow = false; ///< a flow takes the species through: needs the normal velocity
  bool carries_in = false;      ///< ... and its value is the concentration of what enters

  /// Dimensionless value; null if the law depends on the unknowns, or for a total.
  double (*scaled)(double value, const Scaling& scaling) = nullptr;
  /// SI unit of a total divided by its dimensionless value, null: it is none. @param whole number
  /// of modelled parts in the whole, 2 pi if axisymmetric, @param dimension of space
  double (*total)(double whole, const Scaling& scaling, unsigned int dimension) = nullptr;
  /// Of a law that depends on the unknowns: what it looks at on each side; null for all others.
  std::vector<Seen> (*sees)(const LawSpecies& species) = nullptr;
  /// The law itself at a point, dimensionless; null likewise.
  std::shared_ptr<const SurfaceLaw> (*make)(const LawNumbers& numbers,
                                            const Scaling& scaling) = nullptr;
  /// Amount of its partner per area that the surface takes up, likewise, of what the law sees;
  /// null: none.
  std::shared_ptr<const SurfaceLaw> (*make_stored)(const LawNumbers& numbers,
                                                   const Scaling& scaling) = nullptr;
  /// Entries that contradict each other; null: nothing can.
  std::vector<LawFault> (*check)(const AppliedLaw& law, const Electrolyte& electrolyte) = nullptr;

  bool essential() const { return sides == 0; }
  /// Is its value a concentration, on the boundary or of what enters there?
  bool states_concentration() const { return gives == Gives::concentration || carries_in; }
  bool of_membrane() const { return sides == 2; }
  bool depends_on_state() const { return make != nullptr; }
  /// Is the potential of its boundary an unknown of the problem?
  bool has_unknown_potential() const { return gives == Gives::current || gives == Gives::charge; }
};

/// All boundary laws, in the order in which the manual lists them.
const std::vector<BoundaryLaw>& boundary_laws();

/// The row of that name, without a species.
const BoundaryLaw& boundary_law(std::string_view name);

/// Laws of a surface reaction, in the order of the manual: the names are those of its kinetics.
/// They act on every species that the reaction changes, and are set in a section of their own.
const std::vector<BoundaryLaw>& surface_kinetics();

/// The given current in place of the row of that name where it goes through reactions whose metal
/// has no given potential. Not in the tables: the input puts it there.
const BoundaryLaw& current_through_reactions();

/// The row that gives this; not for `nothing`.
const BoundaryLaw& law_that_gives(Gives quantity);

/// One law put on a boundary by the user.
struct AppliedLaw {
  const BoundaryLaw* row;
  int species = -1;                        ///< index of the species, -1 for laws of the potential
  GivenValue value;                        ///< SI
  InputLocation where;                     ///< of the entry that set it
  std::vector<GivenValue> parameters = {}; ///< SI, in the order of the row; names count as 0
  std::vector<char> is_given = {};         ///< has the parameter a value?
  int partner = -1;                        ///< species that a parameter names, -1: none
  /// Of which it is the part of one species; null: of none.
  std::shared_ptr<const SurfaceReaction> reaction = nullptr;

  /// Does the surface take up an amount of a species that changes with the state?
  bool stores_species() const { return row->make_stored != nullptr && partner >= 0; }
  bool depends_on_time() const {
    bool any = value.depends_on_time();
    for (const GivenValue& parameter : parameters)
      any = any || parameter.depends_on_time();
    return any;
  }
  /// The concentration of its species that the input states with it; null: none.
  const GivenValue* stated_concentration() const {
    if (row->states_concentration()) return &value;
    for (unsigned int k = 0; k < row->parameters.size(); ++k)
      if (row->parameters[k].is_stated && k < parameters.size()) return &parameters[k];
    return nullptr;
  }
  /// Potential of the metal against which the law sees the solution [V]; null: it sees none, or
  /// it floats.
  const GivenValue* metal_potential() const;
  /// Does it see the solution against a metal whose potential follows from a given current?
  bool floats() const;
  /// Does it say what the potential is, not only up to a constant?
  bool fixes_potential() const { return row->fixes_potential && !floats(); }
  /// From now on that potential is higher by what `shift` holds [V].
  void shift_metal(const std::shared_ptr<const double>& shift);
  /// Does it fix the amount of a species by itself? Kinetics only tie amounts together.
  bool fixes_amount(unsigned int i) const {
    return species == static_cast<int>(i) && (row->essential() || row->carries_in ||
                                              (row->lets_through && row->sides == 1 && !reaction));
  }
};

/// Everything set on one group of boundaries. A bath is expanded into concentrations beforehand.
/// No law for a field means zero flux, or zero surface charge.
struct BoundaryCondition {
  std::vector<std::string> surfaces; ///< names of boundaries or interfaces of the geometry
  std::vector<AppliedLaw> laws;
  std::string bath;    ///< name of the bath, empty if none was named
  InputLocation where; ///< of the subsection

  /// Is a voltage told from here?
  bool is_electrode() const {
    return std::any_of(laws.begin(), laws.end(),
                       [](const AppliedLaw& law) { return law.row->is_electrode; });
  }
  /// The current that goes through reactions of a metal with a potential of its own; null: none.
  const AppliedLaw* metal_current() const {
    for (const AppliedLaw& law : laws)
      if (law.row->drives_metal) return &law;
    return nullptr;
  }
  /// Of the metal that its laws see the solution against [V]; null: there is none, or the potential
  /// beside it is the electrode's (is_electrode()).
  const GivenValue* metal_potential() const {
    if (is_electrode()) return nullptr;
    for (const AppliedLaw& law : laws)
      if (const GivenValue* const potential = law.metal_potential()) return potential;
    return nullptr;
  }
};

} // namespace ionflux
