"""Writes the files of `tiff/`: kinds of TIFF that scanners, microscopes and laboratories write.

Run with Pillow 13.0.0, numpy 2.4.6, tifffile 2026.3.3 and imagecodecs 2026.3.6: `python make_tiff.py`. Every picture
follows the formulas of `make.py`, which `tests/native/imaging/tiff.rs` repeats; each file is read back by tifffile or
Pillow before it counts.
"""

import struct
from pathlib import Path

import imagecodecs
import numpy as np
import tifffile
from PIL import Image

HERE = Path(__file__).parent / "tiff"
W, H = 48, 40
Y, X = np.mgrid[0:H, 0:W]
GREY = (16 + 4 * X + Y).astype(np.uint8)
RGB = np.stack([20 + 4 * X, 30 + 5 * Y, 220 - 3 * X - Y], axis=-1).astype(np.uint8)
BITS = ((X // 8 + Y // 8) % 2).astype(bool)


def write(name, array, **options):
    tifffile.imwrite(HERE / f"{name}.tif", array, metadata=None, software=None, **options)
    assert tifffile.imread(HERE / f"{name}.tif").shape[:2] in [(H, W), (3, H)], name


def by_hand(name, tags, data, order="<"):
    """A file of one strip, or of the tiles given as a list."""
    parts = data if isinstance(data, list) else [data]
    head = (b"II*\0" if order == "<" else b"MM\0*") + struct.pack(order + "I", 8)
    count = len(tags) + 2
    rest = 8 + 2 + 12 * count + 4
    blob, entries = b"", []
    offsets, lengths = [], []
    body = b""
    values = dict(tags)
    tiled = 322 in values
    place = rest + sum(
        len(v) * (2 if k == 3 else 4) if len(v) * (2 if k == 3 else 4) > 4 else 0 for k, v in [entry for _, entry in tags]
    ) + (8 * len(parts) if len(parts) > 1 else 0)
    for part in parts:
        offsets.append(place + len(body))
        lengths.append(len(part))
        body += part
    values[324 if tiled else 273] = (4, offsets)
    values[325 if tiled else 279] = (4, lengths)
    for tag in sorted(values):
        kind, numbers = values[tag]
        packed = struct.pack(order + ("H" if kind == 3 else "I") * len(numbers), *numbers)
        if len(packed) > 4:
            entries.append(struct.pack(order + "HHII", tag, kind, len(numbers), rest + len(blob)))
            blob += packed
        else:
            entries.append(struct.pack(order + "HHI", tag, kind, len(numbers)) + packed.ljust(4, b"\0"))
    file = head + struct.pack(order + "H", count) + b"".join(entries) + bytes(4) + blob
    assert len(file) == place, (name, len(file), place)
    (HERE / f"{name}.tif").write_bytes(file + body)


def tags(photometric, bits=(8,), compression=1, **more):
    base = [
        (256, (3, [W])),
        (257, (3, [H])),
        (258, (3, list(bits))),
        (259, (3, [compression])),
        (262, (3, [photometric])),
        (277, (3, [len(bits)])),
        (278, (3, [H])),
    ]
    return base + [(int(tag[1:]), entry) for tag, entry in more.items()]


def packed_bits(values, width):
    text = "".join("".join(f"{v:0{width}b}" for v in row).ljust(-(-W * width // 8) * 8, "0") for row in values.tolist())
    return bytes(int(text[at : at + 8], 2) for at in range(0, len(text), 8))


def old_lzw(data):
    """As the first writers: the lowest bit first, a clear code before the codes would grow."""
    bits, filled = 0, 0
    out = bytearray()

    def put(code):
        nonlocal bits, filled
        bits |= code << filled
        filled += 9
        while filled >= 8:
            out.append(bits & 255)
            bits >>= 8
            filled -= 8

    for at, byte in enumerate(data):
        if at % 200 == 0:
            put(256)
        put(byte)
    put(257)
    out.append(bits & 255)
    return bytes(out)


def subsampled():
    """Section 21: of each 2 by 2 pixels four luma samples and a pair of differences."""
    r, g, b = (RGB[..., at].astype(float) for at in range(3))
    luma = 0.299 * r + 0.587 * g + 0.114 * b
    cb, cr = (b - luma) / 1.772 + 128, (r - luma) / 1.402 + 128
    data = bytearray()
    for y in range(0, H, 2):
        for x in range(0, W, 2):
            data += bytes(int(round(luma[y + dy, x + dx])) for dy in (0, 1) for dx in (0, 1))
            data += bytes(int(round(plane[y : y + 2, x : x + 2].mean())) for plane in (cb, cr))
    return bytes(data)


def main():
    HERE.mkdir(exist_ok=True)
    unit = GREY / 255
    write("half", unit.astype(np.float16), predictor=3, compression="deflate")
    write("single", unit.astype(np.float32))
    write("single-lzw", unit.astype(np.float32), compression="lzw", predictor=3, byteorder=">")
    write("double", unit.astype(np.float64), compression="deflate", predictor=3, tile=(16, 16))
    write("double-wide", GREY * 1000.0 - 5000.0)
    write("signed8", (GREY.astype(int) - 128).astype(np.int8))
    write("signed16", ((GREY.astype(int) - 100) * 100).astype(np.int16), compression="lzw", predictor=2)
    write("signed32", ((GREY.astype(int) - 100) * 1_000_000).astype(np.int32), byteorder=">")
    write("unsigned32", GREY.astype(np.uint32) * 0x01010101)
    write("unsigned32-dark", GREY.astype(np.uint32) * 1000, compression="zstd", predictor=2)
    write("unsigned64", GREY.astype(np.uint64) * 0x0101010101010101)
    write("twelve-in-sixteen", GREY.astype(np.uint16) * 16)
    write("big", GREY, bigtiff=True, byteorder=">")
    write("zstd", RGB, compression="zstd", predictor=2)
    write("tiled-lzw", RGB, compression="lzw", predictor=2, tile=(16, 32))
    write("tiled-planar", np.moveaxis(RGB, -1, 0), planarconfig="separate", photometric="rgb", tile=(16, 16))
    write("planar-rgb16", np.moveaxis(RGB.astype(np.uint16) * 257, -1, 0), planarconfig="separate", photometric="rgb", compression="deflate")
    write("rgb-single", (RGB / 255).astype(np.float32), photometric="rgb")
    write("rgb-twelve", RGB.astype(np.uint16) * 16, photometric="rgb")
    write("jpeg-ycbcr", RGB, compression="jpeg", compressionargs={"level": 98}, photometric="rgb", rowsperstrip=16)
    write("jpeg-grey", GREY, compression="jpeg", compressionargs={"level": 98}, rowsperstrip=16)
    write("jpeg-tiled", RGB, compression="jpeg", compressionargs={"level": 98}, photometric="rgb", tile=(16, 16))
    for name, compression in [("lzma", "lzma"), ("jpeg2000", "jpeg2000"), ("webp", "webp"), ("lerc", "lerc")]:
        write(f"refused-{name}", RGB, compression=compression, photometric="rgb")
    write("refused-lab", RGB, photometric="cielab")
    picture = Image.fromarray(RGB)
    picture.save(HERE / "jpeg-rgb-tables.tif", compression="jpeg", quality=98)
    bits = Image.fromarray(BITS)
    bits.save(HERE / "group3.tif", compression="group3")
    bits.save(HERE / "group3-two.tif", compression="group3", tiffinfo={292: 1})
    bits.save(HERE / "group4.tif", compression="group4")
    bits.save(HERE / "fax-lines.tif", compression="tiff_ccitt")
    letters = Image.fromarray(((X * Y) % 7 < 3) & (X > 3))
    letters.save(HERE / "letters-group3-two.tif", compression="group3", tiffinfo={292: 1})
    letters.save(HERE / "letters-group4.tif", compression="group4")
    letters.save(HERE / "letters-fax-lines.tif", compression="tiff_ccitt")
    by_hand("twelve-bits", tags(1, (12,)), packed_bits(GREY.astype(int) * 16, 12))
    by_hand("four-bits", tags(0, (4,)), packed_bits(15 - GREY.astype(int) // 16, 4))
    by_hand("white-is-zero-16", tags(0, (16,)), (65535 - GREY.astype(int) * 257).astype(">u2").tobytes(), ">")
    by_hand("old-lzw", tags(1, compression=5), old_lzw(GREY.tobytes()))
    by_hand("reversed", tags(1, t266=(3, [2])), bytes(int(f"{v:08b}"[::-1], 2) for v in GREY.tobytes()))
    by_hand("ycbcr-shared", tags(6, (8, 8, 8), t530=(3, [2, 2])), subsampled())
    cmyk = np.stack([4 * X, 5 * Y, 100 + 0 * X, 2 * X], axis=-1).astype(np.uint8)
    by_hand("inks", tags(5, (8, 8, 8, 8)), cmyk.tobytes())
    by_hand("stated-range", tags(1, (16,), t281=(3, [4095])), (GREY.astype("<u2") * 8).tobytes())
    for name in ["twelve-bits", "white-is-zero-16", "reversed", "inks", "ycbcr-shared"]:
        try:
            tifffile.imread(HERE / f"{name}.tif")
        except Exception as error:
            print(name, error)
    for name in ["old-lzw", "ycbcr-shared", "group3-two", "letters-group3-two", "letters-group4", "fax-lines", "reversed"]:
        try:
            Image.open(HERE / f"{name}.tif").load()
        except Exception as error:
            print("Pillow", name, error)
    assert imagecodecs.__version__


main()
