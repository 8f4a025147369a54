#include <ionflux/physics/reactions/mass_action.h>

#include <algorithm>
#include <cmath>

namespace ionflux {

namespace {

// Activities of broken orders below this one count as it: x^n has no slope at 0.
constexpr double least_activity = 1e-12;

double whole_power(const double base, const unsigned int exponent) {
  double result = 1.0;
  for (unsigned int k = 0; k < exponent; ++k)
    result *= base;
  return result;
}

unsigned int whole_order(const double order) {
  for (const unsigned int whole : {1, 2, 3})
    if (order == whole) return whole;
  return 0;
}

} // namespace

MassAction::MassAction(const std::vector<RateOrder>& orders) {
  for (const RateOrder& one : orders) {
    all.push_back({one.species, one.order, whole_order(one.order)});
    are_whole = are_whole && all.back().whole > 0;
  }
  is_linear = all.size() == 1 && all[0].whole == 1;
}

void MassAction::set_log_constant(const double value) {
  log_k = value;
  k = std::exp(value);
}

double MassAction::constant(const double shift) const {
  return shift == 0.0 ? k : std::exp(log_k + shift);
}

// By products where they suffice: exponentials are most of the work at a point.
double MassAction::by_logarithms(const double* log_activity, const double* activity,
                                 const double shift) const {
  if (activity && are_whole && shift == 0.0 && std::abs(log_k) < ordinary_logarithm) {
    double result = k;
    for (const Factor& one : all)
      result *= whole_power(activity[one.species], one.whole);
    return result;
  }
  double sum = log_k + shift;
  for (const Factor& one : all)
    sum += one.order * log_activity[one.species];
  return std::exp(sum);
}

// a^n and its slope. Two negative factors would make a product of the wrong sign, and Newton's
// method would find solutions that mean nothing; a single one keeps linear problems linear.
MassAction::Power MassAction::power(const Factor& factor, const double* activities) const {
  const double activity = activities[factor.species], order = factor.order;
  if (is_linear) return {activity, 1.0};
  if (factor.whole > 0) {
    const double a = std::max(activity, 0.0), lower = whole_power(a, factor.whole - 1);
    return {lower * a, activity > 0.0 ? order * lower : 0.0};
  }
  if (activity > least_activity) {
    const double lower = std::pow(activity, order - 1.0);
    return {lower * activity, order * lower};
  }
  const double edge = std::pow(least_activity, order);
  if (order < 0.0) return {edge, 0.0};
  // Falls to 0 in a straight line, so that nothing is used up that is not there.
  return {edge * activity / least_activity, edge / least_activity};
}

double MassAction::by_activities(const double* activity, const double shift) const {
  double result = constant(shift);
  for (const Factor& one : all)
    result *= power(one, activity).value;
  return result;
}

void MassAction::add_slopes(const double factor, const double* activity, const double shift,
                            double* slopes) const {
  const double scale = factor * constant(shift);
  for (const Factor& own : all) {
    double slope = scale * power(own, activity).slope;
    for (const Factor& one : all)
      if (&one != &own) slope *= power(one, activity).value;
    slopes[own.species] += slope;
  }
}

} // namespace ionflux
