#include <ionflux/input/mesh_checks.h>
#include <ionflux/input/parameters.h>
#include <ionflux/physics/constants.h>

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

using namespace ionflux;

namespace {

/// The valid input from which faults are made: that of the failure corpus.
std::string base() {
  static const std::string text = [] {
    // The test is started somewhere below the source folder; __FILE__ may be a relative path.
    std::string folder = "./";
    for (int level = 0; level < 6; ++level, folder += "../") {
      std::ifstream stream(folder + "tests/failure/base.prm");
      if (!stream) continue;
      std::ostringstream out;
      out << stream.rdbuf();
      return out.str();
    }
    ADD_FAILURE() << "tests/failure/base.prm is not above the working directory";
    return std::string();
  }();
  return text;
}

std::string edited(const std::string& old, const std::string& now) {
  std::string text = base();
  const std::size_t at = text.find(old);
  EXPECT_NE(at, std::string::npos) << old;
  return at == std::string::npos ? text : text.replace(at, old.size(), now);
}

MeshLabels labels() {
  MeshLabels labels;
  labels.boundaries = {"axis", "lower end", "upper end", "side"};
  labels.symmetries = {"axis"};
  labels.interfaces = {{1, "pore wall"}, {2, "membrane faces"}};
  labels.regions = {"lower reservoir", "pore", "upper reservoir", "membrane"};
  return labels;
}

template <typename Action>
void expect_fault(const Action& action, const std::string& words) {
  try {
    action();
    ADD_FAILURE() << "accepted; expected: " << words;
  } catch (const InputError& error) {
    EXPECT_EQ(error.code(), ExitCode::bad_parameters);
    EXPECT_NE(std::string(error.what()).find(words), std::string::npos) << error.what();
  }
}

/// The edited input parses, but does not fit the mesh, for one reason.
void expect_mesh_fault(const std::string& old, const std::string& now, const std::string& words) {
  const Parameters p = parse_parameters(edited(old, now), "f.prm");
  expect_fault([&] { check_against_mesh(p, labels()); }, words);
}

} // namespace

TEST(Parameters, values_in_si) {
  const Parameters p = parse_parameters(base(), "base.prm");
  EXPECT_EQ(p.title, "base");
  EXPECT_TRUE(p.axisymmetric);
  ASSERT_EQ(p.electrolyte.n_species(), 2u);
  EXPECT_EQ(p.electrolyte.species[0].name, "K"); // in the order of the file
  EXPECT_EQ(p.electrolyte.species[1].charge_number, -1);
  EXPECT_DOUBLE_EQ(p.baths[0].concentrations[1], 100.0);
  ASSERT_EQ(p.materials.size(), 2u);
  EXPECT_EQ(p.materials[0].regions.size(), 3u);
  EXPECT_TRUE(p.materials[1].excluded[0]);
  ASSERT_EQ(p.boundary_conditions.size(), 4u);
  const BoundaryCondition& end = p.boundary_conditions[1];
  ASSERT_EQ(end.laws.size(), 3u); // the bath is two concentrations
  EXPECT_EQ(end.laws[2].row->gives, Gives::potential);
  EXPECT_DOUBLE_EQ(end.laws[2].value({}), 0.025);
  EXPECT_EQ(p.boundary_conditions[2].surfaces,
            (std::vector<std::string>{"pore wall", "membrane faces"}));
  EXPECT_DOUBLE_EQ(p.output.profiles[0].from[1], -50e-9);
  EXPECT_EQ(p.original_text, base());
}

TEST(Parameters, resolved_text_is_the_same_input) {
  const Parameters p = parse_parameters(base(), "base.prm", {"Electrolyte/Temperature=25 degC"});
  EXPECT_NE(p.resolved_text.find("set Temperature = 25 degC  # = 298.15 K; --set"),
            std::string::npos)
      << p.resolved_text;
  EXPECT_NE(p.resolved_text.find("= 0.025 V; base.prm:"), std::string::npos);
  const Parameters again = parse_parameters(p.resolved_text, "resolved.prm");
  EXPECT_EQ(again.electrolyte.temperature, p.electrolyte.temperature);
  EXPECT_EQ(again.boundary_conditions.size(), p.boundary_conditions.size());
  EXPECT_EQ(again.baths[0].concentrations, p.baths[0].concentrations);
}

