"""What rounding leaves of quantities that are exactly zero, so that nobody draws it as a result.

A flow that cannot be (through a blocking electrode, at equilibrium) comes out as a difference of numbers of the size
of the natural flow, RT/F and a bath's concentration over the reference length. ROUNDING of that is no flow."""

import numpy as np

from plot_labels import split

ROUNDING = 1e-12  # of the natural size of what is linear in the flow: 10^4 roundings of double precision
GAS, FARADAY = 8.31446261815324, 96485.33212331001  # [J/mol/K], [C/mol]


class Floors:
    """The natural sizes of a problem; all 0 (nothing is taken for rounding) where its input does not tell them."""

    def __init__(self, parameters, length):
        """length: the reference length [m]"""
        def largest(name):
            found = [entry.number for path, entry in parameters.entries.items()
                     if path[0] in ("Electrolyte", "Baths", "Boundary conditions", "Time") and path[-1].startswith(name)]
            return max((x for x in found if np.isfinite(x)), default=0.0)

        d, c = largest("Diffusivity"), max(largest("Concentration of "), largest("Initial concentration of "))
        kelvin = parameters.entries.get(("Electrolyte", "Temperature"))
        kelvin = kelvin.number if kelvin and np.isfinite(kelvin.number) else 298.15
        self.length, self.flow, self.amount = length, d * c * length, c * length**3  # [mol/s], [mol]
        self.energy = GAS * kelvin  # [J/mol]
        self.density = 100 * ROUNDING * self.flow / length**2 if length else 0.0  # of a flux; derivatives round more

    def of(self, unit):
        """Below this a value in this SI unit is rounding; 0: not known, or no quantity that cancels."""
        whole = unit.endswith("/m")
        sizes = {"mol/s": self.flow, "A": FARADAY * self.flow, "V": self.energy / FARADAY, "C": FARADAY * self.amount,
                 "S": FARADAY**2 * self.flow / self.energy, "W": self.energy * self.flow}
        size = sizes.get(unit[:-2] if whole else unit, 0.0) / (self.length if whole and self.length else 1.0)
        return size * (ROUNDING**2 if unit.startswith("W") else ROUNDING)  # a power is the square of a flow


def without_noise(table, floors):
    """The table with 0 for values below their algebraic error or the floor of their unit."""
    units = table.get("unit")
    for name, values in table.items():
        quantity, unit = split(name)
        if not isinstance(values, np.ndarray) or "error" in quantity and not (unit and quantity.startswith("mesh error")):
            continue
        if name == "value" and isinstance(units, list):
            floor = np.array([floors.of(u) for u in units])
        else:
            floor = floors.of(unit)
        values[np.abs(values) <= np.maximum(floor, 0.0 if "error" in quantity else algebraic_error(table, name))] = 0.0
    return table


def algebraic_error(table, column):
    """Of each value of a column; 0 where it is not known. (fluxes.csv has one a unit, others one a column.)"""
    name, unit = split(column)
    for found in (f"algebraic error of {column}", "algebraic error" + (f" [{unit}]" if unit else "")):
        if isinstance(table.get(found), np.ndarray) and (name == "value" or unit):
            return np.abs(np.nan_to_num(table[found]))
    return 0.0
