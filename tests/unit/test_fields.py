"""What each form asks of whom, what must be answered, and what is said about each answer."""

import datetime as dt
import itertools
from collections.abc import Iterable, Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssc_desktop.domain.errors import ErrorCode as E
from ssc_desktop.domain.field_id import FieldId
from ssc_desktop.domain.field_id import FieldId as F
from ssc_desktop.domain.fields import (
    CATALOGUE,
    INQUIRY_FORM,
    REGISTRATION_FORM,
    RESET_FORM,
    SECRET_FIELDS,
    SIGN_IN_FORM,
    Answers,
    Asked,
    Checked,
    Form,
    Note,
    check,
    note_for,
)
from ssc_desktop.domain.password import PasswordRule
from ssc_desktop.domain.policy import INPUT_LIMIT
from tests.data import ARABIC_DIGITS, HOSTILE, any_text, reference

TODAY = dt.date(2026, 11, 1)
FORMS = {
    "registration": REGISTRATION_FORM,
    "inquiry": INQUIRY_FORM,
    "reset": RESET_FORM,
    "sign_in": SIGN_IN_FORM,
}
GOOD: Mapping[FieldId, str] = {
    F.NATIONAL_NUMBER: "9901900001",
    F.PERSONAL_NUMBER: "5000900001",
    F.CARD_NUMBER: "ABC12345",
    F.CIVIL_ID_NUMBER: "ABC12345",
    F.RELATIVE_NATIONAL_NUMBER: "9602900002",
    F.KINSHIP: "1",
    F.COUNTRY_OF_NATIONALITY: "EG",
    F.PASSPORT_NUMBER: "A1234567",
    F.BIRTH_DATE: "17/5/1990",
    F.COUNTRY_OF_RESIDENCE: "JO",
    F.ACADEMIC_LEVEL: "4",
    F.BANK: "ARAB",
    F.PASSWORD: "Qarib#6183",
    F.PASSWORD_CONFIRMATION: "Qarib#6183",
    F.CAPTCHA: "ABab2",
    F.CODE: "4821",
    F.USER_ID: "9901900001",
    F.RESET_CHANNEL: "email",
    F.NEW_PASSWORD: "Waha+7264",
    F.NEW_PASSWORD_CONFIRMATION: "Waha+7264",
    F.SIGN_IN_ID: "9901900001",
    F.CURRENT_PASSWORD: "Qarib#6183",
}
PHONES = {"JO": "790000000", "PS": "599000000", "EG": "1001234567", "": "790000000"}
JORDANIAN_EVIDENCE = {F.NATIONAL_NUMBER, F.CARD_NUMBER, F.RELATIVE_NATIONAL_NUMBER, F.KINSHIP}
FOREIGN_EVIDENCE = {F.COUNTRY_OF_NATIONALITY, F.PERSONAL_NUMBER, F.PASSPORT_NUMBER, F.BIRTH_DATE}


def form(answers: Mapping[FieldId, str], **told: object) -> Form:
    return Form(Answers(answers), reference(**told), TODAY)  # type: ignore[arg-type]


def fields_of(entries: Iterable[Asked]) -> set[FieldId]:
    return {entry.field for entry in entries}


def asked(entries: Iterable[Asked], filled: Form) -> set[FieldId]:
    return {entry.field for entry in entries if entry.asked(filled)}


def wrong(checked: Checked) -> dict[FieldId | None, E]:
    found = {problem.field: problem.code for problem in checked.problems}
    assert len(found) == len(checked.problems), "one field is refused once"
    return found


# ------------------------------------------------------------------ who is asked what


def test_nobody_is_asked_for_evidence_before_the_nationality_is_known() -> None:
    for entries in (REGISTRATION_FORM, INQUIRY_FORM):
        unknown = asked(entries, form({}))
        assert not unknown & (JORDANIAN_EVIDENCE | FOREIGN_EVIDENCE | {F.CIVIL_ID_NUMBER})
        assert F.NATIONALITY in unknown


