"""Times one picture on one thread: time.py MODEL INPUT SIDE RUNS; prints one JSON object."""
import json
import sys
import time
import numpy
import onnxruntime

model, picture, side, runs = sys.argv[1:]
side, runs = int(side), int(runs)
options = onnxruntime.SessionOptions()
options.intra_op_num_threads = 1
options.inter_op_num_threads = 1
session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
values = numpy.fromfile(picture, dtype="<f4")[: side * side * 3].reshape(1, side, side, 3)
feed = {"input": numpy.ascontiguousarray(values.transpose(0, 3, 1, 2))}
taken = []
for run in range(2 * runs):
    begun = time.perf_counter()
    logits = session.run(None, feed)[0]
    if run >= runs:
        taken.append((time.perf_counter() - begun) * 1000)
print(json.dumps({"version": onnxruntime.__version__, "ms": taken, "logits": logits[0].tolist()}))
