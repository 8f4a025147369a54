#!/usr/bin/env python3
"""Every header compiles alone, without the precompiled one. Slow: cmake -DIONFLUX_SLOW_TESTS=ON"""

import argparse
import concurrent.futures
import json
import os
import pathlib
import shlex
import subprocess
import sys

from sources import ROOT, sources


def flags(build):
    """Compiler and flags of a source of ours, without what names its files or the precompiled header."""
    commands = json.loads((build / "compile_commands.json").read_text())
    core = [entry for entry in commands if "ionflux_core" in entry["command"] and entry["file"].endswith(".cc")]
    words = shlex.split(core[0]["command"])
    words = words[next(i for i, word in enumerate(words) if word.endswith(("c++", "g++", "clang++"))):]
    kept = []
    while words:
        word = words.pop(0)
        if word in ("-o", "-c", "-include", "-MT", "-MF"):
            words.pop(0)
        elif word not in ("-MD", "-Winvalid-pch"):
            kept.append(word)
    return kept


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--build", type=pathlib.Path, required=True)
    compiler = flags(parser.parse_args().build)

    def compile_alone(path):
        command = [*compiler, "-fsyntax-only", "-x", "c++", "-include", str(path), "/dev/null"]
        return path, subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)

    headers = [path for path in sources(".h") if "include" in path.parts]
    faults = 0
    with concurrent.futures.ThreadPoolExecutor(len(os.sched_getaffinity(0))) as pool:
        for path, result in pool.map(compile_alone, headers):
            if result.returncode != 0:
                print(f"{path.relative_to(ROOT)} does not compile alone:\n{result.stdout}")
                faults += 1
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
