#pragma once

/// Sequences of points in a plane, of which blocks of cells are made.

#include <array>
#include <vector>

namespace ionflux {

using Corner = std::array<double, 2>;
using Polyline = std::vector<Corner>;
using Fractions = std::vector<double>; ///< of a length, from 0 to 1

/// a at t = 0, b at t = 1.
Corner lerp(const Corner& a, const Corner& b, double t);

double distance(const Corner& a, const Corner& b);

/// Points at these fractions of the way.
Polyline straight(const Corner& a, const Corner& b, const Fractions& fractions);

/// One line after another; the joint is in both and stays once.
Polyline joined(Polyline first, const Polyline& second);

Polyline reversed(Polyline line);

/// How many cells lie along it.
unsigned int n_cells(const Polyline& line);

} // namespace ionflux
