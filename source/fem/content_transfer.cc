#include <ionflux/fem/content_transfer.h>

#include <ionflux/algebra/small_product.h>

#include <algorithm>
#include <cmath>
#include <cstring>

namespace ionflux {

using namespace dealii;

template <int dim>
ContentTransfer<dim>::ContentTransfer(Discretization<dim>& discretization,
                                      DiscreteProblem<dim>& problem)
    : discretization(discretization), problem(problem), n_species(discretization.n_fields() - 1),
      n_nodes(discretization.n_nodes_per_cell()), row(padded(discretization.n_fields())) {}

// As the table of cells does.
template <int dim>
void ContentTransfer<dim>::number_cells() {
  number.assign(discretization.mesh.n_active_cells(), numbers::invalid_unsigned_int);
  unsigned int n_owned = 0;
  for (const auto& cell : discretization.mesh.active_cell_iterators())
    if (cell->is_locally_owned()) number[cell->active_cell_index()] = n_owned++;
  contents.assign(n_owned, {});
}

template <int dim>
std::vector<double> ContentTransfer<dim>::read(const double* rows) const {
  std::vector<double> numbers;
  for (unsigned int a = 0; a < n_nodes; ++a)
    numbers.insert(numbers.end(), rows + a * row + 1, rows + a * row + 1 + n_species);
  return numbers;
}

template <int dim>
void ContentTransfer<dim>::prepare(const Vector& x) {
  number_cells();
  problem.content(x, [&](const unsigned int cell, double* rows) { contents[cell] = read(rows); });
  handle = discretization.mesh.register_data_attach(
      [this](const Cell& cell, const auto) { return pack(cell); }, false);
}

template <int dim>
std::vector<char> ContentTransfer<dim>::pack(const Cell& cell) const {
  const std::vector<double> numbers =
      cell->is_active() ? contents[number[cell->active_cell_index()]] : merged(cell);
  std::vector<char> bytes(numbers.size() * sizeof(double));
  std::memcpy(bytes.data(), numbers.data(), bytes.size());
  return bytes;
}

template <int dim>
std::vector<double> ContentTransfer<dim>::merged(const Cell& parent) const {
  std::vector<double> sums(n_nodes * n_species, 0.0);
  for (unsigned int k = 0; k < parent->n_children(); ++k) {
    const std::vector<double>& part = contents[number[parent->child(k)->active_cell_index()]];
    const FullMatrix<double>& finer = discretization.scalar_fe.get_prolongation_matrix(k);
    for (unsigned int a = 0; a < n_nodes; ++a)
      for (unsigned int b = 0; b < n_nodes; ++b)
        for (unsigned int i = 0; i < n_species; ++i)
          sums[b * n_species + i] += finer(a, b) * part[a * n_species + i];
  }
  return sums;
}

template <int dim>
void ContentTransfer<dim>::take(const Cell& cell, const std::vector<double>& here) {
  if (cell->is_active()) {
    contents[number[cell->active_cell_index()]] = here;
    return;
  }
  Parent parent{std::vector<double>(n_species, 0.0), {}};
  for (unsigned int a = 0; a < n_nodes; ++a)
    for (unsigned int i = 0; i < n_species; ++i)
      parent.amount[i] += here[a * n_species + i];
  for (unsigned int k = 0; k < cell->n_children(); ++k)
    parent.children.push_back(number[cell->child(k)->active_cell_index()]);
  parents.push_back(parent);
}

// Of cells that came with none: those of the state, times what keeps the amount of their parent.
template <int dim>
void ContentTransfer<dim>::fill_children(const Vector& x) {
  problem.content(x, [&](const unsigned int cell, double* rows) {
    if (contents[cell].empty()) contents[cell] = read(rows);
  });
  for (const Parent& parent : parents)
    for (unsigned int i = 0; i < n_species; ++i) {
      double sum = 0.0;
      for (const unsigned int child : parent.children)
        for (unsigned int a = 0; a < n_nodes; ++a)
          sum += contents[child][a * n_species + i];
      const double ratio = parent.amount[i] / sum;
      // Else there is nothing, or (concentrations as unknowns) noise about nothing.
      if (!std::isfinite(ratio) || ratio <= 0.0) continue;
      for (const unsigned int child : parent.children)
        for (unsigned int a = 0; a < n_nodes; ++a)
          contents[child][a * n_species + i] *= ratio;
    }
}

template <int dim>
typename ContentTransfer<dim>::Vector ContentTransfer<dim>::finish(const Vector& x) {
  number_cells();
  discretization.mesh.notify_ready_to_unpack(
      handle, [this](const Cell& cell, const auto, const auto& bytes) {
        std::vector<double> here(n_nodes * n_species);
        std::copy(bytes.begin(), bytes.end(), reinterpret_cast<char*>(here.data()));
        take(cell, here);
      });
  fill_children(x);
  return problem.content(x, [&](const unsigned int cell, double* rows) {
    for (unsigned int a = 0; a < n_nodes; ++a)
      std::copy_n(&contents[cell][a * n_species], n_species, rows + a * row + 1);
  });
}

template class ContentTransfer<2>;
template class ContentTransfer<3>;

} // namespace ionflux
