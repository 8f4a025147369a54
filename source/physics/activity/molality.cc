#include <ionflux/physics/activity/molality.h>

#include <cstdlib>

namespace ionflux {

ActivityEntry molar_volume_entry() {
  return {"Partial molar volume", "m^3/mol", 0.0, ActivityEntry::Scope::species,
          "Of the species, for the molality that belongs to a concentration, m = c / (rho (1 - sum "
          "V c)). Only sums over the ions of salts are measured: NaCl 16.6e-6, KCl 26.9e-6 m^3/mol "
          "at dilution. With 0 molality is concentration over density of the solvent. With other "
          "values there is no free energy per volume."};
}

std::string plain_ion_name(const std::string& name, const int charge_number) {
  const std::string digit = std::to_string(std::abs(charge_number));
  const auto is_sign = [](const char c) { return c == '+' || c == '-'; };
  std::string plain = name;
  if (plain.size() > 2 && is_sign(plain[plain.size() - 2]) &&
      plain.substr(plain.size() - 1) == digit)
    return plain.substr(0, plain.size() - 2);
  if (plain.empty() || !is_sign(plain.back())) return plain;
  while (plain.size() > 1 && is_sign(plain.back()))
    plain.pop_back();
  if (std::abs(charge_number) > 1 && plain.size() > 1 && plain.substr(plain.size() - 1) == digit &&
      name.size() == plain.size() + 1)
    plain.pop_back();
  return plain;
}

} // namespace ionflux
