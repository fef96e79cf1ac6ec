"""What a status means, what is tried again, and what goes along with a call."""

import dataclasses
import json
import socket
import threading
from typing import Any

import pytest

from ssc_desktop.backends.rest.service import RestAccountService
from ssc_desktop.backends.rest.session import Session
from ssc_desktop.domain.errors import AppError, ErrorCode
from ssc_desktop.domain.secret import Secret
from ssc_desktop.services import codec
from tests import data
from tests.faults.calls import (
    ACCOUNT,
    ASKS,
    CALLS,
    CREATES,
    LIMITS,
    REGISTRATION,
    SENT,
    SENT_BODY,
    TOKEN,
    E,
    answering,
    client,
    outcome,
    told,
)
from tests.faults.rude import (
    Rude,
    read_request,
    response,
    rude_server,
)

BARE = {
    401: (E.SERVICE_FAULT, E.SERVICE_FAULT),
    403: (E.SERVICE_FAULT, E.SERVICE_FAULT),
    404: (E.SERVICE_NOT_SUPPORTED, E.SERVICE_NOT_SUPPORTED),
    405: (E.SERVICE_NOT_SUPPORTED, E.SERVICE_NOT_SUPPORTED),
    409: (E.SERVICE_FAULT, E.SERVICE_FAULT),
    422: (E.SERVICE_FAULT, E.SERVICE_FAULT),
    429: (E.TOO_MANY_REQUESTS, E.TOO_MANY_REQUESTS),
    500: (E.SERVICE_FAULT, E.SERVICE_FAULT),
    502: (E.SERVICE_UNCONFIRMED, E.SERVICE_UNREACHABLE),
    503: (E.SERVICE_UNREACHABLE, E.SERVICE_UNREACHABLE),
    504: (E.SERVICE_UNCONFIRMED, E.SERVICE_UNREACHABLE),
}


@pytest.mark.parametrize("status", BARE)
@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"<html>Sorry</html>", "text/html"),
        (b"", ""),
        (b"{}", codec.PROBLEM_JSON),
        (b'{"code":', codec.PROBLEM_JSON),
        (b'{"code":"code.wrong"}', "application/json"),
    ],
)
def test_a_status_without_a_problem_has_its_code(status: int, body: bytes, kind: str) -> None:
    creates, asks = BARE[status]
    assert told(response(status, body, kind), CREATES) is creates
    assert told(response(status, body, kind), ASKS) is asks


def test_a_session_that_a_gateway_does_not_know_has_ended() -> None:
    assert told(response(401, b"", ""), "account") is E.SESSION_ENDED


@pytest.mark.parametrize("code", [str(c) for c in ErrorCode] + ["something.new", ""])
def test_a_problem_is_told_as_the_service_tells_it(code: str) -> None:
    body: dict[str, object] = {"type": "about:blank", "title": "t", "status": 422, "code": code}
    body |= {"field": "bank", "params": {"n": 9, "length": 10, "calling_code": "+44"}}
    raw = response(422, json.dumps(body).encode(), codec.PROBLEM_JSON)
    own = ("", "internal", "service.unreachable", "client.clock", "credential.locked")
    local = code.startswith("storage.") or code in own
    unknown = code == "something.new"
    expected = E.SERVICE_FAULT if local or unknown else ErrorCode(code)
    assert told(raw, CREATES) is expected


def test_a_problem_brings_only_what_a_sentence_can_take() -> None:
    body = {
        "type": "about:blank",
        "title": "t",
        "status": 422,
        "code": "code.wrong",
        "field": "no_such_field",
        "params": {"tries_left": "many", "n": 3, "length": -1, "other": "x", "calling_code": "+1"},
        "retry_after": -5,
        "reference": "<b>",
    }
    raw = response(422, json.dumps(body).encode(), codec.PROBLEM_JSON)
    with answering(raw) as rude, pytest.raises(AppError) as caught:
        CALLS["verify"][1](client(rude.address))
    problem = caught.value.problem
    assert (problem.field, problem.retry_after, problem.reference) == (None, None, None)
    assert problem.params == {"n": 3, "calling_code": "+1"}


