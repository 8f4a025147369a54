"""Read the field files of ionflux (VTU as deal.II writes it, linear cells or Lagrange ones) with numpy alone."""

import base64
import os
import struct
import xml.etree.ElementTree as ElementTree
import zlib

import numpy as np

TYPES = {"Float32": "<f4", "Float64": "<f8", "Int8": "i1", "UInt8": "u1", "Int16": "<i2", "UInt16": "<u2",
         "Int32": "<i4", "UInt32": "<u4", "Int64": "<i8", "UInt64": "<u8"}


HIGH_ORDER = {70: 2, 72: 3}  # VTK's types of Lagrange quadrilaterals and hexahedra: dimension
N_VERTICES = {4: 2, 8: 3}


def material_names(path):
    """{number: name} of the materials, from the field data of a .vtu file; empty for files of other programs."""
    found = {}
    for array in ElementTree.parse(path).getroot().iterfind("UnstructuredGrid/FieldData/DataArray"):
        if array.get("Name", "").startswith("material: "):
            found[int(float(array.text))] = array.get("Name")[len("material: "):]
    return found


class Piece:
    """Unstructured grid: points (n, 3), linear cells (n, 4 or 8), values by name: (n,) or (n, 3).

    Each element of degree p wrote (p + 1)^dim points in a row, the first coordinate fastest."""

    def __init__(self, points, cells, values):
        self.points, self.cells, self.values = points, cells, values


def decode(text, compressed):
    """Bytes of an inline binary array: base64 of a header and of data, in blocks if compressed."""
    raw = text.strip().encode()
    if not compressed:
        data = base64.b64decode(raw)
        (size,) = struct.unpack("<I", data[:4])
        return data[4:4 + size]
    (n_blocks,) = struct.unpack("<I", base64.b64decode(raw[:8])[:4])
    if n_blocks == 0:
        return b""
    header_bytes = 4 * (3 + n_blocks)
    header_length = 4 * ((header_bytes + 2) // 3)  # base64, padded
    sizes = struct.unpack(f"<{3 + n_blocks}I", base64.b64decode(raw[:header_length])[:header_bytes])[3:]
    data = base64.b64decode(raw[header_length:])
    blocks, begin = [], 0
    for size in sizes:
        blocks.append(zlib.decompress(data[begin:begin + size]))
        begin += size
    return b"".join(blocks)


def read_array(element, compressed):
    """A DataArray as a numpy array; (n, components) if it has more than one component."""
    kind = np.dtype(TYPES[element.get("type")])
    form, text = element.get("format", "ascii"), element.text or ""
    if form == "ascii":
        array = np.array(text.split(), dtype=kind)
    elif form == "binary":
        array = np.frombuffer(decode(text, compressed), dtype=kind)
    else:
        raise ValueError(f"array format '{form}' is not known")
    n = int(element.get("NumberOfComponents", "1"))
    return array.reshape(-1, n) if n > 1 else array


def read_vtu(path):
    """The pieces of one .vtu file joined."""
    root = ElementTree.parse(path).getroot()
    compressed = root.get("compressor") is not None
    pieces = []
    for piece in root.iter("Piece"):
        if int(piece.get("NumberOfPoints")) == 0:
            continue
        points = read_array(piece.find("Points/DataArray"), compressed).reshape(-1, 3)
        arrays = {e.get("Name"): read_array(e, compressed) for e in piece.find("Cells")}
        n_vertices = int(arrays["offsets"][0])
        kind = int(arrays["types"][0])
        if kind in HIGH_ORDER:
            cells = linear_cells(len(arrays["offsets"]), n_vertices, HIGH_ORDER[kind])
        else:
            cells = arrays["connectivity"].astype(np.int64).reshape(-1, n_vertices)
        values = {e.get("Name"): read_array(e, compressed) for e in piece.findall("PointData/DataArray")}
        pieces.append(Piece(points, cells, values))
    return join(pieces)


def blocks(n_elements, p, dim):
    """Numbers of the points of each element: (elements, p + 1, ..., p + 1), the first coordinate last."""
    return np.arange(n_elements * (p + 1)**dim).reshape(-1, *[p + 1] * dim)


def linear_cells(n_elements, n_points, dim):
    """Elements of n_points each, cut into linear cells with VTK's order of the vertices."""
    b = blocks(n_elements, round(n_points**(1 / dim)) - 1, dim)
    low, high = slice(None, -1), slice(1, None)
    ring = [(low, low), (low, high), (high, high), (high, low)]  # (y, x)
    if dim == 2:
        corners = [b[:, y, x] for y, x in ring]
    else:
        corners = [b[:, z, y, x] for z in (low, high) for y, x in ring]
    return np.stack(corners, axis=-1).reshape(-1, 2**dim)


def degree(grid):
    """Of the elements that wrote a grid; None if another program wrote it."""
    n_points, n_cells, dim = len(grid.points), len(grid.cells), N_VERTICES.get(grid.cells.shape[1])
    if dim is None or n_points <= n_cells:
        return None
    p = round(1 / ((n_points / n_cells)**(1 / dim) - 1))
    return p if n_points % (p + 1)**dim == 0 and n_cells == n_points // (p + 1)**dim * p**dim else None


def join(pieces):
    """One grid from several; points are not merged, because values jump between materials."""
    pieces = [piece for piece in pieces if piece is not None]
    if not pieces:
        return None
    cells, first = [], 0
    for piece in pieces:
        cells.append(piece.cells + first)
        first += len(piece.points)
    values = {name: np.concatenate([piece.values[name] for piece in pieces]) for name in pieces[0].values}
    return Piece(np.concatenate([piece.points for piece in pieces]), np.concatenate(cells), values)


def read_pvtu(path):
    """All pieces that a .pvtu file names."""
    folder = os.path.dirname(path)
    sources = [e.get("Source") for e in ElementTree.parse(path).getroot().iter("Piece")]
    return join([read_vtu(os.path.join(folder, source)) for source in sources])


def list_pvd(path):
    """[(time, path of the .pvtu)] of a .pvd file."""
    folder = os.path.dirname(path)
    return [(float(e.get("timestep")), os.path.join(folder, e.get("file")))
            for e in ElementTree.parse(path).getroot().iter("DataSet")]
