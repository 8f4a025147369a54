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

  const auto& d = discretization;
  const unsigned int n_fields = d.n_fields(), padded_row = padded(n_fields);
  LocalState local(state, d);
  const double* values = local.sums();
  std::vector<double> unknowns(d.n_nodes_per_cell() * padded_row, 0.0);
  for (const auto& face : surface_laws.faces()) {
    const unsigned int* nodes = table.nodes(face.cell);
    for (unsigned int a = 0; a < d.n_nodes_per_cell(); ++a)
      for (unsigned int f = 0; f < n_fields; ++f)
        unknowns[a * padded_row + f] = values[nodes[a] * n_fields + f];
    surface_laws.report(face, unknowns.data(), padded_row, place.at(face.law));
  }
  membranes.report(values,
                   [&](const AppliedLaw& law, const std::vector<double>& numbers,
                       const double weight) { add_report(numbers, weight, place.at(&law)); });

  Utilities::MPI::sum(sums, d.communicator, sums);
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