@pytest.mark.parametrize("nationality", ["jordanian", " Jordanian ", "JORDANIAN\u200f"])
def test_a_jordanian_is_asked_for_card_and_relative(nationality: str) -> None:
    filled = form({F.NATIONALITY: nationality})
    assert asked(REGISTRATION_FORM, filled) >= JORDANIAN_EVIDENCE
    assert not asked(REGISTRATION_FORM, filled) & FOREIGN_EVIDENCE
    assert asked(INQUIRY_FORM, filled) >= {F.NATIONAL_NUMBER, F.CIVIL_ID_NUMBER}
    assert not asked(INQUIRY_FORM, filled) & {F.RELATIVE_NATIONAL_NUMBER, F.KINSHIP}


def test_a_foreigner_is_asked_for_passport_and_birth_date() -> None:
    filled = form({F.NATIONALITY: "foreign"})
    for entries in (REGISTRATION_FORM, INQUIRY_FORM):
        assert asked(entries, filled) >= FOREIGN_EVIDENCE
        assert not asked(entries, filled) & (JORDANIAN_EVIDENCE | {F.CIVIL_ID_NUMBER})


@pytest.mark.parametrize("optional", [(), (F.PASSPORT_NUMBER,), (F.BIRTH_DATE,)])
@pytest.mark.parametrize(
    "entries", [REGISTRATION_FORM, INQUIRY_FORM], ids=["registration", "inquiry"]
)
def test_the_service_may_do_without_passport_or_birth_date(
    entries: tuple[Asked, ...], optional: tuple[FieldId, ...]
) -> None:
    found = wrong(check(entries, form({F.NATIONALITY: "foreign"}, optional=optional)))
    for field in (F.PASSPORT_NUMBER, F.BIRTH_DATE):
        assert (field in found) == (field not in optional)


def test_every_field_that_is_asked_is_in_the_catalogue_once() -> None:
    for entries in FORMS.values():
        assert len(fields_of(entries)) == len(entries)
        assert fields_of(entries) <= set(CATALOGUE)
    assert set(CATALOGUE) == set(FieldId)


# ------------------------------------------------------------------ every combination


COMBINATIONS = list(
    itertools.product(
        ["jordanian", "foreign"],
        ["sms", "email", ""],
        ["JO", "PS", "EG", ""],
        ["", "name@example.com"],
        [("+962",), ("+962", "+970"), ()],
    )
)


@pytest.mark.parametrize(("nationality", "channel", "dialled", "email", "sms"), COMBINATIONS)
def test_registration_says_exactly_what_is_missing(
    nationality: str, channel: str, dialled: str, email: str, sms: tuple[str, ...]
) -> None:
    reached = {"JO": "+962", "": "+962", "PS": "+970", "EG": "+20"}[dialled] in sms
    expected: dict[FieldId, E] = {}
    if not dialled:
        expected[F.CALLING_CODE] = E.CHOICE_EMPTY
    if not channel:
        expected[F.ACTIVATION_CHANNEL] = E.CHOICE_EMPTY
    elif channel == "sms" and not reached:
        expected[F.ACTIVATION_CHANNEL] = E.SMS_NOT_AVAILABLE
    if not email and (channel == "email" or not reached):
        expected[F.EMAIL] = E.EMAIL_NEEDED if reached else E.EMAIL_NEEDED_FOREIGN_PHONE
    answers = {
        **GOOD,
        F.NATIONALITY: nationality,
        F.CALLING_CODE: dialled,
        F.PHONE_NUMBER: PHONES[dialled],
        F.ACTIVATION_CHANNEL: channel,
        F.EMAIL: email,
        F.EMAIL_CONFIRMATION: email,
    }
    checked = check(REGISTRATION_FORM, form(answers, sms=sms))
    assert wrong(checked) == expected
    evidence = JORDANIAN_EVIDENCE if nationality == "jordanian" else FOREIGN_EVIDENCE
    assert set(checked.values) & (JORDANIAN_EVIDENCE | FOREIGN_EVIDENCE) == evidence
    if not expected and channel == "email":
        assert checked.values[F.EMAIL] == email


