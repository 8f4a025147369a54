"""The times at which a run in time wrote results."""

import re

import numpy as np

from .units import conversion
from .values import Values

NEAR = 1e-9  # of a time: text has fewer digits than a double


def seconds(time):
    """Of a number [s] or a text with its unit such as "3 us". Raises ValueError."""
    if not isinstance(time, str):
        return float(time)
    match = re.fullmatch(r"\s*([-+0-9.eE]+)\s*([^\d\s]\S*)\s*", time)
    if not match:
        raise ValueError(f"'{time}' is no time with its unit such as '3 us'")
    return float(match[1]) * conversion(match[2], "s")


class Times(Values):
    """Ascending times [s]."""

    def __new__(cls, times):
        return super().__new__(cls, np.array([float(t) for t in times]), "s")

    def index(self, time):
        """The place of a time (seconds, or a text with unit). Raises LookupError: fields are not interpolated in
        time."""
        wanted, known = seconds(time), np.asarray(self)
        found = np.flatnonzero(np.abs(known - wanted) <= NEAR * abs(wanted))
        if not len(found):
            raise LookupError(f"nothing was written at {wanted:g} s ('Time/Output times'); the nearest is "
                              f"{known[np.abs(known - wanted).argmin()]:.10g} s" if len(known) else "no times are known")
        return int(found[0])
