"""A small encoder of High-Throughput JPEG 2000 (ITU-T T.814), for what other encoders do not write.

Layers, all three passes of a set, passes that only hold a place, several sets, changes of the order of packets, markers
around packets, causal blocks: `encode` writes each of them, of a picture as a numpy array. Without tiles, reversible. The
codewords are read from the decoder's own table; OpenJPEG and OpenJPH read what comes of it. OpenJPEG reads one layer, so
where a set is spread over several its values are those of the same blocks in one.

    pip install -r requirements.txt
    python make_ht.py
"""

import random
import re
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[3]


def tables():
    text = (ROOT / "crates/htj2k/src/block/codes.rs").read_text()
    out = []
    for name in ("FIRST", "NEXT"):
        body = re.search(name + r": \[u16; \d+\] = \[(.*?)\];", text, re.S).group(1)
        table, place = {}, 0
        for code in (int(word, 16) for word in re.findall(r"0x[0-9A-F]+", body)):
            length, at = code & 7, lambda shift: code >> shift & 15
            # The place among all runs of seven bits, whose first bits are the codeword; the first is sent lowest.
            word = int(f"{place & 127:07b}"[:length][::-1], 2)
            table.setdefault((place >> 7, at(4), at(3) & 1), []).append((length, word, at(12), at(8)))
            place += 1 << 7 - length
        out.append(table)
    return out


TABLES = tables()


class Forward:
    """Lowest bit first; behind FF a byte has seven."""

    def __init__(self):
        self.bytes, self.value, self.count = bytearray(), 0, 0

    def put(self, value, bits):
        for at in range(bits):
            self.value |= (value >> at & 1) << self.count
            self.count += 1
            if self.count == (7 if self.bytes and self.bytes[-1] == 0xFF else 8):
                self.flush()

    def flush(self):
        self.bytes.append(self.value)
        self.value, self.count = 0, 0

    def end(self):
        if self.count:
            self.flush()
        if self.bytes and self.bytes[-1] == 0xFF:
            self.bytes.append(0)
        return bytes(self.bytes)


class Backward:
    """The same from the end on, with the rule of bytes above 8F."""

    def __init__(self, nibble):
        self.bytes, self.bits, self.nibble, self.above = bytearray(), [], nibble, True

    def put(self, value, bits):
        for at in range(bits):
            self.bits.append(value >> at & 1)
            self.step()

    def step(self, last=False):
        whole = 4 if self.nibble else 8
        if last:
            self.bits += [0] * (whole - len(self.bits))
        if len(self.bits) == whole - 1 and self.above and all(self.bits):
            self.bits.append(0)
        if len(self.bits) < whole:
            return
        byte = sum(bit << at for at, bit in enumerate(self.bits[:whole]))
        self.bits = []
        byte = byte << 4 | 15 if self.nibble else byte
        self.nibble = False
        self.above = byte > 0x8F
        self.bytes.append(byte)

    def end(self):
        if self.bits or self.nibble:
            self.step(True)
        return bytes(self.bytes[::-1])


class Events:
    EXPONENTS = [0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 4, 5]

    def __init__(self):
        self.bits, self.state, self.run = [], 0, 0

    def put(self, happens):
        exponent = self.EXPONENTS[self.state]
        if not happens:
            self.run += 1
            if self.run == 1 << exponent:
                self.bits.append(1)
                self.run, self.state = 0, min(12, self.state + 1)
            return
        self.bits.append(0)
        self.bits += [self.run >> at & 1 for at in reversed(range(exponent))]
        self.run, self.state = 0, max(0, self.state - 1)

    def end(self):
        if self.run:
            self.bits.append(1)
        out, bits = bytearray(), self.bits
        while bits:
            width = 7 if out and out[-1] == 0xFF else 8
            head, bits = bits[:width], bits[width:]
            head += [0] * (width - len(head))
            out.append(int("".join(map(str, head)), 2))
        if out and out[-1] == 0xFF:
            out.append(0)
        return bytes(out)


