"""Numbers that know their unit: they calculate as numpy's and Python's do, and what comes out is a plain number."""

import numpy as np

from .units import conversion


class Value(float):
    """One number with its unit. value.to("pA") is the number in another unit; value + 1 a plain float."""

    def __new__(cls, number, unit=""):
        made = super().__new__(cls, number)
        made.unit = unit
        return made

    def to(self, unit):
        """In another unit of the same kind. Raises ValueError."""
        return Value(float(self) * conversion(self.unit, unit), unit)

    def __repr__(self):
        return f"{float(self):.10g} {self.unit}".rstrip()

    __str__ = __repr__

    def __format__(self, how):
        return format(float(self), how) if how else str(self)


class Values(np.ndarray):
    """Array with a unit. Parts of it keep the unit; what is calculated from it is a plain array."""

    def __new__(cls, numbers, unit=""):
        made = np.asarray(numbers).view(cls)
        made.unit = unit
        return made

    def __array_finalize__(self, other):
        self.unit = getattr(other, "unit", "")

    def __array_ufunc__(self, function, method, *inputs, out=None, **options):
        plain = [plain_array(x) for x in inputs]
        if out is not None:
            options["out"] = tuple(plain_array(x) for x in out)
        return getattr(function, method)(*plain, **options)

    def to(self, unit):
        """In another unit of the same kind: iv["current"].to("pA"). Raises ValueError."""
        return Values(np.asarray(self) * conversion(self.unit, unit), unit)

    def __repr__(self):
        return f"{np.asarray(self)} {self.unit}".rstrip()


def plain_array(x):
    return x.view(np.ndarray) if isinstance(x, Values) else x
