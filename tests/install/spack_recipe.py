"""The Spack package, read with a stand-in for Spack's own module: what it names, CMakeLists.txt needs, and the other way round."""

import pathlib
import re
import sys
import types

ROOT = pathlib.Path(__file__).resolve().parents[2]
RECIPE = ROOT / "scripts" / "install" / "spack" / "packages" / "ionflux" / "package.py"
# What CMakeLists.txt looks for: the name of Spack's package.
NAMES = {"deal.II": "dealii", "CLI11": "cli11", "nlohmann_json": "nlohmann-json", "udunits2": "udunits", "GiNaC": "ginac",
         "ginac": "ginac", "cln": "cln"}


class Recorder:
    """Spack's directives: each notes what it was called with."""

    def __init__(self):
        self.calls = []

    def directive(self, name):
        return lambda *arguments, **options: self.calls.append((name, arguments, options))

    def of(self, name):
        return [arguments[0] for called, arguments, _ in self.calls if called == name]


def recipe():
    """(recorder, the class) of the package file."""
    recorder, module = Recorder(), types.ModuleType("spack.package")
    for name in ("license", "version", "variant", "depends_on", "generator", "maintainers", "conflicts"):
        setattr(module, name, recorder.directive(name))
    module.CMakePackage = type("CMakePackage", (), {"define": staticmethod(lambda name, value: f"-D{name}={value}"),
                                                    "define_from_variant": staticmethod(lambda name, _: f"-D{name}=ON")})
    sys.modules.update({"spack": types.ModuleType("spack"), "spack.package": module})
    space = {}
    exec(compile(RECIPE.read_text(encoding="utf-8"), str(RECIPE), "exec"), space)
    return recorder, space["Ionflux"]


def faults():
    recorder, package = recipe()
    text = "".join(p.read_text(encoding="utf-8") for p in [ROOT / "CMakeLists.txt", *ROOT.glob("scripts/cmake/*.cmake")])
    named = {re.split("[@+~]", spec)[0] for spec in recorder.of("depends_on")}
    for found, name in NAMES.items():
        if re.search(rf"\b{re.escape(found)}\b", text) and name not in named:
            yield f"spack: CMakeLists.txt needs {found}, the package does not name {name}"
    spec = types.SimpleNamespace(prefix="/d")
    instance = package()
    instance.spec = {"dealii": spec}
    for argument in instance.cmake_args():
        option = re.match(r"-D(\w+)=", argument)[1]
        if option != "DEAL_II_DIR" and not re.search(rf"option\({option}\b", text):
            yield f"spack: there is no option {option}"
    least = re.search(r"cmake_minimum_required\(VERSION ([\d.]+)", text)[1]
    if f"cmake@{least}:" not in recorder.of("depends_on"):
        yield f"spack: not the least version of CMake, {least}"
    if not recorder.of("version"):
        yield "spack: no version"
