"""The lists and values that the service tells its clients."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from ssc_desktop.domain.field_id import FieldId
from ssc_desktop.domain.password import PasswordRule
from ssc_desktop.domain.text import search_key


@dataclass(frozen=True, slots=True)
class Choice:
    """One entry of a list: a stable code and its name in both languages."""

    code: str
    ar: str
    en: str

    def __hash__(self) -> int:
        return hash(self.code)  # lists are known again by their hash, with every key pressed


@dataclass(frozen=True, slots=True)
class Country(Choice):
    """A country (ISO 3166 alpha-2); `main` where it stands for a calling code it shares."""

    calling_code: str | None = None
    main: bool = True
    arab: bool = False

    __hash__ = Choice.__hash__


@dataclass(frozen=True, slots=True)
class ReferenceData:
    """What a form needs to know before it can be filled in.

    `sms_calling_codes` are the countries the service can send an SMS to; `optional_fields` are
    fields that this service does not insist on although the form usually does; `training` tells
    that its people are made up.
    """

    version: str
    countries: tuple[Country, ...]
    banks: tuple[Choice, ...]
    academic_levels: tuple[Choice, ...]
    kinships: tuple[Choice, ...]
    sms_calling_codes: tuple[str, ...]
    optional_fields: tuple[FieldId, ...]
    password_rule: PasswordRule
    code_length: int
    training: bool = False

    def sends_sms_to(self, calling_code: str) -> bool:
        """Tell whether a code can reach phones of this calling code by SMS."""
        return calling_code in self.sms_calling_codes


# As search_key leaves it: digits with a plus, or with the international prefix, on either side.
_CALLING_CODE = re.compile(r"[+ ]*(?:00 ?)?(?P<digits>[0-9]+)[+ ]*")


# What people call a country that the lists name otherwise.
_ALSO_CALLED = {
    "AE": ("الإمارات", "UAE"),
    "CI": ("كوت ديفوار",),
    "DK": ("الدنمارك",),
    "GB": ("بريطانيا", "Britain", "UK"),
    "HU": ("المجر",),
    "SA": ("السعودية",),
    "SY": ("سورية",),
    "US": ("أمريكا", "الولايات المتحدة الأمريكية", "America", "USA"),
}


@lru_cache(maxsize=2048)
def keys_of(choice: Choice) -> tuple[str, ...]:
    """Return the keys under which an entry is found: of its code, Arabic and English names."""
    also = _ALSO_CALLED.get(choice.code, ()) if isinstance(choice, Country) else ()
    return tuple(search_key(name) for name in (choice.code, choice.ar, choice.en, *also))


class _List:
    """A list of choices that is known again without being gone through."""

    def __init__(self, choices: Sequence[Choice]) -> None:
        self.choices = tuple(choices)

    def __hash__(self) -> int:
        return hash((len(self.choices), self.choices[:1]))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _List) and self.choices == other.choices


@lru_cache(maxsize=16)
def _index(listed: _List) -> dict[str, Choice]:
    index: dict[str, Choice] = {}
    for choice in listed.choices:
        for key in filter(None, keys_of(choice)):  # a name of signs alone is none
            index.setdefault(key, choice)
    return index


def find_choice(choices: Sequence[Choice], text: str) -> Choice | None:
    """Find the entry whose code, Arabic or English name is exactly this text, or None."""
    index = _index(_List(choices))
    return index.get(text) or index.get(search_key(text))  # what was chosen is kept as its code


def find_calling_code(countries: Sequence[Country], text: str) -> Country | None:
    """Find the country meant by a calling code (+962, 00962, 962), its name or code, or by both.

    None where name and calling code contradict each other.
    """
    written = _CALLING_CODE.search(search_key(text))
    if written and written.group() == written.string:
        dialled = f"+{written['digits']}"
        sharing = [c for c in countries if c.calling_code == dialled]
        return next((c for c in sharing if c.main), sharing[0] if sharing else None)
    name = written.string.replace(written.group(), " ") if written else text
    country = find_choice(countries, name)
    if not isinstance(country, Country) or country.calling_code is None:
        return None
    agree = written is None or country.calling_code == f"+{written['digits']}"
    return country if agree else None
