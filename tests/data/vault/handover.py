"""Writes version-1-passphrase.onsighthandover and version-1-receiver.onsighthandover: hand-over files, made without the code
that reads them.

python3 handover.py, with `cryptography` 48.0.0: HPKE, AES-GCM and Argon2id of OpenSSL. Their record is one of version 2, with
entries that were adopted. HPKE draws a key for each file, so the second file is another one each time.
"""

import json
import struct

from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from make import CREATED, HERE, PASSPHRASE, compact, sha

CASE = bytes(range(16, 32))
RECEIVER = X25519PrivateKey.from_private_bytes(bytes(range(1, 33)))
PICTURE = b"not a picture, but bytes"


def numbers(at, who):
    return struct.pack(">Q", at) + struct.pack(">Q", len(who.encode())) + who.encode()


def record(finding, answer_to):
    said = {"reader": "first", "agreement": "disagree", "label": "green", "comment": "zu hell"}
    received = {"from": "Radiologie Süd", "answer_to": answer_to, "is_new": True}
    entries = [
        (CREATED, "", {"kept": {"finding": sha(finding).hex()}}, None),
        (CREATED + 1, "MTR Blau", {"pictured": {"extent": "whole", "sha256": sha(PICTURE).hex()}}, None),
        (CREATED + 2, "MTR Blau", {"handed_over": {"receiver": None}}, None),
        (CREATED + 3, "Dr. Grün", {"received": received}, sha(b"as it was hashed there")),
        (CREATED + 4, "Dr. Grün", {"assessed": said}, sha(b"as it was hashed there, next")),
    ]
    trail, previous = [], sha(b"onsight-vault trail", CASE)
    for at, who, action, origin in entries:
        head = b"onsight-vault adopted entry" if origin else b"onsight-vault entry"
        found = sha(head, previous, origin or b"", numbers(at, who), compact(action))
        entry = {"at_ms": at, "who": who, "action": action, "previous": previous.hex(), "hash": found.hex()}
        trail.append(entry | ({"origin": origin.hex()} if origin else {}))
        previous = found
    return compact({"version": 2, "id": CASE.hex(), "finding": finding.decode(), "trail": trail})


def counted(part):
    return struct.pack(">I", len(part)) + part


def content():
    finding = compact(json.loads((HERE / "../finding/version-1-classes.json").read_text()))
    answer_to = RECEIVER.public_key().public_bytes_raw().hex()
    letter = {"from": "Radiologie Süd", "case": CASE.hex(), "answer_to": answer_to, "has_picture": True}
    return counted(compact(letter)) + counted(record(finding, answer_to)) + PICTURE


def clear(head, sealed):
    return b"ONSIGHTH" + struct.pack(">I", 1) + counted(compact(head)) + struct.pack(">I", sealed)


def by_passphrase():
    salt, memory, passes, lanes = bytes([7] * 16), 64, 2, 1
    key = Argon2id(salt=salt, length=32, iterations=passes, lanes=lanes, memory_cost=memory).derive(PASSPHRASE.encode())
    costs = {"memory_kib": memory, "iterations": passes, "lanes": lanes, "salt": salt.hex()}
    before = clear({"passphrase": {"algorithm": "argon2id-1.3"} | costs}, 12 + len(content()) + 16)
    nonce = bytes([3] * 12)
    return before + nonce + AESGCM(key).encrypt(nonce, content(), before)


def to_receiver():
    public = RECEIVER.public_key()
    before = clear({"receiver": public.public_bytes_raw().hex()}, 32 + len(content()) + 16)
    suite = hpke.Suite(hpke.KEM.X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.AES_256_GCM)
    return before + suite.encrypt(content(), public, b"onsight hand-over" + before)


if __name__ == "__main__":
    (HERE / "version-1-passphrase.onsighthandover").write_bytes(by_passphrase())
    (HERE / "version-1-receiver.onsighthandover").write_bytes(to_receiver())
    print(f"{len(by_passphrase())} bytes each, about")
