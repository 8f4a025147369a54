#!/usr/bin/env python3
"""The layer rule (doc/CONTRIBUTING.md): which folder may include which, and who may ask for versions."""

import re
import sys

from sources import ROOT, sources

MAY_INCLUDE = {
    "support": {"support"},
    "physics": {"physics"},  # and the files below, and the standard library: no mesh, no MPI, no deal.II
    "geometry": {"geometry", "support"},
    "algebra": {"algebra", "support"},
    "solver": {"solver", "algebra", "support"},
    "fem": {"fem", "physics", "geometry", "algebra", "support"},
    "output": {"output", "fem", "physics", "geometry", "algebra", "support"},
    "input": {"input", "output", "fem", "solver", "physics", "geometry", "algebra", "support"},
    "app": {"app", "input", "output", "fem", "solver", "physics", "geometry", "algebra", "support"},
}
PHYSICS_MAY_INCLUDE = {"ionflux/support/errors.h", "ionflux/support/given_value.h", "ionflux/support/processors.h"}
SUPPORT_MAY_INCLUDE = {"ionflux/physics/constants.h"}  # plain numbers: units of charge and energy need them
WITHOUT_PETSC = {"support", "physics", "input"}  # and deal.II's wrappers of it
STANDARD = re.compile(r"^[a-z_0-9]+$")  # <vector>: no dot, no slash
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]', re.M)
VERSION_TEST = re.compile(r"^\s*#\s*(?:el)?if.*\b\w*(?:DEAL_II|PETSC|TRILINOS|P4EST|OMPI|OPEN_MPI)\w*VERSION", re.M)


def faults_of(path, text):
    """Violations in one file, as sentences."""
    parts = path.parts
    if parts[0] == "include" and parts[1] != "ionflux":
        yield "headers belong in include/ionflux/"
        return
    folder = parts[2] if parts[0] == "include" else parts[1]
    if folder not in MAY_INCLUDE:
        yield f"folder '{folder}' has no row in the table of layers in tests/style/layers.py"
        return
    for bracket, header in INCLUDE.findall(text):
        if bracket == '"':
            yield f'"{header}": write #include <ionflux/...>'
        elif header.startswith("ionflux/"):
            other = header.split("/")[1]
            excepted = {"physics": PHYSICS_MAY_INCLUDE, "support": SUPPORT_MAY_INCLUDE}.get(folder, set())
            if other not in MAY_INCLUDE[folder] and header not in excepted:
                yield f"{folder}/ must not include <{header}>"
        elif folder == "physics" and not STANDARD.match(header):
            yield f"physics/ must not include <{header}>: it knows the standard library only"
        elif folder in WITHOUT_PETSC and header.startswith(("petsc", "deal.II/lac/petsc")) and path.name != "precompiled.h":
            yield f"{folder}/ must not include <{header}>: PETSc is for algebra, solver, fem and app"
    if VERSION_TEST.search(text) and path.name != "compat.h":
        yield "tests the version of a library; only support/compat.h may"
    if path.suffix == ".h" and "#pragma once" not in text:
        yield "no #pragma once"


def self_test():
    """A check that never fails is none."""
    from pathlib import PurePosixPath as Path

    def wrong(path, text):
        return bool(list(faults_of(Path(path), text)))

    assert wrong("source/physics/a.cc", "#include <deal.II/base/mpi.h>\n")
    assert wrong("source/physics/a.cc", "#include <mpi.h>\n")
    assert wrong("source/physics/a.cc", "#include <ionflux/support/quantity.h>\n")
    assert wrong("source/fem/a.cc", "#include <ionflux/solver/settings.h>\n")
    assert wrong("source/solver/a.cc", "#include <ionflux/fem/assembler.h>\n")
    assert wrong("source/app/a.cc", "#if DEAL_II_VERSION_GTE(9, 5, 0)\n#endif\n")
    assert wrong("source/support/a.cc", "#include <petscsnes.h>\n")
    assert wrong("source/output/a.cc", "#include <ionflux/input/parameters.h>\n")
    assert wrong("include/ionflux/fem/a.h", "")
    assert not wrong("source/physics/a.cc", "#include <ionflux/support/errors.h>\n#include <cmath>\n")
    assert not wrong("source/fem/a.cc", "#include <deal.II/base/mpi.h>\n#include <ionflux/physics/species.h>\n")


def main():
    self_test()
    n_faults = 0
    for path in sources(".h", ".cc"):
        name = path.relative_to(ROOT)
        if name.parts[0] in ("include", "source"):
            for fault in faults_of(name, path.read_text(encoding="utf-8")):
                print(f"{name}: {fault}")
                n_faults += 1
    return 1 if n_faults else 0


if __name__ == "__main__":
    sys.exit(main())
