#!/usr/bin/env python3
"""C++ sources look as .clang-format says. To repair: tests/style/format.py --fix

Other versions of clang-format than that of Debian 12 format differently; with them nothing is checked.
"""

import shutil
import subprocess
import sys

from sources import ROOT, sources

VERSION = "14"


def main():
    program = shutil.which(f"clang-format-{VERSION}") or shutil.which("clang-format")
    if program is None:
        print(f"skipped: clang-format {VERSION} is not installed")
        return 77
    version = subprocess.run([program, "--version"], stdout=subprocess.PIPE, text=True).stdout
    if f"version {VERSION}." not in version:
        print(f"skipped: this is {version.strip()}, needed is {VERSION}")
        return 77
    how = ["-i"] if "--fix" in sys.argv else ["--dry-run", "-Werror"]
    return subprocess.run([program, *how, *sources(".h", ".cc")], cwd=ROOT).returncode


if __name__ == "__main__":
    sys.exit(main())