@pytest.mark.parametrize(
    ("nationality", "phone", "dialled", "email", "sms"),
    list(
        itertools.product(
            ["jordanian", "foreign"],
            [True, False],
            ["JO", "PS", "EG"],
            ["", "name@example.com"],
            [("+962",), ("+962", "+970")],
        )
    ),
)
def test_the_inquiry_says_exactly_what_is_missing(
    nationality: str, phone: bool, dialled: str, email: str, sms: tuple[str, ...]
) -> None:
    reached = {"JO": "+962", "PS": "+970", "EG": "+20"}[dialled] in sms
    expected: dict[FieldId, E] = {}
    if not phone and not (nationality == "foreign" and email):
        expected[F.PHONE_NUMBER] = E.FIELD_EMPTY
    if not reached and not email:
        expected[F.EMAIL] = E.EMAIL_NEEDED_FOREIGN_PHONE
    answers = {
        **GOOD,
        F.NATIONALITY: nationality,
        F.CALLING_CODE: dialled,
        F.PHONE_NUMBER: PHONES[dialled] if phone else "",
        F.EMAIL: email,
    }
    assert wrong(check(INQUIRY_FORM, form(answers, sms=sms))) == expected


def test_an_empty_registration_asks_for_what_must_be_there_and_no_more() -> None:
    found = wrong(check(REGISTRATION_FORM, form({F.NATIONALITY: "jordanian"})))
    assert found == {
        F.NATIONAL_NUMBER: E.FIELD_EMPTY,
        F.CARD_NUMBER: E.FIELD_EMPTY,
        F.RELATIVE_NATIONAL_NUMBER: E.FIELD_EMPTY,
        F.KINSHIP: E.CHOICE_EMPTY,
        F.CALLING_CODE: E.CHOICE_EMPTY,
        F.PHONE_NUMBER: E.FIELD_EMPTY,
        F.ACTIVATION_CHANNEL: E.CHOICE_EMPTY,
        F.PASSWORD: E.FIELD_EMPTY,
        F.PASSWORD_CONFIRMATION: E.FIELD_EMPTY,
        F.CAPTCHA: E.FIELD_EMPTY,
        F.CODE: E.CODE_INCOMPLETE,
    }


# ------------------------------------------------------------------ single answers in a form


def verdict(field: FieldId, answers: Mapping[FieldId, str], **told: object) -> E | None:
    """Return what is said about one field of a form that is otherwise as given."""
    entries = next(f for f in FORMS.values() if field in fields_of(f))
    return wrong(check(entries, form(answers, **told))).get(field)


@pytest.mark.parametrize(
    "own",
    ["9901900001", "990-190-0001", "990 190 0001", "9901900001".translate(ARABIC_DIGITS),
     "\u200f9901900001"],
)  # fmt: skip
def test_nobody_is_a_relative_of_oneself(own: str) -> None:
    answers = {
        F.NATIONALITY: "jordanian",
        F.NATIONAL_NUMBER: own,
        F.RELATIVE_NATIONAL_NUMBER: "9901 900001",
    }
    assert verdict(F.RELATIVE_NATIONAL_NUMBER, answers) is E.RELATIVE_OWN_NUMBER


def test_a_number_typed_before_the_nationality_was_changed_is_not_one_s_own() -> None:
    answers = {
        F.NATIONALITY: "jordanian",
        F.PERSONAL_NUMBER: "9602900002",
        F.RELATIVE_NATIONAL_NUMBER: "9602900002",
    }
    assert verdict(F.RELATIVE_NATIONAL_NUMBER, answers) is None


