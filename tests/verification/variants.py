"""Ways to run a verification case that must not change its numbers: ranks, preconditioners, sets of unknowns.

In case.prm, at the start of a line, "# variants: solvers, concentrations" names sets of this table. Each run of the case is
done in the first way and in one of the others, each of which is taken at least once (pairs()), and compared with the same rows
of expected.csv; run_case.py --all takes each run in each way. Without such a line: one way, the defaults.
"""

CONCENTRATIONS = ["--set", "Electrolyte/Primary variables=concentration"]


def preconditioner(name):
    return ["--set", f"Solver/Preconditioner={name}"]


# name: (ranks, more arguments)
SETS = {
    "default": {"1 rank, defaults": (1, [])},
    # each number of ranks and each preconditioner once or twice: an answer that depends on when Newton's method stops differs
    "solvers": {
        "1 rank, BoomerAMG": (1, []),
        "2 ranks, GAMG": (2, preconditioner("GAMG")),
        "3 ranks, ML": (3, preconditioner("ML")),
        "1 rank, MUMPS": (1, preconditioner("MUMPS")),
        "3 ranks, BoomerAMG": (3, []),
    },
    # all of them
    "all solvers": {f"{ranks} rank{'s' * (ranks > 1)}, {name}": (ranks, preconditioner(name))
                    for ranks in (1, 2, 3) for name in ("BoomerAMG", "GAMG", "ML", "MUMPS")},
    "concentrations": {"concentrations, MUMPS": (2, CONCENTRATIONS + preconditioner("MUMPS"))},
    "concentrations by AMG": {"concentrations, BoomerAMG": (1, CONCENTRATIONS)},
    "ranks": {f"{ranks} rank{'s' * (ranks > 1)}": (ranks, []) for ranks in (1, 2, 3)},
}


def variants_of(prm):
    """{name: (ranks, arguments)} of an input file; {} if it names none."""
    for line in prm.read_text(encoding="utf-8").splitlines():
        if line.startswith("# variants:"):
            found = {}
            for name in line.split(":", 1)[1].split(","):
                if name.strip() not in SETS:
                    raise KeyError(f"no variants '{name.strip()}'; there are: {', '.join(SETS)}")
                found.update(SETS[name.strip()])
            return found
    return {}


def pairs(ways, runs, every):
    """(way, run) of what is to be done: every run in every way, or in the first way and one of the others in turn."""
    if every or len(ways) < 2:
        return [(way, run) for way in ways for run in runs]
    first, *others = ways
    chosen = [(first, run) for run in runs]
    for number, way in enumerate(others):
        chosen += [(way, run) for k, run in enumerate(runs) if k % len(others) == number or k == number % len(runs)]
    return chosen
