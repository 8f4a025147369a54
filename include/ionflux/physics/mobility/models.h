#pragma once

#include <ionflux/physics/activity/models.h>
#include <ionflux/physics/mobility/mobility_input.h>
#include <ionflux/physics/mobility/mobility_model.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace ionflux {

/// One entry of a model in the parameter file.
using MobilityEntry = ActivityEntry;

/// A case in which the model acts: for tests and for the manual.
struct MobilityExample {
  MobilityInput input;
  std::vector<double> concentrations; ///< [mol/m^3], where the model dissipates
};

/// One model of the table.
struct MobilityRow {
  std::string name;          ///< as in the parameter file
  std::string documentation; ///< what it is about, for the manual
  std::string formula;
  std::string source; ///< paper and equation
  std::string range;  ///< where it holds
  std::vector<MobilityEntry> entries;
  MobilityExample example;
  /// Does a flux follow the force on its own species only?
  bool is_diagonal;
  /// Is there a bound on the speed of what flows (MobilityModel::is_limited)?
  bool is_limited = false;
  /// Are its fluxes linear in gradients of concentrations where nothing is charged, so that these
  /// are the better unknowns?
  bool suits_concentrations;
  /// Throws std::invalid_argument, the reason in one sentence, for numbers that make no model.
  std::unique_ptr<MobilityModel> (*make)(const MobilityRow&, const MobilityInput&);
};

/// All models, Nernst-Einstein first.
const std::vector<MobilityRow>& mobility_models();

/// The row of that name. Throws std::invalid_argument with all names.
const MobilityRow& mobility_model_row(std::string_view name);

/// The model of that name, after checking that `input` names only entries of its row.
std::unique_ptr<MobilityModel> make_mobility_model(const std::string& name,
                                                   const MobilityInput& input);

/// The number of a run, of a species or of a pair; the entry's standard value if it is not given.
double given_number(const MobilityRow&, const MobilityInput&, const std::string& entry);
double given_number(const MobilityRow&, const MobilityInput&, const std::string& entry,
                    unsigned int species);
double given_number(const MobilityRow&, const MobilityInput&, const std::string& entry,
                    unsigned int first, unsigned int second);
/// The text of a run (index 0) or of a species.
std::string given_text(const MobilityRow&, const MobilityInput&, const std::string& entry,
                       unsigned int species = 0);

// Each is defined in the source of its model.
MobilityRow nernst_einstein_mobility();
MobilityRow fickian_mobility();
MobilityRow onsager_mobility();
MobilityRow maxwell_stefan_mobility();
MobilityRow binary_electrolyte_mobility();
MobilityRow kohlrausch_mobility();
MobilityRow expression_mobility();
MobilityRow levermore_pomraning_mobility();
MobilityRow larsen_mobility();
MobilityRow sharp_limit_mobility();

} // namespace ionflux