TEST(Parameters, unknowns_are_chosen_by_the_given_concentrations) {
  const std::string sigma = "set Surface charge = -0.1 e/nm^2";
  const auto unknowns = [&](const std::string& given, const std::vector<std::string>& set = {},
                            const std::string& standard_potential = "") {
    std::string text = edited(sigma, given);
    if (!standard_potential.empty()) {
      text.replace(text.find("    set Excluded species = all\n"), 31, "");
      const std::string eps = "set Relative permittivity = 78.5";
      text.replace(text.find(eps), eps.size(), eps + "\n" + standard_potential);
    }
    return unknowns_in_words(parse_parameters(text, "f", set));
  };
  const std::string usual = "unknowns phi, mu (electrochemical potentials)";
  EXPECT_EQ(unknowns(sigma), usual); // 100 mol/m^3 in the baths
  EXPECT_EQ(unknowns("set Concentration of K = 5e-3 mol/m^3"), usual);
  const std::string trace = "set Concentration of K = 4e-3 mol/m^3";
  EXPECT_EQ(unknowns(trace), "unknowns phi, mu of Cl, c of K (its given concentrations span a "
                             "factor of 2.5e+04)");
  EXPECT_EQ(unknowns("set Concentration of Cl = 0 mol/m^3"),
            "unknowns phi, mu of K, c of Cl (a concentration of zero is given)");
  EXPECT_EQ(unknowns(trace, {}, "set Standard potential of K = 1 kJ/mol"), usual); // c would jump
  const std::string all = "Electrolyte/Primary variables=",
                    of_k = "Electrolyte/Species/K/Primary variable=";
  EXPECT_EQ(unknowns(trace, {all + "electrochemical potential"}), usual);
  EXPECT_EQ(unknowns(sigma, {of_k + "concentration"}), "unknowns phi, mu of Cl, c of K (as set)");
  EXPECT_EQ(unknowns(trace, {all + "concentration", of_k + "electrochemical potential"}),
            "unknowns phi, mu of K, c of Cl (as set)");
}

TEST(Parameters, fixed_charge_as_charge_or_concentration) {
  const std::string eps = "set Relative permittivity = 2\n";
  const auto charge = [&](const std::string& value) {
    const Parameters p =
        parse_parameters(edited(eps, eps + "set Fixed charge = " + value + "\n"), "f");
    return p.materials[1].fixed_charge({{1e-9, 0.0, 0.0}});
  };
  EXPECT_DOUBLE_EQ(charge("-3 C/m^3"), -3.0);
  EXPECT_DOUBLE_EQ(charge("-1 mol/L"), -1000.0 * constants::faraday);
  EXPECT_NEAR(charge("2*r/nm [mM]") / (2.0 * constants::faraday), 1.0, 1e-12);
  EXPECT_THROW(charge("1 V"), InputError);
  EXPECT_THROW(charge("x [mM]"), InputError); // planar coordinate in an axisymmetric run
}

TEST(Parameters, all_faults_at_once_in_the_order_of_the_file) {
  std::string text =
      edited("set Temperature = 298.15 K", "set Temprature = 1\nset Potential = Poison");
  text.replace(text.find("= 25 mV"), 7, "= 25 mA");
  try {
    parse_parameters(text, "f.prm");
    ADD_FAILURE();
  } catch (const InputError& error) {
    ASSERT_EQ(error.faults().size(), 3u) << error.what();
    EXPECT_EQ(error.faults()[0].where.line, 6);
    EXPECT_EQ(error.faults()[1].suggestion, "Poisson");
    EXPECT_NE(error.faults()[2].what.find("wrong dimension"), std::string::npos);
  }
}

