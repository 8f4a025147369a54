"""The Python modules that scripts/plot and scripts/report need, or a plain word about which are missing."""

import importlib
import os
import sys

PACKAGES = {"matplotlib": "python3-matplotlib", "numpy": "python3-matplotlib", "jinja2": "python3-jinja2"}
MISSING = 69  # exit code, as ionflux has it


def need(program, *modules):
    """Import the modules, or run the program again with Debian's Python, or end it."""
    missing = []
    for name in modules:
        try:
            importlib.import_module(name)
        except ImportError as error:
            missing.append(name)
            reason = error
    if not missing:
        return
    # Debian installs packages for its own Python, which need not be the first one in PATH.
    system = "/usr/bin/python3"
    if os.path.exists(system) and os.path.realpath(sys.executable) != os.path.realpath(system) \
            and not os.environ.get("IONFLUX_PLOT_AGAIN"):
        os.execve(system, [system, *sys.argv], dict(os.environ, IONFLUX_PLOT_AGAIN="1"))
    packages = " ".join(dict.fromkeys(PACKAGES[name] for name in missing))
    print(f"{program}: {reason}; on Debian: apt-get install {packages}", file=sys.stderr)
    sys.exit(MISSING)
