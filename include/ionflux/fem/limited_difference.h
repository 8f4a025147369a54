#pragma once

namespace ionflux {

/// Of two differences of the same sign a smooth mean, nearly the smaller one where they differ
/// much, and about 0 where their signs differ; with its slopes (van Albada, van Leer and Roberts
/// 1982, Astron. Astrophys. 108, 76). Differences far below e count as none.
struct LimitedMean {
  double value, by_first, by_second;
  LimitedMean(double first, double second, double e);
};

/// What the difference c_y - c_x between a node x upstream and y may take back of the artificial
/// diffusion, and its slopes: the mean of the differences here and upstream, and where that
/// downstream is like it, of all three, so that what is left is of fourth order. From 0 to 1.3 of
/// the difference here.
struct LimitedDifference {
  double value, by_here, by_upstream, by_downstream;
  LimitedDifference(double here, double upstream, double downstream, double e);
};

/// How near a node is to the least (or the largest) of its neighbours: 1 where it is, nearly 0
/// where the solution is nearly linear; and its slopes by the two sums.
///
///     s = z(x)^4 , x = max(sum, 0) / size , z(x) a smooth min(x, 1)
///
/// @param sum     sum_b beta_b (c_b - c), or less that
/// @param size    sum_b beta_b |c_b - c|
/// @param nothing what counts as none of both: s is 1 there
struct Extremum {
  double value = 0.0, by_sum = 0.0, by_size = 0.0;
  Extremum() = default;
  Extremum(double sum, double size, double nothing);
};

} // namespace ionflux
