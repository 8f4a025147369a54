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
  membrane_permeability,     ///< of a thin membrane to i (between the sides of an interface)
  membrane_capacitance       ///< of a thin membrane, per area (likewise)
};

/// One row of the table.
struct BoundaryLaw {
  BoundaryLawKind kind;
  std::string name; ///< as in the input: "Surface charge"; species laws get " of <species>"
  std::string unit; ///< SI unit, udunits syntax
  bool of_species;  ///< acts on one species (else on the potential)
  bool essential;   ///< fixes an unknown at the nodes (else adds a surface integral)
  bool allowed_on_interface; ///< may be set on an internal interface
  std::string documentation;
  bool of_membrane = false; ///< acts between the two sides of an interface that it cuts open
};

/// All boundary laws, in the order in which the manual lists them.
const std::vector<BoundaryLaw>& boundary_laws();

/// The row of a kind.
const BoundaryLaw& boundary_law(BoundaryLawKind kind);

/// One law put on a boundary by the user.
struct AppliedLaw {
  BoundaryLawKind kind;
  int species = -1;    ///< index of the species, -1 for laws of the potential
  GivenValue value;    ///< SI
  InputLocation where; ///< of the entry that set it
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
