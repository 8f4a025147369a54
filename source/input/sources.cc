/// Point, line and area sources.

#include <ionflux/input/sections.h>
#include <ionflux/support/patterns.h>
#include <ionflux/support/quantity.h>
#include <ionflux/support/text.h>

#include <deal.II/base/parameter_handler.h>

namespace ionflux {

namespace {

const char* const corner_entries[] = {"Position", "Second point", "Third point"};

std::string rate_entry(const std::string& species) { return "Rate of " + species; }

/// Coordinates of a point; faults where they are not as many as there should be.
std::array<double, 3> read_corner(InputReader& in, const Parameters& p, const std::string& entry) {
  std::array<double, 3> corner{};
  const std::vector<double> values = in.quantities(entry, "m");
  const std::string wanted = p.axisymmetric ? "r, z" : p.dimension == 2 ? "x, y" : "x, y, z";
  if (values.size() != p.dimension)
    in.fault(entry, format_text("'%s' has %zu coordinates", entry.c_str(), values.size()), wanted);
  for (unsigned int d = 0; d < values.size() && d < 3; ++d)
    corner[d] = values[d];
  return corner;
}

GivenValue read_rate(InputReader& in, const std::string& entry) {
  const GivenValue rate =
      in.given_total(entry, "mol/s or mol/s/m", "what the whole source releases");
  if (!rate.is_constant() || rate({}) >= 0.0) return rate;
  in.fault(entry, "'" + entry + "' must not be negative", "zero or a positive value");
  return 0.0;
}

Release read_release(InputReader& in, const ChosenNames& names, const Parameters& p) {
  Release release;
  release.where = in.where();
  for (const char* entry : corner_entries)
    if (in.has_value(entry)) release.corners.push_back(read_corner(in, p, entry));
  if (in.has_value(corner_entries[2]) && !in.has_value(corner_entries[1]))
    in.fault(corner_entries[2], "'Third point' needs 'Second point' as well",
             "three corners of a parallelogram");
  bool any = false;
  for (const std::string& species : names.species) {
    release.rate.push_back(read_rate(in, rate_entry(species)));
    any = any || release.has(release.rate.size() - 1);
  }
  if (!any) in.fault({"the source releases nothing", in.where(), "", "", "'Rate of' a species"});
  return release;
}

} // namespace

void declare_sources(dealii::ParameterHandler& prm, const ChosenNames& names) {
  prm.enter_subsection("Sources");
  for (const std::string& source : names.sources) {
    prm.enter_subsection(source);
    prm.declare_entry(corner_entries[0], "", patterns::Value(patterns::Kind::quantities, "m"),
                      "Place of a point source, one end of a line source, or a corner of an area "
                      "source: x, y, z in 3-D, x, y in 2-D, where a point is a line in the third "
                      "direction, and r, z in axisymmetric runs, where it is a ring.",
                      true);
    declare_quantities(prm, corner_entries[1], "", "m",
                       "Other end of a line, along which the source is spread evenly; or the next "
                       "corner of a parallelogram.");
    declare_quantities(prm, corner_entries[2], "", "m",
                       "With 'Second point': the other neighbour of 'Position' in a parallelogram, "
                       "over which the source is spread evenly.");
    for (const std::string& species : names.species)
      prm.declare_entry(rate_entry(species), "",
                        patterns::Value(patterns::Kind::given_value, "mol/s or mol/s/m"),
                        "What the source releases of the species, in all; per metre of depth in "
                        "planar 2-D; in time perhaps a function of t. This amount enters on any "
                        "mesh. On a plane of symmetry half "
                        "of it is on the other side: give the half.");
    prm.leave_subsection();
  }
  prm.leave_subsection();
}

void read_sources(InputReader& in, const ChosenNames& names, Parameters& p) {
  if (names.sources.empty()) return;
  const InputReader::Section sources(in, "Sources");
  for (const std::string& name : names.sources) {
    const InputReader::Section one(in, name);
    p.electrolyte.releases.push_back(read_release(in, names, p));
    p.electrolyte.releases.back().name = name;
  }
}

} // namespace ionflux
