#include <ionflux/physics/boundary/surface_state.h>
#include <ionflux/physics/scaling.h>

#include <cmath>

namespace ionflux {

SurfaceState::SurfaceState(const TransportLaw& transport)
    : transport(transport), sides{{Side(transport.n_fields()), Side(transport.n_fields())}} {}

void SurfaceState::set(const unsigned int side, const double* unknowns,
                       const PointMaterial& material) {
  sides[side].unknowns = unknowns;
  sides[side].material = &material;
  sides[side].is_known = false;
}

const PointChemistry& SurfaceState::chemistry(const unsigned int side) {
  Side& here = sides[side];
  if (!here.is_known) transport.chemistry(here.unknowns, *here.material, here.chemistry);
  here.is_known = true;
  return here.chemistry;
}

// What the law sees, [side][quantity].
const double* SurfaceState::look(const SurfaceLaw& law) {
  seen.clear();
  for (unsigned int side = 0; side < law.n_sides(); ++side)
    for (const Seen& one : law.seen())
      if (one.quantity == Seen::potential)
        seen.push_back(transport.potential(sides[side].unknowns, *sides[side].material, nullptr) -
                       metal);
      else if (one.quantity == Seen::activity)
        seen.push_back(chemistry(side).activity[one.species]);
      else
        seen.push_back(chemistry(side).concentration[one.species]);
  return seen.data();
}

double SurfaceState::value(const SurfaceLaw& law, const Load& load) {
  return law.value(look(law), load);
}

double SurfaceState::size(const SurfaceLaw& law, const Load& load) {
  return law.size(look(law), load);
}

const std::vector<double>& SurfaceState::slopes(const SurfaceLaw& law, const Load& load) {
  const unsigned int n_fields = transport.n_fields();
  look(law);
  by_seen.resize(seen.size());
  law.slopes(seen.data(), load, by_seen.data());
  by_unknowns.assign(law.n_sides() * n_fields, 0.0);
  const double* slope = by_seen.data();
  for (unsigned int side = 0; side < law.n_sides(); ++side) {
    double* row = &by_unknowns[side * n_fields];
    for (const Seen& one : law.seen()) {
      if (one.quantity == Seen::potential) {
        by_potential.resize(n_fields);
        transport.potential(sides[side].unknowns, *sides[side].material, by_potential.data());
        for (unsigned int m = 0; m < n_fields; ++m)
          row[m] += *slope * by_potential[m];
        ++slope;
        continue;
      }
      const PointChemistry& here = chemistry(side);
      const double* amount = one.quantity == Seen::activity ? here.activity_slopes.data()
                                                            : here.concentration_slopes.data();
      for (unsigned int m = 0; m < n_fields; ++m)
        row[m] += *slope * amount[one.species * n_fields + m];
      ++slope;
    }
  }
  return by_unknowns;
}

double SurfaceState::metal_slope(const SurfaceLaw& law, const Load& load) {
  look(law);
  by_seen.resize(seen.size());
  law.slopes(seen.data(), load, by_seen.data());
  double sum = 0.0;
  for (unsigned int k = 0; k < law.seen().size(); ++k)
    if (law.seen()[k].quantity == Seen::potential) sum -= by_seen[k];
  return sum;
}

namespace {

/// A law between two sides, met from the other one.
class ReversedLaw final : public SurfaceLaw {
public:
  explicit ReversedLaw(std::shared_ptr<const SurfaceLaw> law)
      : SurfaceLaw(2, law->seen(), law->harmonic_conductance()), law(std::move(law)) {}

  double value(const double* seen, const Load& load) const override {
    return -law->value(swapped(seen).data(), load);
  }
  double size(const double* seen, const Load& load) const override {
    return law->size(swapped(seen).data(), load);
  }
  void slopes(const double* seen, const Load& load, double* slopes) const override {
    std::vector<double> by(2 * this->seen().size());
    law->slopes(swapped(seen).data(), load, by.data());
    by = swapped(by.data());
    for (unsigned int k = 0; k < by.size(); ++k)
      slopes[k] = -by[k];
  }
  std::vector<double> reported(const double* seen) const override {
    return law->reported(swapped(seen).data());
  }

private:
  std::vector<double> swapped(const double* numbers) const {
    const unsigned int n = seen().size();
    std::vector<double> result(numbers + n, numbers + 2 * n);
    result.insert(result.end(), numbers, numbers + n);
    return result;
  }
  const std::shared_ptr<const SurfaceLaw> law;
};

/// What is given whatever the state, at its load.
class GivenTerm final : public SurfaceLaw {
public:
  explicit GivenTerm(const double given) : SurfaceLaw(1, {}, 0.0), given(given) {}

  double value(const double*, const Load& load) const override { return load.charge * given; }
  double size(const double*, const Load& load) const override {
    return std::abs(load.charge * given);
  }
  void slopes(const double*, const Load&, double*) const override {}

private:
  const double given;
};

double charge_number_of(const AppliedLaw& law, const TransportLaw& transport) {
  const int species = law.species >= 0 ? law.species : law.partner;
  return species < 0 ? 0.0 : transport.charge_number(species);
}

} // namespace

bool depends_on(const AppliedLaw& law, const TransportLaw& transport, const unsigned int m) {
  for (const Seen& one : law.row->sees(
           {law.species, law.partner, charge_number_of(law, transport), law.reaction.get()}))
    if (one.quantity == Seen::potential ? transport.potential_depends_on(m)
                                        : transport.composition_depends_on(one.species, m))
      return true;
  return false;
}

std::shared_ptr<const SurfaceLaw>
make_surface_law(const AppliedLaw& law, const GivenValue::Point& x, const TransportLaw& transport,
                 const Scaling& scaling, const double outward_velocity, const bool reversed) {
  if (!law.row->depends_on_state())
    return std::make_shared<const GivenTerm>(law.row->scaled(law.value(x), scaling));
  std::shared_ptr<const SurfaceLaw> made = law.row->make(
      LawNumbers(law, x, charge_number_of(law, transport), outward_velocity), scaling);
  if (reversed) return std::make_shared<const ReversedLaw>(std::move(made));
  return made;
}

std::shared_ptr<const SurfaceLaw> make_stored_amount(const AppliedLaw& law,
                                                     const GivenValue::Point& x,
                                                     const TransportLaw& transport,
                                                     const Scaling& scaling) {
  return law.row->make_stored(LawNumbers(law, x, charge_number_of(law, transport)), scaling);
}

} // namespace ionflux
