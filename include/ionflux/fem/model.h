#pragma once

#include <ionflux/fem/boundary_map.h>
#include <ionflux/fem/medium.h>
#include <ionflux/physics/harmonic_law.h>

#include <memory>
#include <vector>

namespace ionflux {

/// The continuous problem: everything that is true before there is a mesh to solve it on. Built
/// once; what is made on a mesh refers to it and must not outlive it.
struct Model {
  Model(const Electrolyte& electrolyte, const Scaling& scaling, const Medium& medium,
        const BoundaryMap& boundaries, const std::vector<double>& load_reference)
      : electrolyte(electrolyte), scaling(scaling), medium(medium), boundaries(boundaries),
        load_reference(load_reference), law(make_transport_law(electrolyte)),
        harmonic_law(std::make_unique<HarmonicLaw>(electrolyte, true)),
        laplace_law(std::make_unique<HarmonicLaw>(electrolyte, false)) {}

  /// The same domain with other equations in it and other conditions around it.
  Model with(const Electrolyte& other, const std::vector<BoundaryCondition>& conditions,
             const MeshLabels& labels) const {
    Model model{other, scaling, medium, BoundaryMap(conditions, labels), load_reference};
    model.baths_are_far_apart = baths_are_far_apart;
    return model;
  }

  Electrolyte electrolyte;
  Scaling scaling;
  Medium medium; ///< the materials, dimensionless, by region
  BoundaryMap boundaries;
  std::vector<double> load_reference; ///< concentrations / c0 that load 0 stands for, one a species
  std::unique_ptr<const TransportLaw> law;
  std::unique_ptr<const TransportLaw> harmonic_law, laplace_law; ///< those of a start
  bool baths_are_far_apart = false; ///< see far_apart() in reaction_fronts.h
};

} // namespace ionflux
