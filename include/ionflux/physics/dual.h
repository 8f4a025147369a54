#pragma once

#include <cmath>

namespace ionflux {

/// A number with its derivatives in N directions: forward automatic differentiation of fixed size.
///
/// Sacado does the same, but even its SFad alone needs MPI's headers, the libraries of Teuchos and
/// objects made before main(); physics would lose its independence for the sixty lines below.
/// tests/unit/dual.cc compares the two. Nest them for second derivatives: Dual<4, Dual<1>>.
template <unsigned int N, typename Value = double>
struct Dual {
  Dual() : value(0.0) { clear(); }
  Dual(const double number) : value(number) { clear(); }

  Value value;
  Value slope[N];

  void clear() {
    for (Value& s : slope)
      s = 0.0;
  }

  Dual& operator+=(const Dual& b) {
    value += b.value;
    for (unsigned int k = 0; k < N; ++k)
      slope[k] += b.slope[k];
    return *this;
  }
  Dual& operator-=(const Dual& b) {
    value -= b.value;
    for (unsigned int k = 0; k < N; ++k)
      slope[k] -= b.slope[k];
    return *this;
  }
  Dual& operator*=(const Dual& b) {
    for (unsigned int k = 0; k < N; ++k)
      slope[k] = slope[k] * b.value + value * b.slope[k];
    value *= b.value;
    return *this;
  }
  Dual& operator/=(const Dual& b) {
    value /= b.value;
    for (unsigned int k = 0; k < N; ++k)
      slope[k] = (slope[k] - value * b.slope[k]) / b.value;
    return *this;
  }
  Dual& operator*=(const double b) {
    value *= b;
    for (Value& s : slope)
      s *= b;
    return *this;
  }

  friend Dual operator-(const Dual& a) { return Dual(a) *= -1.0; }
  friend Dual operator+(Dual a, const Dual& b) { return a += b; }
  friend Dual operator-(Dual a, const Dual& b) { return a -= b; }
  friend Dual operator*(Dual a, const Dual& b) { return a *= b; }
  friend Dual operator/(Dual a, const Dual& b) { return a /= b; }
  friend Dual operator*(Dual a, const double b) { return a *= b; }
  friend Dual operator*(const double b, Dual a) { return a *= b; }
  friend Dual operator/(Dual a, const double b) { return a *= 1.0 / b; }
  friend Dual operator+(Dual a, const double b) {
    a.value += b;
    return a;
  }
  friend Dual operator+(const double b, const Dual& a) { return a + b; }
  friend Dual operator-(const Dual& a, const double b) { return a + (-b); }
  friend Dual operator-(const double b, const Dual& a) { return -a + b; }

  /// The function with this value whose derivative at a is `slope`.
  static Dual chain(const Value& value, const Value& derivative, const Dual& a) {
    Dual result;
    result.value = value;
    for (unsigned int k = 0; k < N; ++k)
      result.slope[k] = derivative * a.slope[k];
    return result;
  }
};

template <unsigned int N, typename Value>
Dual<N, Value> exp(const Dual<N, Value>& a) {
  using std::exp;
  const Value e = exp(a.value);
  return Dual<N, Value>::chain(e, e, a);
}

template <unsigned int N, typename Value>
Dual<N, Value> log(const Dual<N, Value>& a) {
  using std::log;
  return Dual<N, Value>::chain(log(a.value), 1.0 / a.value, a);
}

/// ln(1 + a)
template <unsigned int N, typename Value>
Dual<N, Value> log1p(const Dual<N, Value>& a) {
  using std::log1p;
  return Dual<N, Value>::chain(log1p(a.value), 1.0 / (1.0 + a.value), a);
}

template <unsigned int N, typename Value>
Dual<N, Value> sqrt(const Dual<N, Value>& a) {
  using std::sqrt;
  const Value root = sqrt(a.value);
  return Dual<N, Value>::chain(root, 0.5 / root, a);
}

template <unsigned int N, typename Value>
Dual<N, Value> sin(const Dual<N, Value>& a) {
  using std::cos;
  using std::sin;
  return Dual<N, Value>::chain(sin(a.value), cos(a.value), a);
}

template <unsigned int N, typename Value>
Dual<N, Value> cos(const Dual<N, Value>& a) {
  using std::cos;
  using std::sin;
  return Dual<N, Value>::chain(cos(a.value), -1.0 * sin(a.value), a);
}

template <unsigned int N, typename Value>
Dual<N, Value> tanh(const Dual<N, Value>& a) {
  using std::tanh;
  const Value t = tanh(a.value);
  return Dual<N, Value>::chain(t, 1.0 - t * t, a);
}

/// a to a constant power.
template <unsigned int N, typename Value>
Dual<N, Value> pow(const Dual<N, Value>& a, const double exponent) {
  using std::pow;
  return Dual<N, Value>::chain(pow(a.value, exponent), exponent * pow(a.value, exponent - 1.0), a);
}

/// function(a) of one number: differentiated once, whatever the number of directions.
template <typename Function>
double of_one(const double a, const Function& function) {
  return function(a);
}
template <unsigned int N, typename Value, typename Function>
Dual<N, Value> of_one(const Dual<N, Value>& a, const Function& function) {
  Dual<1, Value> alone;
  alone.value = a.value;
  alone.slope[0] = 1.0;
  const Dual<1, Value> result = function(alone);
  return Dual<N, Value>::chain(result.value, result.slope[0], a);
}

/// The plain value.
inline double plain(const double a) { return a; }
template <unsigned int N, typename Value>
double plain(const Dual<N, Value>& a) {
  return plain(a.value);
}

} // namespace ionflux