def test_an_unreadable_address_is_refused_once_however_often_it_is_typed() -> None:
    found = wrong(
        check(
            REGISTRATION_FORM, form({F.EMAIL: "name@example", F.EMAIL_CONFIRMATION: "name@example"})
        )
    )
    assert found[F.EMAIL] is E.EMAIL_FORMAT
    assert F.EMAIL_CONFIRMATION not in found


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        ("name@example.com", "NAME@example.com ", None),
        ("name@example.com.", "name@example.com", None),
        ("name@example.com", "other@example.com", E.EMAIL_MISMATCH),
        ("name@example.com", "", E.FIELD_EMPTY),
        ("", "name@example.com", E.EMAIL_MISMATCH),
        ("", "", None),
        ("\u200f", "\u200f", None),
    ],
)
def test_the_two_addresses_must_agree(first: str, second: str, said: E | None) -> None:
    answers = {F.EMAIL: first, F.EMAIL_CONFIRMATION: second}
    assert verdict(F.EMAIL_CONFIRMATION, answers) is said


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        ("Qarib#6183", "Qarib#6183", None),
        ("Qarib#6183", "qarib#6183", E.PASSWORD_MISMATCH),
        ("Qarib#6183", "Qarib#6183 ", E.PASSWORD_MISMATCH),
        ("Qarib#6183", "Qarib#٦١٨٣", E.PASSWORD_MISMATCH),
        ("é*123456", "e\u0301*123456", None),
        ("Qarib#6183", "", E.FIELD_EMPTY),
        ("", "Qarib#6183", E.PASSWORD_MISMATCH),
    ],
)
@pytest.mark.parametrize(
    ("one", "two"),
    [(F.PASSWORD, F.PASSWORD_CONFIRMATION), (F.NEW_PASSWORD, F.NEW_PASSWORD_CONFIRMATION)],
)
def test_the_two_passwords_must_agree(
    one: FieldId, two: FieldId, first: str, second: str, said: E | None
) -> None:
    assert verdict(two, {one: first, two: second}) is said


def test_an_unknown_calling_code_is_refused_without_blaming_the_phone() -> None:
    found = wrong(check(REGISTRATION_FORM, form({F.CALLING_CODE: "Narnia", F.PHONE_NUMBER: "555"})))
    assert found[F.CALLING_CODE] is E.CHOICE_UNKNOWN
    assert F.PHONE_NUMBER not in found


@pytest.mark.parametrize("field", [F.CAPTCHA, F.CODE, F.EMAIL, F.BANK, F.NATIONAL_NUMBER])
@pytest.mark.parametrize("blank", ["", " ", "\u200f", "\x00", "\u3164"])
def test_what_cannot_be_seen_is_no_answer(field: FieldId, blank: str) -> None:
    entries = [entry for entry in REGISTRATION_FORM if entry.field is field]
    filled = form({F.NATIONALITY: "jordanian", field: blank})
    checked = check(entries, filled)
    assert field not in checked.values
    assert bool(checked.problems) == entries[0].required(filled)


def test_spaces_are_a_password_that_misses_the_rule() -> None:
    assert verdict(F.PASSWORD, {F.PASSWORD: "        "}) is E.PASSWORD_RULE


def test_the_picture_s_characters_keep_their_case_and_lose_their_spaces() -> None:
    entries = [entry for entry in REGISTRATION_FORM if entry.field is F.CAPTCHA]
    checked = check(entries, form({F.CAPTCHA: " A b-\u200fد٢ "}))
    assert checked.values[F.CAPTCHA] == "Abد2"


def test_the_service_s_rule_decides_about_the_printed_example() -> None:
    answers = {F.PASSWORD: "asdf*1234"}
    strict = PasswordRule(refuse_printed_example=True)
    assert verdict(F.PASSWORD, answers) is None
    assert verdict(F.PASSWORD, answers, rule=strict) is E.PASSWORD_PRINTED_EXAMPLE
    assert note_for(F.PASSWORD, form(answers)) is Note.PRINTED_EXAMPLE
    assert note_for(F.PASSWORD, form(answers, rule=strict)) is None


@pytest.mark.parametrize("typed", ["AB1234", "123456789"])
def test_an_unusual_card_gets_a_note(typed: str) -> None:
    assert note_for(F.CARD_NUMBER, form({F.CARD_NUMBER: typed})) is Note.CARD_SHAPE
    assert note_for(F.CIVIL_ID_NUMBER, form({F.CIVIL_ID_NUMBER: typed})) is Note.CARD_SHAPE


