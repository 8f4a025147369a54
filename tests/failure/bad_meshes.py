#!/usr/bin/env python3
"""Mesh files that must be refused: exit code 66, words; alike on two ranks. And some that must be read.

    tests/failure/bad_meshes.py --binary build/release/ionflux [--only NAME] [--write FOLDER]

All are made from one good mesh of 3 x 2 (x 1) cells, in format 2.2 and 4.1, by one change each.
Standard library only.
"""

import argparse
import itertools
import math
import os
import re
import subprocess
import sys
import tempfile

from run import HERE, run

LINE, TRIANGLE, QUAD, TETRAHEDRON, HEXAHEDRON, QUAD9 = 1, 2, 3, 4, 5, 10
DIMENSION = {15: 0, LINE: 1, TRIANGLE: 2, QUAD: 2, TETRAHEDRON: 3, HEXAHEDRON: 3, QUAD9: 2}
GROUPS = {"left": 1, "right": 2, "wall": 3, "face": 4, "bath": 5, "gel": 6}


class Mesh:
    """Nodes {tag: (x, y, z)}, elements [(type, physical, nodes)], names [(dimension, tag, name)]."""

    def __init__(self, dimension=2):
        self.dimension = dimension
        self.nodes, self.elements = {}, []
        low, high = dimension - 1, dimension
        self.names = [(low if tag < 5 else high, tag, name) for name, tag in GROUPS.items()]
        layers = (0,) if dimension == 2 else (0, 1)
        for z in layers:
            for y in range(3):
                for x in range(4):
                    self.nodes[self.at(x, y, z)] = (float(x), float(y), float(z))
        for y in range(2):
            for x in range(3):
                self.cell(x, y)
        for y in range(2):
            for x, name in ((0, "left"), (3, "right"), (1, "face")):
                self.face(name, (x, y), (x, y + 1))
        for x in range(3):
            for y in (0, 2):
                self.face("wall", (x, y), (x + 1, y))
        if dimension == 3:
            for y in range(2):
                for x in range(3):
                    for z in (0, 1):
                        self.elements.append((QUAD, GROUPS["wall"], self.square(x, y, z)))

    @staticmethod
    def at(x, y, z=0):
        return 1 + x + 4 * y + 12 * z

    def square(self, x, y, z=0):
        return [self.at(x, y, z), self.at(x + 1, y, z), self.at(x + 1, y + 1, z), self.at(x, y + 1, z)]

    def cell(self, x, y):
        group = GROUPS["bath" if x == 0 else "gel"]
        if self.dimension == 2:
            self.elements.append((QUAD, group, self.square(x, y)))
        else:
            self.elements.append((HEXAHEDRON, group, self.square(x, y, 0) + self.square(x, y, 1)))

    def face(self, name, a, b):
        if self.dimension == 2:
            self.elements.append((LINE, GROUPS[name], [self.at(*a), self.at(*b)]))
        else:
            nodes = [self.at(*a, 0), self.at(*b, 0), self.at(*b, 1), self.at(*a, 1)]
            self.elements.append((QUAD, GROUPS[name], nodes))

    def head(self, version):
        lines = ["$MeshFormat", f"{version} 0 8", "$EndMeshFormat", "$PhysicalNames", str(len(self.names))]
        lines += [f'{d} {tag} "{name}"' for d, tag, name in self.names]
        return [*lines, "$EndPhysicalNames"]

    def text_2(self):
        lines = [*self.head("2.2"), "$Nodes", str(len(self.nodes))]
        lines += [f"{tag} {x} {y} {z}" for tag, (x, y, z) in self.nodes.items()]
        lines += ["$EndNodes", "$Elements", str(len(self.elements))]
        for number, (kind, group, nodes) in enumerate(self.elements, 1):
            lines.append(f"{number} {kind} 2 {group} {max(group, 1)} " + " ".join(map(str, nodes)))
        return "\n".join([*lines, "$EndElements", ""])

    def text_4(self):
        """One entity for each kind and group."""
        blocks = {}
        for kind, group, nodes in self.elements:
            blocks.setdefault((DIMENSION[kind], group, kind), []).append(nodes)
        entities = sorted({(d, group) for d, group, _ in blocks})
        count = [sum(d == e for e, _ in entities) for d in range(4)]
        lines = [*self.head("4.1"), "$Entities", " ".join(map(str, count))]
        for d, group in entities:
            place = "0 0 0" if d == 0 else "0 0 0 3 2 1"
            lines.append(f"{group} {place} " + (f"1 {group}" if group else "0") + ("" if d == 0 else " 0"))
        n = len(self.nodes)
        lines += ["$EndEntities", "$Nodes", f"1 {n} 1 {n}", f"2 5 0 {n}", *map(str, self.nodes)]
        lines += [f"{x} {y} {z}" for x, y, z in self.nodes.values()]
        total, number = len(self.elements), 0
        lines += ["$EndNodes", "$Elements", f"{len(blocks)} {total} 1 {total}"]
        for (d, group, kind), members in blocks.items():
            lines.append(f"{d} {group} {kind} {len(members)}")
            for nodes in members:
                number += 1
                lines.append(f"{number} " + " ".join(map(str, nodes)))
        return "\n".join([*lines, "$EndElements", ""])


