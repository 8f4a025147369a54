#include <ionflux/app/sweep/plan.h>

#include <algorithm>
#include <cmath>

namespace ionflux {

namespace {

/// For each value of an axis, when it is visited.
std::vector<unsigned int> visiting_ranks(const SweepAxis& axis) {
  const std::size_t n = axis.values.size();
  std::vector<unsigned int> order(n), rank(n);
  for (unsigned int i = 0; i < n; ++i)
    order[i] = i;
  if (axis.quantity) {
    const auto less = [&](const unsigned int a, const unsigned int b) {
      return axis.values[a].number < axis.values[b].number;
    };
    std::sort(order.begin(), order.end(), less);
    const auto anchor =
        std::min_element(order.begin(), order.end(), [&](const unsigned int a, unsigned int b) {
          return std::abs(axis.values[a].number) < std::abs(axis.values[b].number);
        });
    std::rotate(order.begin(), anchor, order.end());
    // now: the anchor, what is above it, and then what is below it, to be turned round
    const double start = axis.values[order[0]].number;
    const auto below = std::find_if(order.begin(), order.end(), [&](const unsigned int i) {
      return axis.values[i].number < start;
    });
    std::reverse(below, order.end());
  }
  for (unsigned int i = 0; i < n; ++i)
    rank[order[i]] = i;
  return rank;
}

/// The axis in which two points differ if it is one, and one along which to extrapolate; else -1.
int single_difference(const SweepSettings& sweep, const SweepPoint& a, const SweepPoint& b) {
  if (sweep.paired)
    return std::all_of(sweep.axes.begin(), sweep.axes.end(),
                       [](const SweepAxis& axis) { return axis.quantity; })
               ? 0
               : -1;
  int axis = -1;
  for (std::size_t i = 0; i < a.index.size(); ++i)
    if (a.index[i] != b.index[i]) {
      if (axis >= 0 || !sweep.axes[i].quantity) return -1;
      axis = i;
    }
  return axis;
}

void find_neighbours(const SweepSettings& sweep, const std::vector<SweepPoint>& points,
                     const std::vector<SweepStep>& done, const unsigned int most, SweepStep& step) {
  const SweepPoint& target = points[step.point];
  std::vector<std::vector<unsigned int>> by_axis(sweep.axes.size());
  for (const SweepStep& earlier : done) {
    if (earlier.group != step.group) continue;
    const int axis = single_difference(sweep, target, points[earlier.point]);
    if (axis >= 0) by_axis[axis].push_back(earlier.point);
  }
  for (int a = sweep.axes.size(); a-- > 0;) {
    if (by_axis[a].empty()) continue;
    const SweepAxis& axis = sweep.axes[a];
    const auto distance = [&](const unsigned int p) {
      return std::abs(coordinate(axis, axis.values[points[p].index[a]].number) -
                      coordinate(axis, axis.values[target.index[a]].number));
    };
    std::stable_sort(
        by_axis[a].begin(), by_axis[a].end(),
        [&](const unsigned int p, const unsigned int q) { return distance(p) < distance(q); });
    if (by_axis[a].size() > most) by_axis[a].resize(most);
    step.neighbours = by_axis[a];
    step.axis = a;
    return;
  }
}

} // namespace

std::vector<SweepStep> plan_sweep(const SweepSettings& sweep, const std::vector<SweepPoint>& points,
                                  const unsigned int n_neighbours) {
  std::vector<std::string> meshes;
  std::vector<std::vector<unsigned int>> ranks;
  for (const SweepAxis& axis : sweep.axes)
    ranks.push_back(visiting_ranks(axis));

  std::vector<SweepStep> steps(points.size());
  for (unsigned int i = 0; i < points.size(); ++i) {
    const auto found = std::find(meshes.begin(), meshes.end(), points[i].mesh);
    steps[i].point = i;
    steps[i].group = found - meshes.begin();
    if (found == meshes.end()) meshes.push_back(points[i].mesh);
  }
  const auto place = [&](const SweepStep& step) {
    std::vector<unsigned int> place = {step.group};
    for (std::size_t a = 0; a < sweep.axes.size(); ++a)
      place.push_back(ranks[a][points[step.point].index[a]]);
    return place;
  };
  std::stable_sort(steps.begin(), steps.end(),
                   [&](const SweepStep& a, const SweepStep& b) { return place(a) < place(b); });
  if (n_neighbours == 0) return steps;
  std::vector<SweepStep> done;
  for (SweepStep& step : steps) {
    find_neighbours(sweep, points, done, n_neighbours, step);
    done.push_back(step);
  }
  return steps;
}

} // namespace ionflux
