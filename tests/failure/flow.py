"""Faults of section Flow and of the boundaries that a flow crosses; rows as in cases.py."""

from case_rows import OUTPUT, T, V, case


def flow(entries):
    """An edit that adds a flow to base.prm."""
    return OUTPUT, "subsection Flow\n" + entries + "\nend\n" + OUTPUT


EXPRESSION = "  set Profile = expression\n  set Velocity {}"
PLUG = "  set Profile = plug\n  set Mean velocity = 1 mm/s"
STAGNATION = "  set Profile = stagnation\n  set Strain rate = 1 s^-1"
PIPE = "  set Profile = pipe\n  set Mean velocity = 1 mm/s\n  set Radius = 5 nm\n  set Materials = water"

CASES = [
    case("flow_misspelt", flow("  set Profile = plugg"), "did you mean: plug", at="set Profile = plugg"),
    case("flow_without_profile", flow("  set Mean velocity = 1 mm/s"), "'Mean velocity' has no effect with 'Profile = none'"),
    case("flow_incomplete", flow("  set Profile = plug"), "'plug' needs 'Mean velocity' as well"),
    case("flow_foreign_entry", flow(PLUG + "\n  set Radius = 1 nm"), "'Radius' has no effect with 'Profile = plug'"),
    case("flow_foreign_velocity", flow(PLUG + "\n  set Velocity z = 1 m/s"), ["'Velocity z' has no effect", "Profile = expression"]),
    case("flow_no_coordinate", flow(EXPRESSION.format("x = 1 m/s")), ["there is no coordinate 'x' here", "r, z"]),
    case("flow_across_symmetry", flow(PLUG + "\n  set Direction = r"), "'plug' goes along z in axisymmetric runs"),
    case("flow_one_axis", flow(PLUG + "\n  set Across = z"), "are the same coordinate"),
    case("flow_slit_in_pore", flow("  set Profile = slit\n  set Mean velocity = 1 mm/s\n  set Upper wall = 1 nm"),
         "'slit' is a flow for planar and 3-D runs"),
    case("flow_negative_radius", flow(PIPE.replace("5 nm", "-5 nm")), "must be positive"),
    case("flow_unknown_material", flow(PLUG + "\n  set Materials = watr"), ["unknown material 'watr'", "did you mean: water"]),
    case("flow_into_solid", flow(PLUG + "\n  set Materials = water"), ["the flow goes into a material at rest", "0.001 m/s at"]),
    case("flow_source", flow(EXPRESSION.format("z = 1e6*z [m/s]")), ["the flow has sources: its divergence is 1e.06 1/s at"]),
    case("flow_cylinder_source", flow(EXPRESSION.format("r = 1e6*r [m/s]") + "\n  set Velocity z = -1e6*z [m/s]"),
         ["the flow has sources"]),
    case("flow_through_side", flow(STAGNATION), ["the flow leaves through 'side'", "says what becomes of K, Cl", "'Outflow = true'"]),
    case("flow_enters_outflow", [flow(EXPRESSION.format("z = 1 m/s") + "\n  set Materials = water"),
                                 ("  subsection lower end\n    set Bath = KCl\n", "  subsection lower end\n    set Outflow = true\n")],
         ["the flow enters through 'lower end'", "'Inflow bath' or 'Bath' there"]),
    case("outflow_at_rest", (V, V + "\n    set Outflow of K = 1"), "contradicts 'Bath'"),
    case("outflow_without_flow", ("  subsection side\n", "  subsection side\n    set Outflow = true\n"),
         ["'Outflow of K' has no effect: the solvent is at rest", "section Flow"]),
    case("outflow_and_inflow", [flow(PIPE), ("  subsection side\n", "  subsection side\n    set Outflow = true\n    set Inflow bath = KCl\n")],
         "contradicts"),
    case("inflow_bath_unknown", [flow(PIPE), ("  subsection side\n", "  subsection side\n    set Inflow bath = KC1\n")],
         ["unknown bath 'KC1'", "did you mean: KCl"]),
    case("outflow_negative", [flow(PIPE), ("  subsection side\n", "  subsection side\n    set Outflow of K = -1\n")], "must not be negative"),
    case("inflow_zero", [flow(PIPE), ("  subsection side\n", "  subsection side\n    set Inflow concentration of K = 0\n"),
                         (T, T + "\n  set Primary variables = electrochemical potential")],
         "a concentration of zero has no electrochemical potential"),
    case("stabilisation_at_rest", (OUTPUT, "subsection Discretization\n  set Stabilisation = upwind\nend\n" + OUTPUT),
         ["'Stabilisation' has no effect: nothing flows", "'Stabilisation = upwind' is for elements of degree 1"]),
]
