#pragma once

#include <ionflux/physics/electrolyte.h>
#include <ionflux/physics/material.h>
#include <ionflux/physics/scaling.h>
#include <ionflux/physics/transport_law.h>

#include <array>
#include <string>
#include <vector>

namespace ionflux {

/// The materials in dimensionless form, by the region (deal.II material id) they fill.
class Medium {
public:
  /// @param material_of_region index into `materials` by region (deal.II material id)
  Medium(const Electrolyte& electrolyte, const std::vector<Material>& materials,
         const std::vector<unsigned int>& material_of_region, const Scaling& scaling);

  /// Properties in a region; of fixed charge and diffusivities only those that are the same
  /// everywhere in it (else 0, and those at infinite dilution).
  const PointMaterial& material(const unsigned int region) const { return by_region[region]; }

  /// Properties of the first region that lets a species in. The standard potential of a species
  /// whose unknown is its concentration is the same in all of these.
  const PointMaterial& material_with(const unsigned int species) const {
    for (const PointMaterial& material : by_region)
      if (material.present[species]) return material;
    return by_region.front();
  }

  /// Reactions as in another medium, with the ln K of each moved by a share of its shift and rates
  /// no faster than a limit (reactions/reaction_path.h).
  void change_reactions(const Medium& of, const std::vector<double>& shifts, double share,
                        double log_limit);

  /// Fixed charge / (F c0) at a point in metres.
  double fixed_charge(const unsigned int region, const GivenValue::Point& x) const {
    return charge[region](x) / charge_scale;
  }

  bool has_fixed_charge(const unsigned int region) const { return !charge[region].is_zero(); }

  /// Does the solvent flow there?
  bool flows(const unsigned int region) const { return flowing[region] != 0; }
  /// Does it flow anywhere?
  bool any_flow() const;

  /// Velocity of the solvent at a point in metres [m/s]; zero where it does not flow.
  Flow::Vector velocity(const unsigned int region, const GivenValue::Point& x) const {
    return flows(region) ? flow.velocity(x) : Flow::Vector{};
  }
  /// Its unit in dimensionless equations, D0 / L [m/s].
  double velocity_scale() const { return speed_scale; }

  /// Does the flow mix there, too?
  bool disperses(const unsigned int region) const { return flows(region) && flow.dispersion; }

  /// K / D0 of the flow at a point in metres (Flow::dispersion); InputError where a component on
  /// the diagonal is negative or no number.
  Flow::Tensor dispersion(unsigned int region, const GivenValue::Point& x) const;

  /// Do diffusivities differ from place to place within a region?
  bool has_varying_diffusivity(const unsigned int region) const {
    return !diffusivity_factor[region].empty();
  }

  /// D_i / D0 of all species at a point in metres; InputError where one is negative or no number.
  void diffusivities(unsigned int region, const GivenValue::Point& x, double* values) const;

  /// material(region) with the diffusivities at a point in metres.
  /// @param room for it, where they vary
  const PointMaterial& material_at(unsigned int region, const GivenValue::Point& x,
                                   PointMaterial& room) const;

  /// Name of the material that fills a region.
  const std::string& material_name(const unsigned int region) const { return names[region]; }

  unsigned int n_regions() const { return by_region.size(); }

private:
  std::vector<PointMaterial> by_region;
  std::vector<GivenValue> charge;
  std::vector<std::vector<GivenValue>> diffusivity_factor; ///< by region; empty: constants
  std::vector<std::string> names;
  double charge_scale, speed_scale, diffusivity_scale;
  Flow flow;
  std::vector<char> flowing;
};

} // namespace ionflux
