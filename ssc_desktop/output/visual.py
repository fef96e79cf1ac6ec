"""Arabic for devices that put one character after the other, from left to right, as they come.

Letters get the shapes they have beside their neighbours, and every line is put into the order in
which it is seen. The result is for such a device only: it is no text that could be searched, read
out or turned back.
"""

import re
import unicodedata
from functools import lru_cache
from typing import Literal, Protocol

Base = Literal["L", "R"]

_RIGHT_TO_LEFT = ("R", "AL")  # Unicode bidirectional classes
_ISOLATES = "\u2066\u2067\u2068\u2069"
_NON_JOINER = "\u200c"
_PAIRS = dict(zip("()[]{}<>«»‹›≤≥", ")(][}{><»«›‹≥≤", strict=True))
# A mark without width that goes wherever the character before it goes, and takes its direction.
_FOLLOWER = "\u034f"
_PAIR = re.compile("([" + re.escape("".join(_PAIRS)) + "])")
_FOLLOWED = re.compile(f"{_FOLLOWER}{_PAIR.pattern}|{_PAIR.pattern}{_FOLLOWER}")


class _Reshaper(Protocol):
    def reshape(self, text: str) -> str: ...


def has_right_to_left(text: str) -> bool:
    """Tell whether anything in a text is written from right to left."""
    return not text.isascii() and any(unicodedata.bidirectional(c) in _RIGHT_TO_LEFT for c in text)


def base_of(text: str) -> Base:
    """Return the direction of a paragraph: that of its first letter outside isolated values."""
    depth = 0
    for character in text:
        if character in "\u2066\u2067\u2068":
            depth += 1
        elif character == "\u2069":
            depth = max(0, depth - 1)
        elif depth == 0:
            kind = unicodedata.bidirectional(character)
            if kind == "L":
                return "L"
            if kind in _RIGHT_TO_LEFT:
                return "R"
    return "L"


def width(text: str) -> int:
    """Count the columns that a text takes on a device."""
    if text.isascii():
        return len(text)
    return sum(_columns(c) for c in text)


def _columns(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf", "Cc"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def one_line(text: str) -> str:
    """Return a text without what a device would obey instead of show; line ends become spaces."""
    # Half a character, as broken file names have them, can be neither ordered nor encoded.
    spaced = re.sub(r"[\ud800-\udfff]", "\ufffd", re.sub(r"\s", " ", text))
    kept = (
        c
        for c in spaced
        if c in _ISOLATES or c == _NON_JOINER or unicodedata.category(c) not in ("Cc", "Cf")
    )
    return "".join(kept)


def logical_line(text: str) -> str:
    """Return one line for whoever orders and shapes it: nothing in it that cannot be seen."""
    return "".join(c for c in one_line(text) if c not in _ISOLATES)


def visual_line(text: str, base: Base | None = None) -> str:
    """Return one line as it is seen; values in isolates keep their own direction.

    `base` is the direction of the paragraph it belongs to. A line without a right-to-left letter
    in a left-to-right paragraph stays as it is.
    """
    line = one_line(text)
    base = base or base_of(line)
    if base == "L" and not has_right_to_left(line):
        return _visible(line)
    from bidi import get_display

    shaped = _reshaper().reshape(unicodedata.normalize("NFC", line.replace(_FOLLOWER, "")))
    # The display order alone leaves brackets as they are. Where the follower ends up before its
    # bracket, the bracket is read from right to left and has to be mirrored.
    ordered = str(get_display(_PAIR.sub(rf"\1{_FOLLOWER}", shaped), base_dir=base))
    return _visible(_FOLLOWED.sub(lambda m: _PAIRS[m[1]] if m[1] else m[2], ordered))


def _visible(line: str) -> str:
    return "".join(c for c in line if unicodedata.category(c) != "Cf")


@lru_cache(maxsize=1)
def _reshaper() -> _Reshaper:
    from arabic_reshaper import ArabicReshaper

    # One character for a whole word does not fit into the column of one.
    reshaper: _Reshaper = ArabicReshaper({"ARABIC LIGATURE ALLAH": False})
    return reshaper
