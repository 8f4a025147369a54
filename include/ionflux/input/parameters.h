#pragma once

/// The input file as one struct of plain values, in SI units.

#include <ionflux/fem/adaptivity/settings.h>
#include <ionflux/fem/stabilisation.h>
#include <ionflux/geometry/geometry.h>
#include <ionflux/input/convergence_settings.h>
#include <ionflux/input/impedance_settings.h>
#include <ionflux/input/sweep_settings.h>
#include <ionflux/input/time_settings.h>
#include <ionflux/output/settings.h>
#include <ionflux/physics/boundary/boundary_law.h>
#include <ionflux/physics/electrolyte.h>
#include <ionflux/physics/material.h>
#include <ionflux/solver/settings.h>

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace ionflux {

/// How the unknown of a species was chosen.
struct UnknownChoice {
  PrimaryVariable unknown = PrimaryVariable::electrochemical_potential;
  bool by_data = true;      ///< else the input or the materials leave no choice
  std::string because = {}; ///< in words; empty: nothing speaks against the usual one
  bool as_set = false;      ///< the input says so
  bool absent = false;      ///< a concentration of zero is given

  bool is_concentration() const { return unknown == PrimaryVariable::concentration; }
  /// For keys of results: the concentration, or mu.
  char letter() const { return is_concentration() ? 'c' : 'm'; }
};

/// One parameter as it was resolved.
struct ResolvedEntry {
  std::vector<std::string> section;
  std::string name;
  std::string value;  ///< as entered, or the default; "" where it is not set
  std::string si;     ///< "0.025 V"; "" for what is no quantity
  std::string origin; ///< file and line, --set, or "default"
};

/// Everything one run needs to know.
struct Parameters {
  std::string title;
  unsigned int dimension = 2;
  bool axisymmetric = false;

  Electrolyte electrolyte;
  std::vector<UnknownChoice> unknown_choices; ///< one a species
  std::vector<Bath> baths;
  std::vector<Material> materials;
  std::vector<BoundaryCondition> boundary_conditions; ///< in the order of the file

  std::string geometry_type;
  unsigned int n_global_refinements = 0;

  unsigned int degree = 2;
  unsigned int n_quadrature_points = 0; ///< a direction; 0 = degree + 1
  Stabilisation stabilisation = Stabilisation::none;

  AdaptivitySettings adaptivity;
  SolverSettings solver;
  TimeSettings time;
  ImpedanceSettings impedance;
  OutputSettings output;
  ConvergenceSettings convergence;
  SweepSettings sweep;

  std::string file_name;              ///< of the input file, for messages
  std::string original_text;          ///< the input file as read
  std::vector<std::string> overrides; ///< of --set, in their order
  std::vector<ResolvedEntry> resolved;
  std::string resolved_text; ///< `resolved` as a parameter file, with SI values in comments

  /// The geometry of the file, for dim == dimension. Throws InputError.
  template <int dim>
  std::unique_ptr<Geometry<dim>> make_geometry() const;

  /// Where entries and subsections stand, by path ("Geometry/nanopore/Pore radius").
  std::map<std::string, InputLocation> locations;

  /// The parsed handler, shared with make_geometry(); an implementation detail of app/.
  std::shared_ptr<dealii::ParameterHandler> handler;
};

/// Read and check a parameter file; every fault of it is collected before anything is thrown.
///
/// Collective: rank 0 reads, all ranks parse the same text and throw the same InputError.
/// @param overrides "Section/sub/Name=value" from --set, in the order given
Parameters read_parameters(const std::string& file, const std::vector<std::string>& overrides = {});

/// The same from a text already in memory (`name` stands for the file in messages).
Parameters parse_parameters(const std::string& text, const std::string& name,
                            const std::vector<std::string>& overrides = {});

/// "unknowns phi, mu of K, c of Cl (its given concentrations span a factor of 5e+08)"
std::string unknowns_in_words(const Parameters& parameters);

/// A point of a sweep: the same file and overrides, more overrides, and no section 'Sweep'.
Parameters parse_sweep_point(const Parameters& sweep, const std::vector<std::string>& values);

} // namespace ionflux
