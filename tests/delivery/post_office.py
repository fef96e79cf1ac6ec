"""A small SMTP server and a small SMS gateway of the tests' own."""

import base64
import contextlib
import json
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

from tests.faults.rude import Rude, read_request, response, rude_server

# ------------------------------------------------------------------ e-mail


@dataclass
class Envelope:
    """A mail as it was taken."""

    sender: str
    recipient: str
    data: bytes

    @property
    def message(self) -> EmailMessage:
        read = message_from_bytes(self.data, policy=default)
        assert isinstance(read, EmailMessage)
        return read


@dataclass
class MailServer:
    """What an SMTP server says and has heard.

    `replies` says something else to a command ("" for the greeting, "." for a whole mail); a reply
    of None cuts the connection. `heard` are all commands, each before it is answered.
    """

    port: int = 0
    tls: ssl.SSLContext | None = None
    at_once: bool = False
    offers_starttls: bool = True
    replies: dict[str, str | None] = field(default_factory=dict)
    heard: list[str] = field(default_factory=list)
    taken: list[Envelope] = field(default_factory=list)
    users: list[str] = field(default_factory=list)

    def attend(self, connection: socket.socket, _rude: Rude, _stop: threading.Event) -> None:
        """Speak with one client."""
        if self.at_once:
            assert self.tls is not None
            connection = self.tls.wrap_socket(connection, server_side=True)
        file = connection.makefile("rwb")
        is_safe = self.at_once
        sender = recipient = ""

        def say(command: str, usual: str) -> bool:
            reply = self.replies.get(command, usual)
            if reply is None:
                connection.shutdown(socket.SHUT_RDWR)
                return False
            file.write(f"{reply}\r\n".encode())
            file.flush()
            return not reply.startswith("221")

        goes_on = say("", "220 post.example ready")
        while goes_on and (line := file.readline()):
            text = line.decode().strip()
            command = text.split()[0].upper() if text else ""
            self.heard.append(command)
            if command == "EHLO":
                offers = ["post.example"]
                offers += ["STARTTLS"] if self.tls and self.offers_starttls and not is_safe else []
                offers += ["AUTH PLAIN"] if is_safe else []
                told = [f"250-{offer}" for offer in offers[:-1]] + [f"250 {offers[-1]}"]
                goes_on = say("EHLO", "\r\n".join(told))
            elif command == "STARTTLS" and self.tls is not None:
                goes_on = say("STARTTLS", "220 go ahead")
                file.close()
                connection = self.tls.wrap_socket(connection, server_side=True)
                file, is_safe = connection.makefile("rwb"), True
            elif command == "AUTH":
                self.users.append(base64.b64decode(text.split()[-1]).decode())
                goes_on = say("AUTH", "235 welcome")
            elif command == "MAIL":
                sender = text.partition("<")[2].partition(">")[0]
                goes_on = say("MAIL", "250 ok")
            elif command == "RCPT":
                recipient = text.partition("<")[2].partition(">")[0]
                goes_on = say("RCPT", "250 ok")
            elif command == "DATA":
                goes_on = say("DATA", "354 go ahead")
                if goes_on and self.replies.get("DATA", "354").startswith("354"):  # type: ignore[union-attr]
                    lines = list(iter(file.readline, b".\r\n"))
                    reply = self.replies.get(".", "250 taken")
                    if reply is None or reply.startswith("250"):
                        data = b"".join(line.removeprefix(b".") for line in lines)
                        self.taken.append(Envelope(sender, recipient, data))
                    goes_on = say(".", "250 taken")
            elif command == "QUIT":
                goes_on = say("QUIT", "221 bye")
            else:
                goes_on = say(command, "250 ok")
        with contextlib.suppress(OSError):
            file.close()
        connection.close()


@contextlib.contextmanager
def mail_server(**how: object) -> Iterator[MailServer]:
    """Run an SMTP server on a free port."""
    server = MailServer(**how)  # type: ignore[arg-type]
    with rude_server(server.attend) as rude:
        server.port = rude.port
        yield server


# ------------------------------------------------------------------ text messages


@dataclass
class SmsServer:
    """What a gateway has taken, by key; `mood` may answer instead of it, or close a connection."""

    port: int = 0
    mood: Callable[[socket.socket, int], bool] = lambda _connection, _turn: False
    taken: dict[str, list[dict[str, str]]] = field(default_factory=dict)
    asked: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def texts(self) -> list[str]:
        """What people have got: a key that comes again is not carried on again."""
        with self._lock:
            return [posted[0]["text"] for posted in self.taken.values()]

    @property
    def repeated(self) -> int:
        with self._lock:
            return sum(len(posted) - 1 for posted in self.taken.values())

    def attend(self, connection: socket.socket, _rude: Rude, _stop: threading.Event) -> None:
        """Answer one request."""
        with self._lock:
            self.asked += 1
            turn = self.asked
        if self.mood(connection, turn):
            return
        self.take(read_request(connection))
        connection.sendall(response(202))

    def take(self, request: bytes) -> None:
        """Note a request."""
        head, _, body = request.partition(b"\r\n\r\n")
        lines = head.decode().split("\r\n")[1:]
        headers = {k.lower(): v.strip() for k, _, v in (line.partition(":") for line in lines)}
        with self._lock:
            self.taken.setdefault(headers["idempotency-key"], []).append(json.loads(body))


@contextlib.contextmanager
def sms_server(**how: object) -> Iterator[SmsServer]:
    """Run a gateway on a free port."""
    server = SmsServer(**how)  # type: ignore[arg-type]
    with rude_server(server.attend) as rude:
        server.port = rude.port
        yield server
