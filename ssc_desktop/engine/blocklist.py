"""Passwords that are easy to guess: built of common words, or of what is known of the person.

The words are in resources/data/password_stems.txt. A password is common when nothing is left of it
but one to three of them, digits that people usually add, and symbols.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

import resources
from ssc_desktop.domain.errors import AppError, ErrorCode
from ssc_desktop.domain.field_id import FieldId
from ssc_desktop.domain.password import is_printed_example
from ssc_desktop.domain.text import fold_digits, search_key

_MOST_STEMS = 3
_SHORTEST_NAME, _SHORTEST_NUMBER = 4, 6
# Symbols and digits that stand for letters; 1 and ! stand for two.
_LEET = (
    str.maketrans("@4301!$5789", "aaeoiisstbg"),
    str.maketrans("@4301!$57", "aaeollsst"),
)
_WALKS = ("01234567890", "09876543210", "1470", "2580", "3690", "147258369", "159", "357", "951")


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a person: full name, numbers (also phone and card), mailbox."""

    name: str = ""
    numbers: tuple[str, ...] = ()
    email: str = ""


def check_common(password: str, field: FieldId) -> None:
    """Raise AppError PASSWORD_TOO_COMMON for a password made of common words.

    The guide's printed example is the rule's matter, not this list's.
    """
    if not is_printed_example(password) and is_common(password):
        raise AppError(ErrorCode.PASSWORD_TOO_COMMON, field)


def check_personal(password: str, known: Known, field: FieldId) -> None:
    """Raise AppError PASSWORD_TOO_COMMON for a password with the person's own data in it."""
    if is_personal(password, known):
        raise AppError(ErrorCode.PASSWORD_TOO_COMMON, field)


def is_common(password: str) -> bool:
    """Tell whether a password is nothing but common words with common digits and symbols."""
    text = _folded(password)
    readings = {text, *(text.translate(table) for table in _LEET), *_without_ends(text)}
    return any(_is_built_of_stems(_alphanumeric(reading)) for reading in readings)


def is_personal(password: str, known: Known) -> bool:
    """Tell whether a password has the person's number, phone, card, mailbox or name in it."""
    text = _folded(password)
    packed = _alphanumeric(text)
    numbers = (_alphanumeric(_folded(number)) for number in known.numbers)
    if any(len(n) >= _SHORTEST_NUMBER and n in packed for n in numbers):
        return True
    mailbox = _alphanumeric(_folded(known.email.partition("@")[0]))
    if len(mailbox) >= _SHORTEST_NAME and mailbox in packed:
        return True
    words = set(re.findall(r"[^\W\d_]+", search_key(password)))
    letters = "".join(re.findall(r"[^\W\d_]+", search_key(password)))
    names = set(search_key(known.name).split())
    names |= {name.removeprefix("ال") for name in names}
    return any(
        name in words or (len(name) >= _SHORTEST_NAME and name in letters) for name in names if name
    )


@cache
def _stems() -> frozenset[str]:
    text = resources.path("data", "password_stems.txt").read_text(encoding="utf-8")
    lines = (line.strip() for line in text.splitlines())
    words = (_folded(line) for line in lines if line and not line.startswith("#"))
    return frozenset(packed for packed in map(_alphanumeric, words) if packed)


@cache
def _longest_stem() -> int:
    return max(map(len, _stems()))


def _folded(text: str) -> str:
    folded = fold_digits(unicodedata.normalize("NFKC", text).casefold())
    letters = unicodedata.normalize("NFKD", folded)
    return "".join(c for c in letters if not unicodedata.combining(c) and c != "ـ")


def _alphanumeric(text: str) -> str:
    return "".join(c for c in text if c.isalnum())


def _without_ends(text: str) -> Iterable[str]:
    """Read letters for symbols and digits inside a password only, not in what is hung on to it."""
    core = re.sub(r"^[\W\d_]+|[\W\d_]+$", "", text)
    rest = _alphanumeric(text.replace(core, "", 1)) if core else ""
    if _digits_are_common(rest):
        yield from (core.translate(table) for table in _LEET)


def _is_built_of_stems(text: str) -> bool:
    """Split a text into stems and runs of common digits, at most three stems."""
    if not text:
        return True
    fewest: list[int | None] = [0] + [None] * len(text)
    for end in range(1, len(text) + 1):
        for begin in range(max(0, end - max(_longest_stem(), 12)), end):
            before = fewest[begin]
            if before is None:
                continue
            piece = text[begin:end]
            cost = _cost(text, begin, end, piece)
            if cost is not None:
                total = before + cost
                best = fewest[end]
                fewest[end] = total if best is None else min(best, total)
    found = fewest[-1]
    return found is not None and found <= _MOST_STEMS


def _cost(text: str, begin: int, end: int, piece: str) -> int | None:
    if piece in _stems() or (piece.isalpha() and len(set(piece)) == 1 and len(piece) >= 2):
        return 1
    whole_run = (
        piece.isdecimal()
        and not text[begin - 1 : begin].isdecimal()
        and not text[end : end + 1].isdecimal()
    )
    return 0 if whole_run and _digits_are_common(piece) else None


def _digits_are_common(digits: str) -> bool:
    """Tell whether people usually hang these digits on to a word: few, in a row, or a year."""
    if len(digits) <= 3:
        return True
    return _split_common(digits)


@cache
def _split_common(digits: str) -> bool:
    if not digits:
        return True
    for length in range(len(digits), 1, -1):
        head = digits[:length]
        if _is_pattern(head) and _split_common(digits[length:]):
            return True
    return False


def _is_pattern(digits: str) -> bool:
    if len(set(digits)) == 1:
        return True
    if len(digits) == 4 and 1900 <= int(digits) <= 2099:
        return True
    if len(digits) >= 4 and len(digits) % 2 == 0 and len(set(re.findall("..", digits))) == 1:
        return True
    return len(digits) >= 3 and any(digits in walk for walk in _WALKS)
