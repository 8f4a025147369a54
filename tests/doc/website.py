#!/usr/bin/env python3
"""The web page of the documentation: complete, without broken links, nothing of the text lost, nothing from elsewhere.

    tests/doc/website.py          skipped (77) where mkdocs is not installed
"""

import html.parser
import pathlib
import re
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.dont_write_bytecode = True
sys.path.insert(0, str(ROOT / "scripts" / "website"))
import build  # noqa: E402

FAULTS = []


def check(condition, what):
    if not condition:
        FAULTS.append(what)
        print(f"FAILED: {what}")


class Page(html.parser.HTMLParser):
    """Links, anchors, what it loads, and its text outside of code and beside the navigation."""

    def __init__(self, path):
        super().__init__()
        self.links, self.anchors, self.loads, self.text, self.code = [], set(), [], [], []
        self.tables, self.inside = 0, []
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if "id" in attrs:
            self.anchors.add(attrs["id"])
        if tag == "a" and attrs.get("href"):
            self.links.append(attrs["href"])
        if tag in ("img", "script") and attrs.get("src") or tag == "link":
            self.loads.append(attrs.get("src") or attrs.get("href"))
        self.tables += tag == "table"
        if tag in ("code", "pre", "nav", "script", "style"):
            self.inside.append(tag)

    def handle_endtag(self, tag):
        if self.inside and self.inside[-1] == tag:
            self.inside.pop()

    def handle_data(self, data):
        (self.text if not self.inside else self.code).append(data)


def test_links(site, pages):
    for name, page in pages.items():
        for target in page.links:
            if re.match(r"[a-z]+:", target):
                continue
            path, _, anchor = target.partition("#")
            other = pages.get(path.removeprefix("./") or name)
            check(path in ("", ".", "..") or (site / path).exists(), f"{name}: link to {target}")
            check(not anchor or other is None or anchor in other.anchors, f"{name}: no place for {target}")
        for target in page.loads:
            check(not re.match(r"(https?:)?//", target), f"{name}: loads {target} from elsewhere")
            check((site / target.partition("?")[0]).exists(), f"{name}: {target} is missing")


def tables_of(text):
    return len(re.findall(r"^\|[ :|-]+\|\s*$", text, re.M))


def test_text(pages):
    """Tables are tables, names in angle brackets are there, stars and hashes are no rest of Markdown."""
    sources = {"index": ROOT / "README.md", "changelog": ROOT / "CHANGELOG.md", "meshes": ROOT / "meshes" / "README.md",
               **{path.stem: path for path in ROOT.glob("doc/*.md")}}
    for name, path in sources.items():
        page, source = pages[f"{name}.html"], path.read_text(encoding="utf-8")
        text = "".join(page.text)
        check(page.tables == tables_of(source), f"{name}: {page.tables} tables of {tables_of(source)}")
        for rest in (r"\*\*\w", r"\]\(", r"\|---", "&lt;", "```"):
            check(not re.search(rest, text), f"{name}: '{rest}' in {[t for t in page.text if re.search(rest, t)][:1]}")
        names = set(re.findall(r"<(?:species|bath|name|boundary|case|reaction|x)>", re.sub(r"`[^`]*`", "", source)))
        for one in names:
            check(one in text + "".join(page.code), f"{name}: {one} is lost")
    manual = "".join(pages["parameters.html"].text)
    check("Cross diffusivity of <species> by <species>" in manual, "names of species in the manual")
    check(" 0.1*x/um [V]" in manual and manual.count("*") > 20, "stars in formulas of the manual")


def test_slug():
    """Anchors as code hosts make them."""
    for heading, anchor in (("In time", "in-time"), ("... add a third ion?", "-add-a-third-ion"), ("`run.json`", "runjson"),
                            ("Fluxes, and I-V", "fluxes-and-i-v")):
        check(build.slug(heading) == anchor, f"anchor of '{heading}': {build.slug(heading)}")


def main():
    test_slug()
    with tempfile.TemporaryDirectory(prefix="ionflux-website-") as name:
        site = pathlib.Path(name) / "site"
        code = build.build(site)
        if code == build.SKIPPED:
            return code
        check(code == 0, "mkdocs warns of nothing")
        pages = {path.name: Page(path) for path in site.glob("*.html") if path.name != "404.html"}
        expected = {f"{page}.html" for page in build.TITLES} \
            | {f"example_{path.stem}.html" for path in ROOT.glob("prm/*.prm")}
        check(set(pages) == expected, f"pages: {sorted(set(pages) ^ expected)}")
        check({path.stem for path in ROOT.glob("doc/*.md")} <= set(build.TITLES), "each page of doc/ is in the navigation")
        test_links(site, pages)
        test_text(pages)
    print("all good" if not FAULTS else f"{len(FAULTS)} faults")
    return 1 if FAULTS else 0


if __name__ == "__main__":
    sys.exit(main())
