"""REST v1: which call of the contract is which request; read by client, server and OpenAPI alike.

What stands in the path (the flow) or in a header (token, Idempotency-Key) is not in the body.
"""

import dataclasses
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Literal

import msgspec

from ssc_desktop.domain.reference import ReferenceData
from ssc_desktop.services import codec
from ssc_desktop.services.contract import (
    Account,
    Activated,
    Captcha,
    CaptchaKind,
    CodeRequest,
    CodeSent,
    InquiryAnswer,
    InquiryRequest,
    NewPasswordRequest,
    PasswordChanged,
    RegistrationRequest,
    ResendRequest,
    ResetRequest,
    Session,
    SignInRequest,
)

KEY_HEADER = "Idempotency-Key"
VERSION_HEADER = "SSC-Client-Version"
CREDENTIAL_HEADER = "SSC-Client-Credential"
KEY_SHAPE = r"[A-Za-z0-9._~-]{1,128}"
FLOW_SHAPE = r"[A-Za-z0-9_-]{1,128}"
TOKEN_SHAPE = r"[A-Za-z0-9._~+/-]{1,512}"
CREDENTIAL_SHAPE = r"[0-9a-f]{12}\.[A-Za-z0-9_-]{43}"  # its name, and 32 random bytes
_OUTSIDE_THE_BODY = ("flow_id", "idempotency_key")


@dataclass(frozen=True, slots=True)
class CaptchaRequest:
    """Ask for a captcha of that kind."""

    kind: CaptchaKind


@dataclass(frozen=True, slots=True)
class Operation:
    """One request; `name` is the method of AccountService that answers it.

    `keyed`: sends a code, so the same key never sends two. `lasting`: an answer that gets lost
    leaves open whether something was done.
    """

    name: str
    method: Literal["GET", "POST", "DELETE"]
    path: str
    status: HTTPStatus
    result: type[Any] | None
    request: type[Any] | None = None
    keyed: bool = False
    lasting: bool = False
    signed_in: bool = False

    @property
    def body(self) -> type[msgspec.Struct] | None:
        """The shape of the body; what it does not name is refused."""
        return None if self.request is None else _body_of(self.request)

    def path_of(self, flow_id: str) -> str:
        """Return the path with the flow in its place."""
        return self.path.format(flow=flow_id)

    def write_body(self, request: object) -> bytes:
        """Write the part of a request that goes into the body."""
        shape = self.body
        assert shape is not None
        return codec.encode(shape(**{n: getattr(request, n) for n in shape.__struct_fields__}))

    def read_body(self, data: bytes, *, flow_id: str, key: str) -> Any:
        """Join body, path and header to the contract's request. Raises codec.Undecodable."""
        shape, request = self.body, self.request
        assert shape is not None
        assert request is not None
        body = codec.decode(data, shape)
        values = {name: getattr(body, name) for name in shape.__struct_fields__}
        outside = {"flow_id": flow_id, "idempotency_key": key}
        asked = {part.name for part in dataclasses.fields(request)}
        return request(**values, **{n: v for n, v in outside.items() if n in asked})


_BODIES: dict[type[Any], type[msgspec.Struct]] = {}  # two operations may take the same


def _body_of(request: type[Any]) -> type[msgspec.Struct]:
    if request in _BODIES:
        return _BODIES[request]
    named: list[Any] = []
    for part in dataclasses.fields(request):
        if part.name in _OUTSIDE_THE_BODY:
            continue
        optional = part.default is not dataclasses.MISSING
        named.append((part.name, part.type, part.default) if optional else (part.name, part.type))
    name = request.__name__ + "Body"
    return _BODIES.setdefault(
        request, msgspec.defstruct(name, named, forbid_unknown_fields=True, kw_only=True)
    )


def _post(
    name: str, path: str, request: type[Any], result: type[Any], status: HTTPStatus, **more: bool
) -> Operation:
    return Operation(name, "POST", f"/v1/{path}", status, result, request, **more)


_OK, _CREATED, _ACCEPTED = HTTPStatus.OK, HTTPStatus.CREATED, HTTPStatus.ACCEPTED

REFERENCE_DATA = Operation("reference_data", "GET", "/v1/reference-data", _OK, ReferenceData)
NEW_CAPTCHA = _post("new_captcha", "captchas", CaptchaRequest, Captcha, _CREATED)
REGISTER = _post(
    "register", "registrations", RegistrationRequest, CodeSent, _ACCEPTED, keyed=True, lasting=True
)
VERIFY_REGISTRATION = _post(
    "verify_registration",
    "registrations/{flow}/verification",
    CodeRequest,
    Activated,
    _OK,
    lasting=True,
)
RESEND_CODE = _post(
    "resend_code",
    "codes/{flow}/resend",
    ResendRequest,
    CodeSent,
    _ACCEPTED,
    keyed=True,
    lasting=True,
)
SIGN_IN = _post("sign_in", "sessions", SignInRequest, Session, _CREATED)
SIGN_OUT = Operation(
    "sign_out", "DELETE", "/v1/sessions/current", HTTPStatus.NO_CONTENT, None, signed_in=True
)
ACCOUNT = Operation("account", "GET", "/v1/account", _OK, Account, signed_in=True)
REQUEST_RESET = _post(
    "request_reset",
    "password-resets",
    ResetRequest,
    CodeSent,
    _ACCEPTED,
    keyed=True,
    lasting=True,
)
FINISH_RESET = _post(
    "finish_reset",
    "password-resets/{flow}/completion",
    NewPasswordRequest,
    PasswordChanged,
    _OK,
    lasting=True,
)
REQUEST_INQUIRY = _post(
    "request_inquiry",
    "inquiries",
    InquiryRequest,
    CodeSent,
    _ACCEPTED,
    keyed=True,
    lasting=True,
)
ANSWER_INQUIRY = _post(
    "answer_inquiry", "inquiries/{flow}/answer", CodeRequest, InquiryAnswer, _OK, lasting=True
)

OPERATIONS: tuple[Operation, ...] = (
    REFERENCE_DATA,
    NEW_CAPTCHA,
    REGISTER,
    VERIFY_REGISTRATION,
    RESEND_CODE,
    SIGN_IN,
    SIGN_OUT,
    ACCOUNT,
    REQUEST_RESET,
    FINISH_RESET,
    REQUEST_INQUIRY,
    ANSWER_INQUIRY,
)
