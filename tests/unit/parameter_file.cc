#include <ionflux/input/manual.h>
#include <ionflux/input/sections.h>
#include <ionflux/support/parameter_file.h>
#include <ionflux/support/suggestion.h>

#include <deal.II/base/parameter_handler.h>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <random>

using namespace ionflux;

TEST(Scanner, entries_with_sections_and_lines) {
  const ParameterFile file = scan_parameter_file("# comment\n"
                                                 "set A = 1 # more\r\n"
                                                 "SUBSECTION pore wall, b\n"
                                                 "\tset Long name = x \\\n"
                                                 "   y\n"
                                                 "  subsection c\n  Set  D=a=b\n  end\nEnd\n"
                                                 "set E =",
                                                 "f.prm");
  ASSERT_TRUE(file.faults.empty());
  ASSERT_EQ(file.entries.size(), 4u);
  EXPECT_EQ(file.entries[0].value, "1");
  EXPECT_EQ(file.entries[1].path(), "pore wall, b/Long name");
  EXPECT_EQ(file.entries[1].value, "x y");
  EXPECT_EQ(file.entries[1].where.text(), "f.prm:4");
  EXPECT_EQ(file.entries[2].path(), "pore wall, b/c/D");
  EXPECT_EQ(file.entries[2].value, "a=b");
  EXPECT_EQ(file.entries[2].where.line, 7);
  EXPECT_EQ(file.entries[3].value, "");
  EXPECT_EQ(file.names_below({}), std::vector<std::string>{"pore wall, b"});
  EXPECT_EQ(file.where({"pore wall, b", "c", "not there"}).line, 6);
}

TEST(Scanner, duplicates_and_broken_structure) {
  const ParameterFile twice = scan_parameter_file("set A = 1\n\nset A = 2\n", "f");
  ASSERT_EQ(twice.faults.size(), 1u);
  EXPECT_NE(twice.faults[0].what.find("first at line 1"), std::string::npos);
  EXPECT_EQ(twice.faults[0].where.line, 3);
  EXPECT_FALSE(twice.broken);
  for (const char* text : {"end", "subsection a", "set a", "set = 3", "subsection", "foo",
                           "include x", "end x", "set \xff = 3", "set a/b = 3"})
    EXPECT_TRUE(scan_parameter_file(text, "f").broken) << text;
}

TEST(Scanner, hostile_files_stay_bounded) {
  std::string nested;
  for (int i = 0; i < 100000; ++i)
    nested += "subsection a\n";
  EXPECT_LT(scan_parameter_file(nested, "f").faults.size(), 200000u);
  EXPECT_TRUE(scan_parameter_file("set A = " + std::string(200000, 'x'), "f").broken);
  EXPECT_TRUE(scan_parameter_file(std::string(11'000'000, '\n'), "f").broken);
}

TEST(Scanner, overrides) {
  ParameterFile file = scan_parameter_file("subsection A\nset B = 1\nset C = x\nend\n", "f");
  apply_override(file, "A/B = 2=3");
  apply_override(file, "A/C+= y z");
  apply_override(file, "New/sub/D=4");
  EXPECT_TRUE(file.faults.empty());
  EXPECT_EQ(file.find({"A"}, "B")->value, "2=3");
  EXPECT_EQ(file.find({"A"}, "B")->where.text(), "--set");
  EXPECT_EQ(file.find({"A"}, "C")->value, "x y z");
  EXPECT_EQ(file.find({"New", "sub"}, "D")->value, "4");
  EXPECT_EQ(file.names_below({"New"}), std::vector<std::string>{"sub"});
  for (const char* text : {"", "=", "A", "A/=3", "/B=3", "+=3"})
    apply_override(file, text);
  EXPECT_EQ(file.faults.size(), 6u);
}

TEST(Scanner, an_empty_override_takes_the_entry_out) {
  ParameterFile file = scan_parameter_file("subsection A\nset B = 1\nset C = 2\nend\n", "x.prm");
  apply_override(file, "A/B=");
  apply_override(file, "A/none = ");
  EXPECT_EQ(file.find({"A"}, "B"), nullptr);
  EXPECT_EQ(file.find({"A"}, "C")->value, "2");
  ASSERT_EQ(file.unset.size(), 2u);
  EXPECT_EQ(file.unset[1].path(), "A/none");
  apply_override(file, "A/B=3");
  EXPECT_EQ(file.find({"A"}, "B")->value, "3");
  EXPECT_TRUE(file.faults.empty());
}

