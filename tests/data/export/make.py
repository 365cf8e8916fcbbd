"""Writes what lies here, without the code that it is compared with: findings/, fhir/, capsule/ and log/.

python3 make.py, with Python 3.11 or later and nothing else. The findings are those of ../finding/, changed in one thing each.
"""

import copy
import datetime
import hashlib
import json
import re
from pathlib import Path

HERE = Path(__file__).parent
TIME = 1_767_225_600_123
PROGRAM = "0.1.0"
CLASSES = "urn:oid:2.25.210471641138527606812373376111437871102"
TERMS = "urn:oid:2.25.238010511621695130027747548450068855548"
WEIGHTS = "urn:oid:2.25.228967582308029116639181694237052168273"
NAMES = {"rust": "Rost", "mould": "Schimmel", "none": "Kein Befund"}
CODES = {"rust": {"system": "http://example.org/leaves", "code": "R1", "display": "Leaf rust"}}


def sha(data):
    return hashlib.sha256(data).hexdigest()


def compact(value, **how):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), **how)


def put(name, text):
    path = HERE / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(text.encode())


# Findings


def kept(kind):
    finding = json.loads((HERE / f"../finding/version-1-{kind}.json").read_text())
    for report in finding["provenance"]["gates"]:
        report["outcome"] = "passed"
    return finding


def findings():
    named, unclear, refused = kept("classes"), kept("classes"), kept("classes")
    classes = named["found"]["classes"]
    classes["decision"] = {"class": {"label": "rust"}}
    classes["prediction_sets"] = [{"level": 0.95, "labels": ["rust"]}]
    unclear["found"]["classes"]["decision"] = {"abstain": {"why": "full_set"}}
    refused["provenance"]["gates"] = json.loads((HERE / "../finding/version-1-classes.json").read_text())["provenance"]["gates"]
    refused["provenance"]["gates"][3]["outcome"] = "not_run"
    refused["provenance"]["cross_check"] = None
    refused["acquisition"] = None
    refused["found"]["classes"] = {
        "probabilities": [],
        "decision": {"abstain": {"why": "gate"}},
        "prediction_sets": [],
        "maps": [],
        "outline": None,
    }
    mask = kept("mask")
    mask["found"]["mask"]["abstention"] = None
    return {
        "named": named,
        "set": kept("classes"),
        "unclear": unclear,
        "refused": refused,
        "labels": kept("labels"),
        "mask": mask,
    }


# FHIR


def uuid(content):
    digits = sha(b"onsight fhir " + compact(content).encode())
    variant = "89ab"[int(digits[16], 16) % 4]
    return f"urn:uuid:{digits[:8]}-{digits[8:12]}-8{digits[13:16]}-{variant}{digits[17:20]}-{digits[20:32]}"


def instant(ms):
    moment = datetime.datetime(1970, 1, 1) + datetime.timedelta(milliseconds=ms)
    return moment.isoformat(timespec="milliseconds") + "Z"


def term(code, **text):
    return {"coding": [{"system": TERMS, "code": code}], **text}


def concept(system, code, display=None):
    return {"coding": [{"system": system, "code": code, **({"display": display} if display else {})}]}


def named_class(task, label):
    name = NAMES.get(label, label)
    own = {"system": CLASSES, "code": f"{task}/{label}", "display": name}
    return {"coding": [own] + ([CODES[label]] if label in CODES else []), "text": name}


def quantity(value, unit="1"):
    return {"valueQuantity": {"value": value, "unit": unit, "system": "http://unitsofmeasure.org", "code": unit}}


def component(code, value):
    return {"code": term(code), **value}


