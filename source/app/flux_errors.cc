#include <ionflux/app/flux_errors.h>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <utility>

namespace ionflux {

using nlohmann::json;

namespace {

// A flux that would have carried less than this part of an amount since the start is nothing beside
// what the stages leave over of it.
constexpr double no_part = 1e-8;

// Errors of steps before still count by this part.
constexpr double fading = 0.7;

// And that of the step before, in the choice of the next one.
constexpr double fading_of_steps = 0.5;

} // namespace

std::vector<double> FluxErrors::missed(const double time, const std::vector<double>& values) const {
  std::vector<double> errors = curves.missed(time, values);
  for (double& error : errors)
    error *= share;
  return errors;
}

double FluxErrors::judge(const double time, const std::vector<double>& fluxes,
                         const std::vector<double>& amounts) {
  const std::vector<double> errors = missed(time, fluxes);
  const unsigned int n = greatest.size();
  std::vector<double> size = greatest;
  for (unsigned int k = 0; k < fluxes.size(); ++k)
    size[k % n] = std::max({size[k % n], std::abs(fluxes[k]), no_part * amounts[k % n] / time});
  double largest = 0.0;
  for (unsigned int k = 0; k < errors.size(); ++k)
    if (size[k % n] > 0.0) largest = std::max(largest, std::abs(errors[k]) / size[k % n]);
  tried = {largest, curves.known().empty() ? 0.0 : time - curves.known().back().first};
  return largest;
}

double FluxErrors::step_for(const double error, double judged, const double time,
                            const bool counts) const {
  if (counts && counted.step > 0.0)
    judged = std::max(judged, fading_of_steps * counted.error *
                                  std::pow(tried.step / counted.step, curves.known().size()));
  return curves.step_that_misses(error / judged, time, counts);
}

void FluxErrors::accept(const double time, const std::vector<double>& fluxes,
                        const std::vector<double>& others) {
  for (unsigned int k = 0; k < fluxes.size(); ++k) {
    double& size = greatest[k % greatest.size()];
    size = std::max(size, std::abs(fluxes[k]));
  }
  std::vector<double> values = fluxes;
  values.insert(values.end(), others.begin(), others.end());
  // Where a curve turns from one bend into the other an extrapolation is right by chance.
  const std::vector<double> before = std::move(last);
  last = missed(time, values);
  for (unsigned int k = 0; k < std::min(last.size(), before.size()); ++k)
    if (std::abs(last[k]) < fading * std::abs(before[k])) last[k] = fading * before[k];
  curves.add(time, values);
  counted = std::exchange(tried, {});
}

json FluxErrors::memory() const {
  json points = json::array();
  for (const auto& [time, values] : curves.known())
    points.push_back({{"time", time}, {"values", values}});
  return {{"points", points},
          {"greatest", greatest},
          {"errors", last},
          {"judged", {counted.error, counted.step}}};
}

void FluxErrors::resume(const json& memory) {
  std::vector<CurveHistory::Point> points;
  for (const json& point : memory["points"])
    points.emplace_back(point["time"], point["values"].get<std::vector<double>>());
  curves.resume(std::move(points));
  last = memory["errors"].get<std::vector<double>>();
  greatest = memory["greatest"].get<std::vector<double>>();
  counted = {memory["judged"][0], memory["judged"][1]};
}

} // namespace ionflux
