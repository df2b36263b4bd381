"""Reads lines of seed, message and signature in hex; prints how many agree with an independent signer."""
import sys

import nacl.signing

agreed = 0
for line in sys.stdin:
    seed, message, signature = (bytes.fromhex(f) for f in line.rstrip("\n").split(","))
    key = nacl.signing.SigningKey(seed)
    agreed += key.sign(message).signature == signature
print(agreed)
