/// Onsager's coefficients, given as degrees of coupling and as constants.

#include <ionflux/physics/activity/words.h>
#include <ionflux/physics/constants.h>
#include <ionflux/physics/mobility/differentiated_matrix.h>
#include <ionflux/physics/mobility/models.h>
#include <ionflux/physics/mobility/point_mobility.h>

#include <cmath>
#include <stdexcept>

namespace ionflux {

namespace {

struct OnsagerFormula {
  unsigned int n;
  std::vector<double> coupling; ///< q_ij, 1 for i = j
  std::vector<double> constant; ///< RT L_ij / sqrt(D_i D_j) [mol/m^3], 0 for i = j

  template <typename Number>
  void evaluate(const Number* c, Number* matrix) const {
    using std::sqrt;
    constexpr double least = 1e-24; // mol/m^3: roots of 0 have no slope
    PointBuffer<Number> root(n);
    for (unsigned int i = 0; i < n; ++i)
      root[i] = sqrt(plain(c[i]) > least ? c[i] : Number(least));
    for (unsigned int i = 0; i < n; ++i)
      for (unsigned int j = 0; j < n; ++j) {
        const unsigned int k = i * n + j;
        matrix[k] = Number(coupling[k]);
        if (i == j) continue;
        matrix[k] *= root[i] / root[j];
        if (constant[k] != 0.0) matrix[k] += constant[k] / (root[j] * root[j]);
      }
  }
};

constexpr auto degree_of_coupling = "Degree of coupling",
               onsager_coefficient = "Onsager coefficient";

} // namespace

MobilityRow onsager_mobility() {
  MobilityRow row;
  row.name = "Onsager";
  row.documentation =
      "A symmetric matrix of Onsager's coefficients: the straight ones from the diffusivities, "
      "L_ii "
      "= D_i c_i / RT, the cross ones as degrees of coupling (-1 < q < 1; 0: independent), which "
      "hold at any concentrations, or as constants.";
  row.formula = "J_i = - sum_j L_ij grad mu_j, L_ij = L_ji = q_ij sqrt(L_ii L_jj) + L_ij0";
  row.source = "Onsager 1931, Phys. Rev. 37, 405; Kedem and Caplan 1965, Trans. Faraday Soc. 61, "
               "1897 (degree of coupling); Miller 1966, J. Phys. Chem. 70, 2639 (electrolytes)";
  row.range = "up to the user; constants near the concentrations they were measured at";
  row.entries = {{degree_of_coupling, "1", 0.0, MobilityEntry::Scope::distinct_pair,
                  "q_ij between -1 and 1; the matrix of all must be positive definite."},
                 {onsager_coefficient, "mol^2/(J m s)", 0.0, MobilityEntry::Scope::distinct_pair,
                  "L_ij0, added to what the degree of coupling makes."}};
  row.example.input.names = {"K", "Cl", "Ca"};
  row.example.input.charge_numbers = {1, -1, 2};
  row.example.input.diffusivities = {1.957e-9, 2.032e-9, 0.792e-9};
  row.example.input.per_pair[degree_of_coupling] = {{{0, 1}, 0.12}, {{0, 2}, -0.05}, {{1, 2}, 0.2}};
  row.example.input.per_pair[onsager_coefficient] = {{{0, 1}, 3e-12}};
  row.example.concentrations = {60.0, 200.0, 70.0};
  row.is_diagonal = false;
  row.suits_concentrations = false;
  row.make = [](const MobilityRow& row,
                const MobilityInput& input) -> std::unique_ptr<MobilityModel> {
    const unsigned int n = input.n_species();
    OnsagerFormula formula{n, std::vector<double>(n * n, 1.0), std::vector<double>(n * n, 0.0)};
    for (unsigned int i = 0; i < n; ++i)
      for (unsigned int j = 0; j < n; ++j) {
        if (i == j) continue;
        const double constant = given_number(row, input, onsager_coefficient, i, j);
        formula.coupling[i * n + j] = given_number(row, input, degree_of_coupling, i, j);
        formula.constant[i * n + j] =
            constants::gas * input.temperature * constant /
            std::sqrt(input.diffusivities.at(i) * input.diffusivities.at(j));
        if (!std::isfinite(formula.constant[i * n + j]))
          throw std::invalid_argument("the mobility model '" + row.name +
                                      "' needs diffusivities above 0 and finite coefficients");
      }
    const double least = least_eigenvalue(formula.coupling, n);
    if (!(least > 0.0))
      throw std::invalid_argument("the degrees of coupling of the mobility model '" + row.name +
                                  "' make negative dissipation: the least eigenvalue of their "
                                  "matrix is " +
                                  in_words(least) + ", it must be above 0");
    return std::make_unique<DifferentiatedMatrix<OnsagerFormula>>(n, std::move(formula));
  };
  return row;
}

} // namespace ionflux
