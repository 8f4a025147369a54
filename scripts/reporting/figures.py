"""Figures of the report: a file in DIR/report for papers, and the same inlined in the page."""

import base64
import os

import matplotlib.pyplot as plt

MIME = {".svg": "image/svg+xml", ".png": "image/png", ".gif": "image/gif"}
PRINTED = 300  # dots an inch of what is no line or letter in figures for print


class Figure:
    """A picture with its caption; `overlay` is (name of the mesh layer, its place in per cent) or None; moving: it is
    an animation, which has no number as paper has none."""

    def __init__(self, path, caption, alt, wide=False, overlay=None, moving=False):
        self.path, self.caption, self.alt, self.wide, self.overlay = path, caption, alt, wide, overlay
        self.moving = moving
        self.number = None  # given when the page is put together

    @property
    def file(self):
        return os.path.basename(self.path)

    @property
    def data(self):
        return data_uri(self.path)


def data_uri(path):
    with open(path, "rb") as file:
        return f"data:{MIME[os.path.splitext(path)[1]]};base64,{base64.b64encode(file.read()).decode()}"


class Album:
    """The folder of the pictures; `print_format` ("pdf"): each of them in that format, too."""

    def __init__(self, folder, print_format=""):
        self.folder, self.print_format = folder, print_format

    def prepare(self):
        """Make the folder; remove the pictures of an earlier report."""
        os.makedirs(self.folder, exist_ok=True)
        for name in os.listdir(self.folder):
            if os.path.splitext(name)[1] in (*MIME, ".pdf"):
                os.remove(os.path.join(self.folder, name))

    def remove_others(self, figures, layers):
        """Remove pictures that did not get into the page."""
        for path in {self.path(n) for n in os.listdir(self.folder)} - {f.path for f in figures} - set(layers):
            if os.path.splitext(path)[1] in MIME:
                os.remove(path)
                if self.print_format and os.path.exists(self.printed(path)):
                    os.remove(self.printed(path))

    def path(self, name):
        return os.path.join(self.folder, name)

    def map(self, figure, path, resolution, **options):
        """Write a figure with colours at each point; close it."""
        figure.savefig(path, dpi=resolution, **options)
        if self.print_format:
            figure.savefig(self.printed(path), dpi=PRINTED, **options)
        plt.close(figure)

    def printed(self, path):
        return f"{os.path.splitext(path)[0]}.{self.print_format}"

    def curve(self, figure, name, caption, alt, wide=False):
        """A figure of lines and text, as SVG; nothing if there is none."""
        if figure is None:
            return []
        path = self.path(name + ".svg")
        figure.savefig(path, metadata={"Date": None})
        if self.print_format:
            figure.savefig(self.printed(path), dpi=PRINTED, metadata={"CreationDate": None})
        plt.close(figure)
        return [Figure(path, caption, alt, wide)]