def both(change=lambda mesh: None, dimension=2):
    """The good mesh after `change` to it, in both formats."""
    mesh = Mesh(dimension)
    change(mesh)
    return [mesh.text_2(), mesh.text_4()]


TURN = itertools.cycle([0, 1])


def edit(change, dimension=2):
    """The same in one of the formats, taken in turns: what comes after reading does not know them."""
    return [both(change, dimension)[next(TURN)]]


def replace(old, new, texts=None):
    for text in texts or both():
        if old in text:
            yield text.replace(old, new, 1)


def cell_number(mesh, n, *, group=None, kind=None, nodes=None):
    old = mesh.elements[n]
    mesh.elements[n] = (kind or old[0], old[1] if group is None else group, nodes or old[2])


def quarrel(mesh):
    """Nodes of the line x = 1 twice: the bath has its own."""
    for y in range(3):
        mesh.nodes[100 + y] = mesh.nodes[mesh.at(1, y)]
    twin = {mesh.at(1, y): 100 + y for y in range(3)}
    for n in (0, 3):
        cell_number(mesh, n, nodes=[twin.get(node, node) for node in mesh.elements[n][2]])


def part(mesh):
    """Another cell far away, with a boundary of its own."""
    for tag, place in ((201, (9.0, 0.0, 0.0)), (202, (10.0, 0.0, 0.0)), (203, (10.0, 1.0, 0.0)),
                       (204, (9.0, 1.0, 0.0))):
        mesh.nodes[tag] = place
    mesh.elements.append((QUAD, GROUPS["gel"], [201, 202, 203, 204]))
    for a, b in ((201, 202), (202, 203), (203, 204), (204, 201)):
        mesh.elements.append((LINE, GROUPS["wall"], [a, b]))


def split_cells(mesh):
    """Every quadrilateral in two triangles."""
    cells = [e for e in mesh.elements if e[0] == QUAD]
    mesh.elements = [e for e in mesh.elements if e[0] != QUAD]
    for _, group, (a, b, c, d) in cells:
        mesh.elements += [(TRIANGLE, group, [a, b, c]), (TRIANGLE, group, [a, c, d])]


def tetrahedra(mesh):
    mesh.elements = [(TETRAHEDRON, g, nodes[:4]) if kind == HEXAHEDRON else (kind, g, nodes)
                     for kind, g, nodes in mesh.elements]


def stray(mesh):
    mesh.nodes[300], mesh.nodes[301] = (0.0, 5.0, 0.0), (1.0, 5.0, 0.0)
    mesh.elements.append((LINE, GROUPS["wall"], [300, 301]))


def move(tag, place):
    return lambda mesh: mesh.nodes.__setitem__(tag, place)


def spiral(mesh):
    """One and a half turns of a strip that lies on itself; every cell is well formed."""
    n = 24
    mesh.nodes.clear()
    mesh.elements.clear()
    for k in range(n + 1):
        angle, grown = 3 * math.pi * k / n, 1 + 0.1 * k / n
        for side in (1, 2):
            mesh.nodes[2 * k + side] = (side * grown * math.cos(angle), side * grown * math.sin(angle), 0.0)
    for k in range(n):
        mesh.elements.append((QUAD, GROUPS["gel" if k else "bath"], [2 * k + 1, 2 * k + 2, 2 * k + 4, 2 * k + 3]))
        mesh.elements += [(LINE, GROUPS["wall"], [2 * k + side, 2 * k + 2 + side]) for side in (1, 2)]
    mesh.elements += [(LINE, GROUPS["left"], [1, 2]), (LINE, GROUPS["right"], [2 * n + 1, 2 * n + 2])]


