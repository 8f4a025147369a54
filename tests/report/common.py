"""What the tests of the report share: calls, the page as a reader sees it, and what holds for any page."""

import csv
import html.parser
import os
import re
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
SCRIPT = os.path.join(ROOT, "scripts", "report")  # what the program calls; it starts faster
ENVIRONMENT = dict(os.environ, OMPI_ALLOW_RUN_AS_ROOT="1", OMPI_ALLOW_RUN_AS_ROOT_CONFIRM="1", OMP_NUM_THREADS="1")
LARGEST = 5_000_000  # bytes of a report
FAULTS = []


def check(condition, what):
    if not condition:
        FAULTS.append(what)
        print(f"FAILED: {what}")


def call(*command, **environment):
    """(exit code, standard error)"""
    result = subprocess.run(command, capture_output=True, text=True, timeout=400, cwd=ROOT,
                            env=dict(ENVIRONMENT, **environment))
    return result.returncode, result.stderr


class Page(html.parser.HTMLParser):
    """Tags with attributes, and the text that a reader sees."""

    def __init__(self, path):
        super().__init__()
        self.tags, self.text, self.hidden = [], "", 0
        with open(path, encoding="utf-8") as file:
            self.source = file.read()
        self.feed(self.source)

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))
        self.hidden += tag in ("style", "title", "details")

    def handle_endtag(self, tag):
        self.hidden -= tag in ("style", "title", "details")

    def handle_data(self, data):
        if not self.hidden:
            self.text += data

    def of(self, tag):
        return [attributes for name, attributes in self.tags if name == tag]


def check_complete(page, folder, what):
    """Nothing is fetched from elsewhere; every picture is inline, described, and a file as well."""
    for tag in ("script", "link", "iframe", "object", "embed"):
        check(not page.of(tag), f"{what}: no <{tag}>")
    for image in page.of("img"):
        check(re.match(r"data:image/(png|gif|svg\+xml);base64,", image.get("src", "")), f"{what}: pictures are inline")
        check(len(image.get("alt", "")) > 10, f"{what}: every picture has a description")
    for _, attributes in page.tags:
        for name, value in attributes.items():
            check(name not in ("srcset", "poster", "background"), f"{what}: no attribute {name}")
            check("http:" not in (value or "") and "https:" not in (value or ""), f"{what}: no address in {name}")
    style = page.source[page.source.index("<style>"):page.source.index("</style>")]
    check("@import" not in style, f"{what}: no style from elsewhere")
    addresses = re.findall(r"url\(['\"]?([^)]{0,20})", style)
    check(all(address.startswith("data:") for address in addresses), f"{what}: url() in the style")
    ids = {attributes["id"] for _, attributes in page.tags if "id" in attributes}
    links = [a["href"][1:] for a in page.of("a")]
    check(links and set(links) <= ids, f"{what}: the table of contents leads to the sections")
    named = set(re.findall(r"report/([\w+.-]+\.(?:png|gif|svg))", page.text))
    files = set(os.listdir(os.path.join(folder, "report")))
    check(named == files, f"{what}: the files in report/ are those that the page names: {named ^ files}")
    check(len(page.of("img")) == len(files), f"{what}: as many pictures as files")
    check(os.path.getsize(os.path.join(folder, "report.html")) < LARGEST, f"{what}: small")


def use_matplotlib():
    """Import it, with the Python that has it; skip the test where none has."""
    sys.path[:0] = [os.path.join(ROOT, "scripts"), os.path.join(ROOT, "python")]
    sys.dont_write_bytecode = True
    from plot_python import need
    try:
        need("tests/report", "numpy", "matplotlib", "jinja2")
    except SystemExit:
        sys.exit(77)
    ENVIRONMENT.pop("IONFLUX_PLOT_AGAIN", None)  # scripts/report finds its own Python
    import matplotlib
    matplotlib.use("Agg")


def drawn(panel):
    """Labels of the curves of a panel that have points."""
    return [line.get_label() for line in panel.lines if len(line.get_xdata()) > 2]


def words_of(panel):
    return [text.get_text() for text in panel.get_legend().get_texts()]


def write_csv(folder, name, rows):
    with open(os.path.join(folder, name), "w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)
