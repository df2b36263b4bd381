"""Reads every .eml of a folder with the standard email package and writes what it understood as JSON."""
import email
import email.header
import email.policy
import email.utils
import hashlib
import json
import pathlib
import sys


def part_of(part):
    entry = {
        "type": part.get_content_type(),
        "disposition": part.get_content_disposition(),
        # get_filename() strips blanks, the header itself does not.
        "filename": (part["Content-Disposition"] or email.policy.default.header_factory("Content-Disposition", "")).params.get("filename"),
        "contentId": part["Content-ID"],
        "method": part.get_param("method"),
        "text": None,
        "sha256": None,
        "parts": [],
        "defects": [type(d).__name__ for d in part.defects],
    }
    if part.get_content_type() == "message/rfc822":
        entry["text"] = part.get_payload(0).get_payload()
    elif part.is_multipart():
        entry["parts"] = [part_of(p) for p in part.iter_parts()]
    elif part.get_content_maintype() == "text" and part.get_content_disposition() is None:
        entry["text"] = part.get_payload(decode=True).decode(part.get_content_charset())
    else:
        entry["sha256"] = hashlib.sha256(part.get_payload(decode=True)).hexdigest()
    return entry


def utf8(text):
    """Bytes above 127 in headers arrive as escaped surrogates; RFC 6532 says they are UTF-8."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8")


def mailboxes(message, name):
    # The structured parser keeps the blank between adjacent encoded words before Python 3.12, the older functions do not.
    raw = dict((n, v) for n, v in message.raw_items()).get(name)
    if raw is None:
        return []
    pairs = email.utils.getaddresses([utf8(raw).replace("\r\n", "").replace("\n", "")])
    names = [str(email.header.make_header(email.header.decode_header(n))) for n, _ in pairs]
    addresses = [utf8(a.addr_spec) for a in message[name].addresses]
    assert len(names) == len(addresses), raw
    return [[n, a] for n, a in zip(names, addresses)]


def message_of(path):
    message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    defects = [type(d).__name__ for _, v in message.items() for d in getattr(v, "defects", [])]
    return {
        "headers": [[name, utf8(str(value))] for name, value in message.items()],
        "from": mailboxes(message, "From"),
        "to": mailboxes(message, "To"),
        "cc": mailboxes(message, "Cc"),
        "replyTo": mailboxes(message, "Reply-To"),
        "subject": utf8(str(message["Subject"])),
        "date": message["Date"].datetime.isoformat(),
        "messageId": message["Message-ID"],
        "root": part_of(message),
        "defects": defects,
    }


result = {p.name: message_of(p) for p in sorted(pathlib.Path(sys.argv[1]).glob("*.eml"))}
pathlib.Path(sys.argv[2]).write_text(json.dumps(result), encoding="utf-8")
