"""Holds PDF reports against PDF/UA-1 and PDF/A-2u with veraPDF: python check_verapdf.py FOLDER."""

from each_file import each_file, said_by


def check(path):
    for flavour in ("ua1", "2u"):
        said, _ = said_by("verapdf", "--format", "text", "--flavour", flavour, path)
        assert any(line.startswith("PASS ") for line in said.splitlines()), f"{flavour}: {said}"


if __name__ == "__main__":
    each_file("*.pdf", check)
