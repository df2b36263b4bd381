"""Verifies every .eml of a folder: each DKIM signature by index. The DNS records come from records.json. Prints JSON."""
import json
import pathlib
import sys

import dkim

folder = pathlib.Path(sys.argv[1])
records = json.loads((folder / "records.json").read_text())


def record(name, timeout=5):
    return records[name.decode().rstrip(".")].encode()


result = {}
for path in sorted(folder.glob("*.eml")):
    message = path.read_bytes()
    verdicts = []
    for index in range(message.lower().split(b"\r\n\r\n")[0].count(b"dkim-signature:")):
        try:
            verdicts.append(dkim.DKIM(message).verify(idx=index, dnsfunc=record))
        except dkim.DKIMException as e:
            verdicts.append(False)
            print(e, file=sys.stderr)
    result[path.name] = verdicts
print(json.dumps(result))
