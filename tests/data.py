"""The lists of the program, and what people type by mistake or in bad faith."""

import json
from functools import cache
from typing import Any

from hypothesis import strategies as st

import resources
from ssc_desktop.domain.field_id import FieldId
from ssc_desktop.domain.password import PasswordRule
from ssc_desktop.domain.reference import Choice, Country, ReferenceData

ARABIC_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
PERSIAN_DIGITS = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
DEVANAGARI_DIGITS = str.maketrans("0123456789", "०१२३४५६७८९")
INVISIBLE = (
    "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    "\u200b\u200c\u200d\ufeff\u00ad\x00\x1b\ud800"
)
HOSTILE = (
    "",
    " ",
    "\x00",
    "\ud800",
    INVISIBLE,
    "\u00a0\u3000\t\n",
    "<b>9901900001</b>",
    "<img src=file:///etc/passwd>",
    "%n {label} {n}",
    "'; DROP TABLE accounts; --",
    "😀" * 10,
    "👨‍👩‍👧‍👦",
    "e" + "\u0301" * 400,
    "०१२३४५६७८९",
    "９９０１９０００01",
    "²³¹",
    "ßßß12345",
    "ﷺ",
    "\u202e10",
    "1" * 499,
    "1" * 1_000_000,
    "ا" * 1_000_000,
    "😀" * 250_000,
    "\u0301\u0316" * 500_000,
    "1 " * 500_000,
    "a@" * 500_000,
)


def any_text(max_size: int = 40) -> st.SearchStrategy[str]:
    """Anything at all, lone surrogates included, thick with what breaks careless parsers."""
    nasty = st.sampled_from(INVISIBLE + "٠١٢٣۴۵۶०१0123456789+-/.@ ()\u00a0\n\r\u2028_'\"<>&{}%ßıſﬁ")
    return st.one_of(
        st.text(st.characters(), max_size=max_size),
        st.text(st.one_of(nasty, st.characters()), max_size=max_size),
        st.sampled_from([text for text in HOSTILE if len(text) < 1_000]),
    )


def digits(size: int) -> st.SearchStrategy[str]:
    """Exactly this many digits 0-9."""
    return st.text("0123456789", min_size=size, max_size=size)


@st.composite
def as_people_type(draw: st.DrawFn, text: str, between: str = " -") -> str:
    """The same text in other digits, with grouping and invisible marks anywhere."""
    table = draw(st.sampled_from([{}, ARABIC_DIGITS, PERSIAN_DIGITS]))
    filler = st.text(st.sampled_from(INVISIBLE + between), max_size=2)
    pieces = [draw(filler)]
    for letter in text:
        pieces.append(letter.translate(table) + draw(filler))
    return "".join(pieces)


def _load(name: str) -> Any:
    return json.loads(resources.path("data", name).read_text(encoding="utf-8"))


@cache
def reference(
    *,
    sms: tuple[str, ...] = ("+962",),
    optional: tuple[FieldId, ...] = (),
    rule: PasswordRule = PasswordRule(),  # noqa: B008 - frozen
    code_length: int = 4,
) -> ReferenceData:
    """The lists that come with the program, as a service would tell them."""
    return ReferenceData(
        version="1",
        countries=tuple(Country(**row) for row in _load("countries.json")),
        banks=tuple(Choice(**row) for row in _load("banks.json")["banks"]),
        academic_levels=tuple(Choice(**row) for row in _load("academic_levels.json")),
        kinships=tuple(Choice(**row) for row in _load("kinships.json")),
        sms_calling_codes=sms,
        optional_fields=optional,
        password_rule=rule,
        code_length=code_length,
    )
