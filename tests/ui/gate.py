"""A service over the network that answers as it should, until the line to it is told to fail."""

import contextlib
import json
import socket
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from ssc_desktop.backends.rest import LANES
from ssc_desktop.backends.rest.service import RestAccountService
from ssc_desktop.backends.rest.session import Limits, Session
from ssc_desktop.backends.simulator.service import FILE, Simulator
from ssc_desktop.server.app import Service, create_app
from ssc_desktop.server.serving import listen, serving
from ssc_desktop.services.backend import Backend
from tests.faults.rude import Rude, read_request, reset, response, rude_server


@dataclass(frozen=True)
class Ask:
    """One request; called, it has it answered by the service."""

    request: bytes
    port: int

    @property
    def line(self) -> str:
        """Method and path."""
        return self.request.split(b" HTTP", 1)[0].decode()

    def __call__(self) -> bytes:
        with socket.create_connection(("127.0.0.1", self.port)) as there:
            there.sendall(self.request)
            return b"".join(iter(lambda: there.recv(65_536), b""))


# What a way does with one request; it is told when the test is over.
Way = Callable[[socket.socket, Ask, threading.Event], None]


def whole(connection: socket.socket, ask: Ask, _stop: threading.Event) -> None:
    """Carry the request there and the answer back."""
    connection.sendall(ask())


def silent(_connection: socket.socket, _ask: Ask, stop: threading.Event) -> None:
    """Hang: nothing arrives, nothing comes back."""
    stop.wait(60)


def answer_lost(connection: socket.socket, ask: Ask, _stop: threading.Event) -> None:
    """Carry the request there, and lose the answer."""
    ask()
    reset(connection)


def cut(connection: socket.socket, _ask: Ask, _stop: threading.Event) -> None:
    """Reset the connection as soon as the request is there."""
    reset(connection)


def saying(raw: bytes) -> Way:
    """Return the way that answers with these bytes whatever is asked."""

    def say(connection: socket.socket, _ask: Ask, _stop: threading.Event) -> None:
        connection.sendall(raw)

    return say


def telling(line: str, **otherwise: object) -> Way:
    """Return the way that answers one request with a document that is changed in this."""

    def tell(connection: socket.socket, ask: Ask, _stop: threading.Event) -> None:
        answer = ask()
        if ask.line == line:
            head, body = answer.split(b"\r\n\r\n", 1)
            document = json.dumps({**json.loads(body), **otherwise})
            answer = response(int(head.split()[1]), document.encode())
        connection.sendall(answer)

    return tell


OUT_OF_ORDER = saying(response(500, b"<h1>Oops</h1>", "text/html"))
BUSY = saying(response(503, b"", ""))
A_LOGIN_PAGE = saying(response(200, b"<html><form>Wi-Fi</form></html>", "text/html"))
WRONG_TYPES = saying(response(202, b'{"flow_id": 7, "channels": "sms", "code_length": "x"}'))
NO_TEXT = saying(response(202, b"\xff\xfe{"))


@dataclass
class Gate:
    """Where the service is, and how the next requests fare."""

    simulator: Simulator
    folder: Path
    way: Way = whole
    seen: list[str] = field(default_factory=list)
    address: str = ""
    limits: Limits = field(default_factory=lambda: Limits(read=30.0, whole=40.0, first_pause=0.01))

    def connect(self, _name: str) -> Backend:
        """Open the client of this service; what a trainee may see is seen past the line."""
        service = RestAccountService(Session(self.address, limits=self.limits))
        return Backend(service, self.simulator.training, LANES)

    def accounts(self) -> int:
        """Return how many accounts there are."""
        with closing(sqlite3.connect(self.folder / FILE)) as file:
            return int(file.execute("SELECT count(*) FROM accounts").fetchone()[0])


@contextlib.contextmanager
def open_gate(simulator: Simulator, folder: Path) -> Iterator[Gate]:
    """Serve a simulator behind a line that can be told to fail."""
    gate = Gate(simulator, folder)
    failures: list[BaseException] = []
    app = create_app(
        Service(
            for_source=lambda _source: simulator,
            is_ready=lambda: True,
            report=lambda _reference, error: failures.append(error),
        )
    )
    listening = listen("127.0.0.1", 0)
    port = listening.getsockname()[1]

    def carry(connection: socket.socket, _rude: Rude, stop: threading.Event) -> None:
        ask = Ask(read_request(connection), port)
        gate.seen.append(ask.line)
        gate.way(connection, ask, stop)

    with serving(app, listening), rude_server(carry) as line:
        gate.address = line.address
        yield gate
    assert failures == []
