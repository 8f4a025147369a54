"""Fields for other programs: XDMF with HDF5, everything that meshio writes, VTK. Each needs what it is called after."""

import os

import numpy as np

from . import vtu

CELLS = {2: "quad", 3: "hexahedron"}


def mesh_of(fields):
    """A meshio.Mesh of the linear cells (degree^dim an element), in the unit of the field files."""
    import meshio
    return meshio.Mesh(fields.grid.points, [(CELLS[fields.dimension], fields.grid.cells)],
                       point_data={name: np.ascontiguousarray(v) for name, v in fields.grid.values.items()})


def write(result, path, time=None):
    """The fields of a result in one file, by meshio in the format of the ending of its name: .vtk, .xdmf, .msh, ...

    .xdmf of a run in time: all times; the numbers are in an .h5 file beside it where h5py is installed, else in the file
    itself. time: one of the times, as of Result.fields_at; needed where the mesh changes in time. Returns the path."""
    import meshio
    if not str(path).endswith(".xdmf"):
        mesh = mesh_of(result.fields_at(time))
        if str(path).endswith(".vtk"):  # names have no blanks there
            mesh.point_data = {name.replace(" ", "_"): values for name, values in mesh.point_data.items()}
        meshio.write(path, mesh)
        return path
    try:
        import h5py  # noqa: F401
        form = "HDF"
    except ImportError:
        form = "XML"
    times = list(result.times) if time is None else [result.times[result.times.index(time)]]
    # meshio names the .h5 file as the .xdmf is named: relative, so that both may be moved
    here = os.getcwd()
    folder, name = os.path.split(os.path.abspath(path))
    meshes = [(float(t), mesh_of(result.fields_at(t))) for t in times]
    if any(not np.array_equal(mesh.points, meshes[0][1].points) for _, mesh in meshes):
        raise ValueError("the mesh of this run follows the solution, and one .xdmf file holds one mesh: name a time")
    try:
        os.chdir(folder)
        with meshio.xdmf.TimeSeriesWriter(name, data_format=form) as writer:
            writer.write_points_cells(meshes[0][1].points, meshes[0][1].cells)
            for t, mesh in meshes:
                writer.write_data(t, point_data=mesh.point_data)
    finally:
        os.chdir(here)
    return path


def teach_meshio():
    """After this, meshio.read("fields_0000.pvtu") reads the pieces of all ranks, as one mesh."""
    import meshio

    def read(path):
        grid = vtu.read_pvtu(str(path))
        kind = CELLS[vtu.N_VERTICES[grid.cells.shape[1]]]
        return meshio.Mesh(grid.points, [(kind, grid.cells)], point_data=dict(grid.values))

    meshio.register_format("pvtu", [".pvtu"], read, {})


def vtk_grid(path):
    """The vtkUnstructuredGrid of a .pvtu file, as VTK's own reader has it; needs VTK (python3-vtk9, pip install vtk)."""
    from vtkmodules.vtkIOXML import vtkXMLPUnstructuredGridReader
    reader = vtkXMLPUnstructuredGridReader()
    reader.SetFileName(str(path))
    reader.Update()
    return reader.GetOutput()