TEST(Parameters, charged_bath_is_allowed_when_the_potential_is_given) {
  std::string text = edited("set Temperature = 298.15 K",
                            "set Potential = given expression\nset Given potential = z/um [V]");
  for (const char* law :
       {"set Potential = 0 V", "set Potential = 25 mV", "set Surface charge = -0.1 e/nm^2"})
    text.replace(text.find(law), std::string(law).size(), "");
  text.replace(text.find("100 mmol/L"), 10, "50 mmol/L");
  EXPECT_EQ(parse_parameters(text, "f").electrolyte.potential_model,
            PotentialModel::given_expression);
}

TEST(MeshChecks, materials_of_regions) {
  const Parameters p = parse_parameters(base(), "f.prm");
  check_against_mesh(p, labels());
  EXPECT_EQ(material_of_region(p, labels()), (std::vector<unsigned int>{0, 0, 0, 1}));
  const Parameters rest = parse_parameters(
      edited("set Regions = lower reservoir, pore, upper reservoir", "set Regions = remaining"),
      "f");
  EXPECT_EQ(material_of_region(rest, labels()), (std::vector<unsigned int>{0, 0, 0, 1}));
}

TEST(MeshChecks, faults) {
  expect_mesh_fault("subsection side", "subsection sid",
                    "no surface 'sid'"
                    "\n  parameter: Boundary conditions/sid"
                    "\n  allowed:   lower end, upper end, side, pore wall, "
                    "membrane faces\n  did you mean: side?"
                    "\nerror: f.prm: the boundary 'side' has no condition");
}

TEST(MeshChecks, single_faults) {
  expect_mesh_fault("  subsection side\n  end\n", "", "the boundary 'side' has no condition");
  expect_mesh_fault("subsection side", "subsection side, axis", "'axis' is a symmetry");
  expect_mesh_fault("set Surface charge = -0.1 e/nm^2", "set Potential = 1 V",
                    "'Potential' cannot be set on 'pore wall'");
  expect_mesh_fault("lower reservoir, pore, upper", "lower reservoir, upper",
                    "no material fills the region 'pore'");
  expect_mesh_fault("lower reservoir, pore", "lower reservoir, pore, membrane", "filled twice");
  expect_mesh_fault("set Regions = membrane", "set Regions = membrane, poer",
                    "did you mean: pore?");
  expect_mesh_fault("set Potential = 0 V\n  end\n  subsection upper end\n    set Bath = KCl\n    "
                    "set Potential = 25 mV",
                    "end\n  subsection upper end\n    set Bath = KCl",
                    "the potential is given nowhere");
}

TEST(MeshChecks, every_species_is_fixed_somewhere) {
  std::string text = base();
  for (std::size_t at; (at = text.find("set Bath = KCl")) != std::string::npos;)
    text.replace(at, 14, "set Concentration of K = 1 mM");
  const Parameters p = parse_parameters(text, "f.prm");
  expect_fault([&] { check_against_mesh(p, labels()); },
               "the amount of species 'Cl' is undetermined");
}

TEST(Parameters, roundings_of_one_time_are_one) {
  std::string text =
      edited("set Potential = 25 mV", "set Potential = 25*triangle(t/(11.999999999999998*s)) [mV]");
  text += "subsection Time\n set End time = 12 s\n set Output times = 1 s, 6 s\nend\n";
  const Parameters p = parse_parameters(text, "f.prm");
  ASSERT_EQ(p.time.breaks.size(), 2u);
  ASSERT_EQ(p.time.outputs.size(), 3u);
  EXPECT_EQ(p.time.outputs[1], p.time.breaks[0]);
  EXPECT_EQ(p.time.outputs[2], p.time.breaks[1]);
  EXPECT_EQ(p.time.outputs[2], p.time.end);
}

TEST(Parameters, nothing_has_either_unit) {
  for (const char* zero : {"0 A", "0 A/m", "0"}) {
    const Parameters p = parse_parameters(
        edited("set Potential = 25 mV", std::string("set Current = ") + zero), "f.prm");
    EXPECT_EQ(p.boundary_conditions.size(), 4u) << zero;
  }
  expect_fault(
      [] { parse_parameters(edited("set Potential = 25 mV", "set Current = 1 A/m"), "f.prm"); },
      "has the wrong dimension");
}
