"""The faults: one row a case.

Case(name, edits, words): `edits` are pairs (old, new) applied to base.prm, each `old` once; `words` are
regular expressions that the message must contain. `at` is a text of the edited file: the message must
name the line of its last occurrence. `code` is the exit code. `args` are further arguments.
"""

from collections import namedtuple

Case = namedtuple("Case", "name edits words at code args")


def case(name, edits, words, at=None, code=65, args=()):
    edits = [edits] if isinstance(edits, tuple) else edits
    words = [words] if isinstance(words, str) else words
    return Case(name, edits, words, at, code, tuple(args))


def same(old, new, words, name, **more):
    """The new text is also where the fault is."""
    return case(name, (old, new), words, at=new.strip().split("\n")[-1], **more)


T = "set Temperature = 298.15 K"
EPS = "set Relative permittivity = 78.5"
SIGMA = "set Surface charge = -0.1 e/nm^2"
V = "set Potential = 25 mV"
R = "set Pore radius = 5 nm"
D = "set Diffusivity = 1.957e-9 m^2/s"
POTENTIALS = "set Primary variables = electrochemical potential"
CK = "set Concentration of K = 100 mmol/L"
FROM = "set From = 0 nm, -50 nm"

NANOPORE = '''  set Type = nanopore
  subsection nanopore
    set Pore radius = 5 nm
    set Pore length = 20 nm
    set Reservoir radius = 40 nm
    set Reservoir length = 40 nm
  end
'''
BOX = "  set Type = box\n  subsection box\n    {}\n  end\n"
ARRAY = "  set Type = pore array\n  subsection pore array\n    {}\n  end\n"
AXIS = ("set Coordinates = axisymmetric\n", "")

OUTPUT = "subsection Output\n"


def study(entries, exact=""):
    """An edit that adds a convergence study to base.prm."""
    if exact is not None:
        exact = "subsection Exact solution\n" + exact + "\nend\n"
    return OUTPUT, "subsection Convergence study\n" + entries + "\n" + (exact or "") + "end\n" + OUTPUT


UPPER = "Boundary conditions/upper end/Potential"


def sweep(*axes, more=""):
    """An edit that adds a sweep to base.prm; an axis: (parameter, entries)."""
    text = "subsection Sweep\n" + more
    for number, (parameter, entries) in enumerate(axes):
        text += f"subsection axis {number}\n  set Parameter = {parameter}\n" + entries + "\nend\n"
    return OUTPUT, text + "end\n" + OUTPUT


EXACT = "set Reference = exact solution"
PHI = "set Potential = 0.01*cos(z/nm) [V]"
C_K = "set Concentration of K = 100 + z/nm [mol/m^3]"
C_CL = "set Concentration of Cl = 100 + z/nm [mol/m^3]"

