#pragma once

/// Runs in time that go on, or start, from a checkpoint (output/checkpoint.h).

#include <ionflux/app/problem.h>
#include <ionflux/output/checkpoint.h>
#include <ionflux/solver/step_control.h>
#include <ionflux/solver/time_stepper.h>

#include <optional>

namespace ionflux {

/// The checkpoint a run begins with, if any.
struct Origin {
  std::optional<Checkpoint> checkpoint;
  bool goes_on = false; ///< the same run, else another one starts from it

  /// Those of the run before, in which its states are understood; null: to be chosen.
  const Scaling* scales() const { return checkpoint ? &its_scales : nullptr; }
  Scaling its_scales;
};

/// Find and check what the input asks for: --continue, or 'Start = another run'. Collective.
///
/// @throws InputError if it asks for what is not there, or if the input of the run before differs
///         where it must not
Origin find_origin(const Parameters& parameters);

/// @throws InputError if the mesh of the run before was another one
template <int dim>
void check_mesh(const Origin& origin, const Problem<dim>& problem);

/// What a checkpoint says of the input and the scales of a run.
template <int dim>
nlohmann::json input_memory(const Problem<dim>& problem);

/// Numbers of a stepper and its control, without vectors.
nlohmann::json step_memory(const StepperState& state, const StepMemory& control);
/// @param vectors state, contents, rates; copied
StepperState stepper_state(const nlohmann::json& memory,
                           const std::vector<dealii::PETScWrappers::MPI::Vector>& vectors);
StepMemory control_memory(const nlohmann::json& memory);

} // namespace ionflux
