#include <deal.II/distributed/tria.h>
#include <deal.II/lac/petsc_vector.h>
namespace ionflux {
unsigned int f(const dealii::parallel::distributed::Triangulation<2>& t) {
  return t.n_active_cells();
}
} // namespace ionflux
