"""How a case is written, and the lines of base.prm that cases change.

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
NEUTRAL = "\n  set Potential = electroneutral"
EPS = "set Relative permittivity = 78.5"
EXCLUDED = "\n    set Excluded species = Cl\n    set Fixed charge = -1 mol/m^3"
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


