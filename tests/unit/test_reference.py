"""Lists are searched by code and by name in both languages; nothing is guessed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssc_desktop.domain.reference import Choice, ReferenceData, find_calling_code, find_choice
from tests.data import ARABIC_DIGITS, HOSTILE, any_text, reference

LISTS = ("countries", "banks", "academic_levels", "kinships")
COUNTRIES = reference().countries
DIALLED = tuple(country for country in COUNTRIES if country.calling_code)


@pytest.mark.parametrize("name", LISTS)
def test_every_entry_is_found_by_its_code_and_by_its_names(
    reference: ReferenceData, name: str
) -> None:
    choices = getattr(reference, name)
    for choice in choices:
        for text in (choice.code, choice.ar, choice.en, f" {choice.ar.upper()}\u200f "):
            assert find_choice(choices, text) == choice


@pytest.mark.parametrize(
    ("typed", "code"),
    [("سورية", "SY"), ("سوريه", "SY"), ("أمريكا", "US"), ("الولايات المتحدة الأمريكية", "US"),
     ("بريطانيا", "GB"), ("الدنمارك", "DK"), ("المجر", "HU"), ("كوت ديفوار", "CI"),
     ("السعودية", "SA"), ("الإمارات", "AE"), ("UAE", "AE"), ("uk", "GB"), ("USA", "US")],
)  # fmt: skip
def test_a_country_is_found_by_what_people_call_it(typed: str, code: str) -> None:
    country = find_choice(COUNTRIES, typed)
    assert country is not None
    assert country.code == code


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("text", ["", " ", "\u200f", "-", "الأ", "Jor", "xx", *HOSTILE[:12]])
def test_nothing_is_guessed(reference: ReferenceData, name: str, text: str) -> None:
    assert find_choice(getattr(reference, name), text) is None


@pytest.mark.parametrize("text", ["", " ", "-"])
def test_a_name_of_signs_alone_is_found_by_nothing(text: str) -> None:
    assert find_choice((Choice("1", "\u2014", "-"),), text) is None


@pytest.mark.parametrize(
    "typed",
    ["+962", "962", "00962", "00 962", "+ 962", "962+", "(+962)", "٩٦٢", "+٩٦٢", "٠٠٩٦٢", "JO",
     "jo", "Jordan", "الأردن", "الاردن", "الأردن +962", "+962 الأردن", "Jordan (+962)",
     "الأردن \u2066+962\u2069", "\u2066+962\u2069 الأردن", "Jordan \u2066+962\u2069"],
)  # fmt: skip
def test_jordan_s_calling_code_is_found_however_it_is_written(typed: str) -> None:
    country = find_calling_code(COUNTRIES, typed)
    assert country is not None
    assert country.code == "JO"


@pytest.mark.parametrize("country", DIALLED, ids=lambda country: country.code)
def test_every_country_s_calling_code_is_found(country) -> None:
    for typed in (country.code, country.ar, country.en):
        assert find_calling_code(COUNTRIES, typed) == country
    for shown in (country.ar, country.en):
        assert (
            find_calling_code(COUNTRIES, f"{shown} \u2066{country.calling_code}\u2069") == country
        )
    digits = country.calling_code[1:]
    for typed in (f"+{digits}", digits, f"00{digits}", digits.translate(ARABIC_DIGITS)):
        found = find_calling_code(COUNTRIES, typed)
        assert found is not None
        assert found.calling_code == country.calling_code
        assert found.main


def test_a_shared_calling_code_means_its_main_country() -> None:
    shared = {"+1": "US", "+7": "RU", "+44": "GB", "+39": "IT"}
    found = {code: find_calling_code(COUNTRIES, code) for code in shared}
    assert {code: country.code for code, country in found.items() if country} == shared


@pytest.mark.parametrize(
    "typed",
    ["الأردن +963", "Jordan +1", "+999", "+", "00", "9 62", "९६२", "+९६२", "Narnia", *HOSTILE],
)
def test_what_names_no_calling_code_finds_none(typed: str) -> None:
    assert find_calling_code(COUNTRIES, typed) is None


@given(typed=st.one_of(any_text(), st.from_regex(r"[+0-9 ]{1,8}", fullmatch=True)))
def test_what_is_found_is_found_again_by_its_own_code(typed: str) -> None:
    country = find_calling_code(COUNTRIES, typed)
    if country is not None:
        again = find_calling_code(COUNTRIES, country.calling_code or "")
        assert again is not None
        assert again.calling_code == country.calling_code


def test_the_service_says_whom_an_sms_reaches() -> None:
    assert reference(sms=("+962", "+970")).sends_sms_to("+970")
    assert not reference().sends_sms_to("+970")
