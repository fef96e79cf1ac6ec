"""What the service may say: results of the right types that no honest service would give.

A window must be able to trust a result: its numbers count down, its picture is decoded, its texts
are shown.
"""

import re
import struct
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from ssc_desktop.domain.code import LONGEST, SHORTEST
from ssc_desktop.domain.policy import DAY, PICTURE_BYTES, PICTURE_HEIGHT, PICTURE_WIDTH
from ssc_desktop.domain.reference import ReferenceData
from ssc_desktop.services import operations
from ssc_desktop.services.contract import (
    Account,
    Activated,
    Captcha,
    CodeSent,
    InquiryAnswer,
    Session,
)

CODE_LENGTHS = range(SHORTEST, LONGEST + 1)
_LONGEST_TEXT = 300
_MOST_ENTRIES = 2_000
_IHDR = struct.Struct(">8s4x4sII")
_PNG = b"\x89PNG\r\n\x1a\n"


def is_sound(result: object) -> bool:
    """Tell whether a result is within what this program works with."""
    check = _CHECKS.get(type(result))
    return check is None or check(result)


def _reference(data: ReferenceData) -> bool:
    rule = data.password_rule
    lists = (data.countries, data.banks, data.academic_levels, data.kinships)
    return (
        data.code_length in CODE_LENGTHS
        and 1 <= rule.min_length <= rule.max_length <= 1_000
        and all(0 < len(entries) <= _MOST_ENTRIES for entries in lists)
        and all(_are_texts((e.code, e.ar, e.en)) for entries in lists for e in entries)
        and all(
            _is_calling_code(code)
            for code in (*data.sms_calling_codes, *(c.calling_code for c in data.countries))
            if code is not None
        )
        and _are_texts((data.version,))
    )


def _captcha(captcha: Captcha) -> bool:
    if not _is_id(captcha.id) or not 0 < captcha.expires_in <= DAY:
        return False
    if captcha.png is not None:
        return captcha.question is None and _is_picture(captcha.png)
    numbers = captcha.question.numbers if captcha.question else ()
    return 1 <= len(numbers) <= 10 and all(0 <= n < 1_000_000 for n in numbers)


def _code_sent(sent: CodeSent) -> bool:
    return (
        _is_id(sent.flow_id)
        and bool(sent.channels)
        and not set(sent.channels) & set(sent.other_channels)
        and sent.code_length in CODE_LENGTHS
        and 0 <= sent.expires_in <= DAY
        and 0 <= (sent.resend_in or 0) <= 30 * DAY
        and 0 <= sent.tries_left <= 100
    )


def _session(session: Session) -> bool:
    token = re.fullmatch(operations.TOKEN_SHAPE, session.token.reveal())
    lives = all(0 < seconds <= 30 * DAY for seconds in (session.expires_in, session.idle))
    return token is not None and lives and _are_texts((session.name,))


def _account(account: Account) -> bool:
    optional = (
        account.email,
        account.country_of_residence,
        account.academic_level,
        account.bank,
        account.insurance_number,
    )
    return _are_texts((account.name, account.number, account.phone)) and _are_texts(
        text for text in optional if text is not None
    )


_CHECKS: Mapping[type, Callable[[Any], bool]] = {
    ReferenceData: _reference,
    Captcha: _captcha,
    CodeSent: _code_sent,
    Activated: lambda done: (
        _are_texts((done.sign_in_id,)) and 0 <= done.takes_effect_in <= 30 * DAY
    ),
    Session: _session,
    Account: _account,
    InquiryAnswer: lambda answer: _are_texts((answer.insurance_number,)),
}


def _are_texts(texts: Iterable[str]) -> bool:
    """Tell whether texts fit on one line of a page."""
    return all(0 < len(t) <= _LONGEST_TEXT and not re.search(r"[\x00-\x1f\x7f]", t) for t in texts)


def _is_id(text: str) -> bool:
    return re.fullmatch(operations.FLOW_SHAPE, text) is not None


def _is_calling_code(text: str) -> bool:
    return re.fullmatch(r"\+[0-9]{1,6}", text) is not None


def _is_picture(data: bytes) -> bool:
    """Look at the head of a PNG, before anybody reserves memory for what it promises."""
    if not _IHDR.size <= len(data) <= PICTURE_BYTES:
        return False
    signature, chunk, width, height = _IHDR.unpack_from(data)
    size_fits = 0 < width <= PICTURE_WIDTH and 0 < height <= PICTURE_HEIGHT
    return bool(signature == _PNG and chunk == b"IHDR" and size_fits)
