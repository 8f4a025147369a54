#pragma once

#include <vector>

namespace ionflux {

/// Reduced row echelon form of a small matrix of numbers of the order of 1; rows of zeros are
/// dropped.
/// @param kept receives the numbers of the rows that were independent of those before them
/// @return the pivot column of each row: the largest entry of what is new in it
std::vector<unsigned int> reduce_rows(std::vector<std::vector<double>>& rows,
                                      std::vector<unsigned int>* kept = nullptr);

} // namespace ionflux
