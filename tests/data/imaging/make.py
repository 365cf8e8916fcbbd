"""Writes the files of this folder that the tests' own encoders cannot write.

Run with Pillow 13.0.0: `python make.py`. Every picture follows the formulas below, which
`tests/native/imaging/files.rs` repeats.
"""

import struct
import zlib
from pathlib import Path

from PIL import Image

HERE = Path(__file__).parent
W, H = 48, 40


def colour(x, y):
    return (20 + 4 * x, 30 + 5 * y, 220 - 3 * x - y)


def grey(x, y):
    return 16 + 4 * x + y


def picture(mode, at):
    image = Image.new(mode, (W, H))
    image.putdata([at(x, y) for y in range(H) for x in range(W)])
    return image


def blocks(x, y):
    """Index into a palette of 30 colours, in blocks of 8 pixels."""
    return x // 8 + 6 * (y // 8)


def block_colour(index):
    return (8 * index, 255 - 5 * index, 40 + 7 * index)


def cmyk(x, y):
    return (4 * x, 5 * y, 100, 2 * x)


def ycc(rgb):
    r, g, b = rgb
    return (
        round(0.299 * r + 0.587 * g + 0.114 * b),
        round(128 - 0.168736 * r - 0.331264 * g + 0.5 * b),
        round(128 + 0.5 * r - 0.418688 * g - 0.081312 * b),
    )


def ycck():
    """Adobe's YCCK: CMY turned to YCbCr as if it were RGB, and K inverted."""

    def at(x, y):
        c, m, yellow, k = cmyk(x, y)
        stored = ycc((c, m, yellow)) + (255 - k,)
        return tuple(255 - max(0, min(255, value)) for value in stored)

    path = HERE / "ycck.jpg"
    picture("CMYK", at).save(path, quality=95, subsampling=0)
    data = bytearray(path.read_bytes())
    adobe = data.index(b"Adobe")
    data[adobe + 11] = 2
    path.write_bytes(data)


def chunk(name, body):
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def interlaced():
    passes = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]
    rows = b"".join(
        b"\0" + bytes(value for x in range(x0, W, dx) for value in colour(x, y))
        for x0, y0, dx, dy in passes
        for y in range(y0, H, dy)
    )
    header = struct.pack(">IIBBBBB", W, H, 8, 2, 0, 0, 1)
    body = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b"")
    (HERE / "interlaced.png").write_bytes(b"\x89PNG\r\n\x1a\n" + body)


def rle_bmp():
    """8-bit run-length coded bitmap of the blocks picture, bottom row first."""
    palette = b"".join(bytes(reversed(block_colour(i))) + b"\0" for i in range(30))
    rows = b"".join(
        b"".join(bytes((8, blocks(8 * column, y))) for column in range(6)) + b"\0\0" for y in reversed(range(H))
    )
    pixels = rows + b"\0\1"
    offset = 14 + 40 + len(palette)
    header = struct.pack("<2sIHHI", b"BM", offset + len(pixels), 0, 0, offset)
    info = struct.pack("<IiiHHIIiiII", 40, W, H, 1, 8, 1, len(pixels), 2835, 2835, 30, 0)
    (HERE / "rle.bmp").write_bytes(header + info + palette + pixels)


def palette_picture():
    image = picture("P", blocks)
    image.putpalette([value for i in range(30) for value in block_colour(i)])
    return image


def main():
    rgb = picture("RGB", colour)
    rgb.save(HERE / "progressive.jpg", quality=95, subsampling=0, progressive=True)
    rgb.save(HERE / "subsampled.jpg", quality=95, subsampling=2)
    picture("L", grey).save(HERE / "grey-restart.jpg", quality=95, restart_marker_blocks=2)
    picture("CMYK", cmyk).save(HERE / "cmyk.jpg", quality=95, subsampling=0)
    ycck()
    interlaced()
    palette_picture().save(HERE / "palette.png", bits=8)
    picture("1", lambda x, y: 255 * ((x // 8 + y // 8) % 2)).save(HERE / "one-bit.png")
    rgb.save(HERE / "lossy.webp", quality=95)
    faded = picture("RGBA", lambda x, y: colour(x, y) + (255 if x < 24 else 0,))
    faded.save(HERE / "alpha.webp", quality=95)
    green = picture("RGB", lambda x, y: (0, 200, 0))
    rgb.save(HERE / "animated.webp", save_all=True, append_images=[green], lossless=True)
    rle_bmp()
    for compression in ["tiff_lzw", "packbits", "tiff_adobe_deflate"]:
        rgb.save(HERE / f"{compression.removeprefix('tiff_')}.tif", compression=compression)
    picture("L", grey).save(HERE / "white-is-zero.tif", tiffinfo={262: 0})
    picture("1", lambda x, y: 255 * ((x // 8 + y // 8) % 2)).save(HERE / "fax.tif", compression="group4")
    palette_picture().save(HERE / "palette.tif")
    palette_picture().save(HERE / "interlaced.gif", interlace=1)
    green_blocks = Image.new("P", (W, H), 3)
    green_blocks.putpalette(palette_picture().getpalette())
    palette_picture().save(HERE / "animated.gif", save_all=True, append_images=[green_blocks], disposal=2)


main()
