# %% [markdown]
# # A nanopore from Python
#
# This is a notebook in the percent format: plain Python, whose cells (`# %%`) VS Code, PyCharm, Spyder and Jupyter
# (with jupytext) show and run one by one. `python3 doc/notebook.py` runs all of it; the tests do that.
# It needs numpy, and matplotlib for the last cell. Where ionflux was not built beside it: `IONFLUX=/path/to/ionflux`.

# %%
import pathlib
import sys

import numpy as np

SOURCES = pathlib.Path(__file__).resolve().parents[1]  # in Jupyter: the folder of ionflux
sys.path.insert(0, str(SOURCES / "python"))  # not needed with PYTHONPATH set
import ionflux  # noqa: E402

# %% [markdown]
# ## Run
# A case is the text of a parameter file. `run` writes `output/notebook.prm`, runs it and loads the result.

# %%
case = ionflux.Case.from_file(SOURCES / "prm" / "nanopore.prm")
case.set("Geometry/nanopore/Pore radius", "4 nm").set("Boundary conditions/upper end/Potential", "0.1 V")
result = case.run("output/notebook")
current = result.fluxes.value("current", boundary="lower end", species="all")
print(result)
print(f"current: {current.to('pA'):.1f} pA")

# %% [markdown]
# ## Tables
# Columns are numpy arrays with a unit; `to_pandas()` makes a DataFrame.

# %%
print(result.fluxes["boundary"], result.fluxes["flux"].to("fmol/s"))
print(result.observables.value("value", observable="permselectivity"))
print(result.parameters["Baths/KCl/Concentration of K"])

# %% [markdown]
# ## Fields
# On the points of the mesh, or anywhere: interpolated with the degree of the elements.

# %%
potassium = result.field("c_K")
print(f"largest concentration of K: {potassium.values.max():.0f} {potassium.unit}")
r = np.linspace(0, 4, 41)
across = result.probe(np.stack([r, 0 * r], axis=1), ["phi", "c_K", "c_Cl"], unit="nm")
print(f"at the wall: {across['phi'].to('mV')[-1]:.1f} mV")

# %% [markdown]
# ## A sweep: the current-voltage curve

# %%
voltages = ["-0.1 V", "0 V", "0.1 V"]
curve = case.copy().set("Output/Fields", "false") \
    .sweep("voltage", "Boundary conditions/upper end/Potential", voltages).run("output/notebook_iv").iv
for u, i in zip(curve["voltage"], curve["current"].to("pA")):
    print(f"{u:6.2f} V  {i:8.1f} pA")

# %% [markdown]
# ## A picture

# %%
try:
    import matplotlib.pyplot as plt
except ImportError:
    print("no matplotlib, no picture")
else:
    figure, (left, right) = plt.subplots(1, 2, figsize=(9, 3.6), layout="constrained")
    left.plot(r, across["c_K"], label="K")
    left.plot(r, across["c_Cl"], label="Cl")
    left.set(xlabel="r [nm]", ylabel="concentration [mmol/L]")
    left.legend()
    right.plot(curve["voltage"], curve["current"].to("pA"), marker="o")
    right.set(xlabel="voltage [V]", ylabel="current [pA]", xticks=curve["voltage"])
    figure.savefig("output/notebook.png")