@pytest.mark.parametrize("typed", ["", "ABC12345", "abc 12345", "؟", "AB"])
def test_a_usual_or_unreadable_card_gets_none(typed: str) -> None:
    assert note_for(F.CARD_NUMBER, form({F.CARD_NUMBER: typed})) is None


@pytest.mark.parametrize(("dialled", "said"), [("JO", None), ("", None), ("EG", Note.EMAIL_ONLY)])
def test_a_phone_that_no_sms_reaches_gets_a_note(dialled: str, said: Note | None) -> None:
    assert note_for(F.ACTIVATION_CHANNEL, form({F.CALLING_CODE: dialled})) is said


def test_the_service_decides_how_long_a_code_is() -> None:
    assert verdict(F.CODE, {F.CODE: "482193"}, code_length=6) is None
    assert verdict(F.CODE, {F.CODE: "4821"}, code_length=6) is E.CODE_INCOMPLETE


@pytest.mark.parametrize("field", sorted(FieldId))
def test_a_field_that_is_full_is_too_long(field: FieldId) -> None:
    filled = form({**dict.fromkeys(GOOD, ""), field: "1" * INPUT_LIMIT})
    entry = next(e for f in FORMS.values() for e in f if e.field is field)
    always = Asked(field, lambda _form: True, entry.required)
    assert wrong(check([always], filled)) == {field: E.FIELD_TOO_LONG}


# ------------------------------------------------------------------ every text in every field


def everywhere(typed: str) -> dict[FieldId, str]:
    return dict.fromkeys(FieldId, typed)


@pytest.mark.parametrize("typed", HOSTILE, ids=lambda t: f"{t[:8]!a}-{len(t)}")
@pytest.mark.parametrize("nationality", ["jordanian", "foreign", None])
def test_hostile_text_in_every_field_gets_a_verdict(typed: str, nationality: str | None) -> None:
    answers = everywhere(typed)
    if nationality is not None:
        answers[F.NATIONALITY] = nationality
    filled = form(answers)
    for entries in FORMS.values():
        for problem in check(entries, filled).problems:
            assert problem.field in fields_of(entries)
    for field in FieldId:
        note_for(field, filled)


ANSWERS = st.dictionaries(
    st.sampled_from(sorted(FieldId)),
    st.one_of(any_text(), st.sampled_from(sorted({*GOOD.values(), "jordanian", "foreign", "sms"}))),
)


@pytest.mark.parametrize("name", sorted(FORMS))
@given(answers=ANSWERS)
def test_what_was_read_is_read_the_same_again(name: str, answers: dict[FieldId, str]) -> None:
    entries = FORMS[name]
    filled = form(answers)
    checked = check(entries, filled)
    assert [p.field for p in checked.problems] == sorted(
        (p.field for p in checked.problems), key=[e.field for e in entries].index
    ), "problems come in the form's order"
    assert set(checked.values) | set(wrong(checked)) <= asked(entries, filled)
    again = check(entries, form({**answers, **checked.values}))
    assert again.values == checked.values
    assert wrong(again) == wrong(checked)


@given(answers=ANSWERS, value=st.from_regex(r"[A-Za-z0-9*#@.]{6,30}", fullmatch=True))
def test_answers_show_their_names_only(answers: dict[FieldId, str], value: str) -> None:
    typed = Answers({**answers, F.NATIONAL_NUMBER: value})
    shown = f"{typed!r} {Form(typed, reference())!r} {check(REGISTRATION_FORM, form(typed))!r}"
    known = repr(reference()) + " ".join(FieldId) + " ".join(E)
    assert value not in shown or value in known


def test_answers_are_replaced_and_dropped_without_touching_the_old_ones() -> None:
    first = Answers({F.BANK: "ARAB", F.CODE: "1234"})
    second = first.with_({F.BANK: "CITI"}).without(SECRET_FIELDS)
    assert dict(first) == {F.BANK: "ARAB", F.CODE: "1234"}
    assert dict(second) == {F.BANK: "CITI"}
    assert second == Answers({F.BANK: "CITI"})
