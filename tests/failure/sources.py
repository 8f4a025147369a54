"""Faults of section Sources, of mixing by the flow, decay and the limiter; rows as in cases.py."""

from case_rows import OUTPUT, T, case
from flow import PIPE, flow

SOURCE = "subsection Sources\n  subsection well\n    set Position = 0 nm, {}\n    set Rate of K = {}\n  end\nend\n"


def source(position="10 nm", rate="1e-15 mol/s", more=""):
    """An edit that adds a source to base.prm."""
    return OUTPUT, SOURCE.format(position, rate + more) + OUTPUT


CASES = [
    case("source_outside", source("1 mm"), ["the source 'well' has a part at .0, 0.001. m", "points in the domain"]),
    case("source_in_membrane", (OUTPUT, SOURCE.format("0 nm", "1e-15 mol/s").replace("0 nm, 0 nm", "20 nm, 0 nm") + OUTPUT),
         "nothing that its species may enter"),
    case("source_on_bath", source("50 nm"), ["the source 'well' lies on 'upper end'", "what it releases leaves at once"]),
    case("source_coordinates", source("1 nm, 2 nm"), ["'Position' has 3 coordinates", "r, z"]),
    case("source_negative", source(rate="-1e-15 mol/s"), "'Rate of K' must not be negative"),
    case("source_of_position", source(rate="1e-15*r/nm [mol/s]"), "'Rate of K' is what the whole source releases, not a function of position"),
    case("source_per_depth", source(rate="1e-15 mol/s/m"), "mol/s in this geometry"),
    case("source_of_nothing", source(rate="0 mol/s"), "the source releases nothing"),
    case("source_two_corners", source(more="\n    set Third point = 1 nm, 1 nm"), "'Third point' needs 'Second point' as well"),
    case("eddies_at_rest", flow("  set Eddy diffusivity z = 1 m^2/s"), "'Eddy diffusivity z' has no effect without a flow"),
    case("eddies_negative", flow(PIPE + "\n  set Eddy diffusivity z = -1 m^2/s"), "must not be negative"),
    case("eddies_no_coordinate", flow(PIPE + "\n  set Eddy diffusivity x = 1 m^2/s"), "there is no coordinate 'x' here"),
    case("eddies_of_potentials", [flow(PIPE + "\n  set Longitudinal dispersivity = 1 nm"),
                                  (T, T + "\n  set Primary variables = electrochemical potential")],
         "mixing by the flow needs concentrations as unknowns"),
    case("decay_negative", ("      set Diffusivity = 1.957e-9 m^2/s", "      set Diffusivity = 1.957e-9 m^2/s\n      set Decay constant = -1 1/s"),
         "must not be negative"),
]
