// Mobility models: whatever entries their rows name, for a run, a species or a pair of species.

#include <ionflux/input/input_names.h>
#include <ionflux/input/model_entries.h>
#include <ionflux/input/sections.h>
#include <ionflux/physics/material_activity.h>
#include <ionflux/physics/material_mobility.h>
#include <ionflux/physics/mobility/models.h>
#include <ionflux/physics/mobility/point_mobility.h>

#include <deal.II/lac/lapack_full_matrix.h>

#include <cmath>
#include <complex>
#include <stdexcept>

namespace ionflux {

namespace {

/// Species that follow each other must move apart, not together: diffusion with an eigenvalue of D
/// that is not real and positive has no stable, monotone solution, and no symmetric L makes it.
void check_eigenvalues(const MobilityModel& model, const std::vector<double>& diffusivity) {
  const unsigned int n = model.n_species();
  const std::vector<double> c(n, 1.0);
  PointMobility mobility;
  mobility.find(model, nullptr, c.data(), diffusivity.data(), false);
  dealii::LAPACKFullMatrix<double> matrix(n, n);
  for (unsigned int i = 0; i < n; ++i)
    for (unsigned int j = 0; j < n; ++j)
      matrix(i, j) = mobility.matrix()[i * n + j];
  matrix.compute_eigenvalues();
  double largest = 0.0;
  for (unsigned int i = 0; i < n; ++i)
    largest = std::max(largest, std::abs(matrix.eigenvalue(i)));
  for (unsigned int i = 0; i < n; ++i) {
    const std::complex<double> value = matrix.eigenvalue(i);
    if (value.real() > 0.0 && std::abs(value.imag()) <= 1e-7 * largest) continue;
    throw std::invalid_argument(
        "the matrix of diffusivities has negative dissipation in any solution: its eigenvalue " +
        format_text(value.imag() == 0.0 ? "%.4g m^2/s" : "%.4g %+.4g i m^2/s", value.real(),
                    value.imag()) +
        " is not real and positive");
  }
}

} // namespace

std::string mobility_model_names() { return selection_of(mobility_models()); }

void declare_mobility(dealii::ParameterHandler& prm, const ChosenNames& names) {
  prm.declare_entry("Mobility model", "Nernst-Einstein",
                    dealii::Patterns::Selection(mobility_model_names()),
                    "How fluxes follow from the gradients of all electrochemical potentials." +
                        documentation_of(mobility_models()));
  prm.enter_subsection("Mobility");
  declare_entries(prm, mobility_models(), "Mobility model", names.species);
  prm.leave_subsection();
}

void read_mobility(InputReader& in, const ChosenNames& names, Parameters& p) {
  Electrolyte& electrolyte = p.electrolyte;
  std::set<std::string> models;
  for (const Material& material : p.materials)
    models.insert(mobility_model_in(electrolyte, material));
  electrolyte.nernst_einstein = electrolyte.diagonal_mobility = true;
  electrolyte.limited_mobility = false;
  for (const std::string& name : models) {
    electrolyte.nernst_einstein &= name == mobility_models().front().name;
    electrolyte.diagonal_mobility &= mobility_model_row(name).is_diagonal;
    electrolyte.limited_mobility |= mobility_model_row(name).is_limited;
  }
  for (const Species& species : electrolyte.species) {
    electrolyte.mobility.names.push_back(species.name);
    electrolyte.mobility.charge_numbers.push_back(species.charge_number);
  }
  const InputReader::Section section(in, "Electrolyte");
  const InputReader::Section own(in, "Mobility");
  read_entries(in, mobility_models(), "mobility model", models, names.species,
               electrolyte.mobility);
}

void check_mobility(InputReader& in, const Parameters& p) {
  if (p.electrolyte.nernst_einstein) return;
  const InputLocation chosen = location_of(p, "Electrolyte/Mobility model");
  for (const Material& material : p.materials)
    try {
      const auto model = make_material_mobility(p.electrolyte, material);
      if (!model || !model->is_constant()) continue;
      std::vector<double> diffusivity;
      for (const unsigned int i : dissolved_in(material))
        diffusivity.push_back(p.electrolyte.species[i].diffusivity);
      check_eigenvalues(*model, diffusivity);
    } catch (const std::invalid_argument& error) {
      in.fault({error.what(), chosen, "Electrolyte/Mobility model, in material " + material.name});
    }
}

} // namespace ionflux
