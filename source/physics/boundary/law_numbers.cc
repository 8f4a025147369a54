#include <ionflux/physics/boundary/law_numbers.h>

#include <stdexcept>

namespace ionflux {

LawNumbers::LawNumbers(const AppliedLaw& law, const GivenValue::Point& x,
                       const double charge_number, const double outward_velocity)
    : law(law), x(x), about{law.species, law.partner, charge_number, law.reaction.get()},
      outward(outward_velocity) {}

double LawNumbers::operator()(const std::string& entry) const {
  return law.parameters[place_of_entry(*law.row, entry)](x);
}

bool LawNumbers::has(const std::string& entry) const {
  return law.is_given[place_of_entry(*law.row, entry)] != 0;
}

unsigned int place_of_entry(const BoundaryLaw& row, const std::string& entry) {
  for (unsigned int i = 0; i < row.parameters.size(); ++i)
    if (row.parameters[i].name == entry) return i;
  throw std::logic_error("'" + row.name + "' has no entry '" + entry + "'");
}

} // namespace ionflux
