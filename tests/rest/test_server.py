"""The server as any client meets it, ours or not."""

import contextlib
import json
import socket
import time
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests

from ssc_desktop.domain.errors import AppError, ErrorCode, Problem
from ssc_desktop.domain.secret import Secret
from ssc_desktop.server import serving
from ssc_desktop.server.statuses import status_of
from ssc_desktop.services import codec, operations
from tests.contract.citizens import PASSWORD, number_of
from tests.rest.conftest import Served

E = ErrorCode


def ask(served: Served, method: str, path: str, **more: Any) -> requests.Response:
    return requests.request(method, served.address + path, timeout=20, **more)


def post(
    served: Served, path: str, body: object, *, key: str | None = None, **headers: str
) -> requests.Response:
    if key is not None:
        headers["Idempotency-Key"] = key
    return ask(served, "POST", path, json=body, headers=headers)


def code_of(response: requests.Response) -> str:
    """Return the code of a problem whose document agrees with its response."""
    assert response.headers["Content-Type"] == codec.PROBLEM_JSON
    document = response.json()
    assert document["status"] == response.status_code
    assert document["type"] == codec.PROBLEM_TYPE + document["code"]
    return str(document["code"])


def registration(served: Served) -> dict[str, Any]:
    request = served.town.registration(served.town.citizen())
    body: dict[str, Any] = json.loads(operations.REGISTER.write_body(request))
    return body


# ------------------------------------------------------------------ keys


def test_a_call_that_sends_a_code_needs_a_key(served: Served) -> None:
    body = registration(served)
    for key in (None, "", "two words", "x" * 129):
        refused = post(served, "/v1/registrations", body, key=key)
        assert (refused.status_code, code_of(refused)) == (400, "service.fault")
    assert post(served, "/v1/registrations", body, key="k").status_code == 202


def test_a_key_stands_for_one_body(served: Served) -> None:
    body = registration(served)
    first = post(served, "/v1/registrations", body, key="k")
    again = post(served, "/v1/registrations", body, key="k")
    assert (first.status_code, first.json()) == (again.status_code, again.json())
    other = post(served, "/v1/registrations", {**body, "phone_number": "790000009"}, key="k")
    assert (other.status_code, code_of(other)) == (422, "service.fault")
    assert served.failures == []


def test_a_key_under_way_is_a_conflict() -> None:
    assert status_of(Problem(E.SERVICE_UNCONFIRMED), operations.REGISTER) == 409


# ------------------------------------------------------------------ tokens


def test_a_token_counts_in_its_header_alone(served: Served) -> None:
    person = served.town.citizen()
    served.town.activate(person)
    body = {"sign_in_id": number_of(person), "password": PASSWORD}
    session = post(served, "/v1/sessions", body).json()
    token = session["token"]
    for path in (f"/v1/account?token={token}", f"/v1/account?access_token={token}"):
        refused = ask(served, "GET", path, cookies={"token": token})
        assert (refused.status_code, code_of(refused)) == (401, "session.ended")
        assert refused.headers["WWW-Authenticate"] == "Bearer"
    for header in (token, f"Basic {token}", f"Bearer {token}x", "Bearer", "Bearer  "):
        refused = ask(served, "GET", "/v1/account", headers={"Authorization": header})
        assert (refused.status_code, code_of(refused)) == (401, "session.ended")
    headers = {"Authorization": f"Bearer {token}"}
    assert ask(served, "GET", "/v1/account", headers=headers).json()["name"] == person.name
    assert ask(served, "DELETE", "/v1/sessions/current", headers=headers).status_code == 204
    assert ask(served, "GET", "/v1/account", headers=headers).status_code == 401


def test_nothing_personal_is_kept_on_the_way(served: Served) -> None:
    person = served.town.citizen()
    served.town.activate(person)
    session = served.town.sign_in(person)
    headers = {"Authorization": f"Bearer {session.token.reveal()}"}
    told = ask(served, "GET", "/v1/account", headers=headers).headers
    assert told["Cache-Control"] == "no-store"
    assert told["X-Content-Type-Options"] == "nosniff"
    assert not {"Server", "Set-Cookie"} & set(told)


# ------------------------------------------------------------------ versions, shapes and sizes


