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


DIRECTIVES = ("license", "version", "variant", "depends_on", "generator", "maintainers", "conflicts")
OF_BUILD_SYSTEMS = "spack_repo.builtin.build_systems.cmake"


def recipe(release):
    """(recorder, the class) of the package file, as read by a release of Spack: from 1.0 on, what belongs to CMake is no
    part of spack.package."""
    recorder, module = Recorder(), types.ModuleType("spack.package")
    places = {"spack": types.ModuleType("spack"), "spack.package": module}
    for name in [OF_BUILD_SYSTEMS.rsplit(".", n)[0] for n in (3, 2, 1)] + [OF_BUILD_SYSTEMS] if release >= 1 else []:
        places[name] = types.ModuleType(name)
    cmake = places.get(OF_BUILD_SYSTEMS, module)
    for name in DIRECTIVES:
        setattr(cmake if name == "generator" else module, name, recorder.directive(name))
    cmake.CMakePackage = type("CMakePackage", (), {
        "define": staticmethod(lambda name, value: f"-D{name}={value}"),
        "define_from_variant": staticmethod(lambda name, variant: recorder.directive("used")(variant) or f"-D{name}=ON")})
    for name in [name for name in sys.modules if name.split(".")[0] in ("spack", "spack_repo")]:
        del sys.modules[name]
    sys.modules.update(places)
    space = {}
    exec(compile(RECIPE.read_text(encoding="utf-8"), str(RECIPE), "exec"), space)
    return recorder, space["Ionflux"]


class Environment:
    """What setup_run_environment() does to the environment."""

    def __init__(self):
        self.paths = {}

    def prepend_path(self, name, path):
        self.paths[name] = path


class Prefix(str):
    """Spack's: prefix.share.man is a path."""

    def __getattr__(self, name):
        return Prefix(f"{self}/{name}")


def faults(prefix):
    """Of both kinds of Spack; prefix: of an installation, whose folders the environment must name."""
    for release in (0, 1):
        yield from faults_in(release, pathlib.Path(prefix))


def faults_in(release, prefix):
    recorder, package = recipe(release)
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
    conditions = "".join(options.get("when", "") for _, _, options in recorder.calls)
    for variant in recorder.of("variant"):
        if variant not in recorder.of("used") and f"+{variant}" not in conditions:
            yield f"spack: the variant {variant} changes nothing"
    environment, instance.prefix = Environment(), Prefix(prefix)
    instance.setup_run_environment(environment)
    for name, path in environment.paths.items():
        if not pathlib.Path(path).is_dir():
            yield f"spack: {name} would name {path}, which an installation does not have"
