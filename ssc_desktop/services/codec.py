"""The one JSON codec of both HTTP ends: strict, bounded, and silent about what it refuses.

Dataclasses become objects, enums their values, bytes base64 and a Secret its text: on the wire,
and nowhere else. A problem travels as RFC 9457 tells (`application/problem+json`).
"""

import contextlib
import dataclasses
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from threading import Lock
from types import MappingProxyType
from typing import Any, TypeVar

import msgspec

from ssc_desktop.domain.errors import ErrorCode, Problem
from ssc_desktop.domain.field_id import FieldId
from ssc_desktop.domain.secret import Secret

JSON, PROBLEM_JSON = "application/json", "application/problem+json"
MAX_BYTES = 1024 * 1024
MAX_DEPTH = 32
PROBLEM_TYPE = "urn:ssc-desktop:problem:"

T = TypeVar("T")

# A text is one token whatever it holds, ended or not, so that the scan never goes back.
_TOKEN = re.compile(rb'"(?:[^"\\]++|\\.)*+"?|[\[\]{}]', re.DOTALL)
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_LONGEST_PARAM = 64
# What sentences are made of; anything else a service adds is of no use to them.
_PARAMS: Mapping[str, type] = {
    "n": int,
    "length": int,
    "tries_left": int,
    "expires_in": int,
    "calling_code": str,
}
_LARGEST_NUMBER = 2**31
# Without these a sentence would have a hole.
NEEDED: Mapping[ErrorCode, frozenset[str]] = {
    ErrorCode.NUMBER_LENGTH: frozenset({"n", "length"}),
    ErrorCode.PHONE_FORMAT_OTHER: frozenset({"calling_code"}),
    ErrorCode.PASSWORD_TOO_LONG: frozenset({"length"}),
    ErrorCode.CODE_INCOMPLETE: frozenset({"length"}),
}


_DECODERS: dict[type[Any], msgspec.json.Decoder[Any]] = {}
_LEARNING = Lock()


class Undecodable(ValueError):  # noqa: N818 - an adjective says it best
    """Bytes that are not what they should be; tells nothing of what they hold."""


def encode(value: object) -> bytes:
    """Write a value as JSON; a lone surrogate, which UTF-8 cannot carry, becomes U+FFFD."""
    try:
        return msgspec.json.encode(value, enc_hook=_write)
    except UnicodeEncodeError:
        return msgspec.json.encode(_encodable(msgspec.to_builtins(value, enc_hook=_write)))


def decode(data: bytes, kind: type[T]) -> T:
    """Read JSON as a value of that type. Raises Undecodable."""
    if _is_strict(data):
        # What the library complains of repeats the value: it is dropped here, with its chain.
        with contextlib.suppress(ValueError, RecursionError):
            return _decoder_of(kind).decode(data)
    raise Undecodable


def _decoder_of(kind: type[T]) -> msgspec.json.Decoder[T]:
    """Return what reads a type, made when it is first met.

    WORKAROUND(msgspec): it learns a type without a lock, and threads that learn the same one at
    the same time bring the program down.
    """
    with _LEARNING:
        if kind not in _DECODERS:
            _DECODERS[kind] = msgspec.json.Decoder(kind, strict=True, dec_hook=_read)
        return _DECODERS[kind]


def _is_strict(data: bytes) -> bool:
    """Look for what the typed reading would let pass: size, depth, a key that stands twice."""
    if len(data) > MAX_BYTES:
        return False
    depth = 0
    for token in _TOKEN.finditer(data):
        if token[0] in b"[{":
            depth += 1
            if depth > MAX_DEPTH:
                return False
        elif token[0] in b"]}":
            depth -= 1
    try:
        msgspec.json.decode(data, type=msgspec.Raw)  # first, as it is the stricter one
        json.loads(data.decode("utf-8"), object_pairs_hook=_unique)
    except (ValueError, RecursionError):
        return False
    return True


def _unique(pairs: list[tuple[str, object]]) -> None:
    if len({key for key, _ in pairs}) < len(pairs):
        raise ValueError("a key stands twice")


def _write(value: object) -> object:
    if isinstance(value, Secret):
        return value.reveal()
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"{type(value).__name__} does not travel")


def _read(kind: type[Any], value: object) -> object:
    if kind is Secret and isinstance(value, str):
        return Secret(value)
    raise ValueError(kind.__name__)


def _encodable(value: Any) -> Any:
    match value:
        case str():
            return _LONE_SURROGATE.sub("\ufffd", value)
        case dict():
            return {_encodable(key): _encodable(item) for key, item in value.items()}
        case list() | tuple():
            return [_encodable(item) for item in value]
    return value


# ------------------------------------------------------------------ problems


@dataclass(frozen=True, slots=True)
class ProblemDocument:
    """A problem as it travels; `code` is the stable name, `title` is for people who debug."""

    type: str
    title: str
    status: int
    code: str
    field: str | None = None
    params: Mapping[str, int | str] = dataclasses.field(default_factory=dict)
    retry_after: int | None = None
    reference: str | None = None


def document_of(problem: Problem, status: HTTPStatus) -> ProblemDocument:
    """Put a problem into its document."""
    return ProblemDocument(
        type=PROBLEM_TYPE + problem.code,
        title=status.phrase,
        status=status.value,
        code=problem.code.value,
        field=problem.field,
        params=dict(problem.params),
        retry_after=problem.retry_after,
        reference=problem.reference,
    )


def problem_of(document: ProblemDocument) -> Problem | None:
    """Take a problem out of its document; None for a code that this version does not know.

    None too where the values are missing that its sentence is made of.
    """
    try:
        code = ErrorCode(document.code)
    except ValueError:
        return None
    known = {f.value for f in FieldId}
    params = {
        name: value
        for name, value in document.params.items()
        if type(value) is _PARAMS.get(name) and _is_sayable(value)
    }
    if not NEEDED.get(code, frozenset()) <= params.keys():
        return None
    reference = document.reference
    if reference is not None and not re.fullmatch(r"[0-9A-Za-z-]{1,64}", reference):
        reference = None
    wait = document.retry_after
    return Problem(
        code,
        FieldId(document.field) if document.field in known else None,
        MappingProxyType(params),
        wait if wait is not None and 0 <= wait < _LARGEST_NUMBER else None,
        reference,
    )


def _is_sayable(value: int | str) -> bool:
    """Tell whether a value may stand in a sentence."""
    if isinstance(value, str):
        return len(value) <= _LONGEST_PARAM and value.isprintable()
    return 0 <= value < _LARGEST_NUMBER
