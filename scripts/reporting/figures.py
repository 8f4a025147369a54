"""Figures of the report: a file in DIR/report for papers, and the same inlined in the page."""

import base64
import os

import matplotlib.pyplot as plt

MIME = {".svg": "image/svg+xml", ".png": "image/png"}


class Figure:
    """A picture with its caption; `overlay` is (name of the mesh layer, its place in per cent) or None."""

    def __init__(self, path, caption, alt, wide=False, overlay=None):
        self.path, self.caption, self.alt, self.wide, self.overlay = path, caption, alt, wide, overlay
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
    """The folder of the pictures."""

    def __init__(self, folder):
        self.folder = folder

    def prepare(self):
        """Make the folder; remove the pictures of an earlier report."""
        os.makedirs(self.folder, exist_ok=True)
        for name in os.listdir(self.folder):
            if os.path.splitext(name)[1] in MIME:
                os.remove(os.path.join(self.folder, name))

    def remove_others(self, figures, layers):
        """Remove pictures that did not get into the page."""
        for path in {self.path(n) for n in os.listdir(self.folder)} - {f.path for f in figures} - set(layers):
            if os.path.splitext(path)[1] in MIME:
                os.remove(path)

    def path(self, name):
        return os.path.join(self.folder, name)

    def curve(self, figure, name, caption, alt, wide=False):
        """A figure of lines and text, as SVG; nothing if there is none."""
        if figure is None:
            return []
        path = self.path(name + ".svg")
        figure.savefig(path, metadata={"Date": None})
        plt.close(figure)
        return [Figure(path, caption, alt, wide)]
