"""Holds PDF reports against `qpdf` and the programs of poppler: syntax, tags, fonts, text, and that each page can be drawn.

python check_pdf.py FOLDER.
"""

import re
import tempfile
from pathlib import Path

from each_file import each_file, said_by

# Structure, language and standards, as written in an uncompressed file.
EXPECTED = [
    b"/S /H1", b"/S /H2", b"/S /P", b"/S /Table", b"/S /TH", b"/S /TD", b"/Scope /Column", b"/Scope /Row",
    b"/DisplayDocTitle true", b"/Lang (", b"/Outlines", b"pdfuaid:part", b"pdfaid:conformance",
]
# The columns `emb`, `sub` and `uni` of `pdffonts`, and the number of the object.
FONT_INSIDE = re.compile(r" yes +yes +yes +\d+ +\d+ *$")
# A page with fewer is a page without text.
FEWEST_WORDS = 5


def output_of(*command):
    said, status = said_by(*command)
    assert status == 0, f"{command[0]}: status {status}: {said}"
    return said


def about(path):
    """The pages of a file, whose tags, title and size `pdfinfo` finds right."""
    info = output_of("pdfinfo", path)
    for wanted in (r"^Tagged: *yes", r"^Title: *\S", r"^Page size: .*\((A4|letter)\)"):
        assert re.search(wanted, info, re.MULTILINE), f"expected {wanted}, found\n{info}"
    return int(re.search(r"^Pages: *(\d+)", info, re.MULTILINE)[1])


def check_fonts(path):
    """Every font is inside, as a subset, with what its glyphs mean."""
    lines = output_of("pdffonts", path).splitlines()
    starts = [number for number, line in enumerate(lines) if line.startswith("----")]
    fonts = lines[starts[0] + 1 :] if starts else []
    assert fonts, "no font"
    others = [font for font in fonts if not FONT_INSIDE.search(font)]
    assert not others, "expected embedded subsets with Unicode, found\n" + "\n".join(others)


def check_structure(path, scratch):
    """The number of figures; each has a text that says what is on it."""
    plain = scratch / "plain.pdf"
    output_of("qpdf", "--qdf", "--object-streams=disable", path, plain)
    inside = plain.read_bytes()
    missing = [wanted.decode() for wanted in EXPECTED if wanted not in inside]
    assert not missing, f"without {missing}"
    # A text is in letters, or in hexadecimal digits where it has others than those of ASCII.
    figures, alternatives = inside.count(b"/S /Figure"), len(re.findall(rb"/Alt [(<](?!>)", inside))
    assert alternatives >= figures, f"{alternatives} texts for {figures} figures"
    return figures


def check(path):
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        # Its status is 3 for a warning, which counts.
        output_of("qpdf", "--check", path)
        pages = about(path)
        check_fonts(path)
        figures = check_structure(path, scratch)
        for page in range(1, pages + 1):
            words = output_of("pdftotext", "-f", page, "-l", page, path, "-").split()
            assert len(words) >= FEWEST_WORDS, f"{len(words)} words on page {page}"
        output_of("pdftoppm", "-r", "40", "-png", path, scratch / "page")
        drawn = len(list(scratch.glob("page*.png")))
        assert drawn == pages, f"{drawn} of {pages} pages can be drawn"
        return f"{pages} pages, {figures} figures"


if __name__ == "__main__":
    each_file("*.pdf", check)
