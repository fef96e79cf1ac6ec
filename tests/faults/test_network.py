"""A line that fails: the right code each time, and never later than promised."""

import dataclasses
import socket
import threading
from typing import Any

import pytest

from ssc_desktop.backends.rest.service import RestAccountService
from ssc_desktop.backends.rest.session import Session
from ssc_desktop.domain.errors import AppError
from tests.faults.calls import (
    ASKS,
    CALLS,
    CREATES,
    LIMITS,
    REGISTRATION,
    SENT,
    SENT_BODY,
    E,
    client,
    outcome,
)
from tests.faults.rude import (
    Rude,
    drip,
    read_request,
    refusing_port,
    reset,
    response,
    rude_server,
    unanswering_port,
)

HEAD = b"HTTP/1.1 202 Accepted\r\n"
HALF_A_BODY = response(202, b'{"flow', length=100)


@dataclasses.dataclass(frozen=True)
class Line:
    """What a server sends, then drips, and how it ends: reset, close or silence."""

    end: str
    sends: bytes = b""
    drips: bytes = b""


LINES = {
    "reset after the request": Line("reset"),
    "closed after the request": Line("close"),
    "reset in the status": Line("reset", b"HTTP/1."),
    "reset in the head": Line("reset", HEAD + b"Content-Ty"),
    "reset in the body": Line("reset", HALF_A_BODY),
    "closed in the head": Line("close", HEAD + b"Content-Ty"),
    "truncated body": Line("close", HALF_A_BODY),
    "silence": Line("silence"),
    "silence in the head": Line("silence", HEAD),
    "silence in the body": Line("silence", HALF_A_BODY),
    "dripping head": Line("close", HEAD, b"X-Long: " + b"x" * 1_000),
    "dripping body": Line("close", response(202, length=1_000), b" " * 1_000),
    "early hints for ever": Line("close", b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 100),
    "a body without a length": Line("close", HEAD + b"Content-Type: application/json\r\n\r\n{}"),
    "no http at all": Line("close", b"220 mail.example ESMTP\r\n"),
    "a head without end": Line("close", HEAD + b"X-Long: x\r\n" * 200 + b"\r\n"),
}


@pytest.mark.parametrize("name", LINES)
def test_a_line_that_fails_after_the_request_leaves_it_unconfirmed(name: str) -> None:
    line = LINES[name]

    def behave(connection: socket.socket, rude: Rude, stop: threading.Event) -> None:
        rude.requests.append(read_request(connection))
        connection.sendall(line.sends)
        drip(connection, line.drips, stop)
        if line.end == "silence":
            stop.wait(10)
        elif line.end == "reset":
            reset(connection)

    for call, code in ((CREATES, E.SERVICE_UNCONFIRMED), (ASKS, E.SERVICE_UNREACHABLE)):
        with rude_server(behave) as rude:
            assert outcome(rude.address, call) is code
        # What was sent may have arrived: it is not sent again without being asked to.
        assert len(rude.requests) == 1


def test_an_answer_that_is_cut_anywhere_is_none() -> None:
    raw = b"\r\n".join(
        (
            b"HTTP/1.1 202 Accepted",
            b"date: Sun, 22 Nov 2026 21:14:06 GMT",
            b"cache-control: no-store",
            b"content-type: application/json",
            b"content-length: %d" % len(SENT_BODY),
            b"connection: close",
            b"",
            SENT_BODY,
        )
    )
    said = [raw]

    def behave(connection: socket.socket, _rude: Rude, _stop: threading.Event) -> None:
        read_request(connection)
        connection.sendall(said[-1])

    with rude_server(behave) as rude:
        assert client(rude.address).register(REGISTRATION) == SENT
        for length in range(len(raw)):
            said.append(raw[:length])
            assert outcome(rude.address, CREATES) is E.SERVICE_UNCONFIRMED, raw[:length]


def test_a_line_that_is_reset_at_once_is_never_a_success() -> None:
    def behave(connection: socket.socket, _rude: Rude, _stop: threading.Event) -> None:
        reset(connection)

    # Whether anything had left by then is a matter of microseconds.
    for call in (CREATES, ASKS):
        with rude_server(behave) as rude:
            code = outcome(rude.address, call)
        assert code in (E.SERVICE_UNCONFIRMED, E.SERVICE_UNREACHABLE)


@pytest.mark.parametrize("call", [CREATES, ASKS, "verify"])
def test_where_nothing_was_sent_nothing_is_unconfirmed(
    call: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for lend in (refusing_port, unanswering_port):
        with lend() as port:
            assert outcome(f"http://127.0.0.1:{port}", call) is E.SERVICE_UNREACHABLE

    def unknown(*_args: object, **_more: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "no such name")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    assert outcome("https://service.example", call) is E.SERVICE_UNREACHABLE


def test_a_name_that_is_looked_up_for_ever_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    found, real = threading.Event(), socket.getaddrinfo

    def slow(*args: Any, **more: Any) -> Any:
        found.wait(20)
        return real(*args, **more)

    def behave(connection: socket.socket, rude: Rude, _stop: threading.Event) -> None:
        rude.requests.append(read_request(connection))

    with rude_server(behave) as rude, monkeypatch.context() as patched:
        patched.setattr(socket, "getaddrinfo", slow)
        assert outcome(rude.address, CREATES) is E.SERVICE_UNREACHABLE
        found.set()
        for worker in [t for t in threading.enumerate() if t.name == "rest"]:
            worker.join(5)
    # What was reported as not sent is not sent later either.
    assert [r for r in rude.requests if r] == []


def test_a_call_that_was_not_sent_is_tried_three_times() -> None:
    pauses: list[float] = []
    for call, times in ((CREATES, 2), (ASKS, 2), ("verify", 0), ("sign_in", 0)):
        pauses.clear()
        limits = dataclasses.replace(LIMITS, first_pause=0.5, longest_pause=4, whole=60)
        with refusing_port() as port:
            address = f"http://127.0.0.1:{port}"
            service = RestAccountService(Session(address, limits=limits, pause=pauses.append))
            with pytest.raises(AppError):
                CALLS[call][1](service)
        assert len(pauses) == times
        assert all(0 <= p <= 0.5 * 2**i for i, p in enumerate(pauses))
