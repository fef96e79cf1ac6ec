"""The verification code as people give it back: spaced, in Arabic digits, or a whole message."""

import re

from ssc_desktop.domain.errors import AppError, ErrorCode
from ssc_desktop.domain.field_id import FieldId
from ssc_desktop.domain.text import plain

SHORTEST, LONGEST = 4, 8


def parse_code(raw: str, length: int) -> str:
    """Find the code of `length` digits in what was typed or pasted.

    Digits with spaces or dashes between them are one code; in a pasted message the first run of
    exactly `length` digits is taken. Raises AppError CODE_INCOMPLETE (params length).
    """
    text = plain(raw)
    spaced = re.sub(r"[\s\-\u2010-\u2015\u2212]", "", text)
    if re.fullmatch(rf"[0-9]{{{length}}}", spaced):
        return spaced
    if re.search(r"[^\W\d_]", text):
        found = re.search(rf"(?<![0-9])[0-9]{{{length}}}(?![0-9])", text)
        if found:
            return found.group()
    raise AppError(ErrorCode.CODE_INCOMPLETE, FieldId.CODE, length=length)
