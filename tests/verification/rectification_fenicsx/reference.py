#!/usr/bin/env python3
"""Currents of a rectifying cone computed by another program: peer.py, FEniCSx 0.5.2 with Gmsh triangles.

    python3 peer.py --refine 1.5     4902 triangles:   -3.711943e-09 A at -1 V, 1.981983e-09 A at 1 V
    python3 peer.py --refine 0.75    17518 triangles:  -3.711304e-09 A,         1.981871e-09 A

so that its own error is near 1e-4. That of ionflux on the mesh of the case is 3e-4 to 5e-4 (the rims are singular;
one mesh coarser the currents differ by 6e-4 and 8e-4): tolerance 1e-3, of the ratio, whose errors add up, 2e-3.
"""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from references import Expected

BACKWARD, FORWARD = -3.711304e-09, 1.981871e-09
SOURCE = "another program: FEniCSx 0.5.2 (peer.py)"

expected = Expected(__file__)
expected.add("iv.csv", "voltage [V]=-1", "current [A]", BACKWARD, 1e-3, SOURCE)
expected.add("iv.csv", "voltage [V]=1", "current [A]", FORWARD, 1e-3, SOURCE)
expected.add("iv.csv", "voltage [V]=1", "rectification", -FORWARD / BACKWARD, 2e-3, SOURCE)
expected.write()
