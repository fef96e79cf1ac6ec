"""A server that does what no server should, and a line that is cut."""

import contextlib
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

Behaviour = Callable[[socket.socket], None]


def reset(connection: socket.socket) -> None:
    """End a connection with a reset in place of a farewell."""
    with contextlib.suppress(OSError):
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


def read_request(connection: socket.socket) -> bytes:
    """Read a whole request."""
    data = b""
    while b"\r\n\r\n" not in data:
        more = connection.recv(65536)
        if not more:
            return data
        data += more
    head, _, body = data.partition(b"\r\n\r\n")
    length = 0
    for line in head.split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            length = int(value)
    while len(body) < length:
        more = connection.recv(65536)
        if not more:
            break
        body += more
    return head + b"\r\n\r\n" + body


def drip(connection: socket.socket, data: bytes, stop: threading.Event) -> None:
    """Send byte by byte, never so slowly that a single read would time out."""
    for i in range(len(data)):
        connection.sendall(data[i : i + 1])
        if stop.wait(0.05):
            return


def response(
    status: int,
    body: bytes = b"",
    kind: str = "application/json",
    length: int | None = None,
    *more: str,
) -> bytes:
    """Write a response."""
    told = len(body) if length is None else length
    head = [f"HTTP/1.1 {status} Word", f"Content-Length: {told}", "Connection: close", *more]
    if kind:
        head.append(f"Content-Type: {kind}")
    return "\r\n".join(head).encode() + b"\r\n\r\n" + body


@dataclass
class Rude:
    """What was asked so far, and where."""

    port: int
    requests: list[bytes] = field(default_factory=list)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"


@contextlib.contextmanager
def rude_server(behave: Callable[[socket.socket, Rude, threading.Event], None]) -> Iterator[Rude]:
    """Let every connection be handled by `behave`, which is told when to stop."""
    listening = socket.create_server(("127.0.0.1", 0), backlog=64)
    rude, stop = Rude(listening.getsockname()[1]), threading.Event()
    workers: list[threading.Thread] = []

    def handle(connection: socket.socket) -> None:
        with connection, contextlib.suppress(OSError):
            connection.settimeout(20)
            behave(connection, rude, stop)

    def accept() -> None:
        while True:
            try:
                connection, _ = listening.accept()
            except OSError:
                return
            worker = threading.Thread(target=handle, args=(connection,), daemon=True)
            worker.start()
            workers.append(worker)

    acceptor = threading.Thread(target=accept, daemon=True)
    acceptor.start()
    try:
        yield rude
    finally:
        stop.set()
        listening.shutdown(socket.SHUT_RDWR)
        listening.close()
        acceptor.join(5)
        for worker in workers:
            worker.join(5)


@contextlib.contextmanager
def refusing_port() -> Iterator[int]:
    """Lend a port where nobody listens, and nobody else comes to listen meanwhile."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield taken.getsockname()[1]


@contextlib.contextmanager
def unanswering_port() -> Iterator[int]:
    """Lend a port whose queue is full, so that connecting to it never ends."""
    with contextlib.ExitStack() as stack:
        listening = stack.enter_context(socket.create_server(("127.0.0.1", 0), backlog=0))
        for _ in range(4):
            waiting = stack.enter_context(socket.socket())
            waiting.setblocking(False)
            waiting.connect_ex(listening.getsockname())
        time.sleep(0.05)
        yield listening.getsockname()[1]


class CutLine:
    """A line to a server that is cut after so many bytes there or back; None leaves it whole."""

    def __init__(self, to_port: int) -> None:
        self._to_port = to_port
        self._listening = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port = int(self._listening.getsockname()[1])
        self.there: int | None = None
        self.back: int | None = None
        self.seen_there = self.seen_back = 0
        self._acceptor = threading.Thread(target=self._accept, daemon=True)
        self._acceptor.start()

    def close(self) -> None:
        self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        self._acceptor.join(5)

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._listening.accept()
            except OSError:
                return
            self._carry(near)

    def _carry(self, near: socket.socket) -> None:
        """Carry one connection at a time; the client uses one after another."""
        far = socket.create_connection(("127.0.0.1", self._to_port))
        self.seen_there = self.seen_back = 0
        back = threading.Thread(
            target=self._pass, args=(far, near, self.back, "seen_back"), daemon=True
        )
        back.start()
        self._pass(near, far, self.there, "seen_there")
        back.join(20)
        far.close()
        near.close()

    def _pass(
        self, source: socket.socket, sink: socket.socket, limit: int | None, seen: str
    ) -> None:
        """Pass bytes on until the end or the limit, where both directions end."""
        passed = 0
        with contextlib.suppress(OSError):
            while data := source.recv(4096):
                data = data if limit is None else data[: limit - passed]
                sink.sendall(data)
                passed += len(data)
                setattr(self, seen, passed)
                if passed == limit:
                    break
        for end in (source, sink):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
