"""Read what people type: fold digits, drop invisible characters, compare words, isolate values."""

import re
import unicodedata

_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})  # Unicode general categories
_ISOLATE_START, _ISOLATE_END = "\u2066", "\u2069"
_ARABIC_MARKS = re.compile("[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0640]")
_ARABIC_VARIANTS = str.maketrans("أإآٱىةؤئکی", "اااايهويكي")


def fold_digits(text: str) -> str:
    """Turn Arabic-Indic and Persian digits into 0-9."""
    return text.translate(_DIGITS)


def strip_invisible(text: str) -> str:
    """Drop what cannot be seen: bidi marks, zero-width and control characters, lone surrogates.

    Line ends and tabs become spaces, so that a pasted message keeps its word boundaries.
    """
    spaced = re.sub(r"[\t\n\r\v\f\x85\u2028\u2029]", " ", text)
    return "".join(
        c for c in spaced if unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co", "Cn")
    )


def plain(text: str) -> str:
    """Return one line as it was meant: visible characters, digits 0-9, no space around it."""
    return fold_digits(strip_invisible(unicodedata.normalize("NFC", text))).strip()


def without_spaces(text: str) -> str:
    """Drop the spaces and dashes people use to group a number."""
    return re.sub(r"[\s\-\u2010-\u2015\u2212]", "", plain(text))


def search_key(text: str) -> str:
    """Return the form in which two names are compared: no case, marks, hamza or spacing."""
    folded = unicodedata.normalize("NFKD", plain(text).casefold())
    folded = unicodedata.normalize("NFC", _ARABIC_MARKS.sub("", folded))
    folded = folded.translate(_ARABIC_VARIANTS)
    letters = "".join(c for c in folded if not unicodedata.combining(c))
    return " ".join(re.sub(r"[^\w+]+", " ", letters).split())


def isolate(value: str) -> str:
    """Wrap a value so that it keeps its own direction inside any sentence (Unicode LRI … PDI)."""
    return f"{_ISOLATE_START}{value}{_ISOLATE_END}"


def without_isolates(text: str) -> str:
    """Undo `isolate`, for the clipboard and for devices that know no direction marks."""
    return text.replace(_ISOLATE_START, "").replace(_ISOLATE_END, "")
