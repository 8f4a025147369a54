#!/usr/bin/env python3
"""What files cite must be in the repository: no page that only its authors have, no page that is gone.

    tests/style/citations.py
"""

import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
ELSEWHERE = re.compile(r"\bshared/|\b(?:DESIGN|NUMERICS|ARCHITECTURE|RELIABILITY|THEORY_NUMERICS)\.md")
PAGE = re.compile(r"(?<![\w/.{}])((?:[\w-]+/)*[\w-]+\.md)\b")
TEXT = {".cc", ".h", ".py", ".md", ".prm", ".csv", ".txt", ".cmake", ".geo", ".html", ".css", ".json", ""}


def files():
    """Text files that git knows, else (no git) all outside of build and output."""
    try:
        names = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
        paths = [ROOT / name for name in names.splitlines()]
    except (OSError, subprocess.CalledProcessError):
        paths = [p for p in ROOT.rglob("*") if p.relative_to(ROOT).parts[0] not in ("build", "output", ".git")]
    return [p for p in paths if p.suffix in TEXT and p.is_file() and p != pathlib.Path(__file__).resolve()]


def is_there(page, path):
    return any((folder / page).exists() for folder in (ROOT, ROOT / "doc", path.parent))


def main():
    faults = []
    for path in files():
        text = path.read_text(encoding="utf-8", errors="replace")
        for number, line in enumerate(text.splitlines(), 1):
            where = f"{path.relative_to(ROOT)}:{number}"
            if match := ELSEWHERE.search(line):
                faults.append(f"{where}: '{match[0]}' is not in the repository: cite doc/ or the literature")
            for page in PAGE.findall(line):
                if not is_there(page, path):
                    faults.append(f"{where}: there is no page '{page}'")
    print("\n".join(faults) or "every page that is cited is there")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
