"""Read the results of ionflux, and run it, from Python. Needs numpy alone; doc/python.md shows it.

    result = ionflux.load("output/nanopore")
    result.fluxes.value("current", boundary="lower end", species="all").to("pA")
    result.field("c_K").values;  result.probe([[0, 0]], ["phi", "c_K"], unit="nm")
    ionflux.Case.from_file("prm/nanopore.prm").set("Electrolyte/Temperature", "310 K").run(ranks=2)
"""

from . import exchange, vtu
from .case import Case
from .program import RunFailed
from .result import NoResult, Result, load
from .table import Table, read_csv
from .values import Value, Values

__all__ = ["Case", "NoResult", "Result", "RunFailed", "Table", "Value", "Values", "exchange", "load", "read_csv", "vtu"]
