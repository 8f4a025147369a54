"""More faults, in the form of cases.py: sizes, limits of values, expressions on the mesh, contradictions, PETSc options.

What is refused here was accepted once, or answered after minutes: every case has to end within seconds.
"""

from case_rows import (BOX, CK, D, EPS, FROM, NANOPORE, OUTPUT, R, SIGMA, T, UPPER, V, case, same, study, sweep)

WARNED = {"code": 0}  # words of a warning, on the standard output
PLANAR = ("set Coordinates = axisymmetric\n", "")
MATERIALS = ("set Regions = lower reservoir, pore, upper reservoir", "set Regions = lower reservoir, upper reservoir")
PLUG = ("  subsection polymer", "  subsection plug\n    set Regions = pore\n    set Relative permittivity = 78.5\n"
                                "    set Excluded species = all\n  end\n  subsection polymer")
SIDE = "  subsection side\n"
TO = "set To = 0 nm, 50 nm"
ADAPTIVE = "subsection Adaptive refinement\n{}\nend\n" + OUTPUT
METHOD = "subsection Discretization\n{}\nend\n" + OUTPUT
SOLVER = "subsection Solver\n{}\nend\n" + OUTPUT


def box(entries):
    """The nanopore becomes a box."""
    return NANOPORE, BOX.format(entries)


def petsc(name, options, words):
    return case(name, [], words, args=["--petsc", options])


def many_species(n):
    return "".join(f"    subsection X{i}\n      set Charge number = 1\n      set Diffusivity = 1e-9 m^2/s\n    end\n"
                   for i in range(n))


