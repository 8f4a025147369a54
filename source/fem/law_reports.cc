#include <ionflux/fem/law_reports.h>

#include <ionflux/fem/assembler.h>

#include <map>

namespace ionflux {

using namespace dealii;

template <int dim>
std::vector<LawReport> Assembler<dim>::law_reports(const StateView& state) const {
  constexpr unsigned int row = 1 + LawReport::most;
  std::map<const AppliedLaw*, double*> place;
  std::vector<LawReport> reports;
  for (unsigned int c = 0; c < boundaries.conditions().size(); ++c)
    for (const AppliedLaw& law : boundaries.conditions()[c].laws)
      if (law.row->depends_on_state()) reports.push_back({c, &law});
  if (reports.empty()) return reports;
  std::vector<double> sums(reports.size() * row, 0.0);
  for (unsigned int k = 0; k < reports.size(); ++k)
    place[reports[k].law] = &sums[k * row];

  find_metals(state);
  for_each_surface_law(surface_laws.faces(), state, TransportStage::full,
                       [&](const auto& face, const double* unknowns) {
                         surface_laws.report(face, unknowns, padded(discretization.n_fields()),
                                             place.at(face.law));
                       });
  LocalState local(state, discretization);
  membranes.report(local.sums(),
                   [&](const AppliedLaw& law, const std::vector<double>& numbers,
                       const double weight) { add_report(numbers, weight, place.at(&law)); });

  Utilities::MPI::sum(sums, discretization.communicator, sums);
  std::vector<LawReport> acting;
  for (unsigned int k = 0; k < reports.size(); ++k) {
    reports[k].area = sums[k * row];
    for (unsigned int n = 0; n < LawReport::most; ++n)
      reports[k].integral[n] = sums[k * row + 1 + n];
    if (reports[k].area > 0.0) acting.push_back(reports[k]);
  }
  return acting;
}

template std::vector<LawReport> Assembler<2>::law_reports(const StateView&) const;
template std::vector<LawReport> Assembler<3>::law_reports(const StateView&) const;

} // namespace ionflux
