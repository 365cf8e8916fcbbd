"""Static quantisation by onnxruntime: quantise.py MODEL INPUTS SIDE OUT.

INPUTS holds f32 pictures, NHWC, one after the other; they set the ranges of the activations.
"""
import sys
import numpy
from onnxruntime.quantization import CalibrationDataReader, QuantFormat, QuantType, quantize_static

model, inputs, side, out = sys.argv[1:]
side = int(side)
pictures = numpy.fromfile(inputs, dtype="<f4").reshape(-1, 1, side, side, 3).transpose(0, 1, 4, 2, 3)


class Pictures(CalibrationDataReader):
    def __init__(self):
        self.left = iter(pictures)

    def get_next(self):
        picture = next(self.left, None)
        return None if picture is None else {"input": numpy.ascontiguousarray(picture)}


quantize_static(
    model,
    out,
    Pictures(),
    quant_format=QuantFormat.QDQ,
    per_channel=True,
    activation_type=QuantType.QUInt8,
    weight_type=QuantType.QInt8,
)
