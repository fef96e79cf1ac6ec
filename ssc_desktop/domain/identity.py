"""Numbers that say who somebody is: national, personal, card, passport number; date of birth.

Formats and how sure they are: the corporation's guide and the civil registry's practice. No
check digit is known for any of them, so none is checked.
"""

import datetime as dt
import re
from enum import StrEnum

from ssc_desktop.domain.errors import AppError, ErrorCode
from ssc_desktop.domain.field_id import FieldId
from ssc_desktop.domain.text import plain, without_spaces

IDENTITY_DIGITS = 10
OLDEST_BIRTH = dt.date(1900, 1, 1)
_CARD = re.compile(r"[A-Za-z0-9]{6,9}")
_CARD_USUAL = re.compile(r"[A-Z]{3}[0-9]{5}")
_PASSPORT = re.compile(r"[A-Za-z0-9]{3,20}")
# What people put between day, month and year; also the Arabic date mark and comma.
_BETWEEN = r"[\s/\\.\-\u2010-\u2015\u2212\u060c\u060d]+"
_DAY_FIRST = re.compile(rf"([0-9]{{1,2}}){_BETWEEN}([0-9]{{1,2}}){_BETWEEN}([0-9]{{4}})")
_YEAR_FIRST = re.compile(rf"([0-9]{{4}}){_BETWEEN}([0-9]{{1,2}}){_BETWEEN}([0-9]{{1,2}})")


class Nationality(StrEnum):
    """Which of the two sets of identity evidence a person has."""

    JORDANIAN = "jordanian"
    FOREIGN = "foreign"


def parse_number(raw: str, field: FieldId) -> str:
    """Read a 10-digit national or personal number.

    Raises AppError NUMBER_DIGITS_ONLY or NUMBER_LENGTH (params n, length).
    """
    number = without_spaces(raw)
    if not re.fullmatch(r"[0-9]*", number):
        raise AppError(ErrorCode.NUMBER_DIGITS_ONLY, field)
    if len(number) != IDENTITY_DIGITS:
        raise AppError(ErrorCode.NUMBER_LENGTH, field, n=len(number), length=IDENTITY_DIGITS)
    return number


def parse_card_number(raw: str, field: FieldId) -> str:
    """Read the number on the back of the ID card, upper-cased without spaces.

    Raises AppError CARD_FORMAT where it cannot be a card number at all; an unusual shape is
    accepted (see `card_shape_is_usual`).
    """
    number = without_spaces(raw)
    if not _CARD.fullmatch(number):  # before upper(), which turns "ß" and "ı" into Latin letters
        raise AppError(ErrorCode.CARD_FORMAT, field)
    return number.upper()


def card_shape_is_usual(number: str) -> bool:
    """Tell whether a card number has the usual three letters and five digits."""
    return bool(_CARD_USUAL.fullmatch(number))


def parse_passport_number(raw: str) -> str:
    """Read a passport or travel document number, upper-cased. Raises AppError PASSPORT_FORMAT."""
    number = without_spaces(raw)
    if not _PASSPORT.fullmatch(number) or not number.strip("0"):
        raise AppError(ErrorCode.PASSPORT_FORMAT, FieldId.PASSPORT_NUMBER)
    return number.upper()


def parse_birth_date(raw: str, today: dt.date) -> str:
    """Read a date written day first (17/5/1990) or year first (1990-05-17); return it as ISO.

    Raises AppError BIRTH_DATE_FORMAT, or BIRTH_DATE_RANGE for a day that is still to come or
    before 1900.
    """
    text = plain(raw)
    if match := _DAY_FIRST.fullmatch(text):
        day, month, year = match.groups()
    elif match := _YEAR_FIRST.fullmatch(text):
        year, month, day = match.groups()
    else:
        raise AppError(ErrorCode.BIRTH_DATE_FORMAT, FieldId.BIRTH_DATE)
    try:
        date = dt.date(int(year), int(month), int(day))
    except ValueError:
        raise AppError(ErrorCode.BIRTH_DATE_FORMAT, FieldId.BIRTH_DATE) from None
    if not OLDEST_BIRTH <= date <= today:
        raise AppError(ErrorCode.BIRTH_DATE_RANGE, FieldId.BIRTH_DATE)
    return date.isoformat()
