#!/usr/bin/env python3
"""What "ionflux report" writes: complete in one file, numbers as in the tables, failures marked, refusals.

    tests/report/report.py --binary build/release/ionflux
"""

import argparse
import csv
import json
import os
import re
import shutil
import sys
import tempfile

from common import FAULTS, ROOT, SCRIPT, Page, call, check, check_complete, drawn, use_matplotlib, words_of, write_csv

CASE = "tests/report/case.prm"
OVERRIDE = "Boundary conditions/left/Potential=50 mV"


def four_digits(value):
    """As a person would write it: 457.0, 1.296, 0.03971."""
    text = f"{value:#.4g}" if abs(value) > 1e-4 else f"{value:.4g}"
    return text.replace("-", "\N{MINUS SIGN}")


def test_good_run(binary, folder):
    code, message = call(binary, "run", CASE, "--output", folder, "--set", OVERRIDE)
    check(code == 0, f"the run: exit code {code}")
    code, message = call(binary, "report", folder)
    if code == 69 and "apt-get" in message:
        print(message)
        sys.exit(77)
    check(code == 0 and message == "", f"report: exit code {code}: {message}")
    page = Page(os.path.join(folder, "report.html"))
    check_complete(page, folder, "run")
    check([a for a in page.of("div") if a.get("class") == "verdict good"], "a converged run is marked as good")
    check("Converged; all" in page.text, "it says so")
    with open(os.path.join(folder, "fluxes.csv"), newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            current = 1e3 * float(row["current [A/m]"])
            if abs(current) > 1e-6:
                check(four_digits(current) in page.text, f"{current} mA/m of {row['boundary']}, {row['species']}")
    check("current [mA/m]" in page.text and "flux [nmol/s/m]" in page.text, "units are in the headers")
    with open(os.path.join(folder, "run.json"), encoding="utf-8") as file:
        record = json.load(file)
    for audit in record["audits"]:
        name = re.sub(r"\bNa$", "Na+", re.sub(r"\bCl$", "Cl\N{MINUS SIGN}", audit["name"]))
        check(name in page.text, f"audit {name}")
    check(record["newton"][0]["attempts"][0]["residual"][-1] < 1e-10, "run.json: the last residual of Newton's method")
    check(len(record["newton"][0]["attempts"][0]["residual by field"]) == 3, "run.json: residuals by field")
    steps = sum(len(a["residual"]) - 1 for level in record["newton"] for a in level["attempts"])
    solver = record["solver"]
    check(steps == solver["newton steps"] + solver["steps with the last Jacobian"], "run.json: all Newton steps")
    files = os.listdir(os.path.join(folder, "report"))
    for name in ("mesh.png", "potential.png", "c_Na.png", "c_Cl.png", "charge_density.png", "current_density.png",
                 "profile_through.svg", "newton.svg"):
        check(name in files, f"there is {name}")
    for text in ("Size 200 nm, 10 nm".lower(), "\N{MINUS SIGN}1 mol/L", "100 mmol/L", record["input"]["crc32"],
                 f'ionflux run {CASE} --set "{OVERRIDE}"'):
        check(text in page.text, f"'{text}' is in the text")
    for text in ("Potential: 50 mV\N{DOUBLE DAGGER}", "\N{DOUBLE DAGGER} replaced on the command line",
                 "Fields at points",
                 "Baths: NaCl (Na+ 100 mmol/L, Cl\N{MINUS SIGN} 100 mmol/L)."):
        check(text in page.text, f"'{text}' is in the text")
    check("Activity coefficients" not in page.text and "\N{DAGGER}" not in page.text, "ideal, nothing swept")
    check(page.text.count("positive out of the domain") == 1, "the sign of currents is said once")
    check("set Fixed charge" in page.source, "the input is there")
    check(not page.of("details"), "no <details>: browsers print it closed")
    rules = re.sub(r"@media screen[^{]*\{(?:[^{}]|\{[^{}]*\})*\}", "", page.source.split("</style>")[0])
    check(not re.search(r"\.fold[^{}]*pre[^{}]*\{[^}]*display: none", rules), "on paper the input is there, too")
    check(re.search(r"@media screen \{ \.fold[^{]*pre \{ display: none", page.source), "on the screen it is folded")


def test_print(folder):
    """--pdf: each picture a second time, with letters that can be selected (TrueType, no outlines)."""
    code, message = call(SCRIPT, folder, "--pdf")
    check(code == 0 and message == "", f"--pdf: exit code {code}: {message}")
    files = set(os.listdir(os.path.join(folder, "report")))
    pictures = {name for name in files if not name.endswith(".pdf")}
    check(files - pictures == {os.path.splitext(name)[0] + ".pdf" for name in pictures}, f"as many PDF files: {files}")
    for name in files:
        with open(os.path.join(folder, "report", name), "rb") as file:
            data = file.read()
        if name.endswith(".pdf"):
            check(b"/FontFile2" in data and b"/Type3" not in data, f"{name}: its letters are TrueType")
        if name.endswith(".svg"):
            check(b"<text" in data, f"{name}: its text is text")
    call(SCRIPT, folder)
    check(set(os.listdir(os.path.join(folder, "report"))) == pictures, "the next report takes them away")


def test_points(binary, folder):
    """A sweep with fields: all its points in one figure a quantity, on one scale; what is swept is marked."""
    code, _ = call(binary, "sweep", CASE, "--output", folder, "--set", "Sweep/voltage/Values=0 mV, 20 mV, 50 mV",
                   "--set", "Sweep/voltage/Parameter=Boundary conditions/left/Potential",
                   "--set", "Sweep/Fields of points=all", "--set", "Electrolyte/Activity model=Davies")
    check(code == 0, f"sweep with fields: exit code {code}")
    code, message = call(SCRIPT, folder)
    check(code == 0 and message == "", f"its report: exit code {code}: {message}")
    page = Page(os.path.join(folder, "report.html"))
    check_complete(page, folder, "points")
    for text in ("Potential: swept\N{DAGGER}", "\N{DAGGER} takes the values of the sweep.",
                 "Potentials: left swept and right",
                 "Activity coefficients: Davies.", "at 3 points of the sweep", "current of Na+", "into the domain"):
        check(text in page.text, f"'{text}' is in the text")
    check("algebraic error" not in page.text, "errors are no results")
    files = set(os.listdir(os.path.join(folder, "report")))
    check({"c_Na.png", "potential.png", "current_density.png", "profile_through.svg", "iv.svg", "flux.svg"} <= files,
          f"small multiples: {files}")
    with open(os.path.join(folder, "report", "flux.svg"), encoding="utf-8") as file:
        flux = file.read()
    check(flux.count("left") == flux.count("right") > 0, "the fluxes through all boundaries are in one figure")
    from reporting import multiples
    from reporting.result import Result
    result, seen = Result(folder), []

    class Album:  # looks at the figure instead of writing it
        def path(self, name):
            return name

        def map(self, figure, path, resolution):
            seen.extend(figure.axes)

    panels = [multiples.Panel(result, f, {}) for f in result.points_with_fields()]
    labels = [panel.label for panel in panels]
    check(labels == ["voltage 0 mV", "voltage 20 mV", "voltage 50 mV"], f"panels have the values: {labels}")
    multiples.multiples("c_Na [mol/m^3]", "", panels, Album())
    scales = [axes.collections[0].norm if len(axes.collections) < 2 else next(
        c.norm for c in axes.collections if c.get_array() is not None and c.norm.vmax > 1) for axes in seen[:3]]
    check(len({(n.vmin, n.vmax) for n in scales}) == 1, f"one scale of colours: {[(n.vmin, n.vmax) for n in scales]}")


def test_equilibrium(binary, folder):
    """Where nothing flows, nothing but rounding is left of the fluxes: no picture, no curve, no failure."""
    code, _, = call(binary, "run", CASE, "--output", folder, "--set", "Boundary conditions/left/Potential=0 V")
    check(code == 0, f"equilibrium: exit code {code}")
    code, message = call(SCRIPT, folder)
    check(code == 0 and message == "", f"report of an equilibrium: exit code {code}: {message}")
    page = Page(os.path.join(folder, "report.html"))
    check_complete(page, folder, "equilibrium")
    check("current_density.png" not in os.listdir(os.path.join(folder, "report")), "no map of a current that is 0")
    check("\N{MINUS SIGN}0 " not in page.text, "no -0")
    import plot_tables
    panels = plot_tables.profile_picture(os.path.join(folder, "profile_through.csv"), {}).axes
    check(drawn(panels[3]) == [] and words_of(panels[3]) == ["Na: zero within the error", "Cl: zero within the error"],
          f"fluxes of an equilibrium are no curves: {drawn(panels[3])}, {words_of(panels[3])}")
    low, high = panels[2].get_ylim()
    check(high - low > 1, f"a constant potential is drawn level, not its rounding: {low} to {high}")


def test_study(binary, folder):
    """Richardson's value, uncertainty and limit, as in the table of the log."""
    code, _ = call(binary, "converge", "prm/convergence.prm", "--output", folder, "--set",
                   "Convergence study/Reference=Richardson", "--set", "Convergence study/Degrees=1, 2", "--set",
                   "Convergence study/Levels=3")
    check(code == 0, f"the study: exit code {code}")
    code, message = call(SCRIPT, folder)
    check(code == 0 and message == "", f"report of a study: exit code {code}: {message}")
    page = Page(os.path.join(folder, "report.html"))
    check_complete(page, folder, "study")
    check("Richardson's extrapolation" in page.text and "observed order" in page.text, "the table is there")
    check("Key numbers" in page.text and "extrapolated: " in page.text, "so are the key numbers")
    with open(os.path.join(folder, "convergence.csv"), newline="", encoding="utf-8") as file:
        last = {row["degree"]: row for row in csv.DictReader(file)}
    name = "current through right [A/m]"
    for degree, row in last.items():
        value, spread = 1e6 * float(row[name]), 1e6 * float(row["uncertainty of " + name])
        decimals = 1 - int(f"{spread:e}".split("e")[1])
        text = f"{value:.{decimals}f} \N{PLUS-MINUS SIGN} {spread:.{decimals}f}".replace("-", "\N{MINUS SIGN}")
        check(text in page.text, f"degree {degree}: '{text}' is in the report")
        limit = f"{1e6 * float(row['extrapolated ' + name]):.{decimals}f}".replace("-", "\N{MINUS SIGN}")
        check(limit in page.text, f"degree {degree}: the limit '{limit}' is in the report")


def test_audit_failed(folder):
    path = os.path.join(folder, "run.json")
    with open(path, encoding="utf-8") as file:
        record = json.load(file)
    record["audits"][0]["passed"] = False
    record["exit"] = {"code": 78, "meaning": "audit violated", "reason": "audit failed: flux balance of Na"}
    record["title"] = "<script>alert(1)</script> & more"
    with open(path, "w", encoding="utf-8") as file:
        json.dump(record, file)
    for name in os.listdir(folder):  # pictures were tested; a damaged file must not prevent the rest
        if name.endswith(".vtu"):
            os.truncate(os.path.join(folder, name), 5000)
    code, message = call(SCRIPT, folder)
    page = Page(os.path.join(folder, "report.html"))
    check(code == 0, f"audit failed: exit code {code}: {message}")
    check_complete(page, folder, "audit failed")
    check([a for a in page.of("div") if a.get("class") == "verdict failed"], "a failed audit is marked")
    check([a for a in page.of("tr") if a.get("class") == "failed"] and "FAILED" in page.text, "its row is marked")
    check("Could not be drawn: fields" in page.text and "could not be drawn: fields" in message, "damaged fields")
    check("<title>FAILED" in page.source, "the title says so")
    check("Not valid: an audit failed" in page.text and "Do not use them" in page.text, "what is wrong is said")
    check("<script>alert(1)</script> & more" in page.text, "text of the user is text")


def test_failed_run(binary, folder, good):
    code, _ = call(binary, "run", CASE, "--output", folder, "--set", "Solver/Maximum Newton steps=2",
                   "--set", "Solver/Continuation=never")
    check(code == 76, f"a run that cannot converge: exit code {code}")
    for name in ("fluxes.csv", "profile_through.csv"):  # whatever lies there
        shutil.copy(os.path.join(good, name), folder)
    code, message = call(SCRIPT, folder)
    before = Page(os.path.join(folder, "report.html")).source
    code, message = call(SCRIPT, folder)
    page = Page(os.path.join(folder, "report.html"))
    check(code == 0, f"failed run: exit code {code}: {message}")
    check(page.source == before, "the same result gives the same report, byte for byte")
    check_complete(page, folder, "failed run")
    check([a for a in page.of("div") if a.get("class") == "verdict failed"], "a failed run is marked")
    check("no convergence" in page.text and "There is no result" in page.text, "the reason is there")
    check("<title>FAILED" in page.source, "the title says so")
    check("Key numbers" not in page.text and "A/m" not in page.text, "no numbers")
    check(os.listdir(os.path.join(folder, "report")) == ["newton.svg"], "no pictures but Newton's steps")


def test_sweep(folder):
    os.makedirs(folder)
    write_csv(folder, "points.csv", [
        ["point", "voltage [V]", "status", "attempts", "Newton steps", "Krylov iterations", "seconds"],
        [1, -0.2, "done", 1, 3, 20, 0.1], [2, 0, "done", 1, 2, 11, 0.1], [3, 0.2, "failed", 3, 60, 200, 1.5]])
    write_csv(folder, "iv.csv", [
        ["voltage [V]", "current [A]", "chord conductance [S]", "slope conductance [S]", "rectification"],
        [-0.2, -3.4e-10, 1.7e-9, 1.6e-9, ""], [0, 0, "", 1.65e-9, ""], [0.2, "", "", "", ""]])
    write_csv(folder, "curves.csv", [
        ["points", "reversal potential [V]", "conductance at zero voltage [S]", "rectification"], [2, 0, 1.65e-9, ""]])
    write_csv(folder, "observables.csv", [
        ["point", "voltage [V]", "observable", "place", "species", "value", "unit"],
        [1, -0.2, "transference number", "upper end to lower end", "K+", 0.61, ""], [2, 0, "transference number",
                                                                              "upper end to lower end", "K+", 0.62, ""],
        [3, 0.2, "", "", "", "", ""]])
    with open(os.path.join(folder, "run.json"), "w", encoding="utf-8") as file:
        json.dump({"kind": "sweep", "title": "sweep", "exit": {"code": 76, "meaning": "no convergence",
                                                               "reason": "1 of 3 points did not converge"}}, file)
    code, message = call(SCRIPT, folder)
    check(code == 0, f"sweep: exit code {code}: {message}")
    page = Page(os.path.join(folder, "report.html"))
    check_complete(page, folder, "sweep")
    check("2 of 3 points converged" in page.text, "the failed point is counted")
    check([a for a in page.of("tr") if a.get("class") == "failed"], "and marked")
    check("1.650" in page.text and "conductance at zero voltage [nS]" in page.text, "conductance of the curve")
    files = set(os.listdir(os.path.join(folder, "report")))
    check("Current over the voltage." in page.text and "\N{MINUS SIGN}340.0" in page.text, "a table of V and I")
    check({"iv.svg", "conductance.svg", "transference_number_K+.svg"} <= files, "curves")


def test_refusals(binary, folder):
    os.makedirs(folder)
    mpirun = os.path.join(ROOT, "scripts", "mpirun")
    check_refusal([mpirun, "2", binary, "report", folder], 66, "there is no run.json in it")
    check_refusal([SCRIPT, folder + "/nowhere"], 66, "there is no folder")
    with open(os.path.join(folder, "run.json"), "w", encoding="utf-8") as file:
        file.write('{"exit": ')
    check_refusal([SCRIPT, folder], 66, "is damaged")
    check_refusal([binary, "report"], 64, "DIR is required")
    check_refusal([binary, "report", folder], 69, "IONFLUX_SCRIPTS", IONFLUX_SCRIPTS=folder)
    check(not os.path.exists(os.path.join(folder, "report.html")), "nothing is written")


def check_refusal(command, expected, words, **environment):
    code, message = call(*command, **environment)
    check(code == expected, f"{words}: exit code {code}, expected {expected}")
    check(message.count(words) == 1, f"one message with '{words}': {message}")
    check("Traceback" not in message, f"{words}: no traceback")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--binary", required=True)
    binary = os.path.abspath(parser.parse_args().binary)
    use_matplotlib()
    scratch = tempfile.mkdtemp()
    try:
        test_good_run(binary, scratch + "/good")
        test_print(scratch + "/good")
        test_equilibrium(binary, scratch + "/equilibrium")
        import parts  # with the Python that has matplotlib
        import spikes
        import transient
        parts.run(scratch)
        spikes.test_all()
        transient.run(binary, scratch)
        test_points(binary, scratch + "/points")
        test_study(binary, scratch + "/study")
        test_audit_failed(scratch + "/good")
        test_failed_run(binary, scratch + "/failed", scratch + "/good")
        test_sweep(scratch + "/sweep")
        test_refusals(binary, scratch + "/refused")
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    print("all good" if not FAULTS else f"{len(FAULTS)} faults")
    return 1 if FAULTS else 0


if __name__ == "__main__":
    sys.exit(main())
