"""What this computer shows a service travels with every call, and only where nobody listens."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http import HTTPStatus

import pytest

from ssc_desktop.backends.rest import open_service
from ssc_desktop.backends.rest.credential import ShownCredential
from ssc_desktop.backends.rest.service import RestAccountService
from ssc_desktop.domain.errors import AppError, ErrorCode, Problem
from ssc_desktop.domain.secret import Secret
from ssc_desktop.services import codec
from ssc_desktop.services.contract import CaptchaKind
from tests import data
from tests.faults.rude import Rude, read_request, response, rude_server

OLD, NEW = (Secret("0123456789ab." + letter * 43) for letter in "xy")
CALLS: list[Callable[[RestAccountService], object]] = [
    lambda s: s.reference_data(),
    lambda s: s.new_captcha(CaptchaKind.PICTURE),
    lambda s: s.account(Secret("t" * 43)),
]


@contextmanager
def _insisting(code: ErrorCode) -> Iterator[Rude]:
    """Serve lists to whoever shows the new credential, and refuse all others."""
    refusal = codec.encode(codec.document_of(Problem(code), HTTPStatus.UNAUTHORIZED))

    def behave(connection: socket.socket, rude: Rude, _stop: threading.Event) -> None:
        rude.requests.append(read_request(connection))
        known = NEW.reveal().encode() in rude.requests[-1]
        lists = response(200, codec.encode(data.reference()))
        connection.sendall(lists if known else response(401, refusal, "application/problem+json"))

    with rude_server(behave) as rude:
        yield rude


def _code(call: Callable[[RestAccountService], object], service: RestAccountService) -> ErrorCode:
    with pytest.raises(AppError) as refused:
        call(service)
    return refused.value.code


def test_it_travels_with_every_call_in_its_header() -> None:
    with _insisting(ErrorCode.CREDENTIAL_REFUSED) as rude:
        service = open_service(rude.address, credential=lambda: OLD)
        for call in CALLS:
            assert _code(call, service) is ErrorCode.CREDENTIAL_REFUSED
        without = open_service(rude.address)
        assert _code(CALLS[0], without) is ErrorCode.CREDENTIAL_REFUSED
    line = f"SSC-Client-Credential: {OLD.reveal()}\r\n".encode()
    assert [request.count(line) for request in rude.requests] == [1, 1, 1, 0]


def test_a_new_one_is_taken_up_after_a_refusal_without_a_restart() -> None:
    kept, read = [OLD], list[Secret]()

    def look() -> Secret:
        read.append(kept[-1])
        return kept[-1]

    with _insisting(ErrorCode.CREDENTIAL_REFUSED) as rude:
        service = open_service(rude.address, credential=look)
        assert _code(CALLS[0], service) is ErrorCode.CREDENTIAL_REFUSED
        kept.append(NEW)
        for _ in range(3):
            service.reference_data()
    assert read == [OLD, NEW]


def _locked() -> Secret:
    raise AppError(ErrorCode.CREDENTIAL_LOCKED)


def test_a_locked_store_is_told_only_where_the_service_insists() -> None:
    with _insisting(ErrorCode.CREDENTIAL_REQUIRED) as rude:
        assert _code(CALLS[0], open_service(rude.address)) is ErrorCode.CREDENTIAL_REQUIRED
        locked = open_service(rude.address, credential=_locked)
        assert _code(CALLS[0], locked) is ErrorCode.CREDENTIAL_LOCKED

    def easy(connection: socket.socket, _rude: Rude, _stop: threading.Event) -> None:
        read_request(connection)
        connection.sendall(response(200, codec.encode(data.reference())))

    with rude_server(easy) as rude:
        open_service(rude.address, credential=_locked).reference_data()


@pytest.mark.parametrize(
    ("address", "is_shown"),
    [
        ("https://service.example", True),
        ("HTTPS://service.example/ssc", True),
        ("http://127.0.0.1:8080", True),
        ("http://localhost:8080", True),
        ("http://[::1]:8080", True),
        ("http://service.example", False),
        ("http://127.0.0.1.example", False),
        ("http://10.0.0.1", False),
    ],
)
def test_it_is_shown_by_https_or_to_this_machine_alone(address: str, is_shown: bool) -> None:
    assert bool(ShownCredential(address, lambda: OLD).headers()) is is_shown


@pytest.mark.parametrize("text", ["", "x", OLD.reveal() + "\r\nX: 1", OLD.reveal()[:-1] + "ا"])
def test_what_has_not_its_shape_is_not_sent(text: str) -> None:
    assert ShownCredential("https://service.example", lambda: Secret(text)).headers() == {}


def test_calls_at_once_ask_the_store_once() -> None:
    asked, ready = list[int](), threading.Barrier(8)

    def look() -> Secret:
        asked.append(1)
        return OLD

    shown = ShownCredential("https://service.example", look)
    seen: list[dict[str, str]] = []

    def call() -> None:
        ready.wait(20)
        seen.append(shown.headers())

    callers = [threading.Thread(target=call) for _ in range(8)]
    for caller in callers:
        caller.start()
    for caller in callers:
        caller.join(20)
    assert (len(asked), len(seen)) == (1, 8)
    assert all(headers == shown.headers() for headers in seen)