@pytest.mark.parametrize(
    ("version", "answered"),
    [
        ("0.4.9", False),
        ("0.5", True),
        ("0.5.0", True),
        ("1.0.0", True),
        ("0.10", True),
        ("?", True),
    ],
)
def test_a_program_that_is_too_old_is_told_so(served: Served, version: str, answered: bool) -> None:
    headers = {operations.VERSION_HEADER: version}
    response = ask(served, "GET", "/v1/reference-data", headers=headers)
    if answered:
        assert response.status_code == 200
    else:
        assert (response.status_code, code_of(response)) == (400, "client.outdated")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'{"kind":"picture","kind":"picture"}',
        b'{"kind":"sound"}',
        b'{"kind":1}',
        b'{"kind":"picture","more":1}',
        b'{"kind":"pictur\xff"}',
        b'{"kind":' + b"[" * 40 + b"]" * 40 + b"}",
        b"[" * 100_000,
    ],
)
def test_a_body_of_another_shape_is_refused(served: Served, body: bytes) -> None:
    headers = {"Content-Type": "application/json"}
    refused = ask(served, "POST", "/v1/captchas", data=body, headers=headers)
    assert (refused.status_code, code_of(refused)) == (400, "service.fault")
    assert served.failures == []


@pytest.mark.parametrize("kind", ["", "text/plain", "application/x-www-form-urlencoded"])
def test_a_body_of_another_kind_is_refused(served: Served, kind: str) -> None:
    body = b'{"kind":"picture"}'
    refused = ask(served, "POST", "/v1/captchas", data=body, headers={"Content-Type": kind})
    assert (refused.status_code, code_of(refused)) == (415, "service.fault")


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Content-Type": "application/json; charset=utf-8"}, 201),
        ({"Content-Type": 'Application/JSON;Charset="UTF-8"'}, 201),
        ({"Content-Type": "application/json; profile=x", "Content-Encoding": "Identity"}, 201),
        ({"Content-Type": "application/json; charset=iso-8859-6"}, 415),
        ({"Content-Type": "application/json; charset=utf-8; charset=utf-16"}, 415),
        ({"Content-Type": "application/json; charset="}, 415),
        ({"Content-Type": "application/json", "Content-Encoding": "gzip"}, 415),
        ({"Content-Type": "application/json", "Content-Encoding": "identity, br"}, 415),
    ],
)
def test_a_body_travels_in_utf_8_and_as_it_is(
    served: Served, headers: dict[str, str], status: int
) -> None:
    told = ask(served, "POST", "/v1/captchas", data=b'{"kind":"picture"}', headers=headers)
    assert told.status_code == status
    assert status == 201 or code_of(told) == "service.fault"


def test_a_large_body_is_refused_before_it_is_read(served: Served) -> None:
    head = (
        b"POST /v1/sessions HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
        b"Content-Length: 100000000\r\n\r\n"
    )
    port = int(served.address.rpartition(":")[2])
    with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
        connection.sendall(head)
        assert connection.recv(64).startswith(b"HTTP/1.1 413 ")


@pytest.mark.parametrize(
    ("begun", "more"),
    [
        (b"", b""),
        (b"GET /health HTTP/1.1\r\nHost: here\r\n", b"X: y\r\n"),
        (b"GET /health HTTP/1.1\r\nHost: here\r\n\r\nGET /hea", b"l"),
        (
            b"POST /v1/nowhere HTTP/1.1\r\nHost: here\r\nContent-Length: 9999\r\n\r\n",
            b" ",
        ),
    ],
    ids=["nothing", "half a head", "half of the next head", "a body beyond its answer"],
)
def test_a_connection_on_which_nothing_is_asked_ends(
    served: Served, monkeypatch: pytest.MonkeyPatch, begun: bytes, more: bytes
) -> None:
    monkeypatch.setattr(serving, "_HEAD_SECONDS", 0.5)
    address = urlsplit(served.address)
    with socket.create_connection((address.hostname, address.port), timeout=60) as line:
        line.sendall(begun)
        line.settimeout(0.1)
        give_up = time.monotonic() + 60
        while time.monotonic() < give_up:
            try:
                if not line.recv(65536):
                    return
            except TimeoutError:
                with contextlib.suppress(OSError):
                    line.sendall(more)
            except ConnectionError:
                return
    pytest.fail("it is still open")


def test_other_addresses_and_methods_are_no_operations(served: Served) -> None:
    for method, path, status in (
        ("GET", "/", 404),
        ("GET", "/v2/account", 404),
        ("PUT", "/v1/captchas", 405),
        ("DELETE", "/v1/account", 405),
    ):
        refused = ask(served, method, path)
        assert (refused.status_code, code_of(refused)) == (status, "service.not_supported")


