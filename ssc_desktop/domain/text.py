"""Read what people type: fold digits, drop invisible characters, compare words."""

import re
import unicodedata
from collections.abc import Set

from ssc_desktop.domain.policy import INPUT_LIMIT

_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
# Unicode general categories.
_MARKS = frozenset({"Cf"})
_INVISIBLE = _MARKS | {"Cc", "Cs", "Co", "Cn"}
# What is drawn as nothing although its category says letter or mark: fillers, variation selectors.
_BLANK = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)
_LINE_ENDS = re.compile(r"[\t\n\r\v\f\x85\u2028\u2029]")
_GROUPING = re.compile(r"[\s\-\u2010-\u2015\u2212]")
_SIGNS = re.compile(r"[^\w+]+")
_ARABIC_MARKS = re.compile("[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0640]")
_ARABIC_VARIANTS = str.maketrans("أإآٱىةؤئکی", "اااايهويكي")


def fold_digits(text: str) -> str:
    """Turn Arabic-Indic and Persian digits into 0-9."""
    return text.translate(_DIGITS)


def strip_invisible(text: str) -> str:
    """Drop what cannot be seen: bidi marks, zero-width and control characters, lone surrogates.

    Line ends and tabs become spaces, so that a pasted message keeps its word boundaries.
    """
    return _without(text if text.isprintable() else _LINE_ENDS.sub(" ", text), _INVISIBLE)


def strip_marks(text: str) -> str:
    """Drop the marks that come along with copied text: bidi, zero-width, variation selectors."""
    return _without(text, _MARKS)


def _without(text: str, categories: Set[str]) -> str:
    if not text.isprintable():  # few texts hold any of these
        text = "".join(c for c in text if unicodedata.category(c) not in categories)
    return _BLANK.sub("", text)


def plain(text: str) -> str:
    """Return one line as it was meant: visible characters, digits 0-9, no space around it."""
    return fold_digits(composed(strip_invisible(text).strip()))


def composed(text: str) -> str:
    """Return a text with its accents composed (NFC).

    One too long for any field comes back as it is: composing takes the square of its length.
    """
    return unicodedata.normalize("NFC", text) if len(text) <= INPUT_LIMIT else text


def without_spaces(text: str) -> str:
    """Drop the spaces and dashes people use to group a number."""
    return composed(_GROUPING.sub("", plain(text)))


def search_key(text: str) -> str:
    """Return the form in which two names are compared: no case, accents, marks, hamza or spacing.

    Empty for what cannot be a name: one too long, or with digits of another script.
    """
    typed = plain(text)
    if len(typed) > INPUT_LIMIT or any(c.isdigit() and not c.isascii() for c in typed):
        return ""
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", typed).casefold())
    folded = _ARABIC_MARKS.sub("", folded).translate(_ARABIC_VARIANTS)
    letters = "".join(c for c in folded if not unicodedata.combining(c))
    return " ".join(_SIGNS.sub(" ", letters).split())
