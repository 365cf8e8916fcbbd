"""Reference pixels of every file in the PyPI package pydicom, made with pydicom and its handlers.

    pip install -r requirements.txt
    python reference.py > pydicom.json
    python reference.py --hu FOLDER > ct-hu.json      # five points of each DICOM file in a folder

See README.md for what stands in the files.
"""

import hashlib
import json
import logging
import os
import random
import sys
import warnings

import numpy as np
import pydicom
from pydicom.pixels import apply_color_lut, apply_modality_lut, get_decoder, pixel_array
from pydicom.uid import UID

warnings.simplefilter("ignore")
logging.disable(logging.CRITICAL)

# Baseline, extended and lossy JPEG 2000: the standards leave the last bit to the decoder.
LOSSY = ("1.2.840.10008.1.2.4.50", "1.2.840.10008.1.2.4.51", "1.2.840.10008.1.2.4.91")
POINTS = 100


def values(ds, plugin):
    """Values after the modality step, or colours after palette and YBR, as 64-bit floating point."""
    raw = pixel_array(ds, decoding_plugin=plugin)
    if ds.PhotometricInterpretation == "PALETTE COLOR":
        return apply_color_lut(raw, ds).astype("<f8")
    if ds.get("SamplesPerPixel", 1) == 1:
        return apply_modality_lut(raw, ds).astype("<f8")
    return raw.astype("<f8")


def entry(path):
    ds = pydicom.dcmread(path, force=True)
    if not any(name in ds for name in ("PixelData", "FloatPixelData", "DoubleFloatPixelData")):
        return {"kind": "no pixels" if len(ds) else "no DICOM"}
    syntax = UID(getattr(ds, "file_meta", {}).get("TransferSyntaxUID", "") or "")
    found = {"kind": "pixels", "syntax": str(syntax), "hashes": {}}
    plugins = list(get_decoder(syntax).available_plugins) if syntax.is_transfer_syntax and syntax.is_encapsulated else [""]
    for plugin in sorted(plugins):
        name = plugin or "pydicom"
        try:
            array = values(ds, plugin)
        except Exception as error:  # every reason is a result
            found["hashes"][name] = "error: " + str(error).splitlines()[0][:90]
            continue
        found["count"] = array.size
        known = set(found["hashes"].values())
        found["hashes"][name] = hashlib.sha256(np.ascontiguousarray(array).tobytes()).hexdigest()[:24]
        if str(syntax) in LOSSY and found["hashes"][name] not in known:
            draw = random.Random(array.size)
            # Not in the background, where every decoder agrees.
            inside = np.flatnonzero(array.ravel() != array.flat[0])
            places = sorted(int(inside[draw.randrange(inside.size)]) for _ in range(POINTS))
            found.setdefault("points", {"places": places, "values": {}})
            found["points"]["values"][name] = [float(array.flat[place]) for place in places]
    return found


def of_package():
    base = os.path.join(os.path.dirname(pydicom.__file__), "data")
    entries = {}
    for folder, _, names in sorted(os.walk(base)):
        for name in sorted(names):
            path = os.path.join(folder, name)
            if not name.endswith((".py", ".pyc", ".json", ".txt", ".md", ".dump", ".gz", ".icc")):
                entries[os.path.relpath(path, base)] = entry(path)
    return {"pydicom": pydicom.__version__, "files": entries}


def of_ct(folder):
    entries = {}
    for name in sorted(os.listdir(folder)):
        if not name.endswith(".dcm"):
            continue
        ds = pydicom.dcmread(os.path.join(folder, name))
        array = apply_modality_lut(ds.pixel_array, ds)
        rows, columns = array.shape
        places = [(rows * y // 8, columns * x // 8) for y, x in ((1, 1), (3, 4), (4, 2), (5, 6), (7, 7))]
        entries[name] = [[column, row, float(array[row, column])] for row, column in places]
    return entries


def lines(entries):
    """One file a line, so that a change can be read."""
    return ",\n".join(json.dumps(name) + ":" + json.dumps(entries[name], separators=(",", ":")) for name in entries)


if len(sys.argv) > 2 and sys.argv[1] == "--hu":
    print("{", lines(of_ct(sys.argv[2])), "}", sep="\n")
else:
    result = of_package()
    print('{"pydicom":"%s","files":{' % result["pydicom"], lines(result["files"]), "}}", sep="\n")
