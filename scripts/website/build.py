#!/usr/bin/env python3
"""The documentation as a web page, by mkdocs (apt-get install mkdocs).

    scripts/website/build.py [FOLDER]       default: output/website; open its index.html, no server is needed

Pages: README.md, those of doc/ and meshes/, CHANGELOG.md, the notebook, and one for each example of prm/. The sources stay as they
are for readers on a code host; what differs (links between folders, names in angle brackets) is changed on the way.
"""

import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
HERE = pathlib.Path(__file__).resolve().parent
SKIPPED = 77

NAVIGATION = (("Begin", (("ionflux", "index"), ("Tutorial", "tutorial"), ("How do I ...", "howto"),
                         ("Examples", "examples"), ("Troubleshooting", "troubleshooting"))),
              ("Reference", (("Parameters", "parameters"), ("Output", "output"), ("Results in Python", "python"),
                             ("A notebook", "notebook"), ("Own meshes", "meshes"), ("Clusters", "clusters"),
                             ("Changes", "changelog"))),
              ("Theory", (("Equations", "equations"), ("Notation", "notation"), ("Numerics", "numerics"),
                          ("Verification", "verification"))),
              ("Development", (("Contributing", "CONTRIBUTING"),)))
# What has a place of its own on the page; a link to another file of the sources becomes its name.
MOVED = {"README.md": "index", "CHANGELOG.md": "changelog", "notebook.py": "notebook"}


def slug(text, separator="-"):
    """The anchor of a heading as code hosts make it: small letters, blanks become hyphens, signs go."""
    return re.sub(r"[^\w\- ]", "", text.strip().lower()).replace(" ", separator)


def outside_of_code(text, change):
    """The text with `change` made in all of it but code: fenced, indented, in backticks. Names of examples in backticks
    become links to them."""
    parts = re.split(r"(^```.*?^```|(?:^ {4,}\S[^\n]*\n?)+|`[^`\n]+`)", text, flags=re.M | re.S)
    return "".join(example_link(part) if i % 2 else change(part) for i, part in enumerate(parts))


def example_link(code):
    if code == "`meshes/README.md`":
        return f"[{TITLES['meshes']}]({file_of('meshes')})"
    match = re.fullmatch(r"`prm/(\w+)\.prm`", code)
    return f"[{code}](example_{match[1]}.md)" if match and (ROOT / "prm" / f"{match[1]}.prm").exists() else code


def names_in_brackets(text):
    """<species> is a name to fill in, no tag of HTML."""
    return re.sub(r"<(?!!--|/?(?:sub|sup|br)\b)(/?[A-Za-z][^<>\n]*)>", r"&lt;\1&gt;", text)


def link(match):
    """A link from one page to another, wherever its file was."""
    words, target = match[1], match[2]
    if re.match(r"[a-z]+:|#", target):
        return match[0]
    path, _, anchor = target.partition("#")
    name = path.rsplit("/", 1)[-1]
    page = "meshes" if path.endswith("meshes/README.md") else MOVED.get(name, name.removesuffix(".md"))
    words = TITLES.get(page, words) if words == name else words  # a title says more than the name of a file
    if page in TITLES or page.endswith(".png"):
        return f"[{words}]({file_of(page) if page in TITLES else page}{'#' * bool(anchor)}{anchor})"
    return words


TITLES = {page: title for _, pages in NAVIGATION for title, page in pages}


def file_of(page):
    """The Markdown that mkdocs reads of a page, and links to."""
    return f"{page}.md"



def converted(text):
    return outside_of_code(text, lambda part: re.sub(r"\[([^\]]*)\]\(([^)\s]+)\)", link, names_in_brackets(part)))


def notebook(text):
    """Cells of the percent format: text as it is, code indented."""
    made = []
    for cell in re.split(r"^# %%", text, flags=re.M):
        head, _, body = cell.partition("\n")
        if "[markdown]" in head:
            made.append("\n".join(re.sub(r"^# ?", "", line) for line in body.strip().splitlines()))
        elif body.strip():
            made.append("\n".join(f"    {line}".rstrip() for line in body.strip().splitlines()))
    return "\n\n".join(made) + "\n"


