"""Fields of a run in time at chosen times: along lines in the colours of their times, maps beside one another, and an
animation of the same maps."""

import io
import os

import matplotlib.pyplot as plt
import numpy as np
from PIL import Image

import plot_drawings
from plot_scales import color_bar
from plot_times import TIME, TimeColors, by_time, chosen, time_text

from . import fields, lines, multiples
from .figures import Figure

MOST_LINES, MOST_FRAMES, MOST_PANELS = 9, 24, 4
LARGEST = 1_500_000  # bytes of an animation: the page holds it
DOTS, SECONDS, LAST = 90, 0.35, 1.5  # an inch; a frame, the last frame
GREYS = 31


def profiles(result, album):
    """One figure a profile (without any, a cut), a colour a time."""
    tables = {("Profile", name): by_time(table) for name, table in lines.given(result).items() if TIME in table}
    if not tables and os.path.exists(result.path("fields.pvd")):
        for time in chosen(list(result.times), MOST_LINES):
            for name, table in lines.cuts(result, time).items():
                tables.setdefault(("Cut", name), []).append((float(time), table))
    figures = []
    for (kind, name), moments in tables.items():
        shown = chosen(moments, MOST_LINES)
        figure = lines.points_figure(shown, result.record, TimeColors([time for time, _ in shown]))
        where = f"\N{LEFT DOUBLE QUOTATION MARK}{name.replace('_', ' ')}\N{RIGHT DOUBLE QUOTATION MARK}"
        times = ", ".join(moment_text(time) for time, _ in shown)
        figures += album.curve(figure, f"{kind.lower()}_{name}", f"{kind} {where}: {lines.what_is_shown(shown)} "
                               f"along the line{lines.ends(moments[0][1], result.record)}; times: {times}.",
                               f"Curves along the line {name} at {len(shown)} times", wide="full")
    return figures


def moment_text(time):
    return time_text(time) if time > 0 else "start"


def maps(result, album):
    """(figures, {}): small multiples of the fields at chosen times, and an animation of more of them."""
    if not os.path.exists(result.path("fields.pvd")):
        return [], {}
    times = result.times
    if len(times) < 2:
        return fields.pictures(result, album)
    numbers = chosen(range(len(times)), MOST_FRAMES)
    panels = {n: multiples.Panel(result, result.folder, result.record, moment_text(times[n]), n) for n in numbers}
    some = chosen(numbers, multiples.MOST_POINTS)
    x0, x1, y0, y1 = panels[some[-1]].views[""].canvas.box
    plane = 1 / 6 < (y1 - y0) / (x1 - x0) < 6  # else all flows along the longer side, which needs no lines
    figures = multiples.figures_of([panels[n] for n in some], album, "times",
                                   lambda name: plane and name.startswith("current density"), constants=False)
    return figures + animation(list(panels.values()), album), {}


class Reel:
    """The quantities of an animation: their drawings at all times and the scale that holds for all of them."""

    def __init__(self, name, views):
        largest = max(np.abs(v.scene.flat.values[name]).max() for v in views) if name.startswith("phi") else None
        self.drawings = [plot_drawings.drawing(view.canvas, name, largest) for view in views]
        known = [(view, d) for view, d in zip(views, self.drawings) if d]
        self.norm, self.extend, self.label = None, "neither", ""
        for _, d in known:
            d.vectors = None  # streamlines would jump from frame to frame
        seen = np.concatenate([v.canvas.seen(d) for v, d in known] or [np.zeros(1)])
        if known and not multiples.is_constant(known[0][1], seen):
            self.label = known[0][1].label
            self.norm, self.extend = known[0][1].norm(seen)


def animation(panels, album):
    """An endless GIF: browsers, LibreOffice and PowerPoint play it. Frames are left out where it would be large."""
    views = [p.views[""] for p in panels]
    names = [n for n in views[-1].scene.flat.values if n.startswith(("phi", "c_", "charge density"))]
    reels = [Reel(name, views) for name in sorted(names, key=fields.rank)[:MOST_PANELS]]
    reels = [reel for reel in reels if reel.norm is not None]
    if len(panels) < 3 or not reels:
        return []
    palette = palette_of([next(d for d in reel.drawings if d).colormap for reel in reels])
    screen = Screen(reels, views[-1].canvas)
    frames = [screen.frame(i, panel).quantize(palette=palette, dither=Image.Dither.NONE)
              for i, panel in enumerate(panels)]
    plt.close(screen.figure)
    keep = list(range(len(frames)))
    data = moving(frames, keep)
    while len(data) > LARGEST and len(keep) > 3:
        keep = chosen(keep, max(len(keep) * 2 // 3, 3))
        data = moving(frames, keep)
    path = album.path("animation.gif")
    with open(path, "wb") as file:
        file.write(data)
    caption = f"{len(keep)} times from {panels[0].label} to {panels[-1].label}, {views[-1].where}. For a talk: put the " \
              "file into a slide."
    return [Figure(path, caption, f"Animation of {len(reels)} fields over {len(keep)} times", wide=True, moving=True)]


def palette_of(maps):
    """An image with the 256 colours of all frames: those of the maps, and greys. (Chosen by their number of pixels,
    few would be left for the bars of colours.)"""
    maps = [plt.get_cmap(one) for one in {one if isinstance(one, str) else id(one): one for one in maps}.values()]
    n = (256 - GREYS) // len(maps)
    found = np.concatenate([one(np.linspace(0, 1, n))[:, :3] for one in maps]
                           + [np.repeat(np.linspace(0, 1, GREYS)[:, None], 3, axis=1)])
    image = Image.new("P", (1, 1))
    image.putpalette((255 * found).round().astype(np.uint8).tobytes())
    return image


class Screen:
    """The figure that all frames are drawn in; its parts are placed once."""

    def __init__(self, reels, canvas):
        self.reels = reels
        self.figure, self.axes = multiples.panels_of(canvas, len(reels), most_columns=2)
        self.title, self.images = self.figure.suptitle("start", fontsize=11), []

    def frame(self, i, panel):
        """The picture of one moment."""
        for reel, axis in zip(self.reels, self.axes):
            for old in list(axis.collections):
                old.remove()
            if not reel.drawings[i]:
                continue
            image = panel.views[""].canvas.paint(axis, reel.drawings[i], reel.norm)
            if reel not in self.images:
                self.images.append(reel)
                color_bar(self.figure, None, image, reel.norm, reel.extend, "", ax=axis, fraction=0.05, pad=0.01)
                axis.set_title(reel.label, fontsize=9)  # beside a low bar there is no room
        self.title.set_text(f"t = {panel.label}" if panel.label != "start" else panel.label)
        if len(self.images) == len(self.reels) and self.figure.get_layout_engine() is not None:
            self.figure.draw_without_rendering()
            self.figure.set_layout_engine("none")
        buffer = io.BytesIO()
        self.figure.savefig(buffer, dpi=DOTS, bbox_inches=self.figure.bbox_inches, format="png")
        buffer.seek(0)
        return Image.open(buffer).convert("RGB")


def moving(frames, keep):
    """The bytes of a GIF of these frames."""
    pictures = [frames[i] for i in keep]
    buffer, milliseconds = io.BytesIO(), [int(1000 * SECONDS)] * (len(keep) - 1) + [int(1000 * LAST)]
    pictures[0].save(buffer, format="GIF", save_all=True, append_images=pictures[1:], duration=milliseconds, loop=0)
    return buffer.getvalue()
