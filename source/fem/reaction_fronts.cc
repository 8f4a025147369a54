#include <ionflux/fem/reaction_fronts.h>

#include <algorithm>

namespace ionflux {

namespace {

// Electrochemical potentials that differ by less are no challenge.
constexpr double wide = 1e3;

bool is_between_species(const Reaction& reaction) {
  return reaction.reactants.size() + reaction.products.size() > 1;
}

/// Calls work(species, concentration / c0) for every one that is given and constant.
template <typename Work>
void for_each_given(const Model& model, const Work& work) {
  for (const BoundaryCondition& condition : model.boundaries.conditions())
    for (const AppliedLaw& law : condition.laws)
      if (law.row->gives == Gives::concentration && law.value.is_constant())
        work(law.species, dimensionless_value(law, {}, model.scaling));
}

} // namespace

bool far_apart(const Model& model) {
  const unsigned int n = model.electrolyte.n_species();
  std::vector<double> least(n, 0.0), greatest(n, 0.0);
  for_each_given(model, [&](const unsigned int i, const double c) {
    if (!(c > 0.0)) return;
    least[i] = least[i] > 0.0 ? std::min(least[i], c) : c;
    greatest[i] = std::max(greatest[i], c);
  });
  for (const Reaction& reaction : model.electrolyte.reactions)
    for (unsigned int i = 0; i < n && is_between_species(reaction); ++i)
      if (reaction.involves(i) && greatest[i] > wide * least[i]) return true;
  return false;
}

bool makes_fronts(const Model& model) {
  if (!model.baths_are_far_apart) return false;
  for (const Reaction& reaction : model.electrolyte.reactions)
    for (unsigned int i = 0; i < model.electrolyte.n_species(); ++i)
      if (reaction.involves(i) && model.electrolyte.solves_for_concentration(i)) return false;
  return true;
}

std::vector<double> mean_given(const Model& model) {
  const unsigned int n = model.electrolyte.n_species();
  std::vector<double> mean(n, 0.0);
  std::vector<unsigned int> count(n, 0);
  for_each_given(model, [&](const unsigned int i, const double c) {
    mean[i] += c;
    ++count[i];
  });
  for (unsigned int i = 0; i < n; ++i)
    mean[i] = mean[i] > 0.0 ? mean[i] / count[i] : 1.0;
  return mean;
}

} // namespace ionflux
