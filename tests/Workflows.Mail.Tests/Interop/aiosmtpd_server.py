"""A strict SMTP server on a free loopback port: prints the port, then one JSON line per mail; ends with its input."""
import hashlib
import json
import socket
import sys

from aiosmtpd.controller import Controller


class Handler:
    async def handle_DATA(self, server, session, envelope):
        print(json.dumps({
            "sender": envelope.mail_from,
            "recipients": envelope.rcpt_tos,
            "options": envelope.mail_options,
            "sha256": hashlib.sha256(envelope.content).hexdigest(),
        }), flush=True)
        return "250 2.0.0 taken"


# The controller connects to its own port to see that it is up, so it cannot be told to choose one.
with socket.socket() as free:
    free.bind(("127.0.0.1", 0))
    port = free.getsockname()[1]
controller = Controller(Handler(), hostname="127.0.0.1", port=port, enable_SMTPUTF8=True)
controller.start()
print(port, flush=True)
sys.stdin.read()
controller.stop()
