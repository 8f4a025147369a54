#include <ionflux/support/memory.h>

#include <algorithm>
#include <fstream>
#include <limits>
#include <string>

#include <sys/resource.h>
#include <unistd.h>

namespace ionflux {

namespace {

constexpr double unlimited = std::numeric_limits<double>::infinity();

double physical_memory() {
  const long pages = sysconf(_SC_PHYS_PAGES), size = sysconf(_SC_PAGESIZE);
  return pages > 0 && size > 0 ? 1.0 * pages * size : unlimited;
}

/// A file with one number; "max", and what cannot be read, is no limit.
double number_in(const std::string& file) {
  std::ifstream stream(file);
  double number = 0.0;
  return stream >> number && number > 0.0 ? number : unlimited;
}

/// Of the control group in which containers and batch jobs live (versions 2 and 1).
double group_memory() {
  return std::min(number_in("/sys/fs/cgroup/memory.max"),
                  number_in("/sys/fs/cgroup/memory/memory.limit_in_bytes"));
}

/// `ulimit -v`, which holds for each rank.
double process_memory() {
  rlimit limit;
  if (getrlimit(RLIMIT_AS, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY) return unlimited;
  return static_cast<double>(limit.rlim_cur);
}

} // namespace

double available_memory(MPI_Comm comm) {
  int is_initialized = 0; // unit tests have no MPI
  MPI_Initialized(&is_initialized);
  if (!is_initialized) return std::min({physical_memory(), group_memory(), process_memory()});
  MPI_Comm machine;
  MPI_Comm_split_type(comm, MPI_COMM_TYPE_SHARED, 0, MPI_INFO_NULL, &machine);
  int rank = 0, n_ranks = 1;
  MPI_Comm_rank(machine, &rank);
  MPI_Comm_size(machine, &n_ranks);
  MPI_Comm_free(&machine);
  const double here = std::min({physical_memory(), group_memory(), n_ranks * process_memory()});
  double mine = rank == 0 ? here : 0.0, all = 0.0;
  MPI_Allreduce(&mine, &all, 1, MPI_DOUBLE, MPI_SUM, comm);
  return all;
}

} // namespace ionflux
