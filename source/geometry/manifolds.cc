#include <ionflux/geometry/manifolds.h>

#include <deal.II/grid/manifold_lib.h>

#include <cmath>

namespace ionflux {

namespace {

using dealii::Point;

/// Chart (s, theta, phi): distance and angle in the half plane (r, z) about the centre of a circle,
/// theta = 0 towards the axis, and the angle phi about z.
class SweptCircle : public dealii::ChartManifold<3, 3, 3> {
public:
  SweptCircle(const double r, const double z)
      : ChartManifold(dealii::Tensor<1, 3>({0.0, 0.0, 2 * dealii::numbers::PI})), centre_r(r),
        centre_z(z) {}

  std::unique_ptr<dealii::Manifold<3, 3>> clone() const override {
    return std::make_unique<SweptCircle>(centre_r, centre_z);
  }

  Point<3> pull_back(const Point<3>& x) const override {
    const double inwards = centre_r - std::hypot(x[0], x[1]), up = x[2] - centre_z;
    const double phi = std::atan2(x[1], x[0]);
    return {std::hypot(inwards, up), std::atan2(up, inwards),
            phi < 0 ? phi + 2 * dealii::numbers::PI : phi};
  }

  Point<3> push_forward(const Point<3>& chart) const override {
    const double r = centre_r - chart[0] * std::cos(chart[1]);
    return {r * std::cos(chart[2]), r * std::sin(chart[2]),
            centre_z + chart[0] * std::sin(chart[1])};
  }

  dealii::DerivativeForm<1, 3, 3> push_forward_gradient(const Point<3>& chart) const override {
    const double s = chart[0], ct = std::cos(chart[1]), st = std::sin(chart[1]);
    const double cp = std::cos(chart[2]), sp = std::sin(chart[2]), r = centre_r - s * ct;
    dealii::DerivativeForm<1, 3, 3> gradient;
    const double dr[2] = {-ct, s * st}, dz[2] = {st, s * ct};
    for (unsigned int k = 0; k < 2; ++k) {
      gradient[0][k] = dr[k] * cp;
      gradient[1][k] = dr[k] * sp;
      gradient[2][k] = dz[k];
    }
    gradient[0][2] = -r * sp;
    gradient[1][2] = r * cp;
    gradient[2][2] = 0.0;
    return gradient;
  }

private:
  const double centre_r, centre_z;
};

using Curve = std::function<double(double)>;

/// Chart (distance from the curve in r, z): new points between points of the curve are on the
/// curve.
class PlaneCurve : public dealii::ChartManifold<2> {
public:
  PlaneCurve(Curve radius, Curve slope) : radius(std::move(radius)), slope(std::move(slope)) {}

  std::unique_ptr<dealii::Manifold<2>> clone() const override {
    return std::make_unique<PlaneCurve>(radius, slope);
  }

  Point<2> pull_back(const Point<2>& x) const override { return {x[0] - radius(x[1]), x[1]}; }

  Point<2> push_forward(const Point<2>& chart) const override {
    return {chart[0] + radius(chart[1]), chart[1]};
  }

  dealii::DerivativeForm<1, 2, 2> push_forward_gradient(const Point<2>& chart) const override {
    dealii::DerivativeForm<1, 2, 2> gradient;
    gradient[0][0] = gradient[1][1] = 1.0;
    gradient[0][1] = slope(chart[1]);
    return gradient;
  }

private:
  const Curve radius, slope;
};

/// Chart (distance from the curve in r, z, angle about z).
class SweptCurve : public dealii::ChartManifold<3> {
public:
  SweptCurve(Curve radius, Curve slope)
      : ChartManifold(dealii::Tensor<1, 3>({0.0, 0.0, 2 * dealii::numbers::PI})),
        radius(std::move(radius)), slope(std::move(slope)) {}

  std::unique_ptr<dealii::Manifold<3>> clone() const override {
    return std::make_unique<SweptCurve>(radius, slope);
  }

  Point<3> pull_back(const Point<3>& x) const override {
    const double phi = std::atan2(x[1], x[0]);
    return {std::hypot(x[0], x[1]) - radius(x[2]), x[2],
            phi < 0 ? phi + 2 * dealii::numbers::PI : phi};
  }

  Point<3> push_forward(const Point<3>& chart) const override {
    const double r = chart[0] + radius(chart[1]);
    return {r * std::cos(chart[2]), r * std::sin(chart[2]), chart[1]};
  }

  dealii::DerivativeForm<1, 3, 3> push_forward_gradient(const Point<3>& chart) const override {
    const double r = chart[0] + radius(chart[1]), dr = slope(chart[1]);
    const double cp = std::cos(chart[2]), sp = std::sin(chart[2]);
    dealii::DerivativeForm<1, 3, 3> gradient;
    gradient[0][0] = cp;
    gradient[1][0] = sp;
    gradient[0][1] = dr * cp;
    gradient[1][1] = dr * sp;
    gradient[2][1] = 1.0;
    gradient[0][2] = -r * sp;
    gradient[1][2] = r * cp;
    return gradient;
  }

private:
  const Curve radius, slope;
};

} // namespace

template <>
ManifoldPointer<2> swept_curve_manifold<2>(const Curve& radius, const Curve& slope) {
  return std::make_shared<PlaneCurve>(radius, slope);
}

template <>
ManifoldPointer<3> swept_curve_manifold<3>(const Curve& radius, const Curve& slope) {
  return std::make_shared<SweptCurve>(radius, slope);
}

template <int dim>
ManifoldPointer<dim> flat_manifold() {
  return std::make_shared<dealii::FlatManifold<dim>>();
}

template <int dim>
ManifoldPointer<dim> centred_sphere_manifold() {
  return std::make_shared<dealii::SphericalManifold<dim>>();
}

template <>
ManifoldPointer<2> swept_line_manifold<2>() {
  return flat_manifold<2>();
}

template <>
ManifoldPointer<3> swept_line_manifold<3>() {
  return std::make_shared<dealii::CylindricalManifold<3>>(2);
}

ManifoldPointer<3> cylinder_manifold(const double x, const double y) {
  return std::make_shared<dealii::CylindricalManifold<3>>(dealii::Tensor<1, 3>({0.0, 0.0, 1.0}),
                                                          Point<3>(x, y, 0.0));
}

template <>
ManifoldPointer<2> swept_circle_manifold<2>(const double r, const double z) {
  return std::make_shared<dealii::SphericalManifold<2>>(Point<2>(r, z));
}

template <>
ManifoldPointer<3> swept_circle_manifold<3>(const double r, const double z) {
  return std::make_shared<SweptCircle>(r, z);
}

template ManifoldPointer<2> flat_manifold<2>();
template ManifoldPointer<3> flat_manifold<3>();
template ManifoldPointer<2> centred_sphere_manifold<2>();
template ManifoldPointer<3> centred_sphere_manifold<3>();

} // namespace ionflux
