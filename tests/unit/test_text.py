"""What is visible is kept, what is not is dropped, and reading twice changes nothing more."""

import unicodedata

import pytest
from hypothesis import given

from ssc_desktop.domain.text import (
    fold_digits,
    plain,
    search_key,
    strip_invisible,
    without_spaces,
)
from tests.data import (
    ARABIC_DIGITS,
    DEVANAGARI_DIGITS,
    HOSTILE,
    INVISIBLE,
    PERSIAN_DIGITS,
    any_text,
)

READERS = (fold_digits, strip_invisible, plain, without_spaces, search_key)


@pytest.mark.parametrize("read", READERS)
@given(typed=any_text())
def test_reading_what_was_read_changes_nothing(read, typed: str) -> None:
    once = read(typed)
    assert read(once) == once


@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize("typed", HOSTILE, ids=lambda t: f"{t[:8]!a}-{len(t)}")
def test_nothing_typed_breaks_or_stalls_a_reader(read, typed: str) -> None:
    assert isinstance(read(typed), str)


@given(typed=any_text())
def test_what_is_plain_can_be_seen_and_written_down(typed: str) -> None:
    text = plain(typed)
    text.encode("utf-8")
    assert not {unicodedata.category(c) for c in text} & {"Cc", "Cf", "Cs", "Co", "Cn"}
    assert text == text.strip()


def test_arabic_and_persian_digits_are_digits() -> None:
    assert plain("0123456789".translate(ARABIC_DIGITS)) == "0123456789"
    assert plain("0123456789".translate(PERSIAN_DIGITS)) == "0123456789"


def test_digits_of_other_scripts_stay_what_they_are() -> None:
    devanagari = "0123456789".translate(DEVANAGARI_DIGITS)
    assert plain(devanagari) == devanagari


def test_marks_that_cannot_be_seen_are_dropped() -> None:
    assert plain(f"{INVISIBLE}a{INVISIBLE}b\ufe0f\u3164") == "ab"


def test_a_line_end_keeps_words_apart() -> None:
    assert plain("رمز\r\n4821\u2028") == "رمز  4821"


def test_accents_are_composed_even_across_a_dropped_mark() -> None:
    assert plain("e\u200d\u0301") == "é"


def test_numbers_lose_their_grouping() -> None:
    assert without_spaces(" 990-19 000\u00a001 \u2013 ") == "9901900001"


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("الاردن", "الأردن"),
        ("الأُرْدُنّ", "الأردن"),
        ("الأردنـــ", "الأردن"),
        ("ﺍﻷﺭﺩﻥ", "الأردن"),
        ("JORDAN", "jordan"),
        ("Turkiye", "Türkiye"),
        ("Cote d'Ivoire", "Côte d’Ivoire"),
        ("Reunion", "Réunion"),
        ("الاخوه الاخوات", "الإخوة/الأخوات"),
        ("  البنك   العربي ", "البنك العربي"),
    ],
)
def test_names_are_found_however_they_are_spelt(typed: str, name: str) -> None:
    assert search_key(typed) == search_key(name)


@pytest.mark.parametrize("typed", ["९६२", "²³¹", "①", "９６２"])
def test_digits_of_other_scripts_name_nothing(typed: str) -> None:
    assert search_key(typed) == ""


def test_different_names_stay_different() -> None:
    assert search_key("عمان") != search_key("عجمان")
