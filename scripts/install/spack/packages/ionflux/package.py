# spack repo add scripts/install/spack && spack install ionflux
# Without a release to fetch it builds a checkout: spack dev-build ionflux@main, in the folder of the sources.
from spack.package import *

try:  # Spack 1.0 moved the build systems beside the packages; before, spack.package has them
    from spack_repo.builtin.build_systems.cmake import CMakePackage, generator
except ImportError:
    pass


class Ionflux(CMakePackage):
    """Ion transport in nanopores, membranes and electrochemical cells: adaptive finite elements for the coupled
    Poisson-Nernst-Planck equations, parallel with MPI."""

    license("LGPL-2.1-or-later")

    version("main", branch="main", no_cache=True)

    variant("native", default=False, description="All instructions of the building machine's processor")
    variant("report", default=True, description="What 'ionflux report' and python/ionflux need")

    depends_on("c", type="build")
    depends_on("cxx", type="build")
    depends_on("cmake@3.20:", type="build")
    depends_on("ninja", type="build")
    depends_on("mpi")
    depends_on("dealii@9.4:9.6+mpi+petsc+p4est+trilinos+muparser")  # those that it was built with
    depends_on("cli11", type="build")
    depends_on("nlohmann-json", type="build")
    depends_on("udunits@2.2:")
    depends_on("ginac")
    depends_on("cln")
    depends_on("python@3.9:", type=("build", "run"), when="+report")
    depends_on("py-numpy", type="run", when="+report")
    depends_on("py-matplotlib", type="run", when="+report")
    depends_on("py-jinja2", type="run", when="+report")

    generator("ninja")

    def cmake_args(self):
        return [
            self.define("IONFLUX_TESTS", False),
            self.define("DEAL_II_DIR", self.spec["dealii"].prefix),
            self.define_from_variant("IONFLUX_NATIVE", "native"),
        ]

    def setup_run_environment(self, env):
        env.prepend_path("PYTHONPATH", self.prefix.share.ionflux.python)
        env.prepend_path("MANPATH", self.prefix.share.man)
