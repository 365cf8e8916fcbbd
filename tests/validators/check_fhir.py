"""Holds bundles of FHIR against the models of `fhir.resources`, R4 (which it has as R4B) and R5.

python check_fhir.py FOLDER, the one with `fhir/`. A file's name ends in the release: `named-r4.json`. Beside the models of
the standard it looks for what they do not: that every reference leads to an entry, and that nothing personal is in a private one.
"""

import json
import re

from fhir.resources.bundle import Bundle as R5
from fhir.resources.R4B.bundle import Bundle as R4

from each_file import each_file

MODELS = {"r4": R4, "r5": R5}
# What identifies a person, an examination or a day.
PERSONAL = re.compile(r"Grün|Änne|4711|1\.2\.826|\d{4}-\d\d-\d\d")
# Milliseconds, which the models write as microseconds.
MOMENT = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d{3})000Z")
UUID = re.compile(r"urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")


def references(value):
    if isinstance(value, dict):
        yield from [value["reference"]] if isinstance(value.get("reference"), str) else []
        for part in value.values():
            yield from references(part)
    elif isinstance(value, list):
        for part in value:
            yield from references(part)


def check(path):
    text = path.read_text(encoding="utf-8")
    bundle = json.loads(text)
    model = MODELS[path.stem.rsplit("-", 1)[1]]
    read = model.model_validate_json(text)
    # What a model ignores would be lost here.
    again = json.loads(MOMENT.sub(r"\1\2Z", read.model_dump_json()))
    assert again == bundle, "the model of the standard writes it in another way"
    names = [entry["fullUrl"] for entry in bundle["entry"]]
    assert len(set(names)) == len(names), "two entries have one name"
    assert all(UUID.fullmatch(name) for name in names), names
    kinds = [entry["resource"]["resourceType"] for entry in bundle["entry"]]
    assert kinds[0] == "DiagnosticReport" and kinds.count("Device") == 1 and "Observation" in kinds, kinds
    lost = set(references(bundle)) - set(names)
    assert not lost, f"references to nothing: {lost}"
    for entry in bundle["entry"]:
        resource = entry["resource"]
        assert resource.get("status") in (None, "preliminary", "active", "available"), resource["status"]
        if resource["resourceType"] == "Observation":
            told = [key for key in resource if key.startswith("value") or key in ("dataAbsentReason", "component")]
            assert told and not ("dataAbsentReason" in told and len(told) > 1), told
    if path.stem.startswith("private"):
        personal = PERSONAL.search(text)
        assert not personal and "Patient" not in kinds, f"{personal} in a private file"


if __name__ == "__main__":
    each_file("fhir/*.json", check)
