#!/usr/bin/env python3
"""Who may ask which model it is (doc/CONTRIBUTING.md, "Adding a model"): outside physics and input nobody, so that a
new row of a table needs no other edit. The numbers below may only fall."""

import re
import sys

from sources import ROOT, sources

FREE = {"physics", "input"}
# pattern, what it is, how many mentions outside FREE there may be
RULES = [
    (re.compile(r"\bBoundaryLawKind\b"), "a kind of boundary law (ask for a column of its row)", 0),
    (re.compile(r"\bboundary_law\("), "a boundary law by its name (ask for a column of its row)", 0),
    (re.compile(r"\brow->name\s*[!=]=|[!=]=\s*[\w.>-]*row->name\b"), "the name of a row, compared", 0),
    (re.compile(r"\bPrimaryVariable::"), "the unknown of a species (ask TransportLaw)", 0),
]


def mentions(path, text):
    """(rule number, line) of every mention in one file."""
    folder = path.parts[2] if path.parts[0] == "include" else path.parts[1]
    if folder in FREE:
        return
    for number, line in enumerate(text.splitlines(), 1):
        code = line.split("//")[0]
        for k, (pattern, _, _) in enumerate(RULES):
            for _ in pattern.findall(code):
                yield k, number


def self_test():
    """A check that never fails is none."""
    from pathlib import PurePosixPath as Path

    def found(path, text):
        return [k for k, _ in mentions(Path(path), text)]

    assert found("source/fem/a.cc", "if (law.kind == BoundaryLawKind::flux) {}") == [0]
    assert found("include/ionflux/app/a.h", 'boundary_law("Flux")') == [1]
    assert found("source/app/a.cc", 'if (law.row->name == "Flux")') == [2]
    assert found("source/app/a.cc", "PrimaryVariable::concentration, PrimaryVariable::concentration") == [3, 3]
    assert not found("source/physics/a.cc", "BoundaryLawKind::flux")
    assert not found("source/app/a.cc", "law.row->gives == Gives::current // boundary_law(")


def main():
    self_test()
    found = [[] for _ in RULES]
    for path in sources(".h", ".cc"):
        name = path.relative_to(ROOT)
        if name.parts[0] in ("include", "source"):
            for k, line in mentions(name, path.read_text(encoding="utf-8")):
                found[k].append(f"{name}:{line}")
    n_faults = 0
    for places, (_, what, most) in zip(found, RULES):
        if len(places) > most:
            print(f"{len(places)} mentions of {what}, at most {most}:\n  " + "\n  ".join(places))
        elif len(places) < most:
            print(f"only {len(places)} mentions of {what}: lower the number in tests/style/kinds.py from {most}")
        n_faults += len(places) != most
    return 1 if n_faults else 0


if __name__ == "__main__":
    sys.exit(main())
