#include <ionflux/algebra/small_product.h>
#include <ionflux/support/processors.h>

// A library (libxsmm, BLAS) is no help: the matrices have 4 to 32 rows, and the distribution's BLAS
// may be the reference implementation.
namespace ionflux {

namespace {

// Four numbers at once: a GCC and Clang extension, split up on processors without such registers.
using Four __attribute__((vector_size(32), aligned(8), may_alias)) = double;

// C's tile of 4 rows and 4 or 8 columns stays in registers; named one by one, because compilers
// keep an array in memory.
template <bool wide>
__attribute__((always_inline)) inline void
add_tile(const unsigned int rows, const unsigned int columns, const unsigned int inner,
         const double* a, const double* b, double* c) {
  Four s0{}, s1{}, s2{}, s3{}, t0{}, t1{}, t2{}, t3{};
  for (unsigned int k = 0; k < inner; ++k, a += rows, b += columns) {
    const Four left = *reinterpret_cast<const Four*>(b);
    s0 += a[0] * left;
    s1 += a[1] * left;
    s2 += a[2] * left;
    s3 += a[3] * left;
    if (wide) {
      const Four right = *reinterpret_cast<const Four*>(b + 4);
      t0 += a[0] * right;
      t1 += a[1] * right;
      t2 += a[2] * right;
      t3 += a[3] * right;
    }
  }
  const Four left[4] = {s0, s1, s2, s3}, right[4] = {t0, t1, t2, t3};
  for (unsigned int i = 0; i < 4; ++i) {
    *reinterpret_cast<Four*>(c + i * columns) += left[i];
    if (wide) *reinterpret_cast<Four*>(c + i * columns + 4) += right[i];
  }
}

} // namespace

IONFLUX_ALL_PROCESSORS
void add_transposed_product(const unsigned int rows, const unsigned int columns,
                            const unsigned int inner, const double* a, const double* b, double* c) {
  for (unsigned int i = 0; i < rows; i += 4) {
    unsigned int j = 0;
    for (; j + 8 <= columns; j += 8)
      add_tile<true>(rows, columns, inner, a + i, b + j, c + i * columns + j);
    if (j < columns) add_tile<false>(rows, columns, inner, a + i, b + j, c + i * columns + j);
  }
}

} // namespace ionflux
