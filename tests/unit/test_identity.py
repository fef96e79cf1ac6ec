"""Numbers and dates as people type them."""

import datetime as dt
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssc_desktop.domain.errors import AppError, ErrorCode
from ssc_desktop.domain.field_id import FieldId
from ssc_desktop.domain.identity import (
    OLDEST_BIRTH,
    card_shape_is_usual,
    parse_birth_date,
    parse_card_number,
    parse_number,
    parse_passport_number,
)
from tests.data import (
    ARABIC_DIGITS,
    DEVANAGARI_DIGITS,
    HOSTILE,
    PERSIAN_DIGITS,
    any_text,
    as_people_type,
    digits,
)

TODAY = dt.date(2026, 11, 1)


def number(raw: str) -> str:
    return parse_number(raw, FieldId.NATIONAL_NUMBER)


def card(raw: str) -> str:
    return parse_card_number(raw, FieldId.CARD_NUMBER)


def birth_date(raw: str) -> str:
    return parse_birth_date(raw, TODAY)


PARSERS = (number, card, parse_passport_number, birth_date)


@pytest.mark.parametrize("parse", PARSERS)
@given(typed=any_text())
def test_a_parser_refuses_or_returns_what_it_would_read_again(parse, typed: str) -> None:
    with suppress(AppError):
        value = parse(typed)
        assert value.isascii()
        assert parse(value) == value


@pytest.mark.parametrize("parse", PARSERS)
@pytest.mark.parametrize("typed", HOSTILE, ids=lambda t: f"{t[:8]!a}-{len(t)}")
def test_hostile_text_is_refused_beside_its_field(parse, typed: str) -> None:
    with pytest.raises(AppError) as refusal:
        parse(typed)
    assert refusal.value.problem.field is not None


# ------------------------------------------------------------------ national and personal number


@given(data=st.data(), wanted=digits(10))
def test_a_number_is_read_in_every_spelling(data: st.DataObject, wanted: str) -> None:
    assert number(data.draw(as_people_type(wanted))) == wanted


@pytest.mark.parametrize("typed", ["990190000", "99019000011", "9", "99019 00001 1"])
def test_a_number_of_another_length_says_how_many_digits_there_are(typed: str) -> None:
    with pytest.raises(AppError) as refusal:
        number(typed)
    assert refusal.value.code is ErrorCode.NUMBER_LENGTH
    assert refusal.value.problem.params["n"] == len(typed.replace(" ", ""))
    assert refusal.value.problem.params["length"] == 10


@pytest.mark.parametrize(
    "typed",
    [
        "9901900001x",
        "x9901900001",
        "990190000O",
        "9901900001.",
        "رقم 9901900001",
        "+9901900001",
        "9901900001".translate(DEVANAGARI_DIGITS),
        "990190000१",
        "99019000０1",
        "990190000²",
        "①②③④⑤⑥⑦⑧⑨⑩",
    ],
)
def test_anything_but_digits_is_named(typed: str) -> None:
    with pytest.raises(AppError) as refusal:
        number(typed)
    assert refusal.value.code is ErrorCode.NUMBER_DIGITS_ONLY


def test_the_refusal_names_the_field_that_was_read() -> None:
    with pytest.raises(AppError) as refusal:
        parse_number("1", FieldId.RELATIVE_NATIONAL_NUMBER)
    assert refusal.value.problem.field is FieldId.RELATIVE_NATIONAL_NUMBER


# ------------------------------------------------------------------ card number


@given(
    data=st.data(),
    wanted=st.from_regex(
        r"[A-Z]{3}[0-9]{5}", fullmatch=True, alphabet=st.characters(codec="ascii")
    ),
)
def test_a_card_number_is_read_in_every_spelling(data: st.DataObject, wanted: str) -> None:
    typed = data.draw(as_people_type(wanted))
    assert card(typed) == card(typed.lower()) == wanted
    assert card_shape_is_usual(wanted)


@pytest.mark.parametrize("typed", ["AB1234", "123456789", "ABCD12345", "A12345"])
def test_an_unusual_card_number_is_accepted(typed: str) -> None:
    assert card(typed) == typed
    assert not card_shape_is_usual(typed)


@pytest.mark.parametrize(
    "typed",
    ["ABC12", "ABCD123456", "أبج12345", "ABC_12345", "ßß12345", "ıbc12345", "ſbc12345", "ﬁ12345"],
)
def test_what_no_card_carries_is_refused(typed: str) -> None:
    with pytest.raises(AppError) as refusal:
        card(typed)
    assert refusal.value.code is ErrorCode.CARD_FORMAT


# ------------------------------------------------------------------ passport


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [("n1234567", "N1234567"), ("N 123-4567", "N1234567"), ("٠١٢٣", "0123"), ("A00", "A00")],
)
def test_a_passport_number_is_read(typed: str, wanted: str) -> None:
    assert parse_passport_number(typed) == wanted


@pytest.mark.parametrize("typed", ["12", "000", "0" * 20, "A" * 21, "ن1234567", "ıß1", "N#1234"])
def test_what_no_passport_carries_is_refused(typed: str) -> None:
    with pytest.raises(AppError) as refusal:
        parse_passport_number(typed)
    assert refusal.value.code is ErrorCode.PASSPORT_FORMAT


# ------------------------------------------------------------------ date of birth


@given(
    date=st.dates(min_value=OLDEST_BIRTH, max_value=TODAY),
    between=st.sampled_from(["/", "-", ".", " ", "\\", "–", " / ", "؍", "،", "--"]),
    padded=st.booleans(),
    day_first=st.booleans(),
    table=st.sampled_from([{}, ARABIC_DIGITS, PERSIAN_DIGITS]),
)
def test_a_date_is_read_both_ways(
    date: dt.date, between: str, padded: bool, day_first: bool, table: dict[int, str]
) -> None:
    parts = [f"{date.day:02}", f"{date.month:02}"] if padded else [str(date.day), str(date.month)]
    parts = [*parts, str(date.year)] if day_first else [str(date.year), *reversed(parts)]
    typed = f" \u200f{between.join(parts)} ".translate(table)
    assert birth_date(typed) == date.isoformat()


@pytest.mark.parametrize(
    "typed",
    ["", "17", "17/5", "17/5/90", "31/2/1990", "0/5/1990", "17/13/1990", "1990", "17051990",
     "17/5/1990/", "17/5/01990", "17 أيار 1990", "१७/५/१९९०", "29/2/1900", "1/1/0000"],
)  # fmt: skip
def test_what_is_no_date_is_refused(typed: str) -> None:
    with pytest.raises(AppError) as refusal:
        birth_date(typed)
    assert refusal.value.code is ErrorCode.BIRTH_DATE_FORMAT


@pytest.mark.parametrize("typed", ["2/11/2026", "1/1/3000", "31/12/1899", "1/1/0001"])
def test_nobody_was_born_on_that_day(typed: str) -> None:
    with pytest.raises(AppError) as refusal:
        birth_date(typed)
    assert refusal.value.code is ErrorCode.BIRTH_DATE_RANGE


def test_the_day_itself_and_the_first_day_count() -> None:
    assert birth_date("1/11/2026") == "2026-11-01"
    assert birth_date("1/1/1900") == "1900-01-01"
