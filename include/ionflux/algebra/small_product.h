#pragma once

namespace ionflux {

/// Smallest multiple of 4 that is not below n: row lengths that vector instructions like.
constexpr unsigned int padded(const unsigned int n) { return (n + 3) / 4 * 4; }

/// C += A^T B for small dense row-major matrices; the inner loop of the assembly.
///
/// C is rows x columns, A inner x rows, B inner x columns; rows and columns are multiples of 4 and
/// also the lengths of the rows in memory. Compiled for several generations of processors, chosen
/// when the program starts.
void add_transposed_product(unsigned int rows, unsigned int columns, unsigned int inner,
                            const double* a, const double* b, double* c);

/// sum += factors_0 row 0 + factors_1 row 1 ..., rows of a multiple of 4 columns. Likewise.
void add_weighted_rows(unsigned int n_rows, unsigned int columns, const double* factors,
                       const double* rows, double* sum);

/// Weighted sums of rows, group by group: sums[group] = sum_r factors[group][r] rows[group][r].
void weigh_rows(unsigned int n_groups, unsigned int n_rows, unsigned int columns,
                const double* factors, const double* rows, double* sums);

} // namespace ionflux
