"""A parameter file that Python changes, writes and runs."""

import os
import re

from . import program as programs
from .result import Result

INDENT = "  "


class Case:
    """Text of a parameter file. set() and sweep() change it and return it, so that calls can be chained:

    Case.from_file("prm/nanopore.prm").set("Geometry/nanopore/Pore radius", "3 nm").run(ranks=2)"""

    def __init__(self, text=""):
        self.lines = text.splitlines()

    @classmethod
    def from_file(cls, path):
        with open(path, encoding="utf-8") as file:
            return cls(file.read())

    @property
    def text(self):
        return "\n".join(self.lines) + "\n"

    def copy(self):
        return Case(self.text)

    def set(self, path, value):
        """Set "Section/subsection/Name" to a text ("25 mV") or number (SI); None takes the entry out."""
        *section, name = path.split("/")
        found = self._entry(section, name)
        line = None if value is None else f"{INDENT * len(section)}set {name} = {value}"
        if found:
            self.lines[found] = [] if line is None else [line]
        elif line is not None:
            end = self._end_of(section)
            if end is not None:
                self.lines.insert(end, line)
            else:
                self._append(section, line)
        return self

    def get(self, path):
        """The value as it stands in the file, None if it does not."""
        *section, name = path.split("/")
        return self._value(section, name)

    def _value(self, section, name):
        found = self._entry(section, name)
        if not found:
            return None
        text = " ".join(line.strip().rstrip("\\") for line in self.lines[found])
        return re.sub(r"\s*#.*", "", text.partition("=")[2]).strip()

    def tree(self):
        """The file as nested dictionaries of texts, as the schema of "ionflux params --format schema" describes it."""
        root = {}
        for i, line, before, after in self._walk():
            node = root
            for section in after:
                node = node.setdefault(section, {})
            match = re.match(r"\s*set\s+(.*?)\s*\+?=", line)
            if match:
                node[match[1]] = self._value(before, match[1])
        return root

    def sweep(self, name, parameter, values, **entries):
        """Vary a parameter (or several, "a/b, a/c", or a list): values, or ("from", "to") with points=n.

        More entries of the section Sweep/<name> as keywords: points=21, spacing="logarithmic"."""
        path = f"Sweep/{name}/"
        self.set(path + "Parameter", parameter if isinstance(parameter, str) else ", ".join(parameter))
        is_range = "points" in entries
        listed = ", ".join(str(v) for v in values)
        self.set(path + "Values", None if is_range else listed).set(path + "Range", listed if is_range else None)
        for key, value in entries.items():
            self.set(path + key.capitalize(), value)
        return self

    def write(self, path):
        """Write the file; its folder is made if needed."""
        os.makedirs(os.path.dirname(os.path.abspath(path)), exist_ok=True)
        with open(path, "w", encoding="utf-8") as file:
            file.write(self.text)
        return path

    def run(self, output=None, ranks=1, program=None, check=True, force=False, show=False):
        """Write OUTPUT.prm, run it (a run or, with a section Sweep, a sweep) and load the result in OUTPUT.

        output: folder of the results, else Output/Directory of the file; check: raise RunFailed if the exit code is
        not 0 (else see result.exit_code); force: replace the result of another command; show: the log."""
        if output is not None:
            self.set("Output/Directory", output)
        folder = os.fspath(output or self.get("Output/Directory") or "output").rstrip("/")
        file = self.write(folder + ".prm")
        code, message = programs.run(["run", file, *["--force"] * force], ranks, program, show)
        if code != 0 and (check or not os.path.exists(os.path.join(folder, "run.json"))):
            raise programs.RunFailed(code, message, folder)
        return Result(folder)

    def check(self, program=None):
        """Have ionflux check it without solving. Raises RunFailed with all its faults."""
        import tempfile
        with tempfile.TemporaryDirectory(prefix="ionflux-") as folder:
            code, message = programs.run(["check", self.write(os.path.join(folder, "case.prm"))], 1, program)
        if code != 0:
            raise programs.RunFailed(code, message, "")
        return self

    # Where things stand: the file is a list of lines, sections are opened and closed by lines of their own.

    def _walk(self):
        """(index, line, section before it, section after it)"""
        at = []
        for i, line in enumerate(self.lines):
            before, word = list(at), line.strip()
            if word.startswith("subsection "):
                at.append(re.sub(r"\s*#.*", "", word[len("subsection "):]).strip())
            elif re.match(r"end\b", word):
                at = at[:-1]
            yield i, line, before, list(at)

    def _entry(self, section, name):
        """Slice of the lines of an entry, or None."""
        for i, line, before, _ in self._walk():
            match = re.match(r"\s*set\s+(.*?)\s*\+?=", line)
            if before == section and match and match[1] == name:
                last = i
                while self.lines[last].rstrip().endswith("\\") and last + 1 < len(self.lines):
                    last += 1
                return slice(i, last + 1)
        return None

    def _end_of(self, section):
        """Index of the line that closes a section; for the top level, of the first section. None: not there."""
        for i, _, before, after in self._walk():
            if (before == section and len(after) == len(section) - 1) if section else after:
                return i
        return None if section else len(self.lines)

    def _append(self, section, line):
        """A new section with this line in it, inside of as many of its parents as there are."""
        depth = len(section) - 1
        while depth > 0 and self._end_of(section[:depth]) is None:
            depth -= 1
        new = [f"{INDENT * d}subsection {section[d]}" for d in range(depth, len(section))] + [line]
        new += [f"{INDENT * d}end" for d in reversed(range(depth, len(section)))]
        end = self._end_of(section[:depth]) if depth else len(self.lines)
        self.lines[end:end] = new
