#!/usr/bin/env python3
"""No C++ file is longer than a reader can hold (doc/CONTRIBUTING.md); those that were before the rule only shrink."""

import sys

from sources import ROOT, sources

LIMIT = 300
LONGER = {  # path: lines it may have; rows are taken out, never added, and counts go down, never up
    "tests/component/jacobian.cc": 419,
    "tests/unit/physics/activity_families.cc": 354,
    "tests/unit/physics/activity_published.cc": 391,
}


def fault_of(name, n_lines, longer=LONGER):
    """What is wrong with a file of so many lines; None: nothing."""
    if n_lines > longer.get(name, LIMIT):
        return f"{name}: {n_lines} lines, at most {longer.get(name, LIMIT)}: two purposes want two files"
    if name in longer and n_lines <= LIMIT:
        return f"{name}: {n_lines} lines: take its row out of tests/style/file_lengths.py"
    return None


def self_test():
    """A check that never fails is none."""
    assert fault_of("a.cc", LIMIT + 1)
    assert fault_of("a.cc", 341, {"a.cc": 340})
    assert fault_of("a.cc", LIMIT, {"a.cc": 340})
    assert not fault_of("a.cc", LIMIT)
    assert not fault_of("a.cc", 330, {"a.cc": 340})


def main():
    self_test()
    lengths = {str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines()) for path in sources(".cc", ".h")}
    faults = [fault for name, n_lines in lengths.items() if (fault := fault_of(name, n_lines))]
    faults += [f"{name}: is not there any more: take its row out of tests/style/file_lengths.py" for name in LONGER if name not in lengths]
    print(*faults, sep="\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
