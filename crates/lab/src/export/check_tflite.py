"""Runs the TFLite files of `lab export` with LiteRT: check_tflite.py FOLDER. By hand, once `pip install ai-edge-litert numpy`.

FOLDER: `cargo lab export TASK --format tflite,tflite-int8 --data DATA --out FOLDER`; `--data` may be left out.
Fails where the file in floats gives other logits than `reference.json` has, or the one in 8 bits another class or logits
further away than 8 bits explain; with `val.bin` it counts the answers that each file changes.
"""
import json
import pathlib
import sys
import numpy
from ai_edge_litert.interpreter import Interpreter

folder = pathlib.Path(sys.argv[1])
reference = json.loads((folder / "reference.json").read_text())
side = reference["side"]
golden = numpy.fromfile(folder / "input.bin", dtype="<f4").reshape(1, side, side, 3)
expected = numpy.array(reference["logits"])
# Largest difference of a logit on the known picture, and largest share of changed answers.
BOUNDS = {"network.tflite": (0.001, 0.0), "network_int8.tflite": (0.5, 0.03)}


def val():
    """Pictures of `val` one by one, with the class that f32 arithmetic finds."""
    if not (folder / "val.json").is_file():
        return
    about = json.loads((folder / "val.json").read_text())
    samples = numpy.fromfile(folder / "val.bin", dtype="u1").reshape(about["count"], side, side, about["channels"])
    mean, deviation = (numpy.array(about[name], dtype="f4") for name in ("mean", "deviation"))
    for picture, answer in zip(samples, about["answers"]):
        yield ((picture.astype("f4") - mean) / deviation)[None].astype("f4"), answer


failed = False
for name, (most, most_changed) in BOUNDS.items():
    path = folder / name
    if not path.is_file():
        continue
    network = Interpreter(str(path), num_threads=2)
    network.allocate_tensors()
    read = network.get_input_details()[0]["index"]
    logits = next(output["index"] for output in network.get_output_details() if len(output["shape"]) == 2)

    def run(picture):
        network.set_tensor(read, picture)
        network.invoke()
        return network.get_tensor(logits)[0].copy()

    found = run(golden)
    apart = float(numpy.abs(found - expected).max())
    answers = [run(picture).argmax() == answer for picture, answer in val()]
    changed = answers.count(False)
    ok = apart <= most and found.argmax() == expected.argmax() and changed <= most_changed * max(len(answers), 1)
    failed |= not ok
    print(f"{name}: logits {apart:.4f} apart (at most {most}), {changed} of {len(answers)} answers changed: {'ok' if ok else 'NO'}")
sys.exit(failed)
