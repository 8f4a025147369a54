"""What a picture of each field shows, and how: values, colours, scale, lines."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib import colors

from plot_labels import field_label, split, unit_label
from plot_scales import choose_norm

# Neither end so light or so dark that lines are lost on it.
CONCENTRATION = colors.ListedColormap(plt.get_cmap("YlGnBu")(np.linspace(0.04, 0.74, 256)))
ROUNDING = 1e-15  # of a flux density [mol/m^2/s]: less than that all over, nothing flows
FARADAY = 96485.33212  # [C/mol]
CANCELLED = 5e-3  # of what the ions carry; derivatives in cells are no better
VOLT, COULOMB = 1e-9, 1e-3  # potential [V], charge density [C/m^3] (1e-8 mol/m^3) that are zero


class Drawing:
    """What a picture of one quantity shows: values at the points and how they are drawn.

    tiny: values that differ by less do not differ; present: mask of the triangles where it is defined, or None; spikes:
    may derivatives have made some in single cells?"""

    def __init__(self, values, label, colormap, present=None, scale="linear", tiny=0.0, contours=0, vectors=None,
                 line_colors=("white", "black"), equal=1e-6, spikes=False):
        self.values, self.label, self.colormap, self.present, self.scale = values, label, colormap, present, scale
        self.tiny, self.contours, self.vectors, self.line_colors = tiny, contours, vectors, line_colors
        self.equal, self.spikes = equal, spikes

    def norm(self, shown):
        """(scale of the colours, which ends are open) for the values that are seen."""
        return choose_norm(shown, self.scale, self.equal, self.tiny)


def drawing(canvas, name, largest=None):
    """The Drawing of one quantity, or None if it gets no picture. largest: potential [V] that the unit is to suit."""
    quantity, unit = split(name)
    values = canvas.flat.values[name]
    if quantity == "phi":
        if not values.any():  # of neutral species
            return None
        scale, unit = (1e3, "mV") if (largest or np.abs(values).max()) < 1.5 else (1.0, "V")
        return Drawing(values * scale, f"electric potential [{unit}]", "viridis", tiny=VOLT * scale, contours=15)
    if quantity.startswith("c_"):
        return Drawing(values, field_label(quantity, unit), CONCENTRATION,
                       canvas.present(quantity[2:]), "logarithmic", vectors=canvas.flux(quantity[2:]),
                       line_colors=("black", "white"))
    if quantity == "charge density":
        if not np.nanmax(np.abs(values)) > COULOMB:  # electroneutral
            return None
        return Drawing(values, f"charge density [{unit_label(unit)}]", "RdBu_r", canvas.charged(values), "symmetric",
                       tiny=COULOMB)
    if quantity == "current density":
        if canvas.cancels(values):
            return None
        return Drawing(np.linalg.norm(values, axis=1), f"current density [{unit_label(unit)}]", "viridis",
                       canvas.where_material(lambda points: (values[points] != 0).any()), "logarithmic", vectors=values,
                       equal=0.2, spikes=True)  # derivatives are that wrong in coarse cells
    if quantity.startswith("rate_"):
        if not np.nanmax(np.abs(values)) * np.ptp(canvas.flat.points, axis=0).max() * canvas.metres > canvas.rounding:
            return None
        return Drawing(values, field_label(quantity, unit), "RdBu_r", scale="symmetric")
    if quantity == "velocity":
        size = np.linalg.norm(values, axis=1)
        return Drawing(size, f"velocity [{unit_label(unit)}]", "viridis", vectors=values) if size.max() > 0 else None
    return None


def areas(points, triangles):
    """Of triangles, in the unit of the points squared."""
    (x1, y1), (x2, y2) = (np.moveaxis(points[triangles[:, i]] - points[triangles[:, 0]], 1, 0) for i in (1, 2))
    return 0.5 * np.abs(x1 * y2 - x2 * y1)
