#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace ionflux {

/// What an activity model is made from, by the names of its row's entries. SI units.
struct ActivityInput {
  std::vector<std::string> names;       ///< of the species
  std::vector<int> charge_numbers;      ///< of the species
  double temperature = 298.15;          ///< [K]
  double relative_permittivity = 78.38; ///< of the solvent, that is of the material
  double solvent_density = 997.05;      ///< kg of solvent in a m^3 of the dilute solution

  /// Numbers given by the user. What is missing has the entry's standard value.
  std::map<std::string, double> per_run;
  std::map<std::string, std::map<unsigned int, double>> per_species;
  /// By the pair of species, the smaller index first.
  std::map<std::string, std::map<std::pair<unsigned int, unsigned int>, double>> per_pair;
  std::map<std::string, std::map<unsigned int, std::string>> texts; ///< per species

  unsigned int n_species() const { return names.size(); }
};

} // namespace ionflux
