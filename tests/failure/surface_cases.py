"""Faults of section Surface reactions and of adsorption."""

from case_rows import OUTPUT, SIGMA, V, case

SALT = "set Kinetics = mass action\n set Forward rate constant = 1e-6 m/s"
METAL = ("set Kinetics = Butler-Volmer\n set Electrode potential = 0 V\n set Equilibrium potential = 0.1 V\n"
         " set Held constant = M\n set Exchange current density = 1 A/m^2")


FLOATING = METAL.replace(" set Electrode potential = 0 V\n", "")
SIDE = "  subsection side\n"


def floating(words, name, entries="", more=(), metal=FLOATING):
    """A reaction on a surface with a current, in place of the base file's surface 'side'."""
    text = ("subsection Surface reactions\n subsection one\n set Surfaces = side\n set Equation = M <-> K + e\n" + metal +
            "\n end\nend\n")
    return case("metal_" + name, [(SIDE, SIDE + "set Current = 1e-12 A\n" + entries), (OUTPUT, text + OUTPUT), *more], words)


def surface(equation, words, name, rest=SALT, surfaces="side"):
    """A reaction on a surface of the base file that must be refused."""
    text = (f"subsection Surface reactions\n subsection one\n set Surfaces = {surfaces}\n {rest}\n set Equation = {equation}\n"
            " end\nend\n")
    return case("surface_" + name, (OUTPUT, text + OUTPUT), words)


CASES = [
    surface("K <-> Cl", ["charge does not balance", "has -2 more than the left"], "charge"),
    surface("M <-> K + 2 e", ["charge does not balance", "'e' as -1"], "electrons", METAL),
    surface("M <-> K + H + 2 e\n set Held constant = M, H [+1]", "ions that are held constant carry a current", "held_ion", METAL.replace("set Held constant = M", "")),
    surface("M <-> K + H + 2 e\n set Held constant = M, H [a]", "'H .a.' has no charge number in its brackets", "held_charge", METAL.replace("set Held constant = M", "")),
    surface("M <-> Na + e", ["'Na' in the equation is neither a species", "e\\b"], "unknown_species", METAL),
    surface("K + Cl <-> M", ["no electrons take part", "mass action"], "no_electrons", METAL),
    surface("M <-> K + e", ["electrons take part", "no electrode"], "electrons_in_mass_action", SALT + "\n set Held constant = M"),
    surface("M <-> K + e", ["both 'Exchange current density' and 'Rate constant'"], "two_rates", METAL + "\n set Rate constant = 1 m/s"),
    surface("M <-> K + e", ["the reaction needs 'Electrode potential'"], "no_potential",
            METAL.replace("set Electrode potential = 0 V\n", "")),
    surface("M <-> K + e", ["'Barrier position' has no effect with Kinetics = Butler-Volmer", "carrier"], "foreign_entry",
            METAL + "\n set Barrier position = 0.3"),
    surface("M <-> K + e", ["transfer coefficient", "between 0 and 1"], "transfer", METAL + "\n set Transfer coefficient = 1.2"),
    surface("M <-> K + e", ["'sides' has no subsection", "did you mean: side"], "unknown_surface", METAL, "sides"),
    surface("M <-> K + e", ["a part of the surfaces", "pore wall, membrane faces"], "part_of_surfaces", METAL, "pore wall"),
    surface("M <-> K + e", ["contradicts 'Bath'"], "at_a_bath", METAL, "upper end"),
    surface("K + Cl <-> M", ["names the region on either side"], "carrier_without_sides", "set Kinetics = carrier\n set Turnover constant = 1 m/s"),
    surface("K (a) + Cl (a) <-> K (b)", ["different numbers of 'Cl'"], "carrier_loses", "set Kinetics = carrier\n set Turnover constant = 1 m/s"),
    surface("M <-> K + e", ["reorganisation energy", "0.01 eV to 10 eV"], "reorganisation",
            METAL.replace("Butler-Volmer", "Marcus-Hush-Chidsey") + "\n set Reorganisation energy = 20 eV"),
    surface("2 M <-> 2 K + 2 e", ["transfer of one electron"], "two_electrons",
            METAL.replace("Butler-Volmer", "Marcus-Hush-Chidsey") + "\n set Reorganisation energy = 1 eV"),
    surface("M <-> K + e\n end\n subsection two\n set Surfaces = side\n set Equation = M <-> K + e\n" + METAL.replace("= 0 V", "= 1 V"),
            ["the electrode is at 1 V here and at 0 V"], "two_potentials", METAL),
    floating(["the metal would follow from 'Current'", "acts on the same surface"], "with_layer",
             "set Stern capacitance = 0.2 F/m^2\nset Electrode potential = 1 V\n"),
    case("metal_charges", (SIDE, SIDE + "set Current = 1e-12 A\nset Stern capacitance = 0.2 F/m^2\n"),
         ["no reaction takes up the current", "has no steady state"], at="set Current"),
    floating(["the potential is given nowhere"], "nowhere",
             more=[("set Potential = 0 V", ""), (V, "")]),
    floating(["the estimator 'goal' does not know how the potential of a metal follows"], "goal",
             more=[(OUTPUT, "subsection Adaptive refinement\nset Estimator = goal\nset Goal = current through upper end\nend\n" + OUTPUT)]),
    floating(["an impedance needs the potentials of all metals", "side"], "impedance",
             more=[(OUTPUT, "subsection Impedance\nset Boundary = upper end\nset Lowest frequency = 1 Hz\nset Highest frequency = 1 kHz\nend\n" + OUTPUT)]),
    floating(["'Current' needs ions that cross the boundary", "without 'Electrode potential'"], "known", metal=METAL),
    floating(["'Adsorption site density' does not work in time where a current is given"], "adsorption",
             "set Adsorption site density = 1 nm^-2\nset Adsorbate = K\nset Adsorption constant = 1 L/mol\n",
             more=[(OUTPUT, "subsection Time\nset End time = 1 us\nend\n" + OUTPUT)]),
    case("adsorption_phases", (SIGMA, "set Adsorption site density = 1 nm^-2\nset Adsorbate = K\nset Adsorption constant = 1 L/mol\n"
                               "set Lateral interaction = -5"), ["two phases", "above -4"], at="set Adsorption site density"),
    case("adsorption_in_time", [(OUTPUT, "subsection Time\nset End time = 1 us\nend\n" + OUTPUT),
                                ("set Potential = 25 mV", "set Current = 0 A\nset Adsorption site density = 1 nm^-2\n"
                                 "set Adsorbate = K\nset Adsorption constant = 1 L/mol")],
         "'Adsorption site density' does not work in time where a current is given"),
]