CASES = [
    # sizes
    case("cells_too_many", [box("set Cells = 40000"), PLANAR], ["1.6e.09 cells", "GB of memory; there are"], code=69),
    case("cells_overflow", [box("set Cells = 100000"), PLANAR], "1e.10 cells", code=69),
    case("refined_too_often", ("  set Type = nanopore\n", "  set Type = nanopore\n  set Global refinements = 12\n"),
         "GB of memory; there are", code=69),
    case("pore_of_a_picometre", [(R, "set Pore radius = 1 pm"), ("  set Type = nanopore\n", "  set Type = nanopore\n"
                                                                   "  set Global refinements = 6\n")],
         "GB of memory; there are", code=69),
    case("species_too_many", ("    subsection K\n", many_species(10000) + "    subsection K\n"),
         ["there are 10002 species", "at most 200"], at="subsection Species"),
    case("unknown_entries_too_many", (T, T + "\n" + "".join(f"  set u{i} = 1\n" for i in range(300000))),
         ["unknown parameter 'u0'", "and [0-9]+ more"]),
    case("flat_box", [box("set Size = 10 nm, 1e-30 nm"), PLANAR], "no mesh can be made of these lengths"),
    case("box_of_a_city", [box("set Size = 1e16 m"), PLANAR], ["length of 1e.16 m", "unit wrong or missing"]),
    # values
    same(T, "set Temperature = 1e5 K", "at most 10000 K", "temperature_of_a_star"),
    same(V, "set Potential = 1e6 V", ["1e.06 V", "at most 1000 V"], "potential_too_large"),
    same(SIGMA, "set Surface charge = 1e6 C/m^2", "at most 100 C/m.2", "charge_too_large"),
    same(EPS, "set Relative permittivity = 1e9", "ferroelectrics", "permittivity_too_large"),
    same(D, "set Diffusivity = 1.957 m^2/s", "gases have", "diffusivity_too_large"),
    same(CK, "set Concentration of K = 1e5 M", "pure water is", "concentration_too_large"),
    same(OUTPUT, SOLVER.format("set Relative tolerance = 0.9"), "not be known to two digits", "tolerance_too_loose")
    ._replace(at="set Relative tolerance"),
    same(OUTPUT, METHOD.format("set Degree = 4\nset Quadrature points = 1"), "the matrix would be singular", "gauss_points_too_few")
    ._replace(at="set Quadrature"),
    case("temperature_forgotten_unit", (T, "set Temperature = 25"), "warning: the temperature is 25 K", **WARNED),
    case("counter_ions_not_resolved", (SIGMA, "set Surface charge = -3 e/nm^2"),
         ["warning: cells at walls of -0.481 C/m.2 are 0.[0-9]+ nm thick", "Gouy-Chapman length. is 0.074 nm"], **WARNED),
    # expressions, at the points of the mesh
    same(V, "set Potential = 1/(r/nm) [V]", ["not finite at .r, z. = .0, 5e-08. m"], "pole_on_the_axis"),
    same(V, "set Potential = 1e5*(r/nm) [V]", ["e.05 V at .*, 5e-08. m", "is there a pole", "at most 1000 V"], "pole_nearby"),
    same(SIGMA, "set Surface charge = sqrt(z/nm) [C/m^2]", "not finite at", "root_of_a_negative_number"),
    same(EPS, EPS + "\n    set Fixed charge = sqrt(z/nm) [mol/m^3]", "not finite at", "fixed_charge_nan"),
    case("negative_by_expression", (SIDE, SIDE + "    set Concentration of K = 100*z/nm [mol/m^3]\n"),
         ["concentration of -[0-9.]+ mol/m.3 at", "zero or more"], at="set Concentration of K = 100*"),
    case("set_not_neutral", (SIDE, SIDE + "    set Concentration of K = 100 mM\n    set Concentration of Cl = 50 mM\n"),
         "not electroneutral: sum of z c = 50 mol/m.3 at .*, 33.3 % of its ions", **WARNED),
    # contradictions
    case("part_not_reached", [MATERIALS, PLUG, ("    set Bath = KCl\n    " + V, "    " + V)],
         ["'K' is undetermined in 'upper reservoir'", "can be reached from there"]),
    case("membrane_excludes_all", [MATERIALS, PLUG], "no ion can get from one of the given boundaries", **WARNED),
    case("profile_outside", (TO, "set To = 0 nm, 150 nm"), "50 % of the profile 'axis' lies outside", **WARNED),
    case("profile_elsewhere", [(FROM, "set From = 90 nm, 0 nm"), (TO, "set To = 95 nm, 50 nm")],
         "100 % of the profile 'axis'", **WARNED),
    case("study_and_sweep", [sweep((UPPER, "set Values = 0 V, 1 V")), study("set Goals = current through upper end", None)],
         "a 'Sweep' and a 'Convergence study'", **WARNED),
    case("sweep_of_thousands", sweep((UPPER, "set Range = -1 V, 1 V\nset Points = 99"), (
        "Boundary conditions/pore wall, membrane faces/Surface charge", "set Range = -0.1 C/m^2, 0 C/m^2\nset Points = 99")),
         "A sweep of 9801 points; a sample", **WARNED),
    # names
    case("dots_in_names", [("  subsection KCl\n", "  subsection KCl 0.1 M\n"), ("set Bath = KCl\n", "set Bath = KCl 0.1 M\n"),
                           ("set Bath = KCl\n", "set Bath = KCl 0.1 M\n"), ("  subsection polymer", "  subsection .")],
         "No fault found", **WARNED),
    # options of PETSc
    petsc("petsc_bad_type", "-ksp_type nonsense", ["-ksp_type nonsense", "no such type"]),
    petsc("petsc_bad_block_type", "-fieldsplit_phi_pc_type nonsense", "no such type"),
    petsc("petsc_bad_number", "-ksp_max_it abc", "not a number"),
    petsc("petsc_negative", "-ksp_rtol -3", "must be positive"),
    petsc("petsc_loose", "-snes_rtol 2", "asks for nothing"),
    petsc("petsc_file", "-options_file /nowhere", "takes options from elsewhere"),
    petsc("petsc_no_dash", "ksp_max_it 3", "neither an option nor the value of one"),
    petsc("petsc_no_family", "-nonsense 1", "does not know the option '-nonsense'"),
    petsc("petsc_nan", "-ksp_rtol nan", "must be positive"),
    petsc("petsc_bad_search", "-snes_linesearch_type nonsense", "no such type"),
    petsc("petsc_log_folder", "-log_view :/nowhere/x", "no folder '/nowhere'"),
    petsc("petsc_log_file", "-log_view /nowhere/x", "with the colon"),
    # command line
    case("option_of_another_command", [], "unknown option '--jobs' of check, which is one of sweep", code=64, args=["--jobs", "x"]),
    case("misspelt_after_a_flag", [], "did you mean: --output", code=64, args=["--set", "Title=x", "--outptu", "x"]),
]
