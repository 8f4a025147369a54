#include <ionflux/geometry/pore_profile.h>
#include <ionflux/geometry/rows.h>
#include <ionflux/support/input_file.h>
#include <ionflux/support/quantity.h>
#include <ionflux/support/text.h>

#include <deal.II/base/parameter_handler.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <stdexcept>

namespace ionflux {

namespace {

using dealii::ParameterHandler;

const std::string me = "nanopore";
constexpr double steepest = 75 * M_PI / 180;

/// Entries that belong to some shapes only, with their defaults.
const std::map<std::string, std::string> defaults = {
    {"Pore radius", "5 nm"},  {"Cone angle", "0 degree"},
    {"Waist radius", "2 nm"}, {"Upper radius", "8 nm"},
    {"Profile", ""},          {"Profile positions", ""},
    {"Profile radii", ""},    {"Profile file", ""}};

PoreProfile make_cone(const ParameterHandler& prm, const double length, const MeshContext&) {
  const double radius = positive_length(prm, me, "Pore radius") / length;
  const double angle = get_quantity(prm, "Cone angle", "rad");
  if (!(std::abs(angle) <= steepest))
    refuse_value(me, "Cone angle", prm.get("Cone angle"), "the pore is too open",
                 "between -75 degree and 75 degree (a bare number is in radian)");
  const PoreProfile profile = cone_profile(radius, angle);
  if (!(profile.radius(0.5) > 0))
    refuse_value(me, "Cone angle", prm.get("Cone angle"), "the pore closes before its upper mouth",
                 "more than -" + std::to_string(std::atan(radius) * 180 / M_PI) +
                     " degree with this radius and length");
  return profile;
}

PoreProfile make_hourglass(const ParameterHandler& prm, const double length, const MeshContext&) {
  const double mouth = positive_length(prm, me, "Pore radius"),
               waist = positive_length(prm, me, "Waist radius");
  if (!(waist <= mouth))
    refuse_value(me, "Waist radius", prm.get("Waist radius"),
                 "the waist of an hourglass is wider than its mouths",
                 "no more than the Pore radius (at the mouths), " + prm.get("Pore radius"));
  return hourglass_profile(waist / length, mouth / length);
}

PoreProfile make_trumpet(const ParameterHandler& prm, const double length, const MeshContext&) {
  return trumpet_profile(positive_length(prm, me, "Pore radius") / length,
                         positive_length(prm, me, "Upper radius") / length);
}

PoreProfile make_expression(const ParameterHandler& prm, const double length, const MeshContext&) {
  const std::string text = prm.get("Profile");
  GivenValue given;
  try {
    given = parse_given_value(text, "m", true);
  } catch (const std::invalid_argument& error) {
    refuse_value(me, "Profile", text, error.what(),
                 "the radius as an expression of z with its unit, such as "
                 "2*nm + 3*nm*(z/(10*nm))^2 [m]");
  }
  const auto radius = [=](const double z) { return given({{0.0, z * length, 0.0}}) / length; };
  // One-sided at the mouths: the expression need not exist beyond them.
  const auto slope = [=](const double z) {
    const double step = 1e-5, low = std::max(z - step, -0.5), high = std::min(z + step, 0.5);
    return (radius(high) - radius(low)) / (high - low);
  };
  return {radius, slope};
}

/// Positions and radii [m] from the entries or the file.
std::vector<std::vector<double>> read_table(const ParameterHandler& prm,
                                            const MeshContext& context) {
  const std::string file = prm.get("Profile file");
  if (!file.empty()) {
    for (const char* name : {"Profile positions", "Profile radii"})
      if (!prm.get(name).empty())
        refuse_value(me, name, prm.get(name), "the profile is given twice, here and as a file",
                     "either a Profile file or Profile positions with Profile radii");
    return read_profile_file(path_below(context.folder, file), "Geometry/nanopore/Profile file");
  }
  std::vector<std::vector<double>> table;
  for (const char* name : {"Profile positions", "Profile radii"})
    try {
      table.push_back(parse_quantities(prm.get(name), "m"));
    } catch (const std::invalid_argument& error) {
      refuse_value(me, name, prm.get(name), error.what(),
                   "lengths separated by commas, such as 0 nm, 1.5 nm, 4 nm (or a Profile file)");
    }
  if (table[0].size() != table[1].size())
    refuse_value(me, "Profile radii", prm.get("Profile radii"),
                 std::to_string(table[1].size()) + " radii are given for " +
                     std::to_string(table[0].size()) + " positions",
                 "one radius for each of the Profile positions");
  return table;
}

PoreProfile make_table(const ParameterHandler& prm, const double length,
                       const MeshContext& context) {
  auto table = read_table(prm, context);
  auto &z = table[0], &r = table[1];
  const std::string source = prm.get("Profile file").empty() ? "Profile positions" : "Profile file";
  const auto refuse = [&](const std::string& what, const std::string& allowed) {
    refuse_value(me, source, prm.get(source), what, allowed);
  };
  if (z.size() < 2) refuse("a profile of one point", "two points or more, from mouth to mouth");
  for (std::size_t i = 0; i < z.size(); ++i) {
    if (i > 0 && !(z[i] > z[i - 1] + 1e-6 * length))
      refuse("the position " + number_text(z[i]) + " m does not exceed the one before it",
             "positions that grow from the lower mouth to the upper one");
    if (!(r[i] > 0))
      refuse("the radius " + number_text(r[i]) + " m is zero or negative", "positive radii");
  }
  const double first = z.front(), span = z.back() - z.front();
  if (!(std::abs(span - length) <= 1e-6 * length))
    refuse_value(me, "Pore length", prm.get("Pore length"),
                 "the profile reaches from its first to its last position over " +
                     number_text(span) + " m, which is not the length of the pore",
                 "Pore length = " + number_text(span) + " m");
  for (std::size_t i = 0; i < z.size(); ++i) {
    z[i] = (z[i] - first) / span - 0.5;
    r[i] /= length;
  }
  z.back() = 0.5;
  return table_profile(z, r);
}

} // namespace

const std::vector<PoreProfileRow>& pore_profiles() {
  static const std::vector<PoreProfileRow> table = {
      {"cone", "a cylinder (Cone angle = 0) or a cone", {"Pore radius", "Cone angle"}, make_cone},
      {"hourglass",
       "a hyperboloid, Pore radius at both mouths and Waist radius in the middle",
       {"Pore radius", "Waist radius"},
       make_hourglass},
      {"trumpet",
       "an exponential horn from Pore radius at the lower mouth to Upper radius at the upper one",
       {"Pore radius", "Upper radius"},
       make_trumpet},
      {"expression", "the radius is the expression Profile of z", {"Profile"}, make_expression},
      {"table",
       "a smooth curve that does not overshoot through Profile positions and Profile radii, or "
       "through the points of the Profile file",
       {"Profile positions", "Profile radii", "Profile file"},
       make_table}};
  return table;
}

void declare_pore_profile(ParameterHandler& prm) {
  using namespace dealii::Patterns;
  std::string names, texts;
  for (const PoreProfileRow& row : pore_profiles()) {
    names += (names.empty() ? "" : "|") + row.name;
    texts += (texts.empty() ? "" : "; ") + row.name + ": " + row.documentation;
  }
  prm.declare_entry("Shape", "cone", Selection(names),
                    "How the radius changes along the pore. " + texts + ".");
  declare_quantity(prm, "Pore radius", defaults.at("Pore radius"), "m",
                   "Radius of the pore at its lower mouth (before the rim is rounded); half the "
                   "width of a slit (planar, 2-D).");
  declare_quantity(prm, "Cone angle", defaults.at("Cone angle"), "rad",
                   "Half opening angle of a conical pore; positive: wider towards the upper mouth, "
                   "so that Pore radius is the radius of the tip.");
  declare_quantity(prm, "Waist radius", defaults.at("Waist radius"), "m",
                   "Radius in the middle of an hourglass.");
  declare_quantity(prm, "Upper radius", defaults.at("Upper radius"), "m",
                   "Radius of a trumpet at its upper mouth.");
  prm.declare_entry(
      "Profile", defaults.at("Profile"), Anything(),
      "Radius as an expression of z with its unit, 2*nm + 3*nm*(z/(10*nm))^2 [m]; z in "
      "metres from -Pore length/2 to Pore length/2.");
  prm.declare_entry(
      "Profile positions", defaults.at("Profile positions"), Anything(),
      "Positions along the axis, ascending, from the lower mouth to the upper one; their "
      "zero may be anywhere, and their range is the Pore length.");
  prm.declare_entry("Profile radii", defaults.at("Profile radii"), Anything(),
                    "Radius at each of the Profile positions.");
  prm.declare_entry(
      "Profile file", defaults.at("Profile file"), Anything(),
      "Instead of the two: a CSV file of positions and radii with the units in the first "
      "line, \"z [nm], r [nm]\". Relative to the folder of the parameter file.");
}

PoreProfile read_pore_profile(const ParameterHandler& prm, const double length,
                              const MeshContext& context) {
  const std::string shape = prm.get("Shape");
  const auto row = std::find_if(pore_profiles().begin(), pore_profiles().end(),
                                [&](const PoreProfileRow& r) { return r.name == shape; });
  for (const auto& [name, text] : defaults)
    if (!contains(row->entries, name) && prm.get(name) != text)
      refuse_value(me, name, prm.get(name), "this has no meaning with Shape = " + shape,
                   "leave it out; this shape reads " + join(row->entries, ", "));
  const PoreProfile profile = row->make(prm, length, context);

  const std::string entry = row->entries.front();
  for (int i = 0; i <= 1000; ++i) {
    const double z = i / 1000.0 - 0.5, radius = profile.radius(z), slope = profile.slope(z);
    const std::string here = " at z = " + format_text("%.4g", z * length) + " m";
    if (!(radius > 0) || !std::isfinite(radius))
      refuse_value(me, entry, prm.get(entry),
                   "the radius is " + format_text("%.4g", radius * length) + " m" + here,
                   "a positive radius everywhere in the pore");
    if (!(std::abs(slope) <= std::tan(steepest) * (1 + 1e-9)))
      refuse_value(me, entry, prm.get(entry), "the wall is too steep (or jumps)" + here,
                   "at most 75 degree from the axis");
  }
  return profile;
}

} // namespace ionflux
