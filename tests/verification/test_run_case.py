#!/usr/bin/env python3
"""Tests of run_case.py itself: right values pass, and everything else fails."""

import pathlib
import subprocess
import sys
import tempfile
import unittest

HERE = pathlib.Path(__file__).resolve().parent

# Stands for ionflux: `run FILE --output DIR [--set factor=X]` writes two tables.
PROGRAM = """#!/usr/bin/env python3
import pathlib, sys
arguments = sys.argv[1:]
assert arguments[0] == "run" and pathlib.Path(arguments[1]).name == "case.prm"
folder = pathlib.Path(arguments[arguments.index("--output") + 1])
factor = 1.0
for setting in arguments:
    if setting.startswith("factor="): factor = float(setting.split("=")[1])
    if setting == "Electrolyte/Primary variables=concentration": factor *= 1.001
if factor < 0: sys.exit(76)
(folder / "profiles").mkdir(parents=True)
(folder / "fluxes.csv").write_text(
    "boundary,species,flux [mol/s],potential [V]\\n"
    f"lower end,K,{-2e-15 * factor},0\\nupper end,K,{2e-15 * factor},0.1\\n"
    f"upper end,Cl,nan,0.1\\n")
(folder / "profiles" / "axis.csv").write_text("z [m],c [mol/m^3]\\n0,10\\n1e-9,20\\n1e-9,30\\n3e-9,50\\n")
"""
HEADER = "file,where,column,expected,tolerance,kind,source\n"


class RunCase(unittest.TestCase):
    def outcome(self, expected, **files):
        """Exit code and output of run_case.py for this expected.csv."""
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            program = folder / "program"
            program.write_text(PROGRAM)
            program.chmod(0o755)
            (folder / "case.prm").write_text("")
            if expected is not None:
                (folder / "expected.csv").write_text(expected)
            for file, text in files.items():
                (folder / file.replace("_", ".")).write_text(text)
            result = subprocess.run([sys.executable, "-B", HERE / "run_case.py", folder, "--binary", program],
                                    stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
            return result.returncode, result.stdout

    def passes(self, rows, **files):
        code, text = self.outcome(HEADER + rows, **files)
        self.assertEqual(code, 0, text)

    def fails(self, rows, word, **files):
        code, text = self.outcome(HEADER + rows, **files)
        self.assertEqual(code, 1, text)
        self.assertIn(word, text)
        self.assertNotIn("Traceback", text)

    def test_right_values(self):
        self.passes("# a comment\n"
                    "fluxes.csv,boundary=upper end;species=K,flux [mol/s],2.0001e-15,1e-3,relative,theory\n"
                    "fluxes.csv,boundary=lower end;species=K,flux,-2e-15,1e-20,absolute,theory\n"
                    "fluxes.csv,potential=0.10;species=K,flux,2e-15,1e-9,relative,theory\n")

    def test_profiles(self):
        self.passes("profiles/axis.csv,interpolate:z [m]=2e-9,c [mol/m^3],40,1e-9,relative,line\n"
                    "profiles/axis.csv,interpolate:z=0.5e-9,c,15,1e-9,relative,line\n"
                    "profiles/axis.csv,interpolate:z=1e-9,c,25,1e-9,relative,mean at a jump\n"
                    "profiles/axis.csv,last,c,50,0,absolute,end\n"
                    "profiles/axis.csv,max,c,50,0,absolute,end\n"
                    "profiles/axis.csv,min,c,10,0,absolute,end\n")
        self.fails("profiles/axis.csv,interpolate:z=4e-9,c,50,1e-9,relative,line\n", "outside")

    def test_wrong_value(self):
        self.fails("fluxes.csv,boundary=upper end;species=K,flux,2.1e-15,1e-3,relative,theory\n", "differs")
        self.fails("fluxes.csv,boundary=lower end;species=K,flux,2e-15,1e-3,relative,sign\n", "differs")
        self.fails("fluxes.csv,boundary=upper end;species=Cl,flux,2e-15,1e-3,relative,not a number\n", "differs")

    def test_nothing_to_compare(self):
        self.fails("", "no rows")
        self.assertEqual(self.outcome(None)[0], 1)
        self.fails("fluxes.csv,boundary=side,flux,1,1,absolute,x\n", "no row matches")
        self.fails("fluxes.csv,boundary=upper end,flux,1,1,absolute,x\n", "2 rows match")
        self.fails("fluxes.csv,boundary=upper end;species=K,current,1,1,absolute,x\n", "no column")
        self.fails("nothing.csv,boundary=upper end,flux,1,1,absolute,x\n", "no such file")

    def test_bad_rows(self):
        self.fails("fluxes.csv,last,flux,1,1,absolute,\n", "no source")
        self.fails("fluxes.csv,last,flux,one,1,absolute,x\n", "not a number")
        self.fails("fluxes.csv,last,flux,1,1,loose,x\n", "kind")
        self.fails("fluxes.csv,last,flux,0,1,relative,x\n", "absolute")
        self.fails("fluxes.csv,last,flux,1,-1,absolute,x\n", "negative")
        self.fails("fluxes.csv,last,flux,1,1,absolute\n", "cells")

    def test_failing_program(self):
        self.fails("fluxes.csv,last,flux,1,1,absolute,x\n", "exit code 76", arguments_txt="--set\nfactor=-1\n")

    def test_several_runs(self):
        header = HEADER.strip() + ",run\n"
        row = "fluxes.csv,boundary=upper end;species=K,flux,{},1e-9,relative,x,{}\n"
        runs = '{"single": [], "double": ["--set", "factor=2"]}'
        both = header + row.format("2e-15", "single") + row.format("4e-15", "double")
        self.assertEqual(self.outcome(both, runs_json=runs)[0], 0)
        self.assertEqual(self.outcome(header + row.format("2e-15", "single"), runs_json=runs)[0], 1)
        self.assertEqual(self.outcome(both + row.format("2e-15", "triple"), runs_json=runs)[0], 1)

    def test_variants(self):
        """The same rows hold for all ways; the second way of this program is 1e-3 off."""
        row = "fluxes.csv,boundary=upper end;species=K,flux,2e-15,{},relative,x\n"
        prm = "# variants: default, concentrations by AMG\n"
        self.passes(row.format("2e-3"), case_prm=prm)
        self.fails(row.format("1e-4"), "concentrations, BoomerAMG", case_prm=prm)
        self.fails(row.format("2e-3"), "1 of 2 values agree", case_prm=prm, arguments_txt="--set\nfactor=1.0015\n")
        self.fails(row.format("2e-3"), "no variants 'faster'", case_prm="# variants: faster\n")


if __name__ == "__main__":
    unittest.main()
