#!/usr/bin/env python3
"""All Python files, with and without suffix, are at least Python."""

import sys

from sources import ROOT, sources


def main():
    faults = 0
    scripts = [path for path in sources("") if path.read_bytes()[:40].split(b"\n")[0].endswith(b"python3")]
    for path in [*sources(".py"), *scripts]:
        try:
            compile(path.read_text(encoding="utf-8"), str(path.relative_to(ROOT)), "exec")
        except SyntaxError as error:
            print(f"{error.filename}:{error.lineno}: {error.msg}")
            faults += 1
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
