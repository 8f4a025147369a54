#include <ionflux/solver/tableau.h>

#include <cmath>
#include <stdexcept>

namespace ionflux {

const char* const default_tableau = "ESDIRK3";

namespace {

// The rate at the start takes part in the error estimate alone: half the change of the rate is what
// the trapezoidal rule would have done differently.
Tableau implicit_euler() {
  return {"implicit Euler",
          "order 1.",
          "Hairer and Wanner, Solving Ordinary Differential Equations II, 1996",
          {0.0, 1.0},
          {{0.0}, {0.0, 1.0}},
          {-0.5, 0.5},
          1,
          2,
          true,
          0.3};
}

Tableau sdirk2() {
  const double g = 1.0 - std::sqrt(0.5);
  return {"SDIRK2",
          "order 2, two stages.",
          "Alexander, SIAM J. Numer. Anal. 14 (1977) 1006",
          {g, 1.0},
          {{g}, {1.0 - g, g}},
          {-g, g},
          2,
          2,
          false,
          0.03};
}

// As a Runge-Kutta scheme with an explicit first stage; the embedded one is of order 3.
Tableau tr_bdf2() {
  const double g = 2.0 - std::sqrt(2.0), d = g / 2.0, w = std::sqrt(2.0) / 4.0;
  return {"TR-BDF2",
          "order 2, trapezoidal rule and backward differences.",
          "Hosea and Shampine, Appl. Numer. Math. 20 (1996) 21",
          {0.0, g, 1.0},
          {{0.0}, {d, d}, {w, w, d}},
          {w - (1.0 - w) / 3.0, w - (3.0 * w + 1.0) / 3.0, d - d / 3.0},
          2,
          3,
          true,
          0.03};
}

Tableau esdirk3() {
  const double g = 1767732205903.0 / 4055673282236.0;
  const double b1 = 1471266399579.0 / 7840856788654.0, b2 = -4482444167858.0 / 7529755066697.0,
               b3 = 11266239266428.0 / 11593286722821.0;
  return {
      "ESDIRK3",
      "order 3, also of the potential: ESDIRK3(2)4L[2]SA.",
      "Kennedy and Carpenter, Appl. Numer. Math. 44 (2003) 139, implicit part of ARK3(2)4L[2]SA",
      {0.0, 2.0 * g, 3.0 / 5.0, 1.0},
      {{0.0},
       {g, g},
       {2746238789719.0 / 10658868560708.0, -640167445237.0 / 6845629431997.0, g},
       {b1, b2, b3, g}},
      {b1 - 2756255671327.0 / 12835298489170.0, b2 + 10771552573575.0 / 22201958757719.0,
       b3 - 9247589265047.0 / 10645013368117.0, g - 2193209047091.0 / 5459859503100.0},
      3,
      3,
      true,
      0.015};
}

} // namespace

const std::vector<Tableau>& tableaus() {
  static const std::vector<Tableau> table = {implicit_euler(), sdirk2(), tr_bdf2(), esdirk3()};
  return table;
}

const Tableau& tableau(const std::string& name) {
  for (const Tableau& one : tableaus())
    if (one.name == name) return one;
  throw std::logic_error("no scheme has this name");
}

const Tableau& starting_tableau() { return tableau("SDIRK2"); }

} // namespace ionflux