def bundle(finding, release, may, known=True):
    words = {"language": "de", "task": "Blattfarbe", "conclusion": "Am ehesten Rost. Kein Ersatz für eine Untersuchung."}
    provenance, model = finding["provenance"], finding["provenance"]["model"]
    entries = []

    def add(resource):
        entries.append({"fullUrl": uuid(resource), "resource": resource})
        return {"reference": entries[-1]["fullUrl"]}

    examined = {"effectiveDateTime": "2025-12-31"} if may["dates"] else {}
    absence = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"
    subject, derived = {}, []
    if may["names"]:
        person = {
            "resourceType": "Patient",
            "identifier": [{"value": "4711"}],
            "name": [{"family": "Grün", "given": ["Änne", "M"], "prefix": ["Dr."]}],
            "gender": "female",
        }
        if may["dates"]:
            person["birthDate"] = "1960-02-29"
        if known:
            subject = {"subject": add(person)}
        modality = {"system": "http://dicom.nema.org/resources/ontology/DCM", "code": "MR"}
        study = {
            "resourceType": "ImagingStudy",
            "identifier": [{"system": "urn:dicom:uid", "value": "urn:oid:1.2.826.0.1.3680043.8.498.1"}],
            "status": "available",
            **(subject or {"subject": {"extension": [{"url": absence, "valueCode": "unknown"}]}}),
            **({"started": "2025-12-31"} if may["dates"] else {}),
            "series": [
                {
                    "uid": "1.2.826.0.1.3680043.8.498.2",
                    "modality": modality if release == "r4" else {"coding": [modality]},
                    "instance": [
                        {
                            "uid": "1.2.826.0.1.3680043.8.498.3",
                            "sopClass": {"system": "urn:ietf:rfc:3986", "code": "urn:oid:1.2.840.10008.5.1.4.1.1.4"},
                        }
                    ],
                }
            ],
        }
        derived = [add(study)]
    software = concept("http://snomed.info/sct", "706689003", "Application program software")
    if release == "r4":
        names = {"deviceName": [{"name": model["name"], "type": "user-friendly-name"}], "type": software}
    else:
        names = {"name": [{"value": model["name"], "type": "user-friendly-name"}], "type": [software]}
    device = add(
        {
            "resourceType": "Device",
            "identifier": [{"system": WEIGHTS, "value": model["weights_sha256"]}],
            "status": "active",
            **names,
            "version": [
                {"type": term("model-version"), "value": model["version"]},
                {"type": term("program-version"), "value": PROGRAM},
            ],
        }
    )
    imaging = concept("http://terminology.hl7.org/CodeSystem/observation-category", "imaging", "Imaging")
    result, concluded = [], []

    def observe(code, value, **more):
        resource = {
            "resourceType": "Observation",
            "language": words["language"],
            "status": "preliminary",
            "category": [imaging],
            "code": code,
            **subject,
            **examined,
            **value,
            **{name: more[name] for name in ("interpretation", "note", "method") if name in more},
            "device": device,
            **({"derivedFrom": derived} if derived else {}),
            **({"component": more["component"]} if more.get("component") else {}),
        }
        result.append(add(resource))

    def of(label):
        return named_class(model["task"], label)

    def absent(code, why, text):
        system = "http://terminology.hl7.org/CodeSystem/data-absent-reason"
        coding = [{"system": system, "code": code}, {"system": TERMS, "code": why}]
        return {"dataAbsentReason": {"coding": coding, "text": text}}

    answer = term("answer", text=words["task"])
    probable = term("calibrated-probability")
    drawn = term("segmentation")
    (kind, found), = finding["found"].items()
    if kind == "classes":
        decision = found["decision"]
        if "class" in decision:
            observe(answer, {"valueCodeableConcept": of(decision["class"]["label"])})
            concluded = [decision["class"]["label"]]
        elif "set" in decision:
            possible = [component("possible-class", {"valueCodeableConcept": of(label)}) for label in decision["set"]["labels"]]
            observe(answer, {}, component=possible)
        elif decision["abstain"]["why"] == "gate":
            refusal = next(gate["outcome"]["refused"] for gate in provenance["gates"] if isinstance(gate["outcome"], dict))
            # As the test says messages: by their keys.
            reason = absent("not-performed", refusal["kind"], refusal["message"]["code"])
            observe(answer, reason, note=[{"text": refusal["hint"]["code"]}])
        else:
            observe(answer, absent("unknown", decision["abstain"]["why"], words["conclusion"]))
        for one in found["probabilities"]:
            observe(of(one["label"]), quantity(one["value"]), method=probable)
        if found["outline"] and "abstain" not in decision:
            regions = [component("outlined-region", quantity(one["square_millimetres"], "mm2")) for one in found["outline"]["regions"]]
            observe(term("outline"), {}, method=drawn, component=regions)
    elif kind == "labels":
        for one in found["labels"]:
            state = {"present": "POS", "absent": "NEG", "unclear": "IND"}[one["state"]]
            system = "http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation"
            limits = [component("threshold", quantity(one["threshold"]))]
            limits += [component("level", quantity(one["level"]))] if one["level"] is not None else []
            observe(
                of(one["label"]),
                quantity(one["probability"]),
                interpretation=[concept(system, state)],
                method=probable,
                component=limits,
            )
        concluded = [one["label"] for one in found["labels"] if one["state"] == "present"]
    else:
        for one in found["areas"]:
            parts = [component("share", quantity(one["share"]))]
            if one["square_millimetres"] is not None:
                parts.append(component("area", quantity(one["square_millimetres"], "mm2")))
            if one["probability"] is not None:
                parts.append(component("calibrated-probability", quantity(one["probability"])))
            observe(of(one["label"]), {}, method=drawn, component=parts)
        concluded = [one["label"] for one in found["areas"] if one["cells"] > 0]
    codes = [{"coding": [CODES[label]], "text": NAMES[label]} for label in concluded if label in CODES]
    loinc = {"system": "http://loinc.org", "code": "18748-4", "display": "Diagnostic imaging study"}
    add(
        {
            "resourceType": "DiagnosticReport",
            "language": words["language"],
            "status": "preliminary",
            "category": [imaging],
            "code": {"coding": [loinc], "text": words["task"]},
            **subject,
            **examined,
            **({"issued": instant(TIME)} if may["dates"] else {}),
            "result": result,
            **({"imagingStudy" if release == "r4" else "study": derived} if derived else {}),
            "conclusion": words["conclusion"],
            **({"conclusionCode": codes} if codes else {}),
        }
    )
    entries.insert(0, entries.pop())
    whole = {
        "resourceType": "Bundle",
        "language": words["language"],
        "identifier": {"system": "urn:ietf:rfc:3986", "value": uuid(entries)},
        "type": "collection",
        **({"timestamp": instant(TIME)} if may["dates"] else {}),
        "entry": entries,
    }
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


