#!/usr/bin/env python3
"""The formula is that of ../shell_sphere/reference.py."""

import importlib.util
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
spec = importlib.util.spec_from_file_location("sphere", HERE.parent / "shell_sphere" / "reference.py")
sphere = importlib.util.module_from_spec(spec)
spec.loader.exec_module(sphere)
sphere.rows(__file__, (None,), 3e-4)
