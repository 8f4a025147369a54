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

} // namespace ionflux
