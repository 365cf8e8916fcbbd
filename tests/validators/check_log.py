"""Holds logs against docs/log.schema.json with `fastjsonschema`, and CSV against NDJSON with Python's own reader.

python check_log.py FOLDER, the one with `log/`.
"""

import csv
import json
from pathlib import Path

import fastjsonschema

from each_file import each_file

SCHEMA = Path(__file__).parents[2] / "docs" / "log.schema.json"
FORMULA = tuple("=+-@\t\r")


def plain(value):
    """A value of NDJSON as CSV has it, but for apostrophes."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return "|".join(f"{label}={number}" for label, number in value.items())
    if isinstance(value, list):
        return "|".join(value)
    return str(value)


def check(path, schema, columns):
    lines = path.read_text(encoding="utf-8").removesuffix("\n").split("\n")
    cases = [json.loads(line) for line in lines]
    for case in cases:
        schema(case)
        assert list(case) == columns, "other columns, or another order, than in the schema"
    table = path.with_suffix(".csv")
    with table.open(encoding="utf-8", newline="") as file:
        head, *rows = csv.reader(file, strict=True)
    assert head == columns and len(rows) == len(cases) > 0, f"{table.name} has other columns or cases"
    assert all(len(row) == len(columns) for row in rows), f"{table.name} has lines of other lengths"
    for row, case in zip(rows, cases):
        for cell, value in zip(row, case.values()):
            assert not cell.startswith(FORMULA), f"{table.name} has a formula: {cell}"
            assert cell.replace("'", "") == plain(value).replace("'", ""), (cell, value)


def main():
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    compiled, columns = fastjsonschema.compile(schema), list(schema["properties"])
    each_file("log/*.ndjson", lambda path: check(path, compiled, columns))


if __name__ == "__main__":
    main()
