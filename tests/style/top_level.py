#!/usr/bin/env python3
"""The top level of the repository is fixed: what is new has a place below one of these."""

import sys

from sources import ROOT, sources

FOLDERS = {"source", "include", "prm", "tests", "meshes", "doc", "scripts", "python"}
FILES = {"CMakeLists.txt", "CMakePresets.json", "README.md", "LICENSE", "CHANGELOG.md", "CITATION.cff", "SECURITY.md"}


def faults_of(names):
    """Of the first parts of paths, (name, is a folder)."""
    return sorted({name for name, folder in names if not name.startswith(".") and
                   name not in (FOLDERS if folder else FILES)})


def main():
    assert faults_of([("source", True), ("lib", True), ("notes.txt", False), (".ci", True)]) == ["lib", "notes.txt"]
    parts = [path.relative_to(ROOT).parts for path in sources(None)]
    faults = faults_of((part[0], len(part) > 1) for part in parts)
    for name in faults:
        print(f"{name}: not at the top level; put it below {', '.join(sorted(FOLDERS))}")
    return 1 if faults or not parts else 0


if __name__ == "__main__":
    sys.exit(main())
