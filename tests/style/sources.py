"""What the style checks look at: the files that git knows, or all files where there is no git."""

import pathlib
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]
SKIPPED = {"build", "output", ".git", ".cache", "__pycache__"}


def sources(*suffixes):
    """Paths of the project's files with these suffixes (None: with any), sorted; new files that git does not ignore
    too."""
    git = ["git", "-C", str(ROOT), "-c", "safe.directory=*", "ls-files", "-z", "-co", "--exclude-standard"]
    try:
        listing = subprocess.run(git, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True, text=True).stdout
        paths = [ROOT / name for name in listing.split("\0") if name]
    except (OSError, subprocess.CalledProcessError):
        paths = [path for path in ROOT.rglob("*") if not SKIPPED & set(path.relative_to(ROOT).parts)]
    return sorted({path for path in paths if (path.suffix in suffixes or None in suffixes) and path.is_file()})
