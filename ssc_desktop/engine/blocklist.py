"""Passwords that are easy to guess: built of common words, or of what is known of the person.

The words are in resources/data/password_stems.txt. A password is common when nothing is left of it
but one to three of them, digits that people usually add, and symbols.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import resources
from ssc_desktop.domain.errors import AppError, ErrorCode
from ssc_desktop.domain.field_id import FieldId
from ssc_desktop.domain.password import is_printed_example
from ssc_desktop.domain.phone import JORDAN
from ssc_desktop.domain.text import search_key
from ssc_desktop.engine.registry import Person

_MOST_STEMS = 3
_SHORTEST_STEM = 2
_SHORTEST_PART, _SHORTEST_NUMBER = 4, 6  # of a name or mailbox, of a number, to be looked for
_HUNG_ON_LETTERS = 3  # how far symbols at either end of a password may stand for letters
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


def known_of(person: Person, *, phone: str, email: str | None) -> Known:
    """Gather what a password of this person must not have in it; `phone` is E.164."""
    born = person.birth_date.split("-")  # registries hold 1950-00-00 too
    numbers = (
        person.number,
        person.card_number,
        person.passport_number,
        person.insurance_number,
        "".join(born),
        "".join(reversed(born)),
        phone.removeprefix(JORDAN).removeprefix("+"),
    )
    return Known(person.name, tuple(n for n in numbers if n), email or "")


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
    return any(_is_built_of_stems(reading) for reading in set(_readings(password)))


def is_personal(password: str, known: Known) -> bool:
    """Tell whether a password has the person's number, phone, card, mailbox or name in it."""
    packed = _packed(password)
    numbers = map(_packed, known.numbers)
    if any(len(n) >= _SHORTEST_NUMBER and n in packed for n in numbers):
        return True
    mailbox = _packed(known.email.partition("@")[0])
    if len(mailbox) >= _SHORTEST_PART and mailbox in packed:
        return True
    words = re.findall(r"[^\W\d_]+", search_key(password))
    letters = "".join(words)
    names = set(search_key(known.name).split())
    names |= {name.removeprefix("ال") for name in names}
    return any(
        name in words or (len(name) >= _SHORTEST_PART and name in letters) for name in names if name
    )


# ------------------------------------------------------------------ common words


def _readings(password: str) -> Iterator[str]:
    """Read a password as it is, and with symbols and digits for letters."""
    yield _packed(password)
    text = unicodedata.normalize("NFKC", password).casefold()
    core = re.search(r"[^\W\d_](?:.*[^\W\d_])?", text, re.DOTALL)
    if core is None:
        return
    for begin in range(max(0, core.start() - _HUNG_ON_LETTERS), core.start() + 1):
        for end in range(core.end(), min(len(text), core.end() + _HUNG_ON_LETTERS) + 1):
            hung_on = _packed(text[:begin] + " " + text[end:])
            if _digits_are_common(hung_on):
                yield from (_packed(text[begin:end].translate(table)) for table in _LEET)


def _packed(text: str) -> str:
    return "".join(c for c in search_key(text) if c.isalnum())


@cache
def _stems() -> frozenset[str]:
    text = resources.path("data", "password_stems.txt").read_text(encoding="utf-8")
    lines = (line.strip() for line in text.splitlines())
    packed = {_packed(line) for line in lines if line and not line.startswith("#")}
    return frozenset(stem for stem in packed if len(stem) >= _SHORTEST_STEM)


@cache
def _longest_stem() -> int:
    return max(map(len, _stems()))


def _is_built_of_stems(text: str) -> bool:
    """Split a text into stems and runs that add nothing to them, at most three stems."""
    runs = {run.end(): (run.start(), cost) for run, cost in _simple_runs(text)}
    fewest = [0] + [_MOST_STEMS + 1] * len(text)
    for end in range(1, len(text) + 1):
        for begin in range(max(0, end - _longest_stem()), end):
            if text[begin:end] in _stems():
                fewest[end] = min(fewest[end], fewest[begin] + 1)
        if end in runs:
            begin, cost = runs[end]
            fewest[end] = min(fewest[end], fewest[begin] + cost)
    return fewest[-1] <= _MOST_STEMS


def _simple_runs(text: str) -> Iterator[tuple[re.Match[str], int]]:
    """Find common digits, which cost nothing, and one letter again and again, as good as a stem."""
    for run in re.finditer(r"\d+|[^\W\d_]+", text):
        if run.group().isdecimal():
            if _digits_are_common(run.group()):
                yield run, 0
        elif len(set(run.group())) == 1:
            yield run, 1


# ------------------------------------------------------------------ common digits


def _digits_are_common(digits: str) -> bool:
    """Tell whether people usually hang these digits on to a word: few, in a row, or a year."""
    return len(digits) <= 3 or (digits.isdecimal() and _is_split_into_patterns(digits))


def _is_split_into_patterns(digits: str) -> bool:
    reached = {0}
    for end in range(2, len(digits) + 1):
        if any(_is_pattern(digits[begin:end]) for begin in reached):
            reached.add(end)
    return len(digits) in reached


def _is_pattern(digits: str) -> bool:
    if len(digits) < 2:
        return False
    if len(set(digits)) == 1 or any(len(digits) >= 3 and digits in walk for walk in _WALKS):
        return True
    if len(digits) == 4 and 1900 <= int(digits) <= 2099:
        return True
    return len(digits) % 2 == 0 and len(set(re.findall("..", digits))) == 1 and len(digits) > 2
