#include <ionflux/algebra/small_product.h>
#include <ionflux/support/processors.h>

#include <algorithm>

// A library (libxsmm, BLAS) is no help: the matrices have 4 to 32 rows, and the distribution's BLAS
// may be the reference implementation.
namespace ionflux {

namespace {

// Four numbers at once: a GCC and Clang extension, split up on processors without such registers.
using Four __attribute__((vector_size(32), aligned(8), may_alias)) = double;

// C's tile of 4 rows and 4, 8 or 12 columns stays in registers; named one by one, because compilers
// keep an array in memory.
template <unsigned int fours>
__attribute__((always_inline)) inline void
add_tile(const unsigned int rows, const unsigned int columns, const unsigned int inner,
         const double* a, const double* b, double* c) {
  Four s0{}, s1{}, s2{}, s3{}, t0{}, t1{}, t2{}, t3{}, u0{}, u1{}, u2{}, u3{};
  for (unsigned int k = 0; k < inner; ++k, a += rows, b += columns) {
    const Four left = *reinterpret_cast<const Four*>(b);
    s0 += a[0] * left;
    s1 += a[1] * left;
    s2 += a[2] * left;
    s3 += a[3] * left;
    if (fours > 1) {
      const Four middle = *reinterpret_cast<const Four*>(b + 4);
      t0 += a[0] * middle;
      t1 += a[1] * middle;
      t2 += a[2] * middle;
      t3 += a[3] * middle;
    }
    if (fours > 2) {
      const Four right = *reinterpret_cast<const Four*>(b + 8);
      u0 += a[0] * right;
      u1 += a[1] * right;
      u2 += a[2] * right;
      u3 += a[3] * right;
    }
  }
  const Four left[4] = {s0, s1, s2, s3}, middle[4] = {t0, t1, t2, t3}, right[4] = {u0, u1, u2, u3};
  for (unsigned int i = 0; i < 4; ++i) {
    *reinterpret_cast<Four*>(c + i * columns) += left[i];
    if (fours > 1) *reinterpret_cast<Four*>(c + i * columns + 4) += middle[i];
    if (fours > 2) *reinterpret_cast<Four*>(c + i * columns + 8) += right[i];
  }
}

// 4 or 16 columns of a weighted sum of rows.
template <unsigned int fours>
__attribute__((always_inline)) inline void
add_columns(const unsigned int n_rows, const unsigned int columns, const double* factors,
            const double* rows, double* sum) {
  Four s[fours];
  for (unsigned int k = 0; k < fours; ++k)
    s[k] = reinterpret_cast<const Four*>(sum)[k];
  for (unsigned int r = 0; r < n_rows; ++r, rows += columns)
    for (unsigned int k = 0; k < fours; ++k)
      s[k] += factors[r] * reinterpret_cast<const Four*>(rows)[k];
  for (unsigned int k = 0; k < fours; ++k)
    reinterpret_cast<Four*>(sum)[k] = s[k];
}

} // namespace

IONFLUX_ALL_PROCESSORS
void add_transposed_product(const unsigned int rows, const unsigned int columns,
                            const unsigned int inner, const double* a, const double* b, double* c) {
  for (unsigned int i = 0; i < rows; i += 4, a += 4, c += 4 * columns) {
    unsigned int j = 0;
    if (columns % 8 != 0 && columns > 8) {
      add_tile<3>(rows, columns, inner, a, b, c);
      j = 12;
    }
    for (; j + 8 <= columns; j += 8)
      add_tile<2>(rows, columns, inner, a, b + j, c + j);
    if (j < columns) add_tile<1>(rows, columns, inner, a, b + j, c + j);
  }
}

IONFLUX_ALL_PROCESSORS
void add_weighted_rows(const unsigned int n_rows, const unsigned int columns, const double* factors,
                       const double* rows, double* sum) {
  unsigned int j = 0;
  for (; j + 16 <= columns; j += 16)
    add_columns<4>(n_rows, columns, factors, rows + j, sum + j);
  for (; j < columns; j += 4)
    add_columns<1>(n_rows, columns, factors, rows + j, sum + j);
}

IONFLUX_ALL_PROCESSORS
void weigh_rows(const unsigned int n_groups, const unsigned int n_rows, const unsigned int columns,
                const double* factors, const double* rows, double* sums) {
  std::fill(sums, sums + n_groups * columns, 0.0);
  for (unsigned int group = 0; group < n_groups; ++group, factors += n_rows) {
    unsigned int j = 0;
    for (; j + 12 <= columns; j += 12)
      add_columns<3>(n_rows, columns, factors, rows + j, sums + j);
    for (; j < columns; j += 4)
      add_columns<1>(n_rows, columns, factors, rows + j, sums + j);
    rows += n_rows * columns;
    sums += columns;
  }
}

} // namespace ionflux
