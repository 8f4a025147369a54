// Our numbers with derivatives (physics/dual.h) against Sacado's, alone and nested.

#include <ionflux/physics/dual.h>

#include <Sacado.hpp>

#include <gtest/gtest.h>

namespace ionflux {
namespace {

template <typename Number>
Number formula(const Number& a, const Number& b) {
  using std::cos;
  using std::exp;
  using std::log;
  using std::pow;
  using std::sin;
  using std::sqrt;
  using std::tanh;
  Number sum = sqrt(a) / (1.0 + 1.5 * sqrt(a)) - 0.3 * a * b;
  sum += exp(-2.0 * b) * log(a + b) / 3.0;
  sum -= pow(b, 1.7) * sin(a) + tanh(a - b) * cos(2.0 - b);
  sum *= a / b;
  sum /= 1.0 + a * a;
  return -sum + (a - 0.5) * (b + 2.0);
}

TEST(Dual, FirstDerivatives) {
  using Ours = Dual<2>;
  using Theirs = Sacado::Fad::SFad<double, 2>;
  for (const double x : {0.1, 0.7, 2.5})
    for (const double y : {0.3, 1.1}) {
      Ours a(x), b(y);
      a.slope[0] = b.slope[1] = 1.0;
      const Ours ours = formula(a, b);
      const Theirs theirs = formula(Theirs(2, 0, x), Theirs(2, 1, y));
      EXPECT_NEAR(ours.value, theirs.val(), 1e-14 * (1.0 + std::abs(theirs.val())));
      for (unsigned int k = 0; k < 2; ++k)
        EXPECT_NEAR(ours.slope[k], theirs.dx(k), 1e-13 * (1.0 + std::abs(theirs.dx(k))));
    }
}

TEST(Dual, SecondDerivatives) {
  using Ours = Dual<2, Dual<1>>;
  using Inner = Sacado::Fad::SFad<double, 1>;
  using Theirs = Sacado::Fad::SFad<Inner, 2>;
  const double x = 0.7, y = 1.1, direction[2] = {0.4, -0.9};
  Ours a(x), b(y);
  a.slope[0] = b.slope[1] = Dual<1>(1.0);
  a.value.slope[0] = direction[0];
  b.value.slope[0] = direction[1];
  Theirs c(2, Inner(1, x)), d(2, Inner(1, y));
  c.fastAccessDx(0) = d.fastAccessDx(1) = Inner(1.0);
  c.val().fastAccessDx(0) = direction[0];
  d.val().fastAccessDx(0) = direction[1];
  const Ours ours = formula(a, b);
  const Theirs theirs = formula(c, d);
  for (unsigned int k = 0; k < 2; ++k)
    EXPECT_NEAR(ours.slope[k].slope[0], theirs.dx(k).dx(0),
                1e-13 * (1.0 + std::abs(theirs.dx(k).dx(0))));
}

TEST(Dual, LogarithmNearOne) {
  Dual<1> a(1e-12);
  a.slope[0] = 1.0;
  const Dual<1> b = log1p(a);
  EXPECT_DOUBLE_EQ(b.value, std::log1p(1e-12));
  EXPECT_DOUBLE_EQ(b.slope[0], 1.0 / (1.0 + 1e-12));
}

} // namespace
} // namespace ionflux
