#include <ionflux/geometry/cell_budget.h>
#include <ionflux/support/errors.h>
#include <ionflux/support/text.h>

namespace ionflux {

namespace {

// Each thread builds its own mesh.
thread_local const CellBudget* in_force = nullptr;

} // namespace

CellBudget::CellBudget(const double most_cells, const double bytes_per_cell,
                       const double n_children)
    : most_cells(most_cells / n_children), bytes_per_cell(bytes_per_cell * n_children),
      n_children(n_children), outer(in_force) {
  in_force = this;
}

CellBudget::~CellBudget() { in_force = outer; }

void require_cells(const double n_cells) {
  if (in_force == nullptr || n_cells <= in_force->most_cells) return;
  refuse_cells(n_cells * in_force->n_children, n_cells * in_force->bytes_per_cell,
               in_force->most_cells * in_force->bytes_per_cell);
}

void refuse_cells(const double n_cells, const double bytes, const double available_bytes) {
  Fault fault;
  fault.what = format_text("the mesh would have at least %.2g cells, with which a solution takes "
                           "about %.2g GB of memory; there are %.2g GB",
                           n_cells, 1e-9 * bytes, 1e-9 * available_bytes);
  fault.parameter = "Geometry";
  fault.allowed = "fewer and larger cells, less difference between the smallest and the largest "
                  "length, fewer refinements; or more memory";
  throw InputError(ExitCode::resources, std::vector<Fault>{fault});
}

} // namespace ionflux
