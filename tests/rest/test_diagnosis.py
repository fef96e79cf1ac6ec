"""The way to the service, examined over real sockets: the step that fails is the one told."""

import datetime as dt
import email.utils
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from typing import Any

import pytest

from ssc_desktop.backends.rest.diagnosis import Examination
from ssc_desktop.backends.rest.service import RestAccountService
from ssc_desktop.backends.rest.session import Limits, Session
from ssc_desktop.domain.errors import ErrorCode, Problem
from ssc_desktop.services import codec, contract
from ssc_desktop.services.diagnosis import Fault, Finding, Stage, Verdict
from tests import data
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
from tests.rest.conftest import Served

LIMITS = Limits(connect=1, read=1, whole=1.5, first_pause=0.01, longest_pause=0.02)
LISTS = codec.encode(data.reference())
PLAIN = (Stage.NAME, Stage.CONNECTION, Stage.SERVICE, Stage.CLOCK)
QUESTION = contract.CaptchaQuestion(contract.QuestionKind.SUM, (1, 2))
CAPTCHA = codec.encode(contract.Captcha("c1", None, QUESTION, 600))
Behaviour = Callable[[socket.socket, threading.Event], None]


def examined(address: str, **more: Any) -> tuple[Finding, ...]:
    service = RestAccountService(Session(address, limits=LIMITS))
    return Examination(service, limit=1, **more).examine()


def failed(findings: tuple[Finding, ...]) -> tuple[Stage, Fault | None]:
    """Return the one step that failed; what comes before it is fine, what follows is skipped."""
    verdicts = [finding.verdict for finding in findings]
    at = verdicts.index(Verdict.FAILED)
    assert set(verdicts[:at]) <= {Verdict.FINE}
    assert set(verdicts[at + 1 :]) <= {Verdict.SKIPPED}
    return findings[at].stage, findings[at].fault


@contextmanager
def behaving(behave: Behaviour) -> Iterator[str]:
    """Serve with that behaviour once a request has come; a mere connection is left alone."""

    def handle(connection: socket.socket, _rude: Rude, stop: threading.Event) -> None:
        if read_request(connection):
            behave(connection, stop)

    with rude_server(handle) as rude:
        yield rude.address


@contextmanager
def telling(*headers: str) -> Iterator[str]:
    """Serve what is asked for, with these headers beside it."""

    def handle(connection: socket.socket, _rude: Rude, _stop: threading.Event) -> None:
        request = read_request(connection)
        status, body = (200, LISTS) if request.startswith(b"GET") else (201, CAPTCHA)
        connection.sendall(response(status, body, codec.JSON, None, *headers))

    with rude_server(handle) as rude:
        yield rude.address


def test_a_service_in_order_is_found_in_order(served: Served) -> None:
    findings = examined(served.address)
    assert [finding.stage for finding in findings] == list(PLAIN)
    assert {finding.verdict for finding in findings} == {Verdict.FINE}


def test_a_name_that_is_not_known_or_not_found_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_args: object, **_more: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "no such name")

    gate = threading.Event()

    def endless(*_args: object, **_more: object) -> list[object]:
        gate.wait(30)
        return []

    for look_up in (unknown, endless):
        with monkeypatch.context() as patched:
            patched.setattr(socket, "getaddrinfo", look_up)
            findings = examined("https://service.example")
        assert [finding.stage for finding in findings] == list(Stage)
        assert failed(findings) == (Stage.NAME, Fault.NAME_UNKNOWN)
    gate.set()


def test_a_connection_that_is_refused_or_never_made() -> None:
    refused = (Stage.CONNECTION, Fault.NOTHING_THERE)
    with refusing_port() as port:
        assert failed(examined(f"http://127.0.0.1:{port}")) == refused
    with unanswering_port() as port:
        not_made = (Stage.CONNECTION, Fault.NOT_REACHED)
        assert failed(examined(f"http://127.0.0.1:{port}")) == not_made