def test_head_is_answered_as_get_without_a_body(served: Served) -> None:
    for path in ("/health", "/ready", "/v1/reference-data", "/v1/account"):
        whole, head = (ask(served, method, path) for method in ("GET", "HEAD"))
        assert head.status_code == whole.status_code
        told = [{**answer.headers, "Date": ""} for answer in (whole, head)]
        assert told[0] == told[1]
    address = urlsplit(served.address)
    with socket.create_connection((address.hostname, address.port), timeout=20) as line:
        line.sendall(b"HEAD /health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        said = b"".join(iter(lambda: line.recv(4096), b""))
    assert said.startswith(b"HTTP/1.1 200 ")
    assert said.endswith(b"\r\n\r\n")
    assert ask(served, "HEAD", "/v1/captchas").status_code == 405


def test_what_an_address_takes_is_told(served: Served) -> None:
    for path, methods in (
        ("/health", {"GET", "HEAD", "OPTIONS"}),
        ("/v1/account", {"GET", "HEAD", "OPTIONS"}),
        ("/v1/registrations/f/verification", {"POST", "OPTIONS"}),
        ("/v1/sessions/current", {"DELETE", "OPTIONS"}),
    ):
        told, refused = ask(served, "OPTIONS", path), ask(served, "PATCH", path)
        assert (told.status_code, told.content) == (204, b"")
        assert (refused.status_code, code_of(refused)) == (405, "service.not_supported")
        for answer in (told, refused):
            assert set(answer.headers["Allow"].split(", ")) == methods
            assert answer.headers["Cache-Control"] == "no-store"
            assert answer.headers["X-Content-Type-Options"] == "nosniff"


# ------------------------------------------------------------------ lists, probes, failures


def test_the_lists_are_sent_once(served: Served) -> None:
    first = ask(served, "GET", "/v1/reference-data")
    tag = first.headers["ETag"]
    for known in (tag, f'"other", {tag}', f"W/{tag}", "*"):
        again = ask(served, "GET", "/v1/reference-data", headers={"If-None-Match": known})
        assert (again.status_code, again.content) == (304, b"")
    assert ask(served, "GET", "/v1/reference-data", headers={"If-None-Match": '"x"'}).content


def test_health_and_readiness_are_told(served: Served) -> None:
    assert ask(served, "GET", "/health").json() == {"status": "ok"}
    assert ask(served, "GET", "/ready").json() == {"status": "ready", "messages": "on time"}
    served.late = True
    assert ask(served, "GET", "/ready").json() == {"status": "ready", "messages": "late"}
    served.ready = False
    assert ask(served, "GET", "/ready").status_code == 503
    assert ask(served, "GET", "/health").status_code == 200


@pytest.mark.parametrize(
    ("raised", "status"),
    [
        (RuntimeError("national number 9901900001"), 500),
        (AppError(E.STORAGE_LOCKED), 503),
        (AppError(E.STORAGE_FULL), 500),
        (AppError(E.INTERNAL), 500),
    ],
)
def test_a_failure_is_told_by_its_reference_alone(
    served: Served, monkeypatch: pytest.MonkeyPatch, raised: Exception, status: int
) -> None:
    def fail(*_args: object) -> None:
        raise raised

    monkeypatch.setattr("ssc_desktop.engine.sign_in.sign_in", fail)
    body = {"sign_in_id": "9901900001", "password": "x"}
    response = post(served, "/v1/sessions", body)
    assert (response.status_code, code_of(response)) == (status, "service.fault")
    assert b"9901900001" not in response.content
    assert [f.split()[0] for f in served.failures] == [response.json()["reference"]]


def test_a_wait_is_told_in_the_header_too(served: Served) -> None:
    sent = served.town.register(served.town.citizen())
    refused = post(served, f"/v1/codes/{sent.flow_id}/resend", {}, key="k")
    assert (refused.status_code, code_of(refused)) == (429, "code.resend_wait")
    assert refused.headers["Retry-After"] == str(refused.json()["retry_after"]) == "60"


def test_secrets_are_shown_by_nothing(served: Served) -> None:
    body = operations.SIGN_IN.body
    assert body is not None
    read = codec.decode(b'{"sign_in_id":"1","password":"Qarib#6183"}', body)
    assert "Qarib" not in repr(read)
    with pytest.raises(codec.Undecodable) as caught:
        codec.decode(b'{"sign_in_id":"1","password":"Qarib#6183","captcha":"Qarib#6183"}', body)
    assert "Qarib" not in str(caught.value)
    assert caught.value.__context__ is None  # the library's own complaint repeats the value
    assert codec.encode(Secret("x")) == b'"x"'
