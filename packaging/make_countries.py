"""Write resources/data/countries.json from CLDR names and libphonenumber's calling codes.

Run with Babel and phonenumberslite installed: ``python packaging/make_countries.py``.
The same versions of the two always write the same bytes.
"""

from __future__ import annotations

import json
import unicodedata
from dataclasses import asdict, dataclass
from pathlib import Path

import phonenumbers
from babel import Locale

TARGET = Path(__file__).resolve().parent.parent / "resources" / "data" / "countries.json"

FIRST = "JO"
# The members of the League of Arab States.
ARAB_STATES = frozenset("AE BH DJ DZ EG IQ JO KM KW LB LY MA MR OM PS QA SA SD SO SY TN YE".split())
NAME_OVERRIDES = {"PS": ("فلسطين", "Palestine")}
# Islands that libphonenumber lists apart, though they belong to Saint Helena (SH), which is there.
LEFT_OUT = frozenset({"AC", "TA"})

_LETTER_FOLDS = str.maketrans("أإآىةؤئ", "ااايهوي")
_ARTICLE = "ال"


@dataclass(frozen=True)
class Country:
    """Hold one line of the file; calling_code is ``+`` and digits."""

    code: str
    ar: str
    en: str
    calling_code: str
    main: bool
    arab: bool


def arabic_sort_key(name: str) -> str:
    """Return the key that files a name in Arabic lists: no article, no marks, hamza as its seat."""
    letters = "".join(mark for mark in name if mark.isspace() or mark.isalpha())
    return " ".join(letters.removeprefix(_ARTICLE).translate(_LETTER_FOLDS).split())


def countries() -> list[Country]:
    """Return all that have both names and a calling code, in the file's order."""
    arabic_names = Locale("ar").territories
    english_names = Locale("en").territories
    found = []
    for code in sorted(set(phonenumbers.SUPPORTED_REGIONS) - LEFT_OUT):
        if code not in arabic_names or code not in english_names:
            continue
        arabic, english = NAME_OVERRIDES.get(code, (arabic_names[code], english_names[code]))
        calling_code = phonenumbers.country_code_for_region(code)
        found.append(
            Country(
                code=code,
                ar=_plain(arabic),
                en=_plain(english),
                calling_code=f"+{calling_code}",
                main=phonenumbers.region_code_for_country_code(calling_code) == code,
                arab=code in ARAB_STATES,
            )
        )
    return sorted(
        found, key=lambda one: (one.code != FIRST, not one.arab, arabic_sort_key(one.ar), one.code)
    )


def render(rows: list[Country]) -> str:
    """Return the file's text: a JSON list, one country a line."""
    lines = [json.dumps(asdict(row), ensure_ascii=False) for row in rows]
    return "[\n  " + ",\n  ".join(lines) + "\n]\n"


def _plain(name: str) -> str:
    """Return the name in NFC without invisible format characters such as bidi marks."""
    visible = (mark for mark in name if unicodedata.category(mark) != "Cf")
    return unicodedata.normalize("NFC", "".join(visible)).strip()


def main() -> None:
    """Write the file."""
    rows = countries()
    TARGET.write_text(render(rows), encoding="utf-8", newline="\n")
    print(f"{TARGET.name}: {len(rows)} countries")


if __name__ == "__main__":
    main()
