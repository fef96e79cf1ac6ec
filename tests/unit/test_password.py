"""The password's rule; nothing inside a password is changed but the form of its accents."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssc_desktop.domain.errors import AppError, ErrorCode
from ssc_desktop.domain.field_id import FieldId
from ssc_desktop.domain.password import (
    PRINTED_EXAMPLES,
    PasswordPart,
    PasswordRule,
    check_password,
    is_printed_example,
    missing_parts,
    normalized,
    strength,
)
from tests.data import HOSTILE, any_text

RULE = PasswordRule()
STRICT = PasswordRule(refuse_printed_example=True)


def read(password: str, rule: PasswordRule = RULE) -> str:
    return check_password(password, rule, FieldId.PASSWORD)


@pytest.mark.parametrize(
    "password",
    ["asdf*1234", "1234*asdf", "سلام*1234", "سلام*١٢٣٤", "кот*12345", "a1 b2 c3", "p@ssw0rd",
     "密码密码密码*1", "a1😀bcdefg", "a" * 126 + "1*"],
)  # fmt: skip
def test_letters_digits_and_symbols_of_any_script_count(password: str) -> None:
    assert read(password) == password


@pytest.mark.parametrize(
    ("password", "missing"),
    [
        ("", {PasswordPart.LENGTH, PasswordPart.LETTER, PasswordPart.DIGIT, PasswordPart.SYMBOL}),
        ("as*1234", {PasswordPart.LENGTH}),
        ("asdfghjk", {PasswordPart.DIGIT, PasswordPart.SYMBOL}),
        ("asdf1234", {PasswordPart.SYMBOL}),
        ("12345678*", {PasswordPart.LETTER}),
        ("asdf*asdf", {PasswordPart.DIGIT}),
        (" asdf1234 ", {PasswordPart.SYMBOL}),
        ("سلامسلام", {PasswordPart.DIGIT, PasswordPart.SYMBOL}),
    ],
)
def test_what_is_missing_is_named(password: str, missing: set[PasswordPart]) -> None:
    assert set(missing_parts(password, RULE)) == missing
    with pytest.raises(AppError) as refusal:
        read(password)
    assert refusal.value.code is ErrorCode.PASSWORD_RULE


def test_a_service_may_ask_for_other_classes_and_lengths() -> None:
    letters = PasswordRule(min_length=12, classes=(PasswordPart.LETTER,))
    assert letters.parts == (PasswordPart.LENGTH, PasswordPart.LETTER)
    assert read("qaribwahazayt", letters)
    assert missing_parts("asdf*1234", letters) == (PasswordPart.LENGTH,)
    assert missing_parts("1234*1234*12", letters) == (PasswordPart.LETTER,)
    assert strength("qaribwahazayt", letters)
    assert RULE.parts == tuple(PasswordPart)


def test_nothing_is_folded_inside_a_password() -> None:
    assert read("سلام*١٢٣٤") != read("سلام*1234")
    assert read(" asdf*1234 ") == " asdf*1234 "
    assert read("ASDF*1234") != read("asdf*1234")


@pytest.mark.parametrize("mark", "\u00ad\u061c\u200b\u200f\u202b\u202e\u2066\u2069\ufe0f\ufeff")
def test_a_mark_that_nobody_sees_and_that_was_copied_too_is_no_part_of_it(mark: str) -> None:
    assert read(f"{mark}asdf*{mark}5678{mark}") == read("asdf*5678")


def test_accents_count_the_same_from_every_keyboard() -> None:
    composed, decomposed = "é*123456", "e\u0301*123456"
    assert read(composed) == read(decomposed)
    assert PasswordPart.LENGTH in missing_parts("e\u0301*12345", RULE)


def test_the_printed_examples_are_both_known() -> None:
    assert {"asdf*1234", "1234*asdf"} == PRINTED_EXAMPLES
    for example in PRINTED_EXAMPLES:
        assert is_printed_example(example)
        assert read(example) == example
        with pytest.raises(AppError) as refusal:
            read(example, STRICT)
        assert refusal.value.code is ErrorCode.PASSWORD_PRINTED_EXAMPLE
    assert read("asdf*1235", STRICT)


def test_a_password_that_is_too_long_is_refused_not_cut() -> None:
    with pytest.raises(AppError) as refusal:
        read("a1*" * 43)
    assert refusal.value.code is ErrorCode.PASSWORD_TOO_LONG
    assert refusal.value.problem.params["length"] == 128


@pytest.mark.parametrize("password", ["asdf*1234\x00", "asdf*1234\ud800", "\udfffasdf*1234"])
def test_what_cannot_be_typed_again_is_refused(password: str) -> None:
    with pytest.raises(AppError) as refusal:
        read(password)
    assert refusal.value.code is ErrorCode.PASSWORD_RULE


@given(typed=any_text(140))
def test_an_accepted_password_can_be_hashed_and_is_accepted_again(typed: str) -> None:
    normalized(typed).encode("utf-8")
    assert normalized(normalized(typed)) == normalized(typed)
    try:
        password = read(typed)
    except AppError:
        return
    assert read(password) == password
    assert unicodedata.is_normalized("NFC", password)
    assert not missing_parts(typed, RULE)


@pytest.mark.parametrize("typed", HOSTILE, ids=lambda t: f"{t[:8]!a}-{len(t)}")
def test_hostile_text_breaks_nothing(typed: str) -> None:
    normalized(typed).encode("utf-8")
    assert 0 <= strength(typed, RULE) <= 4
    missing_parts(typed, RULE)


@given(typed=any_text(140), rule=st.sampled_from([RULE, STRICT, PasswordRule(12, classes=())]))
def test_a_grade_of_none_means_that_the_rule_is_not_met(typed: str, rule: PasswordRule) -> None:
    grade = strength(typed, rule)
    assert 0 <= grade <= 4
    assert (grade == 0) == (bool(missing_parts(typed, rule)) or is_printed_example(typed))


def test_longer_and_more_varied_is_stronger() -> None:
    grades = [strength(p, RULE) for p in ("aaaaaa1*", "qarib*61", "Qarib*6183-waha")]
    assert grades == sorted(grades)
    assert grades[0] < grades[-1]
