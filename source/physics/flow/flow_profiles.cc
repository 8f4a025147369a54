#include <ionflux/physics/flow/flow_profiles.h>

#include <algorithm>
#include <cmath>

namespace ionflux {

namespace {

using Velocity = std::function<Flow::Vector(const GivenValue::Point&)>;

/// A flow in one direction whose speed depends on other coordinates only.
template <typename Speed>
Velocity parallel(const unsigned int along, const Speed& speed) {
  return [along, speed](const GivenValue::Point& x) {
    Flow::Vector velocity{};
    velocity[along] = speed(x);
    return velocity;
  };
}

/// Relative height between the walls; below 0 and above 1 outside of them.
struct Height {
  explicit Height(const FlowNumbers& numbers)
      : across(numbers.across), lower(numbers("Lower wall")),
        width(numbers("Upper wall") - numbers("Lower wall")) {}
  double operator()(const GivenValue::Point& x) const { return (x[across] - lower) / width; }
  unsigned int across;
  double lower, width;
};

Velocity make_plug(const FlowNumbers& numbers) {
  return parallel(numbers.along,
                  [speed = numbers("Mean velocity")](const GivenValue::Point&) { return speed; });
}

Velocity make_slit(const FlowNumbers& numbers) {
  return parallel(numbers.along, [mean = numbers("Mean velocity"),
                                  height = Height(numbers)](const GivenValue::Point& x) {
    const double s = height(x);
    return s > 0.0 && s < 1.0 ? 6.0 * mean * s * (1.0 - s) : 0.0;
  });
}

Velocity make_pipe(const FlowNumbers& numbers) {
  const GivenValue::Point axis = {{numbers("Axis x"), numbers("Axis y"), numbers("Axis z")}};
  return parallel(numbers.along, [=, mean = numbers("Mean velocity"), radius = numbers("Radius"),
                                  along = numbers.along,
                                  axisymmetric = numbers.axisymmetric](const GivenValue::Point& x) {
    double squared = x[0] * x[0];
    if (!axisymmetric) {
      squared = 0.0;
      for (unsigned int d = 0; d < 3; ++d)
        if (d != along) squared += (x[d] - axis[d]) * (x[d] - axis[d]);
    }
    return std::max(0.0, 2.0 * mean * (1.0 - squared / (radius * radius)));
  });
}

Velocity make_couette(const FlowNumbers& numbers) {
  return parallel(numbers.along, [wall = numbers("Wall velocity"), height = Height(numbers)](
                                     const GivenValue::Point& x) { return wall * height(x); });
}

Velocity make_stagnation(const FlowNumbers& numbers) {
  return [=, rate = numbers("Strain rate"), wall = numbers("Lower wall"),
          centre = numbers("Stagnation point")](const GivenValue::Point& x) {
    Flow::Vector velocity{};
    velocity[numbers.along] = rate * (x[numbers.along] - (numbers.axisymmetric ? 0.0 : centre));
    velocity[numbers.across] =
        -(numbers.axisymmetric ? 2.0 : 1.0) * rate * (x[numbers.across] - wall);
    return velocity;
  };
}

/// v_r = a r s, v_z = -a s^2 at a distance s, with a = 0.51023262 omega^(3/2) nu^(-1/2).
Velocity make_rotating_disc(const FlowNumbers& numbers) {
  const double a = 0.51023262 * std::pow(numbers("Angular velocity"), 1.5) /
                   std::sqrt(numbers("Kinematic viscosity"));
  return [a, wall = numbers("Lower wall")](const GivenValue::Point& x) {
    const double s = x[1] - wall;
    return Flow::Vector{{a * x[0] * s, -a * s * s, 0.0}};
  };
}

Velocity make_power_wind(const FlowNumbers& numbers) {
  return parallel(numbers.along,
                  [across = numbers.across, ground = numbers("Lower wall"),
                   speed = numbers("Reference velocity"), height = numbers("Reference height"),
                   exponent = numbers("Exponent")](const GivenValue::Point& x) {
                    return speed * std::pow(std::max(0.0, x[across] - ground) / height, exponent);
                  });
}

Velocity make_logarithmic_wind(const FlowNumbers& numbers) {
  return parallel(numbers.along,
                  [across = numbers.across, ground = numbers("Lower wall"),
                   speed = numbers("Reference velocity"), height = numbers("Reference height"),
                   roughness = numbers("Roughness length")](const GivenValue::Point& x) {
                    return speed * std::log1p(std::max(0.0, x[across] - ground) / roughness) /
                           std::log1p(height / roughness);
                  });
}

} // namespace

const std::vector<FlowEntry>& flow_entries() {
  static const std::vector<FlowEntry> table = {
      {"Mean velocity", "m/s", "", "Velocity averaged over the cross-section."},
      {"Wall velocity", "m/s", "", "Velocity of the upper wall; the lower one is at rest."},
      {"Reference velocity", "m/s", "", "Velocity at the reference height."},
      {"Reference height", "m", "", "Height above 'Lower wall'."},
      {"Exponent", "", "0.143", "Exponent p of the power law (1/7 over open land)."},
      {"Roughness length", "m", "", "Roughness length z0 of the ground."},
      {"Lower wall", "m", "0 m", "Where the lower wall (the disc, the ground) is on 'Across'."},
      {"Upper wall", "m", "", "Where the upper wall is on 'Across'."},
      {"Radius", "m", "", "Radius of the pipe."},
      {"Axis x", "m", "0 m", "A point of the axis of the pipe; not in axisymmetric runs."},
      {"Axis y", "m", "0 m", "A point of the axis of the pipe; not in axisymmetric runs."},
      {"Axis z", "m", "0 m", "A point of the axis of the pipe; not in axisymmetric runs."},
      {"Strain rate", "s^-1", "", "Strain rate k of a stagnation flow."},
      {"Stagnation point", "m", "0 m",
       "Where the flow divides, on 'Direction'; not in axisymmetric runs."},
      {"Angular velocity", "s^-1", "", "Angular velocity omega of the disc [rad/s]."},
      {"Kinematic viscosity", "m^2/s", "1e-6 m^2/s", "Kinematic viscosity nu (water: 1e-6)."},
  };
  return table;
}

const std::vector<FlowProfile>& flow_profiles() {
  using In = FlowCoordinates;
  static const std::vector<FlowProfile> table = {
      {"plug", "the same velocity everywhere", "", {"Mean velocity"}, In::any, false, make_plug},
      {"slit",
       "Poiseuille's flow between two walls, 6 U s (1 - s) at the relative height s",
       "Bird, Stewart, Lightfoot 2002, problem 2B.3",
       {"Mean velocity", "Lower wall", "Upper wall"},
       In::planar,
       false,
       make_slit},
      {"pipe",
       "Poiseuille's flow in a round pipe, 2 U (1 - r^2 / R^2)",
       "Bird, Stewart, Lightfoot 2002, eq. 2.3-18",
       {"Mean velocity", "Radius", "Axis x", "Axis y", "Axis z"},
       In::round,
       false,
       make_pipe},
      {"Couette",
       "shear between a wall at rest and one that moves, U s",
       "Bird, Stewart, Lightfoot 2002, problem 3B.1",
       {"Wall velocity", "Lower wall", "Upper wall"},
       In::planar,
       false,
       make_couette},
      {"stagnation",
       "flow against a wall, (k x, -k s), or with axial symmetry (k r, -2 k s), at the distance s; "
       "it slips along the wall",
       "Batchelor 1967, section 2.7",
       {"Strain rate", "Lower wall", "Stagnation point"},
       In::any,
       true,
       make_stagnation},
      {"rotating disc",
       "towards a rotating disc, (0.51023 r s, -0.51023 s^2) omega^(3/2) nu^(-1/2): the flow close "
       "to the disc, which counts where the Schmidt number is large",
       "Levich 1962, section 11",
       {"Angular velocity", "Kinematic viscosity", "Lower wall"},
       In::axisymmetric,
       true,
       make_rotating_disc},
      {"wind power law",
       "u (s / h)^p at the height s",
       "Seinfeld and Pandis 2016, section 16.5",
       {"Reference velocity", "Reference height", "Exponent", "Lower wall"},
       In::planar,
       false,
       make_power_wind},
      {"wind logarithm",
       "u ln(1 + s / z0) / ln(1 + h / z0) at the height s",
       "Seinfeld and Pandis 2016, section 16.4",
       {"Reference velocity", "Reference height", "Roughness length", "Lower wall"},
       In::planar,
       false,
       make_logarithmic_wind},
  };
  return table;
}

bool FlowProfile::uses(const std::string& entry) const {
  return std::find(entries.begin(), entries.end(), entry) != entries.end();
}

} // namespace ionflux
