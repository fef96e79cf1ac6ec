"""The calls of a client to a service that misbehaves, and what comes of them."""

import dataclasses
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
    read_request,
    rude_server,
)
from tests.forms import INQUIRIES, REGISTRATIONS

E = ErrorCode
LIMITS = Limits(connect=0.6, read=0.6, whole=1.5, first_pause=0.01, longest_pause=0.02)
LATE = 3.0  # seconds more than a call may take, on a machine that is busy with other tests
TOKEN = Secret("t" * 43)

REGISTRATION = dataclasses.replace(
    REGISTRATIONS[Nationality.JORDANIAN], idempotency_key="one-press"
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
        lambda s: s.request_inquiry(INQUIRIES[Nationality.JORDANIAN]),
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
