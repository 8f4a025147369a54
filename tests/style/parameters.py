#!/usr/bin/env python3
"""doc/parameters.md is what "ionflux params --format md" prints."""

import argparse
import difflib
import subprocess
import sys

from sources import ROOT


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--binary", required=True)
    binary = parser.parse_args().binary
    printed = subprocess.run([binary, "params", "--format", "md"], stdout=subprocess.PIPE, check=True,
                             encoding="utf-8").stdout
    path = ROOT / "doc" / "parameters.md"
    stored = path.read_text(encoding="utf-8") if path.exists() else ""
    if printed == stored:
        return 0
    changes = difflib.unified_diff(stored.splitlines(), printed.splitlines(), "doc/parameters.md", "ionflux", n=0,
                                   lineterm="")
    print("\n".join(list(changes)[:40]))
    print("doc/parameters.md is out of date. Make it anew and commit it:\n"
          "  build/release/ionflux params --format md > doc/parameters.md")
    return 1


if __name__ == "__main__":
    sys.exit(main())
