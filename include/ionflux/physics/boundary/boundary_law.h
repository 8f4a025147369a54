#pragma once

/// The table of boundary laws. A law is one row: its name in the input, unit, what it acts on.

#include <ionflux/support/errors.h>
#include <ionflux/support/given_value.h>

#include <string>
#include <vector>

namespace ionflux {

enum class BoundaryLawKind {
  potential,                 ///< phi given (essential)
  surface_charge,            ///< charge per area on the face (natural, Poisson)
  concentration,             ///< c_i given (essential)
  electrochemical_potential, ///< mu_i given, a reversible electrode (essential)
  flux,                      ///< molar flux of i INTO the domain through the face (natural)
  current, ///< total current INTO the domain; the boundary's potential is an unknown (essential)
  total_charge,      ///< charge of a conductor; its potential is an unknown (essential)
  stern_layer,       ///< electrode behind a compact layer of given capacitance (natural, Poisson)
  charge_regulation, ///< surface sites that release protons (natural, Poisson)
  permeability,      ///< flux of i through a film to a given concentration outside (natural)
  membrane_permeability, ///< of a thin membrane to i (between the sides of an interface)
  membrane_capacitance   ///< of a thin membrane, per area (likewise)
};

/// A further entry that belongs to a law.
struct LawParameter {
  std::string name;     ///< as in the input; of a law of a species it gets " of <species>"
  std::string unit;     ///< SI unit, udunits syntax
  std::string standard; ///< value if it is not set; empty: it must be
  std::string documentation;
  bool names_species = false; ///< the value is the name of a species
  bool optional = false;      ///< may stay without a value
};

/// One row of the table.
struct BoundaryLaw {
  BoundaryLawKind kind;
  std::string name; ///< as in the input: "Surface charge"; species laws get " of <species>"
  std::string unit; ///< SI unit, udunits syntax; "A or A/m": a total, per depth in planar 2-D
  bool of_species;  ///< acts on one species (else on the potential)
  bool essential;   ///< fixes an unknown at the nodes (else adds a surface integral)
  bool allowed_on_interface; ///< may be set on an internal interface
  std::string documentation;
  std::vector<LawParameter> parameters = {}; ///< further entries
  bool depends_on_state = false;             ///< a surface integral over the unknowns at the face
  bool of_membrane = false; ///< acts between the two sides of an interface that it cuts open
};

/// Does the law make the potential of its boundary an unknown of the problem?
inline bool has_unknown_potential(const BoundaryLawKind kind) {
  return kind == BoundaryLawKind::current || kind == BoundaryLawKind::total_charge;
}

/// All boundary laws, in the order in which the manual lists them.
const std::vector<BoundaryLaw>& boundary_laws();

/// The row of a kind.
const BoundaryLaw& boundary_law(BoundaryLawKind kind);

/// One law put on a boundary by the user.
struct AppliedLaw {
  BoundaryLawKind kind;
  int species = -1;                        ///< index of the species, -1 for laws of the potential
  GivenValue value;                        ///< SI
  InputLocation where;                     ///< of the entry that set it
  std::vector<GivenValue> parameters = {}; ///< SI, in the order of the row; names count as 0
  std::vector<char> is_given = {};         ///< has the parameter a value?
  int partner = -1;                        ///< species that a parameter names, -1: none
};

/// Everything set on one group of boundaries. A bath is expanded into concentrations beforehand.
/// No law for a field means zero flux, or zero surface charge.
struct BoundaryCondition {
  std::vector<std::string> surfaces; ///< names of boundaries or interfaces of the geometry
  std::vector<AppliedLaw> laws;
  std::string bath;    ///< name of the bath, empty if none was named
  InputLocation where; ///< of the subsection
};

} // namespace ionflux
