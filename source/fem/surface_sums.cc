// Integrals over surfaces, and the metals whose potentials follow from one.

#include <ionflux/fem/surface_terms.h>

#include <map>

namespace ionflux {

using namespace dealii;

template <int dim>
typename SurfaceTerms<dim>::FluxSums
SurfaceTerms<dim>::sums_of_ranks(const std::vector<double>& own) const {
  std::vector<double> sums(own.size());
  Utilities::MPI::sum(own, discretization.communicator, sums);
  const unsigned int n = discretization.n_fields();
  FluxSums table;
  for (auto row = sums.begin(); row != sums.end(); row += n)
    table.emplace_back(row, row + n);
  return table;
}

template <int dim>
typename SurfaceTerms<dim>::FluxSums
SurfaceTerms<dim>::integrals(const StateView& state, const ResidualOptions& options) const {
  find_metals(state, options);
  const unsigned int n_fields = discretization.n_fields();
  std::vector<double> sums((boundaries.n_boundaries() + 1) * n_fields, 0.0);
  for_each_point(&Face::laws, state, options, [&](SurfacePoint<dim>& point) {
    if (point.face().n_sides == 1)
      sums[point.face().boundary[0] * n_fields + point.law().field] +=
          point.weight() * point.value();
  });
  return sums_of_ranks(sums);
}

template <int dim>
typename SurfaceTerms<dim>::FluxSums
SurfaceTerms<dim>::membrane_fluxes(const StateView& state) const {
  const unsigned int n_fields = discretization.n_fields();
  std::vector<double> sums(boundaries.n_boundaries() * n_fields, 0.0);
  for_each_point(&Face::laws, state, {}, [&](SurfacePoint<dim>& point) {
    const Face& face = point.face();
    if (face.n_sides == 1) return;
    const double flux = point.weight() * point.value();
    sums[face.boundary[0] * n_fields + point.law().field] += flux;
    sums[face.boundary[1] * n_fields + point.law().field] -= flux;
  });
  return sums_of_ranks(sums);
}

template <int dim>
std::vector<double> SurfaceTerms<dim>::held_charges(const StateView& state) const {
  std::vector<double> charges(boundaries.n_boundaries() + 1, 0.0);
  for_each_point(&Face::stores, state, {}, [&](SurfacePoint<dim>& point) {
    charges[point.face().boundary[0]] +=
        transport.charge_number(point.law().field - 1) * point.weight() * point.value();
  });
  Utilities::MPI::sum(charges, discretization.communicator, charges);
  return charges;
}

template <int dim>
std::vector<LawReport> SurfaceTerms<dim>::reports(const StateView& state) const {
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
  for_each_point(&Face::laws, state, {}, [&](SurfacePoint<dim>& point) {
    const AppliedLaw& law = *point.law().applied;
    if (law.row->depends_on_state()) add_report(point.reported(), point.weight(), place.at(&law));
  });

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

// Calls work(metal, point) where a law sees the solution against a metal that floats.
template <int dim>
template <typename Work>
void SurfaceTerms<dim>::for_each_metal_point(const StateView& state, const ResidualOptions& options,
                                             const Work& work) const {
  for_each_point(&Face::laws, state, options, [&](SurfacePoint<dim>& point) {
    const int metal = metal_behind(point.face(), point.law());
    if (metal != FloatingMetals<dim>::none) work(static_cast<unsigned int>(metal), point);
  });
}

template <int dim>
void SurfaceTerms<dim>::find_metals(const StateView& state, const ResidualOptions& options) const {
  if (floating.size() == 0 || options.load.charge == 0.0) return;
  const unsigned int n = floating.size();
  floating.find(options.load.drive, [&] {
    // Currents and charges, then their slopes.
    std::vector<double> sums(4 * n, 0.0);
    for_each_metal_point(state, options, [&](const unsigned int metal, SurfacePoint<dim>& point) {
      const bool charges = point.law().field == 0;
      const double weight =
          point.weight() * (charges ? 1.0 : transport.charge_number(point.law().field - 1));
      double* sum = &sums[metal + (charges ? n : 0)];
      *sum += weight * point.value();
      sum[2 * n] += weight * point.metal_slope();
    });
    Utilities::MPI::sum(sums, discretization.communicator, sums);
    const auto part = [&](const unsigned int which) {
      return std::vector<double>(sums.begin() + which * n, sums.begin() + (which + 1) * n);
    };
    return typename FloatingMetals<dim>::Currents{part(0), part(2), part(1), part(3)};
  });
}

template <int dim>
void SurfaceTerms<dim>::add_metal_slopes(const unsigned int k, const StateView& state,
                                         const ResidualOptions& options,
                                         const std::vector<double>& row_factors,
                                         double* rows) const {
  const unsigned int n_fields = discretization.n_fields();
  for_each_metal_point(state, options, [&](const unsigned int metal, SurfacePoint<dim>& point) {
    if (metal != k) return;
    const unsigned int field = point.law().field;
    const std::vector<unsigned int>& nodes = point.face().nodes;
    const double slope =
        sign(&Face::laws, point.face()) * row_factors[field] * point.weight() * point.metal_slope();
    for (unsigned int a = 0; a < nodes.size(); ++a)
      rows[nodes[a] * n_fields + field] += slope * point.jump()[a];
  });
}

template <int dim>
void SurfaceTerms<dim>::add_current_slopes(const unsigned int k, const StateView& state,
                                           const ResidualOptions& options, double* rows) const {
  const unsigned int n_fields = discretization.n_fields();
  for_each_metal_point(state, options, [&](const unsigned int metal, SurfacePoint<dim>& point) {
    if (metal != k) return;
    const unsigned int field = point.law().field;
    const double in_current =
        field == 0 ? floating.storage_rate() : transport.charge_number(field - 1);
    const std::vector<unsigned int>& nodes = point.face().nodes;
    const std::vector<double>& slopes = point.slopes();
    for (unsigned int m = 0; m < n_fields; ++m)
      for (unsigned int a = 0; a < nodes.size() && slopes[m] != 0.0; ++a)
        rows[nodes[a] * n_fields + m] += in_current * point.weight() * slopes[m] * point.jump()[a];
  });
}

template class SurfaceTerms<2>;
template class SurfaceTerms<3>;

} // namespace ionflux
