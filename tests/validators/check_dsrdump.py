"""Has `dsrdump` of dcmtk read the Structured Reports among DICOM objects, and their content.

python check_dsrdump.py FOLDER.
"""

from each_file import each_file, said_by


def check(path):
    said, status = said_by("dsrdump", path)
    errors = [line for line in said.splitlines() if line.startswith("E:")]
    assert status == 0 and not errors, "\n".join(errors) or f"status {status}: {said}"
    # A tree begins with its root.
    assert "<CONTAINER:" in said, said


if __name__ == "__main__":
    each_file("report*.dcm", check)