def test_a_proxy_is_the_way_in() -> None:
    def through(port: int) -> tuple[Finding, ...]:
        session = Session(
            "https://service.example", proxy=f"http://127.0.0.1:{port}", limits=LIMITS
        )
        return Examination(RestAccountService(session), limit=1).examine()

    with refusing_port() as port:
        assert failed(through(port)) == (Stage.CONNECTION, Fault.NOTHING_THERE)
    with behaving(lambda connection, _stop: connection.sendall(response(502))) as address:
        findings = through(int(address.rpartition(":")[2]))
    assert failed(findings) == (Stage.TLS, Fault.NOT_SECURED)


@pytest.mark.parametrize(
    "behave",
    [
        lambda _connection, stop: stop.wait(10),
        lambda connection, _stop: reset(connection),
        lambda connection, stop: drip(connection, response(200, LISTS), stop),
        lambda connection, _stop: connection.sendall(response(200, LISTS[:-9], length=len(LISTS))),
    ],
    ids=["silent", "reset", "dripping", "cut"],
)
def test_a_service_that_gives_no_whole_answer(behave: Behaviour) -> None:
    with behaving(behave) as address:
        assert failed(examined(address)) == (Stage.SERVICE, Fault.NO_ANSWER)


def _refusal(code: ErrorCode) -> bytes:
    body = codec.encode(codec.document_of(Problem(code), HTTPStatus.UNAUTHORIZED))
    return response(401, body, codec.PROBLEM_JSON)


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (response(404), ErrorCode.SERVICE_NOT_SUPPORTED),
        (response(200, b"<html>", "text/html"), ErrorCode.SERVICE_FAULT),
        (response(200, b"{}"), ErrorCode.SERVICE_FAULT),
        (response(500), ErrorCode.SERVICE_FAULT),
        (_refusal(ErrorCode.CREDENTIAL_REQUIRED), ErrorCode.CREDENTIAL_REQUIRED),
        (_refusal(ErrorCode.CREDENTIAL_REFUSED), ErrorCode.CREDENTIAL_REFUSED),
        (_refusal(ErrorCode.CLIENT_OUTDATED), ErrorCode.CLIENT_OUTDATED),
    ],
)
def test_a_service_that_answers_and_refuses(answer: bytes, code: ErrorCode) -> None:
    with behaving(lambda connection, _stop: connection.sendall(answer)) as address:
        found = {finding.stage: finding for finding in examined(address)}
    assert found[Stage.CONNECTION].verdict is Verdict.FINE
    assert found[Stage.SERVICE].fault is Fault.REFUSED
    refusal = found[Stage.SERVICE].refusal
    assert refusal is not None
    assert refusal.code is code


@pytest.mark.parametrize("ahead", [-400 * 86_400, -3_600, -240, -60, 0, 60, 240, 86_400])
def test_a_clock_is_held_against_the_services(ahead: int) -> None:
    date = email.utils.format_datetime(dt.datetime.now(dt.UTC), usegmt=True)
    with telling(f"Date: {date}") as address:
        findings = examined(address, now=lambda: time.time() + ahead)
    clock = findings[-1]
    assert clock.stage is Stage.CLOCK
    assert abs(clock.ahead - ahead) < 60
    wrong = abs(ahead) > 180
    assert clock.verdict is (Verdict.FAILED if wrong else Verdict.FINE)
    assert clock.fault is (Fault.CLOCK_WRONG if wrong else None)


@pytest.mark.parametrize("date", ["", "Date: yesterday", "Date: Mon, 99 Foo 99999 99:99:99 GMT"])
def test_a_service_that_tells_no_time(date: str) -> None:
    with telling(*([date] if date else [])) as address:
        findings = examined(address)
    assert findings[-1] == Finding(Stage.CLOCK, Verdict.SKIPPED, Fault.NO_TIME)
    assert findings[-2].verdict is Verdict.FINE
