"""Writes version-1.onsightvault: an exported case vault, made without the code that reads it.

python3 make.py, with `cryptography` 48.0.0 (AES-GCM and Argon2id of OpenSSL). Nonces and keys are no secret here: they are counted.
"""

import hashlib
import json
import struct
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

PASSPHRASE = "vier Wörter für Fälle"
HERE = Path(__file__).parent
VAULT = bytes(range(16))
CREATED = 1_700_000_000_000
DATA_KEY = bytes(range(32, 64))
RECOVERY = bytes(range(64, 84))
SYMBOLS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def sha(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def compact(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def base32(data, symbols):
    bits = "".join(f"{byte:08b}" for byte in data)
    return "".join(SYMBOLS[int(bits[at : at + 5], 2)] for at in range(0, 5 * symbols, 5))


def wrapped(key, nonce, by):
    bound = b"onsight-vault key" + struct.pack(">I", 1) + VAULT + struct.pack(">Q", CREATED) + by
    return AESGCM(key).encrypt(nonce, DATA_KEY, bound).hex()


def header():
    salt, memory, passes, lanes = bytes([7] * 16), 64, 2, 1
    key = Argon2id(salt=salt, length=32, iterations=passes, lanes=lanes, memory_cost=memory).derive(PASSPHRASE.encode())
    by = b"argon2id-1.3" + struct.pack(">III", memory, passes, lanes) + salt
    first, second = bytes([1] * 12), bytes([2] * 12)
    recovery = sha(b"onsight-vault recovery key", VAULT, RECOVERY)
    return compact(
        {
            "format": "onsight-vault",
            "version": 1,
            "vault": VAULT.hex(),
            "created_ms": CREATED,
            "passphrase": {
                "derivation": {
                    "algorithm": "argon2id-1.3",
                    "memory_kib": memory,
                    "iterations": passes,
                    "lanes": lanes,
                    "salt": salt.hex(),
                },
                "nonce": first.hex(),
                "wrapped": wrapped(key, first, by),
            },
            "recovery": {"nonce": second.hex(), "wrapped": wrapped(recovery, second, b"recovery-code")},
        }
    )


def record(case, finding, actions):
    trail, previous = [], sha(b"onsight-vault trail", case)
    for at, who, action in [(CREATED, "", {"kept": {"finding": sha(finding).hex()}})] + actions:
        name = who.encode()
        numbers = struct.pack(">Q", at) + struct.pack(">Q", len(name))
        found = sha(b"onsight-vault entry", previous, numbers, name, compact(action))
        trail.append({"at_ms": at, "who": who, "action": action, "previous": previous.hex(), "hash": found.hex()})
        previous = found
    return compact({"version": 1, "id": case.hex(), "finding": finding.decode(), "trail": trail})


def sealed(kind, case, revision, count, plain):
    nonce = struct.pack(">I", count) + bytes([count + 1] * 8)
    bound = b"onsight-vault record" + bytes([1, kind]) + VAULT + case + struct.pack(">I", revision)
    return bytes([1]) + nonce + AESGCM(DATA_KEY).encrypt(nonce, plain, bound)


def frame(kind, case, revision, body):
    return bytes([kind]) + case + struct.pack(">I", revision) + struct.pack(">I", len(body)) + body


def main():
    finding = compact(json.loads((HERE / "../finding/version-1-classes.json").read_text()))
    case, picture = bytes(range(16, 32)), b"not a picture, but bytes"
    actions = [
        (CREATED + 1, "Dr. Grün", {"noted": {"text": 'größer als "vorher"\n'}}),
        (CREATED + 2, "Dr. Grün", {"tagged": {"tags": ["Nachsorge", "links"]}}),
        (
            CREATED + 3,
            "Dr. Grün",
            {"assessed": {"reader": "first", "agreement": "disagree", "label": "green", "comment": "zu hell"}},
        ),
        (CREATED + 4, "", {"pictured": {"extent": "thumbnail", "sha256": sha(picture).hex()}}),
    ]
    head = header()
    out = b"ONSIGHTV" + struct.pack(">I", 1) + struct.pack(">I", len(head)) + head
    out += frame(1, case, 5, sealed(1, case, 5, 0, record(case, finding, actions)))
    out += frame(3, case, 5, sealed(3, case, 5, 1, picture))
    zero = bytes(16)
    out += frame(4, zero, 0, sealed(4, zero, 0, 2, struct.pack(">Q", 2) + sha(out)))
    (HERE / "version-1.onsightvault").write_bytes(out)
    code = base32(RECOVERY, 32) + base32(sha(b"onsight-vault recovery check", RECOVERY), 4)
    print(f"{len(out)} bytes, recovery code {'-'.join(code[at : at + 4] for at in range(0, 36, 4))}")


if __name__ == "__main__":
    main()