@pytest.mark.parametrize(
    ("params", "expected"),
    [
        ({}, E.SERVICE_FAULT),
        ({"length": "<b>"}, E.SERVICE_FAULT),
        ({"length": 64}, E.PASSWORD_TOO_LONG),
    ],
)
def test_a_problem_without_what_its_sentence_needs_is_none(
    params: dict[str, object], expected: ErrorCode
) -> None:
    body = {"type": "t", "title": "t", "status": 422, "code": "password.too_long", "params": params}
    assert told(response(422, json.dumps(body).encode(), codec.PROBLEM_JSON), CREATES) is expected


@pytest.mark.parametrize("status", [429, 502, 503, 504])
def test_a_passing_trouble_is_waited_for(status: int) -> None:
    pauses: list[float] = []
    more = ("Retry-After: 1",)

    def behave(connection: socket.socket, rude: Rude, _stop: threading.Event) -> None:
        rude.requests.append(read_request(connection))
        last = len(rude.requests) == 3
        raw = response(202, SENT_BODY) if last else response(status, b"", "", None, *more)
        connection.sendall(raw)

    with rude_server(behave) as rude:
        limits = dataclasses.replace(LIMITS, whole=30)
        service = RestAccountService(Session(rude.address, limits=limits, pause=pauses.append))
        assert service.register(REGISTRATION) == SENT
    assert len(rude.requests) == 3
    assert all(b"Idempotency-Key: one-press" in r for r in rude.requests)
    assert all(p >= 1 for p in pauses)


SIX = "Wed, 21 Oct 2026 06:00:00 GMT"


@pytest.mark.parametrize(
    ("wait", "seconds"),
    [
        ("60", 60),
        ("Wed, 21 Oct 2026 06:01:30 GMT", 90),  # whatever the clock of this computer shows
        ("never", None),
        ("-1", None),
        ("99999999999", None),
        ("", None),
        ("Wed, 99 Oct 2026 06:01:30 GMT", None),
        ("Wed, 21 Oct 2026 06:01:30 +99999999999999", None),
    ],
)
def test_a_wait_that_is_too_long_is_left_to_the_person(wait: str, seconds: int | None) -> None:
    raw = response(429, b"", "", None, f"Retry-After: {wait}", f"Date: {SIX}")
    with answering(raw) as rude, pytest.raises(AppError) as caught:
        client(rude.address).register(REGISTRATION)
    assert caught.value.problem.retry_after == seconds
    assert len(rude.requests) == 1


def test_a_refusal_for_the_person_is_not_tried_again() -> None:
    body = b'{"type":"t","title":"t","status":429,"code":"code.resend_wait","retry_after":0}'
    with answering(response(429, body, codec.PROBLEM_JSON, None, "Retry-After: 0")) as rude:
        assert outcome(rude.address, CREATES) is E.RESEND_TOO_SOON
    assert len(rude.requests) == 1


def test_nothing_of_the_surroundings_goes_along(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    (tmp_path / ".netrc").write_text("default login me password secret\n")
    (tmp_path / ".netrc").chmod(0o600)
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    account = response(200, codec.encode(ACCOUNT), "application/json", None, "Set-Cookie: a=b")
    with answering(account) as rude:
        service = client(rude.address + "/")
        assert service.account(TOKEN) == service.account(TOKEN) == ACCOUNT
    for request in rude.requests:
        head = request.decode().lower()
        assert head.startswith("get /v1/account http/1.1\r\n")
        assert f"authorization: bearer {TOKEN.reveal()}".lower() in head
        assert "accept-encoding: identity" in head
        assert "cookie" not in head
        assert "basic" not in head


def test_what_has_not_changed_is_not_sent_again() -> None:
    lists = codec.encode(data.reference())

    def behave(connection: socket.socket, rude: Rude, _stop: threading.Event) -> None:
        rude.requests.append(read_request(connection))
        known = b'If-None-Match: "v1"' in rude.requests[-1]
        raw = (
            response(304, b"", "")
            if known
            else response(200, lists, "application/json", None, 'ETag: "v1"')
        )
        connection.sendall(raw)

    with rude_server(behave) as rude:
        service = client(rude.address)
        assert service.reference_data() is service.reference_data()
    assert len(rude.requests) == 2


@pytest.mark.parametrize("text", ["", "a b", "x" * 600, "a\r\nX: y", "🙂"])
def test_what_cannot_be_a_token_is_not_sent(text: str) -> None:
    with answering(response(500)) as rude:
        service = client(rude.address)
        service.sign_out(Secret(text))
        with pytest.raises(AppError) as caught:
            service.account(Secret(text))
    assert caught.value.code is E.SESSION_ENDED
    assert rude.requests == []
