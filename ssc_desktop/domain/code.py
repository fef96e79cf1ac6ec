"""The verification code as people give it back: spaced, in Arabic digits, or a whole message."""

import re

from ssc_desktop.domain.errors import AppError, ErrorCode
from ssc_desktop.domain.field_id import FieldId
from ssc_desktop.domain.text import plain, without_spaces

SHORTEST, LONGEST = 4, 8
# One number as it is written: 4821, 48 21, 079 000 0000, 22/11/2026, 12:30. No digit of another
# script may touch it.
_NUMBER = re.compile(r"(?<!\d)[0-9]+(?:[\s\-\u2010-\u2015\u2212./:][0-9]+)*(?!\d)")
_OWN_NUMBER = 6  # digits from which on a neighbour is a number of its own, not a part of this one


def parse_code(raw: str, length: int) -> str:
    """Find the code of `length` digits in what was typed or pasted.

    Digits with spaces or dashes between them are one code; in a pasted message the first number
    of exactly `length` digits is taken, never a part of a phone number or a date. Raises AppError
    CODE_INCOMPLETE (params length).
    """
    code = re.compile(rf"[0-9]{{{length}}}")
    typed = without_spaces(raw)
    if code.fullmatch(typed):
        return typed
    numbers: list[str] = _NUMBER.findall(plain(raw))
    for number in map(without_spaces, numbers):
        if code.fullmatch(number):
            return number
    # Two numbers on lines of their own, such as a code and a hotline, arrive with a space between.
    for parts in (number.split() for number in numbers):
        fitting = [part for part in parts if code.fullmatch(part)]
        short = [part for part in parts if len(part) < _OWN_NUMBER]
        if fitting and short in ([], fitting[:1]):
            return fitting[0]
    raise AppError(ErrorCode.CODE_INCOMPLETE, FieldId.CODE, length=length)
