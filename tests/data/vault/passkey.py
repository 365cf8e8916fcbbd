"""Writes version-2-head.json: a head of a vault that was made under version 1 and has a passkey, made without the code that reads it.

python3 passkey.py, with `cryptography` 48.0.0 (HKDF, AES-GCM and Argon2id of OpenSSL). Prints the key that wraps the data key. Keys and
nonces are no secret here: they are counted.
"""

import json
import struct

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from make import CREATED, DATA_KEY, HERE, VAULT, compact, header

OUTPUT, SALT, ID, NONCE = bytes(range(32, 64)), bytes(range(64, 96)), bytes.fromhex("c0ffee"), bytes([3] * 12)


def main():
    key = HKDF(SHA256(), 32, SALT, b"onsight-vault passkey key" + VAULT).derive(OUTPUT)
    bound = b"onsight-vault key" + struct.pack(">I", 1) + VAULT + struct.pack(">Q", CREATED)
    bound += b"passkey-prf-hkdf-sha256" + SALT + ID
    wrapped = AESGCM(key).encrypt(NONCE, DATA_KEY, bound)
    lock = {"id": ID.hex(), "added_ms": CREATED + 5, "salt": SALT.hex(), "nonce": NONCE.hex(), "wrapped": wrapped.hex()}
    first = json.loads(header())
    names = ["vault", "created_ms", "passphrase", "recovery"]
    head = {"format": first["format"], "version": 2, "made_version": 1}
    head |= {name: first[name] for name in names} | {"passkeys": [lock]}
    (HERE / "version-2-head.json").write_bytes(compact(head))
    print(key.hex())


if __name__ == "__main__":
    main()
