"""Find ionflux and run it."""

import os
import shutil
import subprocess

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))  # of the sources, or share/ionflux of an installation


class RunFailed(Exception):
    """ionflux ended with another code than 0. code: what doc/output.md says of it; folder: of what it wrote."""

    def __init__(self, code, message, folder):
        super().__init__(f"ionflux ended with exit code {code}: {message.strip() or 'no message'}")
        self.code, self.folder = code, folder


def find_program():
    """$IONFLUX, else the one that this module was built or installed with, else the one in PATH."""
    own = [os.path.join(ROOT, "build", "release", "ionflux"),
           os.path.join(os.path.dirname(os.path.dirname(ROOT)), "bin", "ionflux")]
    for path in [os.environ.get("IONFLUX"), *own, shutil.which("ionflux")]:
        if path and os.access(path, os.X_OK):
            return path
    raise FileNotFoundError("there is no program 'ionflux': set the environment variable IONFLUX to its path")


def run(arguments, ranks=1, program=None, show=False):
    """(exit code, messages of errors); show: its log goes to the terminal."""
    command = [program or find_program(), *arguments]
    if ranks > 1:
        script = os.path.join(ROOT, "scripts", "mpirun")
        command = ([script, str(ranks)] if os.path.exists(script) else ["mpirun", "-np", str(ranks)]) + command
    ended = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=None if show else subprocess.DEVNULL,
                           stderr=subprocess.PIPE, text=True, errors="replace")
    return ended.returncode, ended.stderr
