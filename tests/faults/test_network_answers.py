"""Answers that make no sense, and results that no page could show, are faults of the service."""

import gzip
import json
import socket
import threading
from typing import Any

import pytest

from ssc_desktop.services import codec, contract
from tests import data
from tests.faults.calls import CALLS, CREATES, PNG, SENT_BODY, E, answering, client, outcome, told
from tests.faults.rude import (
    Rude,
    read_request,
    response,
    rude_server,
)

GZIP = "Content-Encoding: gzip"
BOMB = gzip.compress(b" " * 50_000_000)
STRANGE: dict[str, bytes] = {
    "html": response(202, b"<html>Welcome</html>", "text/html"),
    "json that says it is html": response(202, SENT_BODY, "text/html"),
    "no kind": response(202, SENT_BODY, ""),
    "no body": response(202),
    "not utf-8": response(202, SENT_BODY.replace(b"abab", b"\xff\xfeab", 1)),
    "utf-16": response(202, SENT_BODY.decode().encode("utf-16")),
    "half a surrogate": response(202, SENT_BODY.replace(b"abab", b"\\ud800", 1)),
    "a byte order mark": response(202, b"\xef\xbb\xbf" + SENT_BODY),
    "cut by a wrong length": response(202, SENT_BODY, length=len(SENT_BODY) - 7),
    "two values": response(202, SENT_BODY * 2),
    "a list": response(202, b"[" + SENT_BODY + b"]"),
    "null": response(202, b"null"),
    "a key twice": response(202, SENT_BODY[:-1] + b',"tries_left":9}'),
    "a key twice, deep": response(202, SENT_BODY[:-1] + b',"x":{"a":1,"a":2}}'),
    "nan": response(202, SENT_BODY.replace(b"300", b"NaN")),
    "a huge number": response(202, SENT_BODY.replace(b"300", b"9" * 5_000)),
    "deep": response(202, SENT_BODY[:-1] + b',"x":' + b"[" * 40 + b"]" * 40 + b"}"),
    "very deep": response(202, b"[" * 500_000),
    "gzip": response(
        202, gzip.compress(SENT_BODY), "application/json", None, "Content-Encoding: gzip"
    ),
    "gzip bomb": response(202, BOMB, "application/json", None, "Content-Encoding: gzip"),
    "too large": response(202, b" " * (codec.MAX_BYTES + 1) + SENT_BODY),
    "another success": response(200, SENT_BODY),
    "no content": response(204, b"", ""),
    "not modified": response(304, b"", ""),
    "a problem as success": response(202, SENT_BODY[:5], codec.PROBLEM_JSON),
    "moved": response(301, b"", "", None, "Location: /v1/registrations"),
    "moved for now": response(307, b"", "", None, "Location: http://127.0.0.1:1/"),
    "moved for good": response(308, b"", "", None, "Location: https://elsewhere.example/"),
}


@pytest.mark.parametrize("name", STRANGE)
def test_an_answer_that_makes_no_sense_is_a_fault(name: str) -> None:
    with answering(STRANGE[name]) as rude:
        assert outcome(rude.address, CREATES) is E.SERVICE_FAULT
    assert len(rude.requests) == 1


def test_an_endless_body_is_a_fault() -> None:
    def behave(connection: socket.socket, _rude: Rude, _stop: threading.Event) -> None:
        read_request(connection)
        connection.sendall(b"HTTP/1.1 202 OK\r\nContent-Type: application/json\r\n")
        connection.sendall(b"Transfer-Encoding: chunked\r\n\r\n")
        while True:
            connection.sendall(b"10000\r\n" + b" " * 65536 + b"\r\n")

    with rude_server(behave) as rude:
        assert outcome(rude.address, CREATES) is E.SERVICE_FAULT


def _paths(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return the way to every value, of a list to its first alone."""
    if isinstance(value, dict):
        return [path, *(p for key, item in value.items() for p in _paths(item, (*path, key)))]
    if isinstance(value, list):
        return [path, *_paths(value[0], (*path, 0))] if value else [path]
    return [path]


def _replaced(value: Any, path: tuple[Any, ...], new: object) -> Any:
    if not path:
        return new
    changed = value.copy()
    changed[path[0]] = _replaced(value[path[0]], path[1:], new)
    return changed


@pytest.mark.parametrize("name", CALLS)
def test_every_field_of_every_answer_has_its_type(name: str) -> None:
    operation, _, result = CALLS[name]
    good = json.loads(codec.encode(result))
    said: list[bytes] = []

    def behave(connection: socket.socket, _rude: Rude, _stop: threading.Event) -> None:
        read_request(connection)
        connection.sendall(response(operation.status, said[-1]))

    with rude_server(behave) as rude:
        said.append(json.dumps(good).encode())
        assert CALLS[name][1](client(rude.address)) == result
        for path in _paths(good):
            for wrong in ({"x": [1]}, [{"x": 1}], 1.5, -(2**40)):
                said.append(json.dumps(_replaced(good, path, wrong)).encode())
                if path == ("password_rule",) and isinstance(wrong, dict):
                    continue  # all of it may be left out
                assert outcome(rude.address, name) is E.SERVICE_FAULT, (path, wrong)


def test_a_service_that_does_not_tell_its_classes_asks_for_the_guides() -> None:
    body = json.loads(codec.encode(data.reference()))
    assert body["password_rule"].pop("classes") == ["letter", "digit", "symbol"]
    with answering(response(200, json.dumps(body).encode())) as rude:
        assert client(rude.address).reference_data() == data.reference()


@pytest.mark.parametrize(
    ("name", "changes"),
    [
        ("register", {"flow_id": "../../v1/account"}),
        ("register", {"flow_id": ""}),
        ("register", {"channels": []}),
        ("register", {"code_length": 3}),
        ("register", {"code_length": 9}),
        ("register", {"expires_in": -1}),
        ("register", {"expires_in": 10**9}),
        ("register", {"resend_in": -1}),
        ("register", {"tries_left": 10**6}),
        ("picture", {"png": "AAAA"}),
        ("picture", {"png": None}),
        ("picture", {"question": {"kind": "sum", "numbers": [1, 2]}}),
        ("picture", {"id": "a b"}),
        ("question", {"question": {"kind": "sum", "numbers": []}}),
        ("sign_in", {"token": "a\r\nX: y"}),
        ("sign_in", {"name": "x" * 5_000}),
        ("account", {"name": "a\u0000b"}),
        ("answer_inquiry", {"insurance_number": ""}),
        ("reference_data", {"code_length": 40}),
        ("reference_data", {"banks": []}),
        ("reference_data", {"sms_calling_codes": ["jo"]}),
    ],
)
def test_a_result_that_no_page_could_show_is_a_fault(name: str, changes: dict[str, Any]) -> None:
    operation, _, result = CALLS[name]
    body = {**json.loads(codec.encode(result)), **changes}
    assert told(response(operation.status, json.dumps(body).encode()), name) is E.SERVICE_FAULT


@pytest.mark.parametrize(("width", "height"), [(601, 90), (280, 201), (0, 90), (2**31, 1)])
def test_a_picture_that_would_fill_the_memory_is_a_fault(width: int, height: int) -> None:
    png = PNG[:16] + width.to_bytes(4, "big") + height.to_bytes(4, "big") + b"x"
    body = codec.encode(contract.Captcha("c1", png, None, 600))
    assert told(response(201, body), "picture") is E.SERVICE_FAULT
    large = codec.encode(contract.Captcha("c1", PNG + b"x" * 65_536, None, 600))
    assert told(response(201, large), "picture") is E.SERVICE_FAULT
