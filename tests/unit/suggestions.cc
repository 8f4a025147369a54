/// Misspelt names: of 10,000 random edits, how often is the right name suggested?

#include <ionflux/input/sections.h>
#include <ionflux/support/suggestion.h>
#include <ionflux/support/text.h>

#include <deal.II/base/parameter_handler.h>

#include <gtest/gtest.h>

#include <map>
#include <random>

using namespace ionflux;

namespace {

/// The names of each section, all geometries included.
std::map<std::string, std::vector<std::string>> names_by_section() {
  dealii::ParameterHandler prm;
  declare_parameters(prm, ChosenNames::placeholders());
  std::map<std::string, std::vector<std::string>> names;
  for (const DeclaredEntry& entry : Declarations(prm).entries)
    names[join(entry.section, "/")].push_back(entry.name);
  return names;
}

/// A letter more, less, another, or two exchanged.
std::string edited(std::string name, std::mt19937& random) {
  const auto letter = [&] { return static_cast<char>('a' + random() % 26); };
  const std::size_t at = random() % name.size();
  switch (random() % 4) {
  case 0:
    return name.insert(at, 1, letter());
  case 1:
    return name.erase(at, 1);
  case 2:
    name[at] = letter();
    return name;
  default:
    if (at + 1 < name.size()) std::swap(name[at], name[at + 1]);
    return name;
  }
}

} // namespace

// What is right can be lost: "To" with two edits may be anything. With one edit it hardly can.
TEST(Suggestions, random_edits_of_all_names) {
  const auto sections = names_by_section();
  std::vector<std::pair<std::string, std::string>> all; // section, name
  for (const auto& [section, names] : sections)
    for (const std::string& name : names)
      all.emplace_back(section, name);
  ASSERT_GT(all.size(), 100u);
  std::mt19937 random(14);
  for (const unsigned int n_edits : {1u, 2u}) {
    unsigned int n = 0, n_right = 0, n_none = 0;
    while (n < 5000) {
      const auto& [section, name] = all[random() % all.size()];
      std::string typed = name;
      for (unsigned int k = 0; k < n_edits; ++k)
        typed = typed.empty() ? typed : edited(typed, random);
      if (typed.empty() || contains(sections.at(section), typed)) continue; // not a fault
      const std::string found = nearest_name(typed, sections.at(section));
      ++n;
      n_right += found == name;
      n_none += found.empty();
    }
    RecordProperty("right_of_5000_with_" + std::to_string(n_edits), static_cast<int>(n_right));
    std::cout << n_edits << " edit(s): right first " << 100.0 * n_right / n << " %, none "
              << 100.0 * n_none / n << " %" << std::endl;
    EXPECT_GE(n_right, (n_edits == 1 ? 0.99 : 0.97) * n);
  }
}
