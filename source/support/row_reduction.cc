#include <ionflux/support/row_reduction.h>

#include <cmath>

namespace ionflux {

std::vector<unsigned int> reduce_rows(std::vector<std::vector<double>>& rows,
                                      std::vector<unsigned int>* kept) {
  std::vector<unsigned int> pivots;
  std::vector<std::vector<double>> reduced;
  for (unsigned int r = 0; r < rows.size(); ++r) {
    std::vector<double> row = rows[r];
    for (unsigned int k = 0; k < reduced.size(); ++k) {
      const double factor = row[pivots[k]];
      for (unsigned int i = 0; i < row.size(); ++i)
        row[i] -= factor * reduced[k][i];
    }
    unsigned int pivot = 0;
    for (unsigned int i = 0; i < row.size(); ++i)
      if (std::abs(row[i]) > std::abs(row[pivot]) + 1e-9) pivot = i;
    if (std::abs(row[pivot]) < 1e-9) continue;
    const double scale = row[pivot];
    for (double& entry : row)
      entry /= scale;
    for (std::vector<double>& before : reduced) {
      const double factor = before[pivot];
      for (unsigned int i = 0; i < row.size(); ++i)
        before[i] -= factor * row[i];
    }
    reduced.push_back(row);
    pivots.push_back(pivot);
    if (kept) kept->push_back(r);
  }
  rows = reduced;
  return pivots;
}

} // namespace ionflux
