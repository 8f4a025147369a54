/// Random damage to a valid file: accepted or refused by an InputError, never anything else.
/// IONFLUX_FUZZ=5000 runs more of it.

#include <ionflux/input/parameters.h>

#include <gtest/gtest.h>

#include <cstdlib>
#include <random>

using namespace ionflux;

namespace {

const std::string valid = R"(set Coordinates = axisymmetric
subsection Electrolyte
  subsection Species
    subsection K
      set Charge number = 0
      set Diffusivity = 1.957e-9 m^2/s
      set Source = exp(-r/nm)*z/um [mol/m^3/s]
    end
  end
end
subsection Baths
  subsection KCl
    set Concentration of K = 1 mmol/L
  end
end
subsection Materials
  subsection water
    set Fixed charge = -1 mol/L
    set Excluded species = none
  end
end
subsection Geometry
  set Type = nanopore
end
subsection Boundary conditions
  subsection a, b
    set Bath = KCl
    set Potential = 25 mV
  end
end
)";

std::string damaged_parameters(std::string text, std::mt19937& random) {
  static const std::string pieces[] = {"end\n", "\nset ", "subsection ", "#",    "\\\n",     "=",
                                       "/",     "[",      "]",           "\xff", "\xc2\xa0", "1e9",
                                       "(",     "-",      ",",           "\n",   "e",        "[V]",
                                       " of K", "^",      "nan",         "\t",   "\r",       "@"};
  for (int n = 1 + random() % 2; n > 0; --n) {
    const std::size_t at = random() % text.size();
    switch (random() % 4) {
    case 0:
      text.erase(at, 1 + random() % 12);
      break;
    case 1:
      text.insert(at, pieces[random() % std::size(pieces)]);
      break;
    case 2:
      text[at] = static_cast<char>(random() % 256);
      break;
    default:
      text.insert(at, text.substr(random() % text.size(), 1 + random() % 40));
    }
    if (text.empty()) text = "x";
  }
  return text;
}

} // namespace

TEST(Parameters, random_damage_is_refused_or_harmless) {
  const char* const wanted = std::getenv("IONFLUX_FUZZ");
  const int n = wanted != nullptr ? std::atoi(wanted) : 100;
  std::mt19937 random(7);
  EXPECT_NO_THROW(parse_parameters(valid, "f.prm"));
  for (int i = 0; i < n; ++i) {
    const std::string text = damaged_parameters(valid, random);
    try {
      const Parameters p = parse_parameters(text, "f.prm");
      // What is accepted can be read again from the resolved file.
      EXPECT_NO_THROW(parse_parameters(p.resolved_text, "resolved.prm")) << text << p.resolved_text;
    } catch (const InputError& error) {
      EXPECT_EQ(error.code(), ExitCode::bad_parameters);
    } catch (const std::exception& error) {
      ADD_FAILURE() << "seed 7, case " << i << ": " << error.what() << "\n" << text;
    }
  }
}
