#include <ionflux/fem/adaptivity/line_polynomials.h>

#include <deal.II/base/quadrature_lib.h>

namespace ionflux {

using namespace dealii;

std::vector<double> nodes_in_a_direction(const unsigned int degree) {
  std::vector<double> nodes;
  const QGaussLobatto<1> points(degree + 1);
  for (const Point<1>& point : points.get_points())
    nodes.push_back(point[0]);
  return nodes;
}

double lagrange(const std::vector<double>& nodes, const unsigned int i, const double x) {
  double value = 1.0;
  for (unsigned int j = 0; j < nodes.size(); ++j)
    if (j != i) value *= (x - nodes[j]) / (nodes[i] - nodes[j]);
  return value;
}

double node_product(const std::vector<double>& nodes, const double x) {
  double product = 1.0;
  for (const double node : nodes)
    product *= x - node;
  return product;
}

unsigned int power(const unsigned int base, const unsigned int exponent) {
  return exponent == 0 ? 1 : base * power(base, exponent - 1);
}

template <int dim>
std::vector<std::pair<unsigned int, double>>
make_bubble(const std::vector<double>& bubble, const std::vector<std::vector<double>>& tangential,
            const unsigned int along, unsigned int number) {
  const unsigned int n_fine = bubble.size(), n_line = n_fine - 1;
  std::array<unsigned int, dim> of_line{};
  for (unsigned int k = 0; k < dim; ++k) {
    if (k == along) continue;
    of_line[k] = number % n_line;
    number /= n_line;
  }
  std::vector<std::pair<unsigned int, double>> values;
  for (unsigned int place = 0; place < power(n_fine, dim); ++place) {
    const auto index = grid_indices<dim>(place, n_fine);
    double value = bubble[index[along]];
    for (unsigned int k = 0; k < dim && value != 0.0; ++k)
      if (k != along) value *= tangential[index[k]][of_line[k]];
    if (value != 0.0) values.emplace_back(place, value);
  }
  return values;
}

template std::vector<std::pair<unsigned int, double>>
make_bubble<2>(const std::vector<double>&, const std::vector<std::vector<double>>&, unsigned int,
               unsigned int);
template std::vector<std::pair<unsigned int, double>>
make_bubble<3>(const std::vector<double>&, const std::vector<std::vector<double>>&, unsigned int,
               unsigned int);

} // namespace ionflux