# Capsule


def capsule(finding):
    content = {
        "program": PROGRAM,
        "picture": {"bytes": 9, "file_sha256": sha(b"a picture"), "samples_sha256": sha(bytes([0, 1, 2]))},
        "file_name": "Blatt 1.png",
        "answered_ms": TIME,
        "finding": finding,
    }
    head = {"format": "onsight-capsule", "version": 1, "sha256": sha(compact(content, sort_keys=True).encode())}
    return compact({**head, "content": content}) + "\n"


# Log


def number(value):
    """Written as Rust does: 1, not 1.0."""
    return int(value) if value is not None and float(value).is_integer() else value


def line(case, finding, may, said):
    provenance, model = finding["provenance"], finding["provenance"]["model"]
    (kind, found), = finding["found"].items()
    source, timing, check = provenance["source"], provenance["timing"], provenance["cross_check"]
    refused = next(((gate["gate"], gate["outcome"]["refused"]["kind"]) for gate in provenance["gates"] if isinstance(gate["outcome"], dict)), (None, None))
    sets = found.get("prediction_sets") or [{"level": None, "labels": None}]
    shares = sizes = None
    if kind == "classes":
        decision = found["decision"]
        why = decision.get("abstain", {}).get("why")
        labels = [decision["class"]["label"]] if "class" in decision else decision.get("set", {}).get("labels", [])
        probabilities = {one["label"]: one["value"] for one in found["probabilities"]}
        probability = probabilities.get(labels[0]) if labels else None
    elif kind == "labels":
        why = found["abstention"]
        probabilities = {one["label"]: one["probability"] for one in found["labels"]}
        labels = [one["label"] for one in found["labels"] if one["state"] == "present"]
        probability = probabilities[labels[0]]
    else:
        why = found["abstention"]
        probabilities = {one["label"]: one["probability"] for one in found["areas"] if one["probability"] is not None}
        shares = {one["label"]: one["share"] for one in found["areas"]}
        sizes = {one["label"]: one["square_millimetres"] for one in found["areas"] if one["square_millimetres"] is not None}
        labels = [one["label"] for one in found["areas"] if one["cells"] > 0]
        probability = found["areas"][0]["probability"]
    names, dates = may["names"], may["dates"]
    acquisition = finding["acquisition"] or {"name": None, "from": None}

    def reader(which):
        one = said.get(which)
        if not one:
            return None, None, None
        label = one["label"] if names or one["label"] in probabilities else None
        return one["agreement"], label, (one["comment"] or None) if names else None

    first, second = reader("first"), reader("second")

    def numbers(all_of):
        return None if all_of is None else {label: number(value) for label, value in all_of.items()}

    return {
        "case": case,
        "task": model["task"],
        "model": model["name"],
        "model_version": model["version"],
        "weights_sha256": model["weights_sha256"],
        "kept_at": instant(TIME) if dates else None,
        "changed_at": instant(said["changed"]) if dates else None,
        "kind": kind,
        "abstained": why is not None,
        "abstention": why,
        "labels": labels,
        "probability": number(probability),
        "probabilities": numbers(probabilities),
        "set_level": number(sets[0]["level"]),
        "set": sets[0]["labels"],
        "shares": numbers(shares),
        "square_millimetres": numbers(sizes),
        "refused_by": refused[0],
        "refusal": refused[1],
        "acquisition": acquisition["name"],
        "acquisition_from": acquisition["from"],
        "format": source["format"],
        "width": source["width"],
        "height": source["height"],
        "text_at_borders": bool(provenance["text_at_borders"]),
        "backend": provenance["device"]["backend"],
        **{name: number(timing[name]) for name in ("decode_ms", "gates_ms", "prepare_ms", "inference_ms", "explain_ms", "total_ms")},
        "first_reader": first[0],
        "first_label": first[1],
        "first_comment": first[2],
        "second_reader": second[0],
        "second_label": second[1],
        "second_comment": second[2],
        "cross_check_agreed": check and check["agreed"],
        "cross_check_deviation": number(check and check["largest_deviation"]),
        "notes": (said["notes"] or None) if names else None,
        "tags": said["tags"] if names else None,
        "picture": said["picture"],
    }


