#include <ionflux/fem/upwind.h>

#include <ionflux/fem/assembler.h>
#include <ionflux/fem/limiter.h>

#include <algorithm>
#include <cmath>

namespace ionflux {

void expand(const NodeExpansion& expansion, const double* block, const unsigned int row,
            std::vector<double>& expanded) {
  const unsigned int n_free = expansion.nodes.size();
  expanded.assign(n_free * n_free, 0.0);
  for (unsigned int a = 0; a < expansion.terms.size(); ++a)
    for (unsigned int b = 0; b < expansion.terms.size(); ++b)
      for (const auto& [i, left] : expansion.terms[a])
        for (const auto& [j, right] : expansion.terms[b])
          expanded[i * n_free + j] += left * right * block[a * row + b];
}

void upwind_diffusion(const std::vector<double>& whole, const std::vector<double>& diffusive,
                      const unsigned int n, std::vector<double>& d) {
  d.assign(n * n, 0.0);
  for (unsigned int a = 0; a < n; ++a)
    for (unsigned int b = 0; b < n; ++b) {
      if (a == b) continue;
      const unsigned int k = a * n + b, l = b * n + a;
      const double carried =
          std::max(std::abs(whole[k] - diffusive[k]), std::abs(whole[l] - diffusive[l]));
      d[k] = std::max(0.0, carried + 0.5 * (diffusive[k] + diffusive[l]));
    }
}

// Fields and matrices d of a cell, one after another.
template <int dim>
void Assembler<dim>::find_upwind(const unsigned int cell, const CellInput& input,
                                 CellKernel<dim>& kernel, UpwindCell& found) const {
  const unsigned int row = padded(discretization.n_nodes_per_cell()),
                     n_nodes = discretization.n_nodes_per_cell();
  const NodeExpansion* expansion = table.expansion(cell);
  found.fields.clear();
  found.n = table.n_coupled(cell);
  if (!(discretization.has(Stabilisation::upwind) || limiter) || input.velocity == nullptr) return;
  if (limiter && limiter->is_ready()) return limiter->read_cell(cell, found);
  for (unsigned int i = 0; i < transport.n_species(); ++i)
    if (transport.solves_for_concentration(i) && transport.charge_number(i) == 0.0 &&
        input.material->present[i])
      found.fields.push_back(i + 1);
  const auto matrices = [&](const CellInput& of, std::vector<std::vector<double>>& list) {
    kernel.linearize(of);
    list.resize(found.fields.size());
    for (unsigned int k = 0; k < list.size(); ++k) {
      const double* block = kernel.block(found.fields[k], found.fields[k], 1.0);
      if (expansion) {
        expand(*expansion, block, row, list[k]);
        continue;
      }
      list[k].clear();
      for (unsigned int a = 0; a < n_nodes; ++a)
        list[k].insert(list[k].end(), block + a * row, block + a * row + n_nodes);
    }
  };
  CellInput at_rest = input, moving = input;
  at_rest.velocity = nullptr;
  at_rest.storage_rate = moving.storage_rate = 0.0;
  matrices(moving, found.whole);
  matrices(at_rest, found.diffusive);
  found.d.resize(found.fields.size());
  for (unsigned int k = 0; k < found.fields.size(); ++k)
    upwind_diffusion(found.whole[k], found.diffusive[k], found.n, found.d[k]);
}

// sums += sum_b d_ab (u_a - u_b), or its size.
template <int dim>
void Assembler<dim>::add_upwind_rows(const unsigned int cell, const UpwindCell& upwind,
                                     const LocalState& local, const bool magnitudes,
                                     double* sums) const {
  const unsigned int n_fields = discretization.n_fields();
  const unsigned int* nodes = table.coupled(cell);
  const double *values = local.values(), *more = local.corrections();
  for (unsigned int k = 0; k < upwind.fields.size(); ++k)
    for (unsigned int a = 0; a < upwind.n; ++a)
      for (unsigned int b = 0; b < upwind.n; ++b) {
        const unsigned int here = nodes[a] * n_fields + upwind.fields[k],
                           there = nodes[b] * n_fields + upwind.fields[k];
        double difference = values[here] - values[there];
        if (more) difference += more[here] - more[there];
        const double part = upwind.d[k][a * upwind.n + b] * difference;
        sums[here] += magnitudes ? std::abs(part) : part;
      }
}

// The derivative of these rows by the unknowns of the nodes, [node][node].
std::vector<double> upwind_block(const std::vector<double>& d, const unsigned int n,
                                 const double factor) {
  std::vector<double> block(n * n, 0.0);
  for (unsigned int a = 0; a < n; ++a)
    for (unsigned int b = 0; b < n; ++b) {
      block[a * n + b] -= factor * d[a * n + b];
      block[a * n + a] += factor * d[a * n + b];
    }
  return block;
}

#define IONFLUX_INSTANTIATE(dim)                                                                   \
  template void Assembler<dim>::find_upwind(unsigned int, const CellInput&, CellKernel<dim>&,      \
                                            UpwindCell&) const;                                    \
  template void Assembler<dim>::add_upwind_rows(unsigned int, const UpwindCell&,                   \
                                                const LocalState&, bool, double*) const;

IONFLUX_INSTANTIATE(2)
IONFLUX_INSTANTIATE(3)
#undef IONFLUX_INSTANTIATE

} // namespace ionflux
