#pragma once

/// Graded point sequences in one direction: small cells at a wall, growing by a ratio away from it.

#include <vector>

namespace ionflux {

struct MeshContext;

/// How cells grow along a line. All lengths in one unit of the caller's choice.
struct Grading {
  double first_at_start = 0.0; ///< largest allowed first cell at the start; 0: no grading there
  double first_at_end = 0.0;   ///< the same at the end
  double ratio = 1.6;          ///< of a cell to its neighbour nearer to the graded end; >= 1
  double largest = 0.0;        ///< no cell is larger; 0: the whole length
};

/// Points from 0 to 1 (both included) that divide a line of `length` as `grading` says. No cell
/// exceeds what the grading allows, so a required first layer is met or undercut.
std::vector<double> graded_fractions(double length, const Grading& grading);

/// Points from 0 to 1 in exactly `n` cells, geometric from a first cell `first` at both ends;
/// uniform where n such cells already fill the length.
std::vector<double> symmetric_fractions(double length, unsigned int n, double first);

/// Points 0, 1/n, ..., 1.
std::vector<double> uniform_fractions(unsigned int n);

/// First layer [m] at a charged wall: half a Debye length for elements of degree 2 and more, a
/// quarter for linear ones (doc/numerics.md, Method); never more than `fallback`, which also stands
/// in where there is no Debye length.
double automatic_first_layer(const MeshContext& context, double fallback);

} // namespace ionflux