def harmless(text):
    """An apostrophe before what begins a formula, at the beginning and behind what ends a cell."""
    return re.sub(r"(^|[,;|\t\r\n])([\s\"\ufeff\u200b]*?)([=+@\t\r＝＋－＠-])", r"\1\2'\3", text)


def cell(value):
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return repr(value)
    if isinstance(value, dict):
        value = "|".join(f"{label}={digit!r}" for label, digit in value.items())
    if isinstance(value, list):
        value = "|".join(value)
    value = harmless(value)
    if re.search('[",;\t\r\n]', value) or value != value.strip():
        value = '"' + value.replace('"', '""') + '"'
    return value


def rows(all_findings, may):
    nobody = {"changed": TIME, "notes": "", "tags": [], "picture": "nothing"}
    busy = {
        "changed": TIME + 5000,
        "notes": '=HYPERLINK("http://example.org";"Klick")\n- zweite Zeile; grün',
        "tags": ["links", "@kontrolle"],
        "picture": "whole",
        "first": {"agreement": "disagree", "label": "mould", "comment": "zu dunkel, -1"},
        "second": {"agreement": "unsure", "label": "Rost bei Grün", "comment": ""},
    }
    chosen = [("named", busy), ("refused", nobody), ("unclear", nobody), ("labels", nobody), ("mask", nobody)]
    return [line(f"{at:02x}" * 16, all_findings[name], may, said) for at, (name, said) in enumerate(chosen, 1)]


def main():
    made = findings()
    every = dict.fromkeys(("names", "dates", "file_names", "pixels"), True)
    nothing = dict.fromkeys(every, False)
    for name, finding in made.items():
        put(f"findings/{name}.json", json.dumps(finding, ensure_ascii=False, indent=2) + "\n")
    for name, release, may, to in [
        ("named", "r4", every, "named-r4"),
        ("named", "r5", every, "named-r5"),
        ("named", "r4", nothing, "private-r4"),
        ("named", "r5", nothing, "private-r5"),
        ("set", "r4", nothing, "set-r4"),
        ("unclear", "r5", nothing, "unclear-r5"),
        ("refused", "r4", nothing, "refused-r4"),
        ("labels", "r4", {**nothing, "names": True}, "labels-r4"),
        ("mask", "r5", every, "mask-r5"),
    ]:
        put(f"fhir/{to}.json", bundle(finding=made[name], release=release, may=may))
    put("fhir/orphan-r4.json", bundle(made["named"], "r4", {**nothing, "names": True}, known=False))
    put("capsule/version-1.json", capsule(copy.deepcopy(made["named"])))
    for name, may in [("cases", every), ("private", nothing)]:
        table = rows(made, may)
        head = ",".join(table[0]) + "\r\n"
        put(f"log/{name}.csv", head + "".join(",".join(map(cell, row.values())) + "\r\n" for row in table))
        put(f"log/{name}.ndjson", "".join(compact(row) + "\n" for row in table))


if __name__ == "__main__":
    main()
