#!/usr/bin/env python3
"""What "ionflux report" writes: complete in one file, numbers as in the tables, failures marked, refusals.

    tests/report/report.py --binary build/release/ionflux
"""

import argparse
import csv
import html.parser
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
SCRIPT = os.path.join(ROOT, "scripts", "report")  # what the program calls; it starts faster
CASE = "tests/report/case.prm"
OVERRIDE = "Boundary conditions/left/Potential=50 mV"
ENVIRONMENT = dict(os.environ, OMPI_ALLOW_RUN_AS_ROOT="1", OMPI_ALLOW_RUN_AS_ROOT_CONFIRM="1", OMP_NUM_THREADS="1")
LARGEST = 5_000_000  # bytes of a report
FAULTS = []


def check(condition, what):
    if not condition:
        FAULTS.append(what)
        print(f"FAILED: {what}")


def call(*command, **environment):
    """(exit code, standard error)"""
    result = subprocess.run(command, capture_output=True, text=True, timeout=120, cwd=ROOT,
                            env=dict(ENVIRONMENT, **environment))
    return result.returncode, result.stderr


class Page(html.parser.HTMLParser):
    """Tags with attributes, and the text that a reader sees."""

    def __init__(self, path):
        super().__init__()
        self.tags, self.text, self.hidden = [], "", 0
        with open(path, encoding="utf-8") as file:
            self.source = file.read()
        self.feed(self.source)

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))
        self.hidden += tag in ("style", "title", "details")

    def handle_endtag(self, tag):
        self.hidden -= tag in ("style", "title", "details")

    def handle_data(self, data):
        if not self.hidden:
            self.text += data

    def of(self, tag):
        return [attributes for name, attributes in self.tags if name == tag]


def check_complete(page, folder, what):
    """Nothing is fetched from elsewhere; every picture is inline, described, and a file as well."""
    for tag in ("script", "link", "iframe", "object", "embed"):
        check(not page.of(tag), f"{what}: no <{tag}>")
    for image in page.of("img"):
        check(re.match(r"data:image/(png|svg\+xml);base64,", image.get("src", "")), f"{what}: pictures are inline")
        check(len(image.get("alt", "")) > 10, f"{what}: every picture has a description")
    for _, attributes in page.tags:
        for name, value in attributes.items():
            check(name not in ("srcset", "poster", "background"), f"{what}: no attribute {name}")
            check("http:" not in (value or "") and "https:" not in (value or ""), f"{what}: no address in {name}")
    style = page.source[page.source.index("<style>"):page.source.index("</style>")]
    check("@import" not in style, f"{what}: no style from elsewhere")
    addresses = re.findall(r"url\(['\"]?([^)]{0,20})", style)
    check(all(address.startswith("data:") for address in addresses), f"{what}: url() in the style")
    ids = {attributes["id"] for _, attributes in page.tags if "id" in attributes}
    links = [a["href"][1:] for a in page.of("a")]
    check(links and set(links) <= ids, f"{what}: the table of contents leads to the sections")
    named = set(re.findall(r"report/([\w+.-]+\.(?:png|svg))", page.text))
    files = set(os.listdir(os.path.join(folder, "report")))
    check(named == files, f"{what}: the files in report/ are those that the page names: {named ^ files}")
    check(len(page.of("img")) == len(files), f"{what}: as many pictures as files")
    check(os.path.getsize(os.path.join(folder, "report.html")) < LARGEST, f"{what}: small")


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
        check(audit["name"] in page.text, f"audit {audit['name']}")
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
    check("set Fixed charge" in page.source, "the input is there")
    check(not page.of("details"), "no <details>: browsers print it closed")
    rules = re.sub(r"@media screen[^{]*\{(?:[^{}]|\{[^{}]*\})*\}", "", page.source.split("</style>")[0])
    check(not re.search(r"\.fold[^{}]*pre[^{}]*\{[^}]*display: none", rules), "on paper the input is there, too")
    check(re.search(r"@media screen \{ \.fold[^{]*pre \{ display: none", page.source), "on the screen it is folded")


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


def use_matplotlib():
    """Import it, with the Python that has it; skip the test where none has."""
    sys.path[:0] = [os.path.join(ROOT, "scripts"), os.path.join(ROOT, "python")]
    sys.dont_write_bytecode = True
    from plot_python import need
    try:
        need("tests/report", "numpy", "matplotlib", "jinja2")
    except SystemExit:
        sys.exit(77)
    ENVIRONMENT.pop("IONFLUX_PLOT_AGAIN", None)  # scripts/report finds its own Python
    import matplotlib
    matplotlib.use("Agg")


def drawn(panel):
    """Labels of the curves of a panel that have points."""
    return [line.get_label() for line in panel.lines if len(line.get_xdata()) > 2]


def words_of(panel):
    return [text.get_text() for text in panel.get_legend().get_texts()]


def test_noise():
    """Curves whose size is rounding beside the others, or below their errors, are said to be zero."""
    import numpy as np
    from reporting import curves
    table = {"voltage [V]": np.array([-0.2, 0, 0.2]), "current [A]": np.array([-1e-9, 0, 1e-9]),
             "current of K [A]": np.array([-1e-9, 0, 1e-9]), "current of Cl [A]": np.array([1e-20, 3e-20, -2e-20]),
             "current of Na [A]": np.array([1e-13, 2e-13, 1e-13]), "mesh error of current of Na [A]": np.full(3, 5e-13)}
    names = ["current of K [A]", "current of Cl [A]", "current of Na [A]"]
    panel = curves.over_voltage(table, {"": np.arange(3)}, names, np.zeros(3, dtype=bool)).axes[0]
    check(drawn(panel) == ["K"] and words_of(panel) == ["K", "Cl: zero within the error", "Na: zero within the error"],
          f"currents: {drawn(panel)}, {words_of(panel)}")
    del table["mesh error of current of Na [A]"]
    panel = curves.over_voltage(table, {"": np.arange(3)}, names, np.zeros(3, dtype=bool)).axes[0]
    check(drawn(panel) == ["K", "Na"], f"a small current is a current: {drawn(panel)}")
    part = {"value": np.array([1.0, 2, 3, 1e-11, -2e-12, 3e-12]), "pH [1]": np.array([5.0, 6, 7, 5, 6, 7]),
            "wall": ["a"] * 3 + ["b"] * 3}
    panel = curves.over_swept(part, "pH [1]", ["wall"], "flux", "mol/s").axes[0]
    check(len(drawn(panel)) == 1 and words_of(panel)[1].endswith("zero within the error"), f"swept: {words_of(panel)}")


def test_values_with_errors():
    """As many decimals as the error has; no minus before a zero."""
    from reporting.quantities import with_error, with_mesh_error
    check("456.272 \N{PLUS-MINUS SIGN} 0.013" in with_error(4.56272e-10, 1.3e-14, "A"), "two digits of an error")
    check("456.80" in with_mesh_error(4.568e-10, 5e-14, "A") and "(mesh)" in with_mesh_error(1.0, 0.1, "V"), "mesh")
    check(with_error(-1e-5, 0.5, "").startswith("0.00 "), f"no -0: {with_error(-1e-5, 0.5, '')}")


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


def write_csv(folder, name, rows):
    with open(os.path.join(folder, name), "w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)


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
        test_equilibrium(binary, scratch + "/equilibrium")
        test_noise()
        test_values_with_errors()
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