TEST(Suggestion, distance) {
  EXPECT_EQ(edit_distance("abc", "abc"), 0.0);
  EXPECT_EQ(edit_distance("abc", "acb"), 1.0);
  EXPECT_EQ(edit_distance("abc", "ab"), 1.0);
  EXPECT_EQ(edit_distance("abc", "Abc"), 0.5);
  EXPECT_EQ(edit_distance("", "ab"), 2.0);
  EXPECT_EQ(nearest_name("Temprature", {"Title", "Temperature"}), "Temperature");
  EXPECT_EQ(nearest_name("xyz", {"Title", "Temperature"}), "");
  EXPECT_EQ(nearest_name("", {"Title"}), "");
}

namespace {

/// One random typing error.
std::string mistyped(std::string name, std::mt19937& random) {
  const std::string letters = "abcdefghijklmnopqrstuvwxyz ";
  const std::size_t i = random() % name.size();
  switch (random() % 4) {
  case 0:
    name.erase(i, 1);
    break;
  case 1:
    name.insert(i, 1, letters[random() % letters.size()]);
    break;
  case 2:
    name[i] = letters[random() % letters.size()];
    break;
  default:
    if (i + 1 < name.size()) std::swap(name[i], name[i + 1]);
  }
  return name;
}

} // namespace

// At least 90 % of typos of one or two edits over ALL parameters.
TEST(Suggestion, finds_mistyped_parameters) {
  dealii::ParameterHandler prm;
  declare_parameters(prm, ChosenNames::placeholders());
  const Declarations declared(prm);
  std::mt19937 random(1);
  unsigned int n_right = 0, n_all = 0;
  for (const DeclaredEntry& entry : declared.entries) {
    const std::vector<std::string> names = declared.names_in(entry.section);
    for (int trial = 0; trial < 100; ++trial) {
      std::string typo = mistyped(entry.name, random);
      if (trial % 2 == 1 && typo.size() > 3) typo = mistyped(typo, random);
      if (std::find(names.begin(), names.end(), typo) != names.end()) continue;
      ++n_all;
      n_right += nearest_name(typo, names) == entry.name;
    }
  }
  EXPECT_GE(n_right, 0.9 * n_all) << n_right << " of " << n_all;
  RecordProperty("right", n_right);
  RecordProperty("all", n_all);
  std::cout << "typos: " << n_right << " of " << n_all << " suggestions right\n";
}

TEST(Manual, every_parameter_is_documented) {
  dealii::ParameterHandler prm;
  declare_parameters(prm, ChosenNames::placeholders());
  const std::string md = parameter_manual("md");
  const auto json = nlohmann::json::parse(parameter_manual("json"));
  for (const DeclaredEntry& entry : Declarations(prm).entries) {
    EXPECT_GE(entry.documentation.size(), 12u) << entry.path();
    std::string name = entry.name; // <species> is not to be a tag
    for (std::size_t at = name.find('<'); at != std::string::npos; at = name.find('<'))
      name.replace(at, 1, "&lt;");
    EXPECT_NE(md.find("**" + name + "**"), std::string::npos) << entry.path();
    const nlohmann::json* node = &json;
    for (const std::string& section : entry.section)
      node = &node->at(section);
    for (const char* key : {"type", "unit", "default", "allowed", "documentation", "mandatory"})
      EXPECT_TRUE(node->at(entry.name).contains(key)) << entry.path();
  }
  EXPECT_TRUE(
      json["Electrolyte"]["Species"]["<species>"]["Charge number"]["mandatory"].get<bool>());
  EXPECT_FALSE(json["Title"]["mandatory"].get<bool>());
  // The template is a file of good structure.
  EXPECT_TRUE(scan_parameter_file(parameter_manual("prm"), "template").faults.empty());
  EXPECT_THROW(parameter_manual("pdf"), std::invalid_argument);
}
