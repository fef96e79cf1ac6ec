"""A service or a line that misbehaves: the right code each time, and never later than promised."""

import dataclasses
import gzip
import json
import socket
import threading
import time
from collections.abc import Callable
from contextlib import contextmanager
from typing import Any

import pytest

from ssc_desktop.backends.rest.service import RestAccountService
from ssc_desktop.backends.rest.session import Limits, Session
from ssc_desktop.domain.errors import AppError, ErrorCode
from ssc_desktop.domain.identity import Nationality
from ssc_desktop.domain.secret import Secret
from ssc_desktop.services import codec, contract, operations
from ssc_desktop.services.contract import CaptchaKind, Channel, CodeRequest
from tests import data
from tests.faults.rude import (
    Rude,
    drip,
    read_request,
    reset,
    response,
    rude_server,
    unanswering_port,
)

E = ErrorCode
LIMITS = Limits(connect=0.6, read=0.6, whole=1.5, first_pause=0.01, longest_pause=0.02)
LATE = 3.0  # seconds more than a call may take, on a machine that is busy with other tests
TOKEN = Secret("t" * 43)

REGISTRATION = contract.RegistrationRequest(
    nationality=Nationality.JORDANIAN,
    calling_code="+962",
    phone_number="790000001",
    activation_channel=Channel.SMS,
    password=Secret("Qarib#6183"),
    national_number="9901900001",
    idempotency_key="one-press",
)
SENT = contract.CodeSent("ab" * 16, (Channel.SMS,), (Channel.EMAIL,), 4, 300, 60, 3)
SENT_BODY = codec.encode(SENT)
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + (280).to_bytes(4, "big") + (90).to_bytes(4, "big") + b"x"
ACCOUNT = contract.Account(
    name="A",
    nationality=Nationality.JORDANIAN,
    number="9901900001",
    phone="+962790000001",
    email="a@b.example",
    activation_channel=Channel.SMS,
    country_of_residence="JO",
    academic_level="1",
    bank="1",
    insurance_number="1234567890",
)

Call = Callable[[RestAccountService], object]
CALLS: dict[str, tuple[operations.Operation, Call, object]] = {
    "reference_data": (
        operations.REFERENCE_DATA,
        lambda s: s.reference_data(),
        data.reference(),
    ),
    "picture": (
        operations.NEW_CAPTCHA,
        lambda s: s.new_captcha(CaptchaKind.PICTURE),
        contract.Captcha("c1", PNG, None, 600),
    ),
    "question": (
        operations.NEW_CAPTCHA,
        lambda s: s.new_captcha(CaptchaKind.QUESTION),
        contract.Captcha(
            "c1", None, contract.CaptchaQuestion(contract.QuestionKind.SUM, (1, 2)), 600
        ),
    ),
    "register": (operations.REGISTER, lambda s: s.register(REGISTRATION), SENT),
    "verify": (
        operations.VERIFY_REGISTRATION,
        lambda s: s.verify_registration(CodeRequest("f1", Secret("1234"))),
        contract.Activated("9901900001", renewed=False),
    ),
    "resend": (
        operations.RESEND_CODE,
        lambda s: s.resend_code(contract.ResendRequest("f1", idempotency_key="k")),
        SENT,
    ),
    "sign_in": (
        operations.SIGN_IN,
        lambda s: s.sign_in(contract.SignInRequest("9901900001", Secret("x"))),
        contract.Session(TOKEN, "A", 3600, 600),
    ),
    "account": (operations.ACCOUNT, lambda s: s.account(TOKEN), ACCOUNT),
    "request_reset": (
        operations.REQUEST_RESET,
        lambda s: s.request_reset(contract.ResetRequest("9901900001", Channel.SMS)),
        SENT,
    ),
    "request_inquiry": (
        operations.REQUEST_INQUIRY,
        lambda s: s.request_inquiry(
            contract.InquiryRequest(Nationality.JORDANIAN, "+962", national_number="9901900001")
        ),
        SENT,
    ),
    "answer_inquiry": (
        operations.ANSWER_INQUIRY,
        lambda s: s.answer_inquiry(CodeRequest("f1", Secret("1234"))),
        contract.InquiryAnswer("1234567890"),
    ),
}
ASKS, CREATES = "reference_data", "register"


def client(address: str, **more: Any) -> RestAccountService:
    return RestAccountService(Session(address, limits=dataclasses.replace(LIMITS, **more)))


def outcome(address: str, name: str, **more: Any) -> ErrorCode:
    """Make a call that fails, and return its code; it is never later than promised."""
    began = time.monotonic()
    with pytest.raises(AppError) as caught:
        CALLS[name][1](client(address, **more))
    assert time.monotonic() - began < LIMITS.whole + LATE
    assert caught.value.__cause__ is None
    return caught.value.code


@contextmanager
def answering(raw: bytes) -> Any:
    """Run a server that gives the same bytes to everybody."""

    def behave(connection: socket.socket, rude: Rude, _stop: threading.Event) -> None:
        rude.requests.append(read_request(connection))
        connection.sendall(raw)

    with rude_server(behave) as rude:
        yield rude


def told(raw: bytes, name: str) -> ErrorCode:
    with answering(raw) as rude:
        return outcome(rude.address, name, retries=0)


# ------------------------------------------------------------------ connections

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
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    assert outcome(f"http://127.0.0.1:{port}", call) is E.SERVICE_UNREACHABLE
    with unanswering_port() as port:
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
    with socket.create_server(("127.0.0.1", 0)) as free:
        address = f"http://127.0.0.1:{free.getsockname()[1]}"
    for call, times in ((CREATES, 2), (ASKS, 2), ("verify", 0), ("sign_in", 0)):
        pauses.clear()
        limits = dataclasses.replace(LIMITS, first_pause=0.5, longest_pause=4, whole=60)
        service = RestAccountService(Session(address, limits=limits, pause=pauses.append))
        with pytest.raises(AppError):
            CALLS[call][1](service)
        assert len(pauses) == times
        assert all(0 <= p <= 0.5 * 2**i for i, p in enumerate(pauses))


# ------------------------------------------------------------------ answers that make no sense

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


# ------------------------------------------------------------------ statuses

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
    body = {"type": "about:blank", "title": "t", "status": 422, "code": code, "field": "bank"}
    raw = response(422, json.dumps(body).encode(), codec.PROBLEM_JSON)
    local = code.startswith("storage.") or code in ("", "internal", "service.unreachable")
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


@pytest.mark.parametrize("wait", ["60", "never", "-1", "99999999999", ""])
def test_a_wait_that_is_too_long_is_left_to_the_person(wait: str) -> None:
    raw = response(429, b"", "", None, f"Retry-After: {wait}")
    with answering(raw) as rude, pytest.raises(AppError) as caught:
        client(rude.address).register(REGISTRATION)
    assert caught.value.problem.retry_after == (60 if wait == "60" else None)
    assert len(rude.requests) == 1


def test_a_refusal_for_the_person_is_not_tried_again() -> None:
    body = b'{"type":"t","title":"t","status":429,"code":"code.resend_wait","retry_after":0}'
    with answering(response(429, body, codec.PROBLEM_JSON, None, "Retry-After: 0")) as rude:
        assert outcome(rude.address, CREATES) is E.RESEND_TOO_SOON
    assert len(rude.requests) == 1


# ------------------------------------------------------------------ what is sent


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
