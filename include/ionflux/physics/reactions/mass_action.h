#pragma once

#include <ionflux/physics/reactions/reaction.h>

#include <vector>

namespace ionflux {

/// One direction of a reaction at a point, k prod_i a_i^n_i. Dimensionless.
class MassAction {
public:
  struct Factor {
    unsigned int species;
    double order;       ///< n
    unsigned int whole; ///< n, where it is a small number without fraction; else 0
  };

  MassAction() = default;
  explicit MassAction(const std::vector<RateOrder>& orders);

  const std::vector<Factor>& factors() const { return all; }

  /// ln k
  double log_constant() const { return log_k; }
  void set_log_constant(double value);

  /// Products of a dozen factors between exp(-x) and exp(x) neither overflow nor vanish.
  static constexpr double ordinary_logarithm = 50.0;

  /// @param log_activity of each species
  /// @param activity theirs, each with an ordinary logarithm; or null
  /// @param shift of ln k
  double by_logarithms(const double* log_activity, const double* activity, double shift) const;

  /// @param activity may be zero, or negative where a Newton step has left it so
  double by_activities(const double* activity, double shift) const;

  /// factor * d by_activities() / d a_i, added to slopes[i].
  void add_slopes(double factor, const double* activity, double shift, double* slopes) const;

private:
  struct Power {
    double value, slope;
  };
  Power power(const Factor& factor, const double* activity) const;
  double constant(double shift) const;

  std::vector<Factor> all;
  bool is_linear = false; ///< a single factor of order 1
  bool are_whole = true;  ///< all orders
  double log_k = 0.0, k = 1.0;
};

} // namespace ionflux
