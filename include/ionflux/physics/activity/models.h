#pragma once

#include <ionflux/physics/activity/activity_input.h>
#include <ionflux/physics/activity/activity_model.h>

#include <memory>
#include <string>
#include <vector>

namespace ionflux {

/// One entry of a model in the parameter file.
struct ActivityEntry {
  /// pair: "A and B", also "A and A"; distinct_pair: "A and B"; ordered_pair: "A by B".
  enum class Scope { run, species, pair, distinct_pair, ordered_pair };
  std::string name;
  std::string unit; ///< SI, udunits syntax
  double standard;  ///< not a number: from a table of the model, else it must be given
  Scope scope;
  std::string documentation;
  bool is_text = false;           ///< a formula instead of a number
  std::string standard_text = ""; ///< of a text
};

/// A case in which the model acts: for tests and for the manual.
struct ActivityExample {
  ActivityInput input;
  std::vector<double> concentrations; ///< [mol/m^3], inside the range, stable
};

/// One model of the table.
struct ActivityRow {
  std::string name;          ///< as in the parameter file
  std::string documentation; ///< what it is about, for the manual
  std::string formula;
  std::string source; ///< paper and equation
  std::string range;  ///< where it holds
  std::vector<ActivityEntry> entries;
  ActivityExample example;
  /// Throws std::invalid_argument, the reason in one sentence, for numbers that make no model.
  std::unique_ptr<ActivityModel> (*make)(const ActivityRow&, const ActivityInput&);
};

/// All models, ideal first.
const std::vector<ActivityRow>& activity_models();

/// The row of that name. Throws std::invalid_argument with all names.
const ActivityRow& activity_model_row(const std::string& name);

/// The model of that name, after checking that `input` names only entries of its row.
std::unique_ptr<ActivityModel> make_activity_model(const std::string& name,
                                                   const ActivityInput& input);

/// Numbers of an entry with the row's standard values filled in.
double run_number(const ActivityRow&, const ActivityInput&, const std::string& entry);
std::vector<double> species_numbers(const ActivityRow&, const ActivityInput&,
                                    const std::string& entry);
/// Symmetric, [i][j].
std::vector<double> pair_numbers(const ActivityRow&, const ActivityInput&,
                                 const std::string& entry);

// Each is defined in the source of its model.
ActivityRow ideal_activity();
ActivityRow debye_hueckel_limiting_activity();
ActivityRow debye_hueckel_activity();
ActivityRow davies_activity();
ActivityRow truesdell_jones_activity();
ActivityRow specific_interaction_activity();
ActivityRow pitzer_activity();
ActivityRow lattice_gas_activity();
ActivityRow lattice_gas_with_sizes_activity();
ActivityRow hard_sphere_activity();
ActivityRow regular_solution_activity();
ActivityRow expression_activity();

} // namespace ionflux
