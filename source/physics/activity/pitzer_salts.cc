#include <ionflux/physics/activity/pitzer_salts.h>

#include <cmath>

namespace ionflux {

namespace {

/// As table VI prints it.
PitzerSalt two_to_one(const char* cation, const char* anion, const double beta_0,
                      const double beta_1, const double c_phi, const double largest) {
  return {cation, anion, 0.75 * beta_0, 0.75 * beta_1, 0.0, 3.0 / std::pow(2.0, 2.5) * c_phi,
          largest};
}

std::vector<PitzerSalt> all_salts() {
  return {{"H", "Cl", 0.1775, 0.2945, 0.0, 0.00080, 6.0},
          {"H", "Br", 0.1960, 0.3564, 0.0, 0.00827, 3.0},
          {"H", "ClO4", 0.1747, 0.2931, 0.0, 0.00819, 5.5},
          {"H", "NO3", 0.1119, 0.3206, 0.0, 0.0010, 3.0},
          {"Li", "Cl", 0.1494, 0.3074, 0.0, 0.00359, 6.0},
          {"Li", "Br", 0.1748, 0.2547, 0.0, 0.0053, 2.5},
          {"Li", "OH", 0.015, 0.14, 0.0, 0.0, 4.0},
          {"Li", "ClO4", 0.1973, 0.3996, 0.0, 0.0008, 3.5},
          {"Li", "NO3", 0.1420, 0.2780, 0.0, -0.00551, 6.0},
          {"Na", "F", 0.0215, 0.2107, 0.0, 0.0, 1.0},
          {"Na", "Cl", 0.0765, 0.2664, 0.0, 0.00127, 6.0},
          {"Na", "Br", 0.0973, 0.2791, 0.0, 0.00116, 4.0},
          {"Na", "I", 0.1195, 0.3439, 0.0, 0.0018, 3.5},
          {"Na", "OH", 0.0864, 0.2530, 0.0, 0.0044, 6.0},
          {"Na", "ClO4", 0.0554, 0.2755, 0.0, -0.00118, 6.0},
          {"Na", "NO3", 0.0068, 0.1783, 0.0, -0.00072, 6.0},
          {"K", "F", 0.08089, 0.2021, 0.0, 0.00093, 2.0},
          {"K", "Cl", 0.04835, 0.2122, 0.0, -0.00084, 4.8},
          {"K", "Br", 0.0569, 0.2212, 0.0, -0.0018, 5.5},
          {"K", "I", 0.0746, 0.2517, 0.0, -0.00414, 4.5},
          {"K", "OH", 0.1298, 0.3200, 0.0, 0.0041, 5.5},
          {"K", "NO3", -0.0816, 0.0494, 0.0, 0.0066, 3.8},
          {"Rb", "Cl", 0.0441, 0.1483, 0.0, -0.00101, 5.0},
          {"Cs", "Cl", 0.0300, 0.0558, 0.0, 0.00038, 5.0},
          {"NH4", "Cl", 0.0522, 0.1918, 0.0, -0.00301, 6.0},
          {"NH4", "NO3", -0.0154, 0.1120, 0.0, -0.00003, 6.0},
          two_to_one("Mg", "Cl", 0.4698, 2.242, 0.00979, 4.5),
          two_to_one("Mg", "NO3", 0.4895, 2.113, -0.03889, 2.0),
          two_to_one("Ca", "Cl", 0.4212, 2.152, -0.00064, 2.5),
          two_to_one("Ca", "NO3", 0.2811, 1.879, -0.03798, 2.0),
          two_to_one("Sr", "Cl", 0.3810, 2.223, -0.00246, 4.0),
          two_to_one("Ba", "Cl", 0.3504, 1.995, -0.03654, 1.8),
          two_to_one("Li", "SO4", 0.1817, 1.694, -0.00753, 3.0),
          two_to_one("Na", "SO4", 0.0261, 1.484, 0.00938, 4.0),
          two_to_one("K", "SO4", 0.0666, 1.039, 0.0, 0.7),
          two_to_one("Rb", "SO4", 0.0772, 1.481, -0.00019, 1.8),
          two_to_one("Cs", "SO4", 0.1184, 1.481, -0.01131, 1.8),
          two_to_one("NH4", "SO4", 0.0545, 0.878, -0.00219, 5.5),
          {"Mg", "SO4", 0.2210, 3.343, -37.23, 0.025, 3.0},
          {"Ca", "SO4", 0.20, 3.1973, -54.24, 0.0, 0.02}};
}

} // namespace

const std::vector<PitzerSalt>& pitzer_salts() {
  static const std::vector<PitzerSalt> salts = all_salts();
  return salts;
}

const PitzerSalt* find_pitzer_salt(const std::string& cation, const std::string& anion) {
  for (const PitzerSalt& salt : pitzer_salts())
    if (salt.cation == cation && salt.anion == anion) return &salt;
  return nullptr;
}

} // namespace ionflux