def shift(x):
    return lambda mesh: [move(tag, (place[0] + x, *place[1:]))(mesh) for tag, place in list(mesh.nodes.items())]


def add(element):
    return lambda mesh: mesh.elements.append(element)


def drop(kind, group):
    def change(mesh):
        mesh.elements = [e for e in mesh.elements if (e[0], e[1]) != (kind, group)]
    return change


def untag(kind, group):
    def change(mesh):
        mesh.elements = [(k, 0 if (k, g) == (kind, group) else g, n) for k, g, n in mesh.elements]
    return change


def rename(old, new):
    def change(mesh):
        mesh.names = [(d, t, new if n == old else n) for d, t, n in mesh.names]
    return change


AT = Mesh.at
RECIPE = "Recombine|SubdivisionAlgorithm"
AXIS = ("--set", "Coordinates=axisymmetric")
SPACE = ("--set", "Dimension=3")

# name: (texts, words of the refusal or None, further arguments)
CASES = {
    "good": (both(), None, ()),
    "good_3d": (both(dimension=3), None, SPACE),
    "good_clockwise": (edit(lambda mesh: [cell_number(mesh, n, nodes=mesh.elements[n][2][::-1]) for n in range(6)]),
                       None, ()),
    "good_inner_line": (edit(lambda mesh: [mesh.names.append((1, 9, "inside")),
                                           mesh.elements.append((LINE, 9, [AT(2, 0), AT(2, 1)]))]), None, ()),
    "good_unused_node": (edit(move(77, (9.0, 9.0, 0.0))), None, ()),
    "good_point": (edit(add((15, 0, [1]))), None, ()),
    "good_other_section": (list(replace("$Nodes", "$Comments\nNodes follow\n$EndComments\n$Nodes")), None, ()),
    "good_crlf": ([text.replace("\n", "\r\n") for text in both()], None, ()),
    # the file
    "empty": ([""], "empty", ()),
    "garbage": (["\x7fELF\x01\x02" * 30, "<html></html>"], "not a Gmsh mesh file", ()),
    "binary": (list(replace(" 0 8\n$EndMeshFormat", " 1 8\n$EndMeshFormat")), ["binary", "msh41"], ()),
    "version_3": (list(replace("2.2 0 8", "3.0 0 8")), "version '3.0'", ()),
    "version_4_0": (list(replace("4.1 0 8", "4.0 0 8")), "version '4.0'", ()),
    "version_nonsense": (list(replace("2.2 0 8", "x 0 8")), "version 'x'", ()),
    "no_elements": ([text[:text.index("$Elements")] for text in both()], "no elements", ()),
    "no_nodes": ([text[:text.index("$Nodes")] + text[text.index("$Elements"):] for text in both()],
                 "before the nodes", ()),
    "cut_off": ([text[:len(text) * n // 7 + 3] for text in both() for n in (1, 3, 5)],
                "cut off|file ends|should be|is not|closing quote|no elements|more bytes", ()),
    "partitioned": (list(replace("$Nodes", "$PartitionedEntities\n$EndPartitionedEntities\n$Nodes")), "partitioned",
                    ()),
    "text_between": (list(replace("$Nodes", "hello\n$Nodes")), "between the sections", ()),
    # numbers
    "nan": (list(replace("3.0 2.0 0.0", "nan 2.0 0.0")), "'nan' is not a coordinate", ()),
    "infinite": (list(replace("3.0 2.0 0.0", "1e999 2.0 0.0")), "'1e999' is not a coordinate", ()),
    "huge_count": (list(replace("$Nodes\n12", "$Nodes\n2000000000")) + list(replace("1 12 1 12", "1 2000000000 1 12")),
                   "more bytes", ()),
    "huge_block": (list(replace("2 5 0 12", "2 5 0 1999999999")), "more bytes", ()),
    "overflow_count": (list(replace("$Nodes\n12", "$Nodes\n99999999999999999999")), "is not", ()),
    "negative_count": (list(replace("$Nodes\n12", "$Nodes\n-12")), "cannot be -12", ()),
    "wrong_count": (list(replace("$Nodes\n12", "$Nodes\n11")), "\\$EndNodes", ()),
    "node_out_of_range": (edit(lambda mesh: cell_number(mesh, 0, nodes=[1, 2, 6, 999])), "no node 999", ()),
    "node_negative": (edit(lambda mesh: cell_number(mesh, 0, nodes=[1, 2, 6, -5])), "no node -5", ()),
    "node_twice": (list(replace("\n12 3.0", "\n11 3.0")), "node 11 appears twice", ()),
    "unknown_type": (list(replace("1 3 2 5", "1 77 2 5")), "type 77", ()),
    # names
    "name_twice": (edit(rename("right", "left")), "'left' or its number appears twice", ()),
    "name_with_comma": (edit(rename("right", "a, b")), "'a, b' cannot be used", ()),
    "name_unquoted": (list(replace('"left"', "left")), "not in double quotes", ()),
    "name_not_closed": (list(replace('"left"', '"left')), "no closing quote", ()),
    "name_of_both": (edit(lambda mesh: mesh.elements.append((LINE, GROUPS["wall"], [AT(2, 0), AT(2, 1)]))),
                     "'wall' has faces both on the boundary and between", ()),
    "group_empty": (edit(lambda mesh: mesh.names.append((1, 9, "ghost"))), "'ghost' has no elements", ()),
    # kinds of cells
    "triangles": (edit(split_cells), ["12 triangles", RECIPE], ()),
    "tetrahedra": (edit(tetrahedra, 3), ["6 tetrahedra", RECIPE, "Extrude"], SPACE),
    "mixed": (edit(lambda mesh: cell_number(mesh, 0, kind=TRIANGLE, nodes=[1, 2, 6])), ["1 triangles", RECIPE], ()),
    "second_order": (edit(lambda mesh: cell_number(mesh, 0, kind=QUAD9, nodes=[1, 2, 6, 5, 1, 2, 6, 5, 1])),
                     ["second order", "ElementOrder = 1"], ()),
    "space_in_plane": (edit(lambda mesh: None, 3), ["3 dimensions", "Dimension = 3"], ()),
    "plane_in_space": (edit(lambda mesh: None), ["2 dimensions", "Dimension = 2"], SPACE),
    "only_lines": (edit(lambda mesh: [drop(QUAD, 5)(mesh), drop(QUAD, 6)(mesh)]), ["no cells", "Physical"], ()),
    # shape of the cells
    "bow_tie": (edit(lambda mesh: cell_number(mesh, 0, nodes=[1, 6, 2, 5])), "inverted or degenerate", ()),
    "flat_cell": (edit(move(AT(0, 1), (0.5, 0.5, 0.0))), "inverted or degenerate", ()),
    "inverted": (edit(move(AT(1, 1), (2.5, 1.0, 0.0))), "inverted or degenerate", ()),
    "inverted_3d": (edit(move(AT(1, 1, 1), (1.0, 1.0, -1.0)), 3), "inverted or degenerate", SPACE),
    "same_node_twice": (edit(lambda mesh: cell_number(mesh, 0, nodes=[1, 2, 2, 5])), "degenerate", ()),
    "all_at_one_place": (edit(lambda mesh: mesh.nodes.update({tag: (1.0, 1.0, 0.0) for tag in mesh.nodes})),
                         "at one place", ()),
    "not_plane": (edit(move(AT(1, 1), (1.0, 1.0, 0.3))), "not plane", ()),
    "cell_twice": (edit(add((QUAD, GROUPS["gel"], [1, 2, 6, 5]))), "there twice", ()),
    "negative_radius": (edit(lambda mesh: mesh.nodes.update({t: (x - 1, y, z)
                                                             for t, (x, y, z) in mesh.nodes.items()})),
                        "r \\(the file's x\\) is negative", AXIS),
    # how the parts hang together
    "unmerged": (edit(quarrel), ["3 node\\(s\\) lie on others", "Coherence"], ()),
    "two_parts": (edit(part), "2 parts that no face joins", ()),
    "untagged_boundary": (edit(untag(LINE, GROUPS["wall"])), ["6 face\\(s\\)", "in no physical group"], ()),
    "missing_boundary": (edit(drop(LINE, GROUPS["right"])), "in no physical group", ()),
    "untagged_cells": (edit(untag(QUAD, GROUPS["gel"])), ["4 cell\\(s\\) are in no physical group"], ()),
    "stray_line": (edit(stray), "'wall' has faces that are on no cell", ()),
    "stray_diagonal": (edit(add((LINE, GROUPS["wall"], [1, 6]))), "on no cell", ()),
    "face_in_two_groups": (edit(add((LINE, GROUPS["left"], [AT(3, 0), AT(3, 1)]))), "groups '(left|right)' and '(left|right)'", ()),
    "stray_3d": (edit(add((QUAD, GROUPS["wall"], [1, 2, 18, 17])), 3), "on no cell", SPACE),
    "untagged_3d": (edit(drop(QUAD, GROUPS["right"]), 3), "in no physical group", SPACE),
    "hanging_node": (edit(lambda mesh: [move(400, (1.0, 0.5, 0.0))(mesh),
                                        cell_number(mesh, 0, nodes=[1, 400, 6, 5])]), "no physical group|no cell", ()),
    # where cells lie
    "spiral": (edit(spiral), "cells lie on each other", ()),
    "far_away": (edit(shift(1e9)), "is 3 long, but lies at 1e.09", ()),
    # names of the parameter file
    "no_symmetry_plane": (edit(lambda mesh: None), "no boundary 'mirror'",
                          ("--set", "Geometry/mesh file/Symmetry planes=mirror")),
}
ON_TWO_RANKS = {"good", "good_3d", "empty", "nan", "triangles", "unmerged", "untagged_boundary", "cut_off"}


def problems_of(name, texts, words, arguments, binary, folder):
    """Sentences about what is wrong; several texts of one case are tried in turn, the last on two ranks."""
    words = [words] if isinstance(words, str) else words or []
    for number, text in enumerate(texts):
        with open(os.path.join(folder, "mesh.msh"), "w", encoding="utf-8", newline="") as stream:
            stream.write(text)
        command = [binary, "check", os.path.join(folder, "meshes.prm"), *arguments]
        ranks = [1, 2] if name in ON_TWO_RANKS and number == len(texts) - 1 else [1]
        for n_ranks in ranks:
            code, message = run((["mpirun", "--oversubscribe", "-np", "2"] if n_ranks == 2 else []) + command)
            where = f"text {number}, {n_ranks} rank(s): "
            if code != (66 if words else 0):
                yield where + f"exit code {code}\n{message}"
            for word in words:
                if not re.search(word, message):
                    yield where + f"the message lacks /{word}/\n{message}"
            if words and message.count("error: ") > 3:
                yield where + f"more than three faults\n{message}"
    if not texts:
        yield "no text: the replacement did not match"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--binary", required=True)
    parser.add_argument("--only", help="name of one case; prints its message")
    parser.add_argument("--write", help="write the meshes into this folder instead")
    arguments = parser.parse_args()
    if arguments.write:
        for name, (texts, _, _) in CASES.items():
            for number, text in enumerate(texts):
                with open(os.path.join(arguments.write, f"{name}_{number}.msh"), "w", encoding="utf-8",
                          newline="") as stream:
                    stream.write(text)
        return 0
    binary, n_failed, n_run = os.path.abspath(arguments.binary), 0, 0
    with tempfile.TemporaryDirectory() as folder:
        with open(os.path.join(HERE, "meshes.prm"), encoding="utf-8") as stream:
            base = stream.read()
        with open(os.path.join(folder, "meshes.prm"), "w", encoding="utf-8") as stream:
            stream.write(base)
        missing = run([binary, "check", os.path.join(folder, "meshes.prm")])
        if missing[0] != 66 or "there is no file" not in missing[1]:
            n_failed += 1
            print("missing file:", *missing)
        for name, (texts, words, more) in CASES.items():
            if arguments.only not in (None, name):
                continue
            n_run += len(texts)
            for problem in problems_of(name, list(texts), words, list(more), binary, folder):
                n_failed += 1
                print(f"{name}: {problem}")
            if arguments.only:
                print(subprocess.run([binary, "check", os.path.join(folder, "meshes.prm"), *more],
                                     stderr=subprocess.STDOUT, stdout=subprocess.PIPE).stdout.decode())
    print(f"{n_run} meshes, {n_failed} failed")
    return 1 if n_failed or n_run == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
