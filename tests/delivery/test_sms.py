"""One text message handed to a gateway, kind or rude."""

import json
import re
import socket
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from ssc_desktop.engine.outgoing import Letter
from ssc_desktop.server.gateway import NotNowError, RefusedError
from ssc_desktop.server.sms import SmsGateway
from ssc_desktop.trust import trust_in
from tests.certificates import EXPIRED, Authority, need_openssl
from tests.delivery.conftest import HASTY, KEY, PHONE, letter, sms_gateway
from tests.delivery.post_office import sms_server
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

PAGE = Path(__file__).resolve().parents[2] / "docs" / "operations.md"
Manner = Callable[[socket.socket, threading.Event], None]


def refusal(gateway: SmsGateway, sent: Letter) -> NotNowError:
    """Hand over what is not taken now, and look that the operator learns nothing of it."""
    with pytest.raises(NotNowError) as caught:
        gateway.take(sent)
    for private in (sent.recipient, sent.text, "4071", KEY.reveal()):
        assert private not in caught.value.reason
    return caught.value


def test_a_message_is_posted_as_documented() -> None:
    with sms_server() as server:
        sent = letter()
        sms_gateway(server.port).take(sent)
    told = {"id": sent.key, "to": PHONE, "text": sent.text}
    assert server.taken == {sent.key: [told]}
    [block] = re.findall(r"```yaml\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    [posted] = yaml.safe_load(block)["paths"].values()
    shape = posted["post"]["requestBody"]["content"]["application/json"]["schema"]
    assert set(shape["required"]) == set(shape["properties"]) == set(told)
    for name, value in told.items():
        assert re.search(shape["properties"][name].get("pattern", ""), value)
    assert set(posted["post"]["responses"]) == {"202", "422", "default"}


def test_the_request_is_plain_http_1_1(monkeypatch: pytest.MonkeyPatch) -> None:
    with sms_server() as proxy, rude_server(_accepting) as rude:
        for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.port}")
        sms_gateway(rude.port).take(letter())
        assert proxy.asked == 0
    head, _, body = rude.requests[0].partition(b"\r\n\r\n")
    first, *lines = head.decode().split("\r\n")
    headers = dict(line.split(": ", 1) for line in lines)
    assert first == "POST /messages HTTP/1.1"
    assert headers["Authorization"] == f"Bearer {KEY.reveal()}"
    assert headers["Idempotency-Key"] == letter().key == json.loads(body)["id"]
    assert headers["Content-Type"] == "application/json"
    assert headers["Connection"] == "close"
    assert "الضمان" in body.decode("utf-8")


def _accepting(connection: socket.socket, rude: Rude, _stop: threading.Event) -> None:
    rude.requests.append(read_request(connection))
    connection.sendall(response(202))


def _answers(data: bytes) -> Manner:
    def manner(connection: socket.socket, _stop: threading.Event) -> None:
        read_request(connection)
        connection.sendall(data)

    return manner


def _hangs(_connection: socket.socket, stop: threading.Event) -> None:
    stop.wait(30)


def _drips(connection: socket.socket, stop: threading.Event) -> None:
    read_request(connection)
    drip(connection, b"HTTP/1.1" + b" " * 10_000, stop)


def _resets(connection: socket.socket, _stop: threading.Event) -> None:
    reset(connection)


def _resets_later(connection: socket.socket, _stop: threading.Event) -> None:
    read_request(connection)
    reset(connection)


RUDE: dict[str, Manner] = {
    "a web page": _answers(response(200, b"<html>", "text/html")),
    "a redirect": _answers(response(307, b"", "", None, "Location: http://127.0.0.1:1/")),
    "not authorised": _answers(response(401)),
    "not found": _answers(response(404)),
    "a failure": _answers(response(500)),
    "another proxy's": _answers(response(502, b"<html>", "text/html")),
    "nothing": _answers(b""),
    "another protocol": _answers(b"220 smtp.example ESMTP\r\n"),
    "half a status": _answers(b"HTTP/1.1 20"),
    "a head without end": _answers(b"HTTP/1.1 202 Word\r\n" + b"X: y\r\n" * 5_000),
    "reset at once": _resets,
    "reset after reading": _resets_later,
    "silence": _hangs,
    "a drip": _drips,
}


@pytest.mark.parametrize("manner", RUDE.values(), ids=RUDE.keys())
def test_a_rude_gateway_gets_the_message_later(manner: Manner) -> None:
    with rude_server(lambda connection, _rude, stop: manner(connection, stop)) as rude:
        refusal(sms_gateway(rude.port, HASTY), letter())


def test_a_gateway_that_is_down_gets_the_message_later() -> None:
    for lend in (refusing_port, unanswering_port):
        with lend() as port:
            refusal(sms_gateway(port, HASTY), letter())


@pytest.mark.parametrize(
    ("told", "wait"), [("7", 7), ("", 0), ("soon", 0), ("-1", 0), ("١٢", 0), ("9" * 20, 0)]
)
def test_a_gateway_may_ask_to_wait(told: str, wait: int) -> None:
    answer = response(503, b"", "", None, f"Retry-After: {told}")
    manner = _answers(answer)
    with rude_server(lambda connection, _rude, stop: manner(connection, stop)) as rude:
        assert refusal(sms_gateway(rude.port), letter()).wait == wait


def test_a_message_refused_for_good_is_not_tried_again() -> None:
    manner = _answers(response(422))
    with (
        rude_server(lambda connection, _rude, stop: manner(connection, stop)) as rude,
        pytest.raises(RefusedError) as caught,
    ):
        sms_gateway(rude.port).take(letter())
    assert caught.value.reason == "status 422"


@pytest.mark.parametrize(
    "answer",
    [b"HTTP/1.1 202 Word\r\nContent-Le", response(202, b'{"id"', length=4_000_000_000)],
    ids=["in its head", "in its body"],
)
def test_an_answer_cut_after_its_status_counts(answer: bytes) -> None:
    manner = _answers(answer)
    with rude_server(lambda connection, _rude, stop: manner(connection, stop)) as rude:
        sms_gateway(rude.port).take(letter())


def test_nothing_is_said_to_a_gateway_that_cannot_be_verified(tmp_path: Path) -> None:
    need_openssl()
    ours, other = Authority(tmp_path / "ours"), Authority(tmp_path / "other")
    cases = {
        "taken": (ours.sign("right"), ours),
        "expired": (ours.sign("expired", dates=EXPIRED), ours),
        "of another host": (ours.sign("host", names="DNS:else.example"), ours),
        "of a stranger": (other.sign("stranger"), ours),
    }
    for name, (files, authority) in cases.items():
        context = authority.server_context(files)

        def attend(
            connection: socket.socket, rude: Rude, stop: threading.Event, context: object = context
        ) -> None:
            with context.wrap_socket(connection, server_side=True) as safe:  # type: ignore[attr-defined]
                _accepting(safe, rude, stop)

        with rude_server(attend) as rude:
            trust = trust_in(authority.certificate)
            gateway = SmsGateway("127.0.0.1", rude.port, "/", key=KEY, trust=trust)
            if name == "taken":
                gateway.take(letter())
                assert len(rude.requests) == 1
            else:
                assert "SSLCertVerificationError" in refusal(gateway, letter()).reason
                assert rude.requests == []
