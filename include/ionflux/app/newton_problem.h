#pragma once

#include <ionflux/algebra/nonlinear_problem.h>
#include <ionflux/fem/discrete_problem.h>

namespace ionflux {

/// The discrete problem as a nonlinear solver sees it: where physics and solver meet.
template <int dim>
class NewtonProblem : public NonlinearProblem {
public:
  NewtonProblem(DiscreteProblem<dim>& problem, const Electrolyte& electrolyte,
                const TransportStage stage = TransportStage::full)
      : problem(problem), electrolyte(electrolyte), stage(stage) {
    problem.choose(stage, 1.0);
  }

  void correct(Vec base) override { problem.correct(base); }
  std::vector<Reported> reported(Vec x) override { return problem.reported(x); }
  void residual(Vec x, Vec f) override { problem.residual(x, f); }
  void jacobian(Vec x, const std::vector<double>& row_factors) override {
    problem.jacobian(x, row_factors);
  }
  FieldMatrix& matrix() override { return problem.matrix(); }
  Borders* borders() override {
    return stage == TransportStage::fixed_drive ? nullptr : &problem.borders();
  }
  std::vector<double> residual_scales(Vec x) override { return problem.residual_scales(x); }
  void set_load(const double load) override { problem.choose(stage, load); }

  bool curves_steps() const override { return problem.curves_steps(); }
  void advance(Vec x, Vec step, const double length, Vec moved) override {
    problem.advance(x, step, length, moved);
  }

  std::vector<std::string> field_names() const override {
    std::vector<std::string> names = {"phi"};
    for (unsigned int i = 0; i < electrolyte.n_species(); ++i)
      names.push_back("species" + std::to_string(i));
    return names;
  }

  /// Potentials are in units of RT/F and RT; concentrations have no natural step.
  bool limits_step(const unsigned int field) const override {
    return field == 0 || !electrolyte.solves_for_concentration(field - 1);
  }

  bool is_easy() const override { return problem.has_linear_unstretched_elements(); }

  // About a minute and a GB on one core; in space the factors grow faster.
  bool may_factorize() const override {
    PetscInt n_nodes = 0;
    MatGetSize(problem.matrix().block(0, 0), &n_nodes, nullptr);
    return n_nodes * problem.matrix().n_fields() <= (dim == 2 ? 100000 : 20000);
  }

  // Half a second on one core; the factors grow faster than what multigrid needs.
  bool factorizes_easily() const override {
    PetscInt n_nodes = 0;
    MatGetSize(problem.matrix().block(0, 0), &n_nodes, nullptr);
    return dim == 2 && n_nodes * problem.matrix().n_fields() <= 50000 && potentials_are_given();
  }

  bool has_drift(const unsigned int field) const override {
    return field > 0 && (!limits_step(field) || electrolyte.flow.exists());
  }

  bool is_given(const unsigned int field) const override {
    return field == 0 ? electrolyte.potential_model == PotentialModel::given_expression
                      : stage == TransportStage::fixed_drive;
  }

private:
  bool potentials_are_given() const { return problem.unknown_potentials().size() == 0; }

  DiscreteProblem<dim>& problem;
  const Electrolyte& electrolyte;
  const TransportStage stage;
};

} // namespace ionflux
