"""Holds DICOM objects against the standard with `dciodvfy` of dicom3tools: modules, attributes, types, conditions.

python check_dciodvfy.py FOLDER. An error fails, a warning does not.
"""

from each_file import each_file, said_by


def check(path):
    # Its status is 0 whatever it finds in a file that it can read.
    said, status = said_by("dciodvfy", "-new", path)
    lines = said.splitlines()
    errors = [line for line in lines if line.startswith("Error")]
    assert lines and status == 0 and not errors, "\n".join(errors) or f"status {status}: {said}"
    warnings = sum(line.startswith("Warning") for line in lines)
    return f"{warnings} warnings" if warnings else ""


if __name__ == "__main__":
    each_file("*.dcm", check)