def examples(folder):
    """A page an example, and their list with the first sentence of each."""
    rows = ["# Examples", "", "The files of `prm/`: start by copying one.", "", "| file | what |", "|---|---|"]
    for path in sorted((ROOT / "prm").glob("*.prm")):
        text = path.read_text(encoding="utf-8")
        head = text.split("\n#\n")[0].lstrip("# ").replace("\n# ", " ").replace("|", "\\|").strip()
        code = "\n".join(f"    {line}".rstrip() for line in text.splitlines())
        (folder / f"example_{path.stem}.md").write_text(f"# {path.stem}\n\nThe file `prm/{path.name}`:\n\n{code}\n",
                                                        encoding="utf-8")
        rows.append(f"| [{path.stem}](example_{path.stem}.md) | {names_in_brackets(head)} |")
    return "\n".join(rows) + "\n"


def write_pages(folder):
    """The Markdown that mkdocs reads."""
    folder.mkdir(parents=True, exist_ok=True)
    sources = {"index": ROOT / "README.md", "changelog": ROOT / "CHANGELOG.md", "meshes": ROOT / "meshes" / "README.md",
               **{path.stem: path for path in (ROOT / "doc").glob("*.md")}}
    pages = {name: path.read_text(encoding="utf-8") for name, path in sources.items()}
    pages["notebook"] = notebook((ROOT / "doc" / "notebook.py").read_text(encoding="utf-8"))
    pages = {name: converted(text) for name, text in pages.items()}
    pages["examples"] = examples(folder)
    for name, text in pages.items():
        (folder / file_of(name)).write_text(text, encoding="utf-8")
    for picture in (ROOT / "doc").glob("*.png"):
        shutil.copy(picture, folder)
    shutil.copy(HERE / "extra.css", folder)


def settings(pages, site):
    """mkdocs.yml. Nothing comes from elsewhere: no fonts, no scripts; pages open from the disk."""
    lines = ["site_name: ionflux", f"docs_dir: {pages}", f"site_dir: {site}", "use_directory_urls: false",
             "theme:", "  name: readthedocs", "  highlightjs: false", "  prev_next_buttons_location: bottom",
             "extra_css: [extra.css]", "plugins: []", "markdown_extensions:", "  - tables", "  - sane_lists", "  - toc:",
             "      slugify: !!python/name:build.slug", "nav:"]
    for title, chapter in NAVIGATION:
        lines.append(f"  - {title}:")
        lines += [f"      - \"{words}\": {file_of(page)}" for words, page in chapter]
    return "\n".join(lines) + "\n"


def mend_theme(site):
    """Debian 12's theme names two scripts that it does not bring: jQuery by another version, and one that can be empty
    (the style sheet has what it did). Without jQuery the menu does not open on a telephone."""
    index = site / "index.html"
    for name in re.findall(r'src="(js/[^"]+)"', index.read_text(encoding="utf-8") if index.exists() else ""):
        if (site / name).exists():
            continue
        other = next(iter(site.glob("js/jquery*.js")), None) if "jquery" in name else None
        (site / name).write_bytes(other.read_bytes() if other else b"")


def build(site):
    """Write the web page into a folder, which is emptied before; returns the exit code."""
    program = shutil.which("mkdocs")
    if program is None:
        print("mkdocs is not installed: apt-get install mkdocs", file=sys.stderr)
        return SKIPPED
    with tempfile.TemporaryDirectory(prefix="ionflux-website-") as name:
        scratch = pathlib.Path(name)
        write_pages(scratch / "pages")
        (scratch / "mkdocs.yml").write_text(settings(scratch / "pages", pathlib.Path(site).resolve()), encoding="utf-8")
        ended = subprocess.run([program, "build", "--quiet", "--config-file", str(scratch / "mkdocs.yml")], check=False,
                               env=dict(os.environ, PYTHONPATH=str(HERE), PYTHONDONTWRITEBYTECODE="1"),
                               capture_output=True, text=True)
    print(ended.stdout + ended.stderr, end="")
    mend_theme(pathlib.Path(site))
    return 1 if ended.returncode or re.search("WARNING|ERROR", ended.stderr + ended.stdout) else 0


if __name__ == "__main__":
    if len(sys.argv) > 2 or sys.argv[1:] in (["-h"], ["--help"]):
        print(__doc__)
        sys.exit(64 if len(sys.argv) > 2 else 0)
    folder = sys.argv[1] if len(sys.argv) == 2 else str(ROOT / "output" / "website")
    code = build(folder)
    if code == 0:
        print(f"{folder}/index.html")
    sys.exit(code)