CASES = [
    # structure
    case("missing_end", ("  subsection side\n  end\n", "  subsection side\n"), "has no 'end'"),
    case("extra_end", ("  subsection side\n  end\n", "  subsection side\n  end\n  end\n  end\n"), "'end' without"),
    same(T, "sett Temperature = 300 K", ["not a statement", "did you mean: set"], "misspelt_set"),
    same(T, "Temperature = 300 K", "not a statement", "forgotten_set"),
    same(T, "set Temperature 300 K", "has no '='", "forgotten_equals"),
    same(T, "include /etc/passwd", "'include' is not supported", "include"),
    same(T, "set Tempe\u00a0rature = 300 K", "no-break space", "no_break_space_in_name"),
    same(T, "set A/B = 3", "contains '/'", "slash_in_name"),
    same(T, T + "\n  set Temperature = 300 K", r"set twice, first at line 6", "set_twice"),
    case("section_twice", ("  subsection polymer", "  subsection water\n  end\n  subsection polymer"),
         "'water' appears twice"),
    case("nested_deeply", ("subsection Output", "subsection a\n" * 30 + "subsection Output"), "too deeply"),
    case("not_utf8", ("set Title       = base", "set Title = \udcff"), "not UTF-8"),
    case("zero_byte", ("set Title       = base", "set Title = \0"), "zero byte"),
    case("empty_file", None, ["'Type' is missing", "no species", "no material"]),
    # geometry
    same(R, R + "\n    set Wall parts = a: 0.4, b: 0.4", "add up to 0.8", "wall_parts_sum"),
    same(R, R + "\n    set Wall parts = side: 1", "name of another boundary", "wall_parts_name"),
    same(R, R + "\n    set Waist radius = 1 nm", "no meaning with Shape = cone", "entry_of_another_shape"),
    same(R, R + "\n    set Shape = funnel", "hourglass", "unknown_shape"),
    same(R, "set Shape = expression\n    set Profile = 5*nm + [m]", "Profile", "profile_syntax"),
    same(R, "set Shape = expression\n    set Profile = z [m]", "the radius is -1e-08 m at z = -1e-08 m",
         "profile_negative"),
    case("profile_file_missing", (R, "set Shape = table\n    set Profile file = nowhere.csv"), "there is no file",
         at="set Profile file = nowhere.csv", code=66),
    # names
    same(T, "set Temprature = 300 K", ["unknown parameter 'Temprature'", "did you mean: Temperature"], "misspelt_name"),
    same(T, "set temperature = 300 K", "did you mean: Temperature", "wrong_case"),
    same(R, "set Pore raduis = 5 nm", "did you mean: Pore radius", "misspelt_geometry_entry"),
    same("subsection Baths", "subsection Bath", ["unknown section 'Bath'", "did you mean: Baths"], "misspelt_section"),
    same("subsection Output", "subsection Ouptut", "did you mean: Output", "swapped_letters"),
    same(T, "set Surface charge = 1 C/m^2", "wrong nesting", "entry_elsewhere"),
    same("set Title       = base", "set Directory = x", ["wrong nesting", "Output/Directory"], "entry_outside_section"),
    same("subsection Output\n", "subsection Profiles\nend\nsubsection Output\n", "wrong nesting", "section_outside_section")
    ._replace(at="subsection Profiles\nend"),
    same(CK, "set Concentration of Na = 100 mmol/L", "unknown species 'Na'", "unknown_species_in_bath"),
    same(SIGMA, "set Flux of Kl = 0", ["unknown species 'Kl'", "did you mean: Flux of (K|Cl)"], "unknown_species_in_law"),
    same("set Excluded species = all", "set Excluded species = Ki", ["unknown species 'Ki'", "did you mean: K"], "unknown_excluded"),
    same("  subsection upper end\n    set Bath = KCl", "  subsection upper end\n    set Bath = KC1",
         ["unknown bath 'KC1'", "did you mean: KCl"], "unknown_bath"),
    # values
    same(T, "set Temperature =", "has no value", "empty_value"),
    same(T, "set Temperature = warm", "does not start with a number", "no_number"),
    same(T, "set Temperature = nan", "does not start with a number", "nan"),
    same(T, "set Temperature = inf K", "does not start with a number", "inf"),
    same(T, "set Temperature = 1e999 K", "too large or too small", "overflow"),
    same(T, "set Temperature = 298,15 K", "decimal sign is a point", "decimal_comma"),
    same(T, "set Temperature = \u2212298 K", "minus", "typographic_minus"),
    same(T, "set Temperature = 300K", "a number, a space and a unit", "no_space"),
    same(T, "set Temperature = 300 mV", ["wrong dimension", "298.15 K"], "wrong_dimension"),
    same(T, "set Temperature = 0 K", "must be positive", "absolute_zero"),
    same(T, "set Temperature = -300 degC", "must be positive", "below_absolute_zero"),
    same(T, "set Temperature = 300 Kelvn", "not a known unit", "unknown_unit"),
    same(D, "set Diffusivity = 2e-9 m^2", "wrong dimension", "wrong_power"),
    same(D, "set Diffusivity = 2 um^2/0.5s", "number inside the unit", "number_in_unit"),
    same(D, "set Diffusivity = -2e-9 m^2/s", "must be positive", "negative_diffusivity"),
    same(D, "set Diffusivity = 0 m^2/s", "must be positive", "zero_diffusivity"),
    same(R, "set Pore radius = 5 1/nm", "reciprocal", "reciprocal_unit"),
    same(R, "set Pore radius = 5 m^0.5", "number inside the unit", "fractional_power"),
    same(R, "set Pore radius = 5 lg(re 1 nm)", "logarithmic", "logarithmic_unit"),
    same(R, "set Pore radius = 5 nM", "wrong dimension", "molar_for_metre"),
    same(EPS, "set Relative permittivity = -78.5", "must be positive", "negative_permittivity"),
    same(EPS, "set Relative permittivity = 0.785", ["below that of the vacuum", "water: 78.5"], "permittivity_below_one"),
    same(EPS, "set Relative permittivity = 78.5 F/m", "wrong dimension", "permittivity_with_unit"),
    same(EPS, EPS + "\n    set Diffusivity factor = 0", "must be positive", "zero_factor"),
    same("set Charge number = -1", "set Charge number = -1.5", "not a whole number", "fractional_charge"),
    same("set Dimension   = 2", "set Dimension = 4", "bad value of 'Dimension'", "dimension_four"),
    same("set Coordinates = axisymmetric", "set Coordinates = axisymetric", "did you mean: axisymmetric", "misspelt_choice"),
    same("subsection Output\n", "subsection Discretization\nset Degree = 7\nend\nsubsection Output\n",
         "whole number from 1 to 4", "degree_seven")._replace(at="set Degree = 7"),
    same("subsection Output\n", "subsection Solver\nset Linear tolerance = 2\nend\nsubsection Output\n",
         "auto, or a number between 0 and 1", "linear_tolerance")._replace(at="set Linear tolerance"),
    same("subsection Output\n", "subsection Solver\nset Preconditioner = BommerAMG\nend\nsubsection Output\n",
         "did you mean: BoomerAMG", "misspelt_preconditioner")._replace(at="set Preconditioner"),
    same("subsection Output\n", "subsection Solver\nset Relative tolerance = 1.5\nend\nsubsection Output\n",
         "asks for nothing", "tolerance_above_one")._replace(at="set Relative tolerance"),
    # expressions
    same(V, "set Potential = 0.1*r/nm", "needs its unit in brackets", "expression_without_unit"),
    same(V, "set Potential = 0.1*r/nm []", "no unit in the brackets", "expression_with_empty_unit"),
    same(V, "set Potential = 0.1*r/nm [nm]", "wrong dimension", "expression_with_wrong_unit"),
    same(V, "set Potential = 0.1*r+ [V]", "in the expression", "expression_syntax"),
    same(V, "set Potential = 0.1*x/nm [V]", ["unknown name 'x'", "r, z"], "planar_coordinate"),
    same(V, "set Potential = sinus(r/nm) [V]", "unknown name 'sinus", "unknown_function"),
    same(V, "set Potential = r=3 [V]", "'=' is not allowed", "assignment"),
    same(V, "set Potential = 1,2 [V]", "comma", "comma"),
    same(V, "set Potential = log(r/nm+1) [V]", "ambiguous", "log"),
    same(V, "set Potential = " + "(" * 300 + "r" + ")" * 300 + " [V]", "too deeply nested", "nested_brackets"),
    # contradictions
    case("missing_charge", ("      set Charge number = -1\n", ""), "'Charge number' is missing", at="subsection Cl"),
    case("missing_diffusivity", ("      " + D + "\n", ""), "'Diffusivity' is missing", at="subsection K\n"),
    case("missing_concentration", ("    " + CK + "\n", ""), "'Concentration of K' is missing", at="subsection KCl"),
    case("missing_type", ("  set Type = nanopore\n", ""), "'Type' is missing", at="subsection Geometry"),
    case("not_neutral", (CK, "set Concentration of K = 110 mM"), ["not electroneutral", "z c = 10 mol"], at="subsection KCl"),
    same(CK, "set Concentration of K = -1 mM", "must not be negative", "negative_concentration"),
    case("zero_concentration", [(CK, "set Concentration of K = 0 mM"), ("= 0.1 M", "= 0 M"), (T, POTENTIALS)],
         ["no electrochemical potential", "Primary variables = concentration"], at="set Concentration of Cl"),
    same("set Coordinates = axisymmetric", "set Coordinates = axisymmetric\nset Dimension = 3", "set twice", "dimension_twice"),
    case("axisymmetric_3d", ("set Dimension   = 2", "set Dimension = 3"), "need two dimensions",
         at="set Coordinates"),
    case("other_geometry", ("  subsection nanopore", "  subsection box\n    set Size = 1 nm\n  end\n  subsection nanopore"),
         "section 'Geometry/box' is set, but the geometry is 'nanopore'", at="set Size"),
    case("surface_twice", ("  subsection side\n", "  subsection side, pore wall\n"), "'pore wall' is named in two",
         at="subsection side"),
    case("empty_surface", ("  subsection side\n", "  subsection side,,\n"), "empty piece", at="subsection side"),
    same(V, "set Concentration of K = 1 mM", "contradicts 'Bath'", "bath_and_concentration"),
    same(V, "set Electrochemical potential of K = 1 kJ/mol", "contradicts 'Bath'", "two_essential_laws"),
    same(V, V + "\n    set Surface charge = 1 C/m^2", "contradicts 'Potential'", "potential_and_charge"),
    case("zero_on_boundary", [(SIGMA, "set Concentration of K = 0 M"), (T, POTENTIALS)], "Primary variables = concentration",
         at="set Concentration of K = 0 M"),
    case("zero_where_it_would_jump", [(SIGMA, "set Concentration of K = 0 M"), ("    set Excluded species = all\n", ""),
                                      (EPS, EPS + "\n    set Standard potential of K = 1 kJ/mol")],
         "no electrochemical potential", at="set Concentration of K = 0 M"),
    same(T, T + "\n  set Primary variables = concentrations", ["electrochemical potential", "automatic"], "primary_variables"),
    same(SIGMA, "set Concentration of K = -1 M", "must not be negative", "negative_on_boundary"),
    case("given_potential", (T, "set Potential = given expression\n  set Given potential = 1*z/um [V]"),
         "'Surface charge' has no effect", at="set Surface charge"),
    case("given_without_expression", (T, "set Potential = given expression"), "needs the expression"),
    same(T, "set Given potential = 1 V", "has no effect with 'Potential = Poisson'", "unused_expression"),
    case("partition", [(T, "set Primary variables = concentration"), ("    set Excluded species = all\n", ""),
                       (EPS, EPS + "\n    set Standard potential of K = 1 kJ/mol")], "cannot jump"),
    same("    set Regions = membrane", "    set Regions = membrane, remaining", "'remaining' stands alone", "remaining_and_more"),
    same(FROM, "set From = 0 nm", r"has 1 coordinate\(s\)", "profile_coordinates"),
    case("profile_ends", (FROM, "set From = 0 nm, 50 nm"), "same point", at="set To"),
    same("subsection axis", "subsection axis\n      set Points = 1", "whole number from 2", "profile_points"),
    case("many_at_once", [(T, "set Temprature = 1 K"), (SIGMA, "set Surface charge = 1 V"), (CK, "set Concentration of K = -1 M")],
         ["Temperature", "wrong dimension", "must not be negative"]),
    # convergence studies
    case("study", study("set Goals = current through upper end, flux of K through lower end"), [], code=0),
    case("study_exact", study(EXACT, "\n".join([PHI, C_K, C_CL])), [], code=0),
    case("study_missing_concentration", study(EXACT, PHI + "\n" + C_K), "exact concentration of 'Cl' is missing",
         at="subsection Exact solution"),
    case("study_missing_potential", study(EXACT, C_K + "\n" + C_CL), "exact potential is missing",
         at="subsection Exact solution"),
    case("study_with_a_kink", study(EXACT, "\n".join([PHI, C_K, C_CL.replace("z/nm", "abs(z/nm)")])),
         ["cannot be differentiated: abs has a kink", "erfc"], at="set Concentration of Cl = 100 + abs"),
    case("study_with_a_condition", study(EXACT, "\n".join([PHI.replace("cos(z/nm)", "(z > 0 ? 1 : 2)"), C_K, C_CL])),
         "cannot be differentiated", at="set Potential = 0.01"),
    case("study_planar_coordinate", study(EXACT, "\n".join([PHI.replace("z/nm", "x/nm"), C_K, C_CL])),
         ["unknown name 'x'", "r, z"], at="set Potential = 0.01"),
    case("study_ambiguous", study(EXACT, "\n".join([PHI.replace("z/nm", "2^-1*z/nm"), C_K, C_CL])),
         "put brackets around exponents", at="set Potential = 0.01"),
    case("study_unknown_boundary", study("set Goals = current through uper end"),
         ["no boundary 'uper end'", "did you mean: upper end"], at="set Goals"),
    case("study_through_the_axis", study("set Goals = current through axis"), "no boundary 'axis' with a flux", at="set Goals"),
    case("study_unknown_species", study("set Goals = flux of Kl through upper end"),
         ["unknown species 'Kl'", "did you mean: K"], at="set Goals"),
    case("study_bad_goal", study("set Goals = curent through upper end"), "is not a goal", at="set Goals"),
    case("study_without_goals", study("set Levels = 3", None), "needs goals", at="subsection Convergence study"),
    case("study_reference_values", study("set Reference = reference values\nset Goals = current through upper end\n"
                                         "set Reference values = 1 pA, 2 pA"),
         "2 reference values for 1 goals", at="set Reference values"),
    case("study_reference_unit", study("set Reference = reference values\nset Goals = current through upper end\n"
                                       "set Reference values = 1 mol/s"), "wrong dimension", at="set Reference values"),
    case("study_one_level", study("set Goals = current through upper end\nset Levels = 1"),
         "whole number from 2", at="set Levels"),
    case("study_two_levels", study("set Goals = current through upper end\nset Levels = 2"),
         "extrapolation needs three meshes", at="set Levels"),
    case("study_degree_twice", study("set Goals = current through upper end\nset Degrees = 2, 2"),
         "listed twice", at="set Degrees"),
    # laws of the state, unknown potentials
    *[same(V, entries, words, name)._replace(at=place)
      for entries, place, words, name in [
          ("set Current = 1 nA/m", "set Current", ["wrong dimension", "expected a"], "current_per_metre"),
          ("set Current = 1e-9*r/nm [A]", "set Current", "a total of the boundary", "current_expression"),
          (V + "\n    set Current = 0 A", "set Current", "'Current' contradicts 'Potential'", "current_and_potential"),
          ("set Stern capacitance = 0.2 F/m^2", "set Stern", "needs 'Electrode potential'", "stern_without_electrode"),
          ("set Electrode potential = 1 V", "set Electrode", "no effect without 'Stern capacitance'", "electrode_without_stern"),
          ("set Stern capacitance = -0.2 F/m^2\n    set Electrode potential = 1 V", "set Stern", "must not be negative", "negative_stern"),
          ("set Permeability of K = 1 m/s\n    set Outside concentration of K = 1 M", "set Permeability", "contradicts 'Bath'", "permeability_and_bath")]],
    case("current_without_ions", ("    set Bath = KCl\n    set Potential = 25 mV", "    set Current = 0 A"), "needs ions that cross", at="set Current"),
    *[same(SIGMA, "set Site density = 5 nm^-2\n" + entries, words, name)._replace(at=place)
      for entries, place, words, name in [
          ("set pH = 7", "set Site density", "needs 'pK'", "sites_without_pk"),
          ("set pK = 7", "set Site density", "where the protons of the sites come from", "sites_without_protons"),
          ("set pK = 7\nset pH = 7\nset Proton = K", "set Site density", "both 'Proton' and 'pH'", "sites_with_two_protons"),
          ("set pK = 7\nset Proton = Cl", "set Site density", "charge number that is not 1", "sites_with_anion"),
          ("set pK = 7\nset Proton = k", "set Proton", ["unknown species 'k'", "did you mean: K"], "sites_unknown_proton")]],
    case("charge_inside", (SIGMA, "set Total charge = 0 C"), "lies inside the domain"),
    case("goal_with_permeability", ("    set Bath = KCl\n    set Potential = 25 mV", "    set Potential = 25 mV\n    set Permeability of K = 1 m/s\n"
                                    "    set Outside concentration of K = 1 M"), "does not know the derivative", at="set Permeability",
         args=["--set", "Adaptive refinement/Estimator=goal", "--set", "Adaptive refinement/Goal=current through lower end"]),
    # adaptive refinement
    same("subsection Output\n", "subsection Adaptive refinement\n  set Estimator = goal\nend\nsubsection Output\n",
         ["the estimator 'goal' needs a 'Goal'", "current through BOUNDARY"], "goal_missing")._replace(at="set Estimator"),
    *[same("subsection Output\n",
           "subsection Adaptive refinement\n  set Estimator = goal\n  set Goal = " + goal + "\nend\nsubsection Output\n",
           words, name)._replace(at="set Goal")
      for goal, words, name in [
          ("current through uper end", ["the geometry has no boundary 'uper end'", "did you mean: upper end"], "goal_boundary"),
          ("current through axis", "a symmetry of the geometry", "goal_symmetry"),
          ("current through pore wall", "lies inside the domain", "goal_inside"),
          ("flux of Kl through upper end", ["unknown species 'Kl'", "did you mean: K"], "goal_species"),
          ("conductance", ["not a goal", "flux of SPECIES through BOUNDARY"], "goal_words")]],
    same("subsection Output\n", "subsection Adaptive refinement\n  set Estimator = gaol\nend\nsubsection Output\n",
         ["none|flux jumps|goal|none, flux jumps, goal", "did you mean: goal"], "estimator")._replace(at="set Estimator"),
    same("subsection Output\n", "subsection Adaptive refinement\n  set Refined fraction = 1.5\nend\nsubsection Output\n",
         "a fraction above 1", "refined_fraction")._replace(at="set Refined"),
    same("subsection Output\n", "subsection Adaptive refinement\n  set Target relative error = -1\nend\nsubsection Output\n",
         "negative", "negative_target")._replace(at="set Target"),
    # observables
    *[same(OUTPUT, OUTPUT + "  subsection Observables\n    subsection mine\n" + entries + "\n    end\n  end\n", words, name)
      ._replace(at=place)
      for entries, place, words, name in [
          ("set Type = conductanse", "set Type = cond", "did you mean: conductance", "observable_type"),
          ("set Bath = KCl", "subsection mine", "'Type' is missing", "observable_without_type"),
          ("set Type = excess amount", "set Type = excess", "needs the entry 'Bath'", "observable_needs"),
          ("set Type = excess amount\nset Bath = KC1", "set Bath = KC1", ["unknown bath", "did you mean: KCl"], "observable_bath"),
          ("set Type = dissipation\nset Bath = KCl", "set Bath = KCl\n    end", "says nothing to", "observable_takes_not"),
          ("set Type = mean and extremes\nset Quantity = c_k", "set Quantity", ["unknown quantity", "did you mean: c_K"], "observable_quantity"),
          ("set Type = mean and extremes\nset Quantity = c_K\nset Regions = poer", "set Regions = poer", ["no region 'poer'", "did you mean: pore"], "observable_region"),
          ("set Type = conductance\nset From = upper end", "set From = upper", "both 'From' and 'To'", "observable_half_a_pair"),
          ("set Type = conductance\nset From = upper end\nset To = lowerend", "set To = lowerend", ["no boundary 'lowerend'", "did you mean: lower end"], "observable_boundary"),
          ("set Type = flux through plane\nset Normal = x\nset Position = 0 nm", "set Normal = x", "unknown direction 'x'", "observable_direction")]],
    # sweeps
    case("sweep_valid", sweep((UPPER, "set Range = -1 V, 1 V\nset Points = 5"), (
        "Boundary conditions/pore wall, membrane faces/Surface charge", "set Values = -0.1 e/nm^2, 0 C/m^2")), [], code=0),
    case("sweep_unknown", sweep((UPPER.replace("upper", "uper"), "set Values = 0 V")),
         ["unknown parameter", "did you mean: Boundary conditions/upper end/Potential"], at="set Parameter"),
    case("sweep_unit", sweep((UPPER, "set Values = 0 V, 3 nm")), ["bad value '3 nm'", "wrong dimension"], at="set Values"),
    case("sweep_empty", sweep((UPPER, "set Values =")), "list of values is empty", at="set Values"),
    case("sweep_no_values", sweep((UPPER, "")), "there are no values", at="subsection axis 0"),
    case("sweep_both", sweep((UPPER, "set Values = 0 V\nset Range = 0 V, 1 V\nset Points = 3")), "both set", at="set Range"),
    case("sweep_log_zero", sweep((UPPER, "set Range = -1 V, 1 V\nset Points = 3\nset Spacing = logarithmic")),
         "cannot reach or cross zero", at="set Range"),
    case("sweep_one_point", sweep((UPPER, "set Range = -1 V, 1 V\nset Points = 1")), "at least two points", at="set Points"),
    case("sweep_no_points", sweep((UPPER, "set Range = -1 V, 1 V")), "needs a number of 'Points'", at="subsection axis 0"),
    case("sweep_one_end", sweep((UPPER, "set Range = 1 V\nset Points = 3")), "a range is two values", at="set Range"),
    case("sweep_twice", sweep((UPPER, "set Values = 25 mV, 0.025 V")), "is there twice", at="set Values"),
    case("sweep_parameter_twice", sweep((UPPER, "set Values = 0 V"), (UPPER, "set Values = 1 V")), "swept twice",
         at="subsection axis 1"),
    case("sweep_pairs", sweep((UPPER, "set Values = 0 V, 1 V"), ("Geometry/nanopore/Pore radius", "set Values = 5 nm"),
                              more="set Combination = paired\n"), ["'axis 0' has 2 values, 'axis 1' has 1"], at="set Combination"),
    case("sweep_no_axis", sweep(), "names no parameter", at="subsection Sweep"),
    case("sweep_directory", sweep(("Output/Directory", "set Values = a, b")), "cannot be swept", at="set Parameter"),
    case("sweep_dimension", sweep(("Dimension", "set Values = 2, 3")), "cannot be swept", at="set Parameter"),
    case("sweep_itself", sweep(("Sweep/Combination", "set Values = nested, paired")), "cannot be swept", at="set Parameter"),
    case("sweep_other_unit", sweep((UPPER + ", Geometry/nanopore/Pore radius", "set Values = 0 V")), "different units",
         at="set Parameter"),
    case("sweep_choice", sweep(("Solver/Preconditioner", "set Values = BoomerAMG, GMAG")),
         [r"point 2 of the sweep \(axis 0 = GMAG\)", "did you mean: GAMG"]),
    case("sweep_negative_radius", sweep(("Geometry/nanopore/Pore radius", "set Values = 5 nm, -5 nm")),
         r"point 2 of the sweep \(axis 0 = -5 nm\)"),
    case("sweep_too_wide", sweep(("Geometry/nanopore/Pore radius", "set Values = 5 nm, 50 nm")),
         r"point 2 of the sweep \(axis 0 = 50 nm\)"),
    case("sweep_not_neutral", sweep(("Baths/KCl/Concentration of K", "set Values = 100 mmol/L, 10 mmol/L")),
         [r"point 2 of the sweep", "not electroneutral"]),
    # command line
    case("set_unknown", [], ["--set: unknown parameter", "did you mean: Largest step"], args=["--set", "Solver/Largst step=1"]),
    case("set_bad_value", [], ["--set: bad value", "wrong dimension"], args=["--set", "Electrolyte/Temperature=1 V"]),
    case("set_malformed", [], "not an override", args=["--set", "Temperature"]),
    # thin membranes and periodic sides
    case("membrane_outside", ("  subsection side\n", "  subsection side\n    set Membrane capacitance = 1 F/m^2\n"),
         "'Membrane capacitance' makes an interface a membrane, but 'side' is not", at="set Membrane capacitance"),
    case("membrane_with_charge", (SIGMA, SIGMA + "\n    set Membrane permeability of K = 1e-6 m/s"),
         "'Surface charge' on the membrane 'pore wall' does not say on which of its sides",
         at="set Surface charge"),
    case("membrane_negative", (SIGMA, "set Membrane permeability of K = -1e-6 m/s"), "must not be negative",
         at="set Membrane permeability"),
    case("membrane_encloses", [(SIGMA, "set Membrane permeability of K = 1e-6 m/s"),
                               ("set Excluded species = all", "set Excluded species = K")],
         "the amount of species 'Cl' is undetermined in 'membrane', which a membrane encloses"),
    case("membrane_goal", [(SIGMA, "set Membrane permeability of K = 1e-6 m/s"),
                           (OUTPUT, "subsection Adaptive refinement\n  set Estimator = goal\n"
                                    "  set Goal = current through upper end\nend\n" + OUTPUT)],
         "'goal' does not know thin membranes", at="set Estimator"),
    case("membrane_side_given", [(SIGMA, "set Membrane permeability of K = 1e-6 m/s"),
                                 ("  subsection side\n", "  subsection pore wall: pore side\n    set Bath = KCl\n"
                                                         "  end\n  subsection side\n")],
         "'pore wall: pore side', the side of a membrane"),
    case("array_axisymmetric", (NANOPORE, "  set Type = pore array\n"), "an array of pores is not axisymmetric"),
    case("array_touches", [(NANOPORE, ARRAY.format("set Period = 10 nm")), AXIS],
         "the pores of neighbouring cells touch", at="set Period"),
    case("array_displaced", [(NANOPORE, ARRAY.format("set Displacement = 11 nm")), AXIS],
         "the pore leaves its cell", at="set Displacement"),
    case("array_two_periods", [(NANOPORE, ARRAY.format("set Period = 30 nm, 20 nm")), AXIS],
         "2 values are given", at="set Period"),
    case("periodic_condition", [(NANOPORE, ARRAY.format("")), AXIS, ("  subsection side\n", "  subsection left\n")],
         "'left' is a symmetry of the geometry, or periodic"),
    case("periodic_r", (NANOPORE, BOX.format("set Periodic sides = left and right")), "r is no periodic coordinate",
         at="set Periodic"),
    case("periodic_renamed", [(NANOPORE, BOX.format("set Periodic sides = left and right\n    set Patches = a: x < 0.1*nm")),
                              AXIS], "the sides have other names by 'Patches'", at="set Periodic"),
    case("periodic_2d", [(NANOPORE, BOX.format("set Periodic sides = back and front")), AXIS],
         "there are no such sides in 2-D", at="set Periodic"),
    case("set_nothing_unknown", [], ["--set: unknown parameter", "did you mean: Potential"],
         args=["--set", "Boundary conditions/upper end/Potentail="]),
    case("set_nothing_mandatory", [], "'Diffusivity' is missing", args=["--set", "Electrolyte/Species/K/Diffusivity="]),
    case("set_nothing", [], [], code=0, args=["--set", "Electrolyte/Temperature=", "--set", "Title="]),
    case("petsc_skip", [], "switches off the test of convergence", args=["--petsc", "-ksp_convergence_test skip"]),
    case("petsc_skip_newton", [], "switches off", args=["--petsc", "-snes_atol 1 -snes_convergence_test skip"]),
    case("petsc_no_norm", [], "switches off", args=["--petsc", "-ksp_norm_type none"]),
    case("set_empty_path", [], "not an override", args=["--set", "/=3"]),
    case("unknown_option", [], ["^error: unknown option '--frobnicate' of check\n", "--set, "], code=64, args=["--frobnicate"]),
    case("misspelt_option", [], ["unknown option '--outptu'", "did you mean: --output"], code=64, args=["--outptu", "x"]),
]