def residual(value):
    if value == 1:
        return (1, 1), (0, 0), (0, 0)
    if value == 2:
        return (2, 2), (0, 0), (0, 0)
    if value < 5:
        return (4, 3), (value - 3, 1), (0, 0)
    if value < 33:
        return (0, 3), (value - 5, 5), (0, 0)
    return (0, 3), (28 + (value - 33) % 4, 5), ((value - 33) // 4, 4)


def cleanup(block, plane):
    height, width = block.shape
    magnitudes, events, codes = Forward(), Events(), Backward(True)
    mu = np.zeros((height + 2, width + 4), dtype=np.int64)
    mu[:height, 1:width + 1] = abs(block) >> plane
    exponent = lambda value: int(2 * value - 1).bit_length() if value else 0
    at = lambda row, column: mu[row, column + 1] if row >= 0 else 0
    for row in range(0, height, 2):
        for first in range(0, width, 4):
            pair = []
            for column in range(first, min(first + 4, width), 2):
                places = [(row, column), (row + 1, column), (row, column + 1), (row + 1, column + 1)]
                values = [at(*place) for place in places]
                rho = sum((value > 0) << n for n, value in enumerate(values))
                west = [at(row + n, column - 1) > 0 for n in (0, 1)] if column else [False, False]
                if row == 0:
                    far = [at(row + n, column - 2) > 0 for n in (0, 1)] if column else [False, False]
                    context = any(far) | west[0] << 1 | west[1] << 2
                    predicted = 1
                else:
                    above = [at(row - 1, column + n) if column + n >= 0 else 0 for n in (-1, 0, 1, 2)]
                    context = bool(above[0] or above[1]) | any(west) << 1 | bool(above[2] or above[3]) << 2
                    several = bin(rho).count("1") > 1
                    predicted = max(1, max(map(exponent, above)) - 1) if several else 1
                exponents = [exponent(value) for value in values]
                most = max(max(exponents), predicted)
                if context == 0:
                    events.put(rho > 0)
                if context or rho:
                    choices = TABLES[row > 0][context, rho, int(most > predicted and rho > 0)]
                    fits = lambda c: all(
                        not c[2] >> n & 1 or (c[3] >> n & 1) == (exponents[n] == most) for n in range(4))
                    length, word, known, tops = min(filter(fits, choices))
                    codes.put(word, length)
                else:
                    known = 0
                signs = [block[place] < 0 if value else False for place, value in zip(places, values)]
                pair.append((most - predicted if rho else 0, values, signs, known, most))
            left, right = pair[0][0], pair[1][0] if len(pair) > 1 else 0
            if row == 0 and left and right:
                events.put(min(left, right) > 2)
                if min(left, right) > 2:
                    left, right = left - 2, right - 2
                elif left > 2:
                    prefix, suffix, more = residual(left)
                    codes.put(*prefix)
                    codes.put(right - 1, 1)
                    codes.put(*suffix)
                    codes.put(*more)
                    left = right = 0
            parts = [residual(value) for value in (left, right) if value]
            for step in range(3):
                for part in parts:
                    codes.put(*part[step])
            for _, values, signs, known, most in pair:
                for n, (value, sign) in enumerate(zip(values, signs)):
                    if value:
                        bits = most - (known >> n & 1)
                        magnitudes.put((2 * (int(value) - 1) | int(sign)) & ((1 << bits) - 1), bits)
    suffix = events.end() + codes.end()
    length = len(suffix) + 1
    suffix = suffix[:-1] + bytes([suffix[-1] & 0xF0 | length & 15, length >> 4])
    return magnitudes.end() + suffix


def refinement(block, plane, passes, causal):
    """Significance propagation at a plane, and magnitude refinement; the segment of each."""
    height, width = block.shape
    before = (abs(block) >> plane + 1) > 0
    now = before.copy()
    bits, more = Forward(), Backward(False)
    for top in range(0, height, 4):
        bottom = min(top + 4, height)
        for first in range(0, width, 4):
            found = []
            for column in range(first, min(first + 4, width)):
                for row in range(top, bottom):
                    last = bottom if causal else height
                    if now[row, column] or not now[max(row - 1, 0):min(row + 2, last), max(column - 1, 0):column + 2].any():
                        continue
                    bit = abs(block[row, column]) >> plane & 1
                    bits.put(int(bit), 1)
                    if bit:
                        now[row, column] = True
                        found.append(block[row, column] < 0)
            for sign in found:
                bits.put(int(sign), 1)
        for column in range(width):
            for row in range(top, bottom):
                if before[row, column]:
                    more.put(int(abs(block[row, column]) >> plane & 1), 1)
    return (bits.end(), more.end()) if passes == 3 else (bits.end(),)


class Header:
    def __init__(self):
        self.bytes, self.value, self.count = bytearray(), 0, 0

    def put(self, value, bits=1):
        for at in reversed(range(bits)):
            self.value = self.value << 1 | value >> at & 1
            self.count += 1
            if self.count == (7 if self.bytes and self.bytes[-1] == 0xFF else 8):
                self.bytes.append(self.value)
                self.value = self.count = 0

    def end(self):
        while self.count:
            self.put(0)
        if self.bytes and self.bytes[-1] == 0xFF:
            self.bytes.append(0)
        return bytes(self.bytes)


class TagTree:
    def __init__(self, values):
        self.levels = [values]
        while values.size > 1:
            h, w = values.shape
            values = np.array([[values[y:y + 2, x:x + 2].min() for x in range(0, w, 2)] for y in range(0, h, 2)])
            self.levels.append(values)
        self.least = [np.zeros_like(level) for level in self.levels]
        self.known = [np.zeros(level.shape, dtype=bool) for level in self.levels]

    def put(self, header, row, column, threshold):
        least = 0
        for level in reversed(range(len(self.levels))):
            at = (row >> level, column >> level)
            self.least[level][at] = max(self.least[level][at], least)
            while self.least[level][at] < threshold and not self.known[level][at]:
                if self.levels[level][at] == self.least[level][at]:
                    header.put(1)
                    self.known[level][at] = True
                else:
                    header.put(0)
                    self.least[level][at] += 1
            least = self.least[level][at]


def passes_word(header, n):
    if n == 1:
        header.put(0)
    elif n == 2:
        header.put(2, 2)
    elif n < 6:
        header.put(3, 2)
        header.put(n - 3, 2)
    elif n < 37:
        header.put(15, 4)
        header.put(n - 6, 5)
    else:
        header.put(511, 9)
        header.put(n - 37, 7)


def transform(plane, levels):
    """5/3 forward, from column and row 0: bands by resolution."""
    def lift(a):
        a = a.copy()
        n = len(a)
        if n == 1:
            return a, a[:0]
        mirror = lambda k: -k if k < 0 else 2 * (n - 1) - k if k >= n else k
        for k in range(1, n, 2):
            a[k] -= (a[k - 1] + a[mirror(k + 1)]) >> 1
        for k in range(0, n, 2):
            a[k] += (a[mirror(k - 1)] + a[mirror(k + 1)] + 2) >> 2
        return a[0::2], a[1::2]
    out = []
    for _ in range(levels):
        low, high = lift(plane)
        ll, hl = (band.T for band in lift(low.T))
        lh, hh = (band.T for band in lift(high.T))
        out.insert(0, (hl, lh, hh))
        plane = ll
    return [(plane,)] + out


class Block:
    """What packets bring: for each layer, passes and pieces. What is coded does not hang on how it is spread."""

    def __init__(self, values, planes, layers, how, what, spread):
        self.missing = 0
        self.by_layer = [[] for _ in range(layers)]
        self.length_bits = 3
        if not values.any():
            return
        depth = int(abs(values).max()).bit_length()
        passes, plane = what.choice(how.get("passes", [1])), min(what.choice(how.get("planes", [0])), depth - 1)
        if passes > 1:
            passes, plane = (1, 0) if depth < 2 else (passes, max(plane, 1))
        steps = [("cleanup", 1, cleanup(values, plane))]
        if passes > 1:
            pieces = refinement(values, plane - 1, passes, how.get("causal"))
            steps += [("refinement", 1, piece) for piece in pieces]
        first = plane
        if how.get("sets") and layers > 1 and plane + 1 < depth:
            first = plane + 1
            pieces = refinement(values, plane, 3, how.get("causal"))
            steps = [("cleanup", 1, cleanup(values, first))] + [("refinement", 1, piece) for piece in pieces] + steps
        places = min(spread.choice(how.get("places", [0])), planes - 1 - first)
        self.missing = planes - 1 - first - places
        if places:
            steps.insert(0, ("place", 3 * places, b""))
        layer = spread.randrange(layers - (first > plane))
        for number, (kind, count, piece) in enumerate(steps):
            # Another set begins in a separate packet.
            layer = max(layer, layers - 1) if number and kind == "cleanup" and steps[number - 1][0] != "place" else layer
            here = self.by_layer[layer]
            if here and here[-1][0] == kind == "refinement" or here and here[-1][0] == "place":
                # One segment: what holds a place goes with the first cleanup pass, and the refinement passes go together.
                here[-1] = (kind, here[-1][1] + count, here[-1][2] + piece)
            else:
                here.append((kind, count, piece))
            if layer + 1 + (first > plane) < layers and spread.random() < 0.6:
                layer += 1


def packet(header, bands, layer, state):
    data = b""
    bring = any(block.by_layer[layer] for band in bands for row in band["blocks"] for block in row)
    header.put(int(bring))
    if not bring:
        return b""
    for band in bands:
        for y, row in enumerate(band["blocks"]):
            for x, block in enumerate(row):
                steps = block.by_layer[layer]
                if not any(block.by_layer[:layer]):
                    band["included"].put(header, y, x, layer + 1)
                    if not steps:
                        continue
                    for threshold in range(1, block.missing + 2):
                        band["missing"].put(header, y, x, threshold)
                else:
                    header.put(int(bool(steps)))
                    if not steps:
                        continue
                passes_word(header, sum(count for _, count, _ in steps))
                need = 0
                lengths = []
                for _, count, piece in steps:
                    size = len(piece)
                    log = count.bit_length() - 1
                    lengths.append((size, log))
                    need = max(need, size.bit_length() - log)
                header.put(2 ** (max(need - block.length_bits, 0) + 1) - 2, max(need - block.length_bits, 0) + 1)
                block.length_bits = max(need, block.length_bits)
                for size, log in lengths:
                    header.put(size, block.length_bits + log)
                data += b"".join(piece for _, _, piece in steps)
    return data


def encode(picture, bits, signed=False, levels=2, block=(16, 16), layers=1, order=0, changes=(), sop=False, eph=False,
           parts=1, seed=1, **how):
    """A code stream of a picture of rows, columns and components."""
    what, spread = random.Random(seed), random.Random(seed)
    height, width, components = picture.shape
    planes = [picture[..., k].astype(np.int64) - (0 if signed else 1 << bits - 1) for k in range(components)]
    if components == 3:
        r, g, b = planes
        planes = [(r + 2 * g + b) >> 2, b - g, r - g]
    guard, exponents = 2, [bits + 1 + (components == 3) + gain for gain in [0] + [1, 1, 2] * levels]
    precincts = []
    for component, plane in enumerate(planes):
        number = 0
        for resolution, bands in enumerate(transform(plane, levels)):
            here = []
            for band in bands:
                depth = guard + exponents[number] - 1
                number += 1
                if 0 in band.shape:
                    continue
                wide, high = block
                rows = [[Block(band[y:y + high, x:x + wide], depth, layers, how, what, spread)
                         for x in range(0, band.shape[1], wide)] for y in range(0, band.shape[0], high)]
                first = [[next((n for n, s in enumerate(b.by_layer) if s), layers) for b in row] for row in rows]
                here.append({
                    "blocks": rows,
                    "included": TagTree(np.array(first)),
                    "missing": TagTree(np.array([[b.missing for b in row] for row in rows])),
                })
            shape = [-(-side // (1 << levels - resolution)) for side in (height, width)]
            if all(shape):
                precincts.append({"r": resolution, "c": component, "bands": here, "layer": 0})
    out, count = [], 0
    for change in changes or [(0, 0, layers, levels + 1, components, order)]:
        r0, c0, most, r1, c1, kind = change
        chosen = [p for p in precincts if r0 <= p["r"] < r1 and c0 <= p["c"] < c1]
        # One precinct a resolution, which begins at the corner: places do not count.
        key = [lambda p, l: (l, p["r"], p["c"]), lambda p, l: (p["r"], l, p["c"]), lambda p, l: (p["r"], p["c"], l),
               lambda p, l: (p["c"], p["r"], l), lambda p, l: (p["c"], p["r"], l)][kind]
        for layer, p in sorted(((l, p) for l in range(most) for p in chosen), key=lambda e: key(e[1], e[0])):
            if p["layer"] != layer:
                continue
            p["layer"] += 1
            header = Header()
            data = packet(header, p["bands"], layer, p)
            head = b"\xFF\x91\0\4" + (count & 0xFFFF).to_bytes(2, "big") if sop else b""
            out.append(head + header.end() + (b"\xFF\x92" if eph else b"") + data)
            count += 1
    two = lambda *values: b"".join(int(v).to_bytes(2, "big") for v in values)
    four = lambda *values: b"".join(int(v).to_bytes(4, "big") for v in values)
    segment = lambda marker, content: b"\xFF" + bytes([marker]) + two(len(content) + 2) + content
    stream = b"\xFF\x4F" + segment(0x51, two(0x4000) + four(width, height, 0, 0, width, height, 0, 0) + two(components)
                                   + bytes([bits - 1 | signed << 7, 1, 1]) * components)
    stream += segment(0x50, four(0x20000) + two(0x2000 * bool(how.get("sets")) | 20))
    exponent = [(side.bit_length() - 1) - 2 for side in block]
    stream += segment(0x52, bytes([sop << 1 | eph << 2, order]) + two(layers) + bytes([components == 3, levels, *exponent])
                      + bytes([0x40 | bool(how.get("causal")) << 3, 1]))
    stream += segment(0x5C, bytes([guard << 5] + [e << 3 for e in exponents]))
    if changes:
        stream += segment(0x5F, b"".join(bytes([r0, c0]) + two(l) + bytes([r1, c1, o]) for r0, c0, l, r1, c1, o in changes))
    each = -(-len(out) // parts)
    for part in range(parts):
        data = b"".join(out[part * each:(part + 1) * each])
        stream += segment(0x90, two(0) + four(len(data) + 14) + bytes([part, parts])) + b"\xFF\x93" + data
    return stream + b"\xFF\xD9"


def main():
    """Each file is held against what OpenJPEG and OpenJPH make of it."""
    import imagecodecs
    from make import colour, dataset, grey, save

    lossless, ordered, lossy = (f"1.2.840.10008.1.2.4.20{n}" for n in (1, 2, 3))

    def write(name, pixels, bits, syntax, stream, signed=0, expected=None):
        found = imagecodecs.jpeg2k_decode(stream) if expected is None else imagecodecs.jpeg2k_decode(expected)
        assert expected is not None or syntax == lossy or (found == pixels).all(), name
        save(name, dataset(pixels, bits, syntax, stream, signed))
        number = 0xCBF2_9CE4_8422_2325
        for byte in found.astype("<u2").tobytes():
            number = (number ^ byte) * 0x100_0000_01B3 & 0xFFFF_FFFF_FFFF_FFFF
        print(f"{name}: {len(stream)} bytes, FNV-1a of the values 0x{number:016X}")

    by_openjph = lambda pixels, **how: imagecodecs.htj2k_encode(pixels, **{"reversible": True, **how})
    write("htj2k-8.dcm", grey(8), 8, lossless, by_openjph(grey(8), tile=(16, 32)))
    write("htj2k-16.dcm", grey(16), 16, ordered, by_openjph(grey(16), tlm=True))
    write("htj2k-colour.dcm", colour(), 8, lossless, by_openjph(colour(), rgb=True))
    signed = grey(12).astype(np.int16) - 2048
    write("htj2k-signed.dcm", signed, 12, lossless, encode(signed[..., None], 12, True, levels=3, causal=True), 1)
    changes = [(0, 0, 1, 2, 1, 0), (0, 0, 3, 1, 1, 2), (0, 0, 3, 4, 1, 3)]
    how = {"levels": 3, "layers": 3, "places": [0, 1, 2], "sets": True, "sop": True, "eph": True, "parts": 3}
    plain = grey(12)[..., None]
    write("htj2k-order-12.dcm", grey(12), 12, lossless, encode(plain, 12, changes=changes, **how),
          expected=encode(plain, 12, levels=3))
    how = {"levels": 2, "passes": [1, 2, 3], "planes": [0, 1, 2], "block": (8, 32)}
    write("htj2k-passes.dcm", grey(12), 12, lossy, encode(plain, 12, layers=4, places=[0, 1], **how),
          expected=encode(plain, 12, **how))
    smooth = (grey(16) // 16 + np.mgrid[0:37, 0:50][1] * 500).astype(np.uint16)
    write("htj2k-lossy.dcm", smooth, 16, lossy, by_openjph(smooth, reversible=False, level=0.002))


if __name__ == "__main__":
    main()
