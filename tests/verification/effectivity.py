#!/usr/bin/env python3
import json, sys, subprocess, pathlib, tempfile, csv, math
sys.path.insert(0, str(pathlib.Path(__file__).parent))
from run_case import read_table, read_expected, look_up, find_column, CaseError
root = pathlib.Path(__file__).resolve().parent
binary = "build/release/ionflux"
CASES = json.loads((root / "effectivity.json").read_text())
def run(case, name, overrides):
    d = root / case
    runs = json.loads((d/"runs.json").read_text()) if (d/"runs.json").is_file() else {"": []}
    exp = read_expected(d/"expected.csv", with_runs="" not in runs)
    args = []
    if (d/"arguments.txt").is_file():
        args = [l for l in (d/"arguments.txt").read_text().splitlines() if l.strip() and not l.startswith("#")]
    out = pathlib.Path(tempfile.mkdtemp(prefix="eff-"))
    cmd = [binary, "run", str(d/"case.prm"), "--output", str(out/"o"), *args, *runs[name]]
    for o in overrides: cmd += ["--set", o]
    r = subprocess.run(cmd, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if r.returncode: print("  exit", r.returncode, r.stdout[-600:]); 
    rows = []
    seen=set()
    for e in exp:
        if e.get("run", "") != name: continue
        if e["file"] not in ("fluxes.csv", "unknown_potentials.csv"): continue
        col = e["column"].split(" [")[0]
        if col not in ("flux", "current", "potential"): continue
        try:
            t = read_table(out/"o"/e["file"])
            v = look_up(*t, e["where"], e["column"])
            c = [h for h in t[0] if h.startswith("mesh error") and (" of " not in h or h.split(" [")[0].endswith(col))][0]
            est = look_up(*t, e["where"], c)
        except (CaseError, IndexError) as x:
            print("   ", e["where"], x); continue
        if (e["where"],col) in seen: pass
        seen.add((e["where"],col))
        true = e["expected"] - v
        rel = abs(true/e["expected"]) if e["expected"] else float("nan")
        print(f"  {case:22s} {name[:22]:22s} {e['where'][:44]:44s} {col:9s} {e['expected']:12.5g} rel.err {rel:8.1e} true {true:10.2e} est {est:10.2e} eff {est/true if true else float('nan'):8.3g}")
    return out
if __name__ == "__main__":
    for case, name, ov in CASES:
        if len(sys.argv) > 1 and case not in sys.argv[1:]: continue
        run(case, name, ov)
