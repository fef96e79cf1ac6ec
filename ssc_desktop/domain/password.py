"""The password's rule and how strong a password is; what it must not contain is the engine's."""

import math
import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from ssc_desktop.domain.errors import AppError, ErrorCode
from ssc_desktop.domain.field_id import FieldId
from ssc_desktop.domain.text import composed, strip_marks

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
PRINTED_EXAMPLES = frozenset({"asdf*1234", "1234*asdf"})


class PasswordPart(StrEnum):
    """One part of the rule, ticked off while the person types."""

    LENGTH = "length"
    LETTER = "letter"
    DIGIT = "digit"
    SYMBOL = "symbol"


@dataclass(frozen=True, slots=True)
class PasswordRule:
    """The rule's values, told by the service so that both sides give the same verdict.

    `classes` are the kinds of character of which one at least has to be in a password.
    """

    min_length: int = 8
    max_length: int = 128
    classes: tuple[PasswordPart, ...] = (
        PasswordPart.LETTER,
        PasswordPart.DIGIT,
        PasswordPart.SYMBOL,
    )
    refuse_printed_example: bool = False

    @property
    def parts(self) -> tuple[PasswordPart, ...]:
        """What is asked of a password, in the order shown."""
        return tuple(p for p in PasswordPart if p is PasswordPart.LENGTH or p in self.classes)

    @property
    def is_the_guides(self) -> bool:
        """Tell whether it asks for what the guide prints, which sentences may then repeat."""
        guide = PasswordRule()
        return self.min_length == guide.min_length and self.parts == guide.parts


def normalized(password: str) -> str:
    """Return the form that is counted and hashed (NFC), so that it matches on every keyboard.

    Marks that nobody sees, and that come along with copied text, are no part of it. A lone
    surrogate, which no password has, becomes U+FFFD, so that every form can be encoded.
    """
    return _LONE_SURROGATE.sub("\ufffd", composed(strip_marks(password)))


def missing_parts(password: str, rule: PasswordRule) -> tuple[PasswordPart, ...]:
    """Return the parts of the rule that a password does not meet yet, in the order shown."""
    text = normalized(password)
    categories = {unicodedata.category(c) for c in text}
    met = {
        PasswordPart.LENGTH: len(text) >= rule.min_length,
        PasswordPart.LETTER: any(c.startswith("L") for c in categories),
        PasswordPart.DIGIT: "Nd" in categories,
        PasswordPart.SYMBOL: any(c[0] in "PS" for c in categories) or " " in text.strip(),
    }
    return tuple(part for part in rule.parts if not met[part])


def is_printed_example(password: str) -> bool:
    """Tell whether this is the very example that the guide prints."""
    return normalized(password) in PRINTED_EXAMPLES


def check_password(password: str, rule: PasswordRule, field: FieldId) -> str:
    """Return the password as it is hashed.

    Raises AppError PASSWORD_TOO_LONG (params length), PASSWORD_RULE (params length, where the rule
    is another than the guide's) or PASSWORD_PRINTED_EXAMPLE.
    """
    text = normalized(password)
    if len(text) > rule.max_length:
        raise AppError(ErrorCode.PASSWORD_TOO_LONG, field, length=rule.max_length)
    if "\x00" in text or _LONE_SURROGATE.search(password) or missing_parts(text, rule):
        if not rule.is_the_guides:
            raise AppError(ErrorCode.PASSWORD_RULE, field, length=rule.min_length)
        raise AppError(ErrorCode.PASSWORD_RULE, field)
    if rule.refuse_printed_example and is_printed_example(text):
        raise AppError(ErrorCode.PASSWORD_PRINTED_EXAMPLE, field)
    return text


def strength(password: str, rule: PasswordRule) -> int:
    """Grade a password from 0 (does not meet the rule) to 4 (long and varied).

    An estimate from length and variety alone, for the meter beside the field.
    """
    text = normalized(password)
    if missing_parts(text, rule) or is_printed_example(text):
        return 0
    pool = len(set(text.casefold()))
    bits = len(text) * math.log2(max(pool, 2))
    return 1 + sum(bits >= step for step in (28, 40, 56))
