"""Cases of two and three dimensions. Their reference is ionflux itself, on a much finer mesh and of higher degree:
it knows the error of the mesh and of the algebra, not of the model (which the one-dimensional cases do)."""

from line_case import Case, Writer


def pore(name, pore_settings, charge, volts, lower=100.0, upper=100.0, dimension=2, finer=(), membrane="false"):
    w = Writer()
    w.set("Dimension", dimension)
    if dimension == 2:
        w.set("Coordinates", "axisymmetric")
    with w.section("Electrolyte"):
        for ion, z, d in (("K", 1, 1.957e-9), ("Cl", -1, 2.032e-9)):
            with w.section("Species", ion):
                w.set("Charge number", z)
                w.set("Diffusivity", f"{d!r} m^2/s")
    with w.section("Materials", "water"):
        w.set("Regions", "remaining")
    with w.section("Geometry"):
        w.set("Type", "nanopore")
        with w.section("nanopore"):
            w.set("Mesh membrane", membrane)
            for key, value in pore_settings.items():
                w.set(key, value)
    with w.section("Boundary conditions"):
        for place, c, v in (("lower end", lower, 0.0), ("upper end", upper, volts)):
            with w.section(place):
                w.set("Potential", f"{v!r} V")
                for ion in ("K", "Cl"):
                    w.set(f"Concentration of {ion}", f"{c!r} mol/m^3")
        with w.section("pore wall, membrane faces"):
            w.set("Surface charge", f"{charge!r} C/m^2")
        with w.section("side"):
            pass
    with w.section("Output"):
        w.set("Fields", "false")
    return Case(name, "pore", w.text(), None, 1.0, "upper end", ("K", "Cl"), finer=list(finer))


FINER_2D = ["Geometry/Global refinements=1", "Discretization/Degree=3"]
FINER_3D = ["Geometry/Global refinements=1"]


def pore_cases():
    cone = {"Pore radius": "3 nm", "Cone angle": "4 degree", "Pore length": "200 nm", "Reservoir radius": "100 nm",
            "Reservoir length": "100 nm", "Rim radius": "1 nm"}
    for volts in (-1.0, 1.0):
        yield pore(f"cone, -0.08 C/m^2, {volts:g} V", cone, -0.08, volts, finer=FINER_2D)
    yield pore("cone, -0.3 C/m^2, 10 mmol/L, 1 V", cone, -0.3, 1.0, 10.0, 10.0, finer=FINER_2D)
    short = {"Pore radius": "5 nm", "Pore length": "20 nm", "Reservoir radius": "40 nm", "Reservoir length": "40 nm",
             "Rim radius": "1 nm"}
    yield pore("short pore, 1 : 1000, -0.1 C/m^2, 0 V", short, -0.1, 0.0, 1000.0, 1.0, finer=FINER_2D)
    yield pore("short pore, -0.3 C/m^2, 2.5 V", short, -0.3, 2.5, finer=FINER_2D)
    long = {"Pore radius": "10 nm", "Pore length": "10 um", "Reservoir radius": "1 um", "Reservoir length": "1 um"}
    yield pore("long channel, 1 mmol/L, -0.02 C/m^2, 1 V", long, -0.02, 1.0, 1.0, 1.0, finer=["Solver/Relative tolerance=1e-10", "Discretization/Degree=3"])
    small = {"Pore radius": "3 nm", "Pore length": "6 nm", "Reservoir radius": "10 nm", "Reservoir length": "8 nm",
             "Rim radius": "1 nm", "Angular cells": "2", "First layer": "1 nm", "Largest cell in the pore": "2 nm",
             "Largest cell in the reservoirs": "5 nm"}
    yield pore("pore in 3-D, -0.05 C/m^2, 0.2 V", small, -0.05, 0.2, dimension=3, finer=FINER_3D)
