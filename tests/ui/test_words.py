"""What a page says depends on who reads it, and where."""

import pytest

from ssc_desktop.domain.field_id import FieldId as F
from ssc_desktop.services.contract import Language
from tests.ui.conftest import OpenDesk
from tests.ui.desk import number_of, tr
from tests.ui.steps import (
    DETAILS,
    PASSWORD,
    contact,
    fill_in,
    identity,
    inquiry,
    register,
    skip,
    step,
    to_review,
)
from ui.context import Place, Visit
from ui.options import Entry, Mode
from ui.widgets.text import Text
from ui.wizard.step_list import StepLine

NO_CARD = (
    "steps",
    "No ID card at hand, or no relative's number? Please visit the nearest branch with proof of"
    " identity, or call 117117.",
)
NO_PASSPORT = (
    "steps",
    "No personal number or passport at hand? Please visit the nearest branch with proof of"
    " identity, or call 117117.",
)
BANK = ("endings", "A changed bank takes effect after three days, to protect your account.")


def test_who_lacks_evidence_is_told_of_their_own(open_desk: OpenDesk, language: Language) -> None:
    desk = open_desk(language, entry=Entry.REGISTER)
    desk.rest()
    notes = [tr(*NO_CARD), tr(*NO_PASSPORT)]
    assert [desk.reads(note) for note in notes] == [False, False]
    fill_in(desk, {F.NATIONALITY: "jordanian"})
    assert [desk.reads(note) for note in notes] == [True, False]
    fill_in(desk, {F.NATIONALITY: "foreign"})
    assert [desk.reads(note) for note in notes] == [False, True]


@pytest.mark.parametrize(
    ("entry", "name"),
    [
        (Entry.REGISTER, "Individual registration"),
        (Entry.RESET, "Forgot password"),
        (Entry.INQUIRY, "Social security number inquiry"),
    ],
)
def test_at_a_terminal_each_question_stands_below_the_journey_s_name(
    open_desk: OpenDesk, language: Language, entry: Entry, name: str
) -> None:
    desk = open_desk(language, mode=Mode.TERMINAL, entry=entry, size=(1080, 1920))
    desk.rest()
    assert desk.reads(tr("steps", name))


@pytest.mark.parametrize("bank", ["", "ARAB"])
def test_only_who_gave_a_bank_is_told_when_it_counts(
    open_desk: OpenDesk, language: Language, bank: str
) -> None:
    desk = open_desk(language)
    desk.rest()
    person = desk.person(registered=True)
    desk.window.go(Visit(Place.RENEW))
    desk.rest()
    register(desk, person, details={F.BANK: bank} if bank else {})
    desk.see(tr("endings", "Your data is up to date"))
    assert any(tr(*BANK) in text for text in desk.texts()) is bool(bank)


def test_who_re_registers_from_the_account_finds_the_optional_answers_there(
    open_desk: OpenDesk, language: Language
) -> None:
    desk = open_desk(language, entry=Entry.REGISTER)
    desk.rest()
    person = desk.person()
    register(desk, person, details={F.COUNTRY_OF_RESIDENCE: "EG"})
    desk.press(tr("endings", "Sign in"))
    desk.rest()
    step(desk, {F.SIGN_IN_ID: number_of(person), F.CURRENT_PASSWORD: PASSWORD})
    desk.see(person.name)
    desk.press(tr("ServicesPage", "My account"))
    desk.press(tr("AccountPage", "Re-register"))
    desk.rest()
    rest = identity(person)
    for known in (F.NATIONALITY, F.NATIONAL_NUMBER, F.PERSONAL_NUMBER):
        rest.pop(known, None)
    step(desk, rest)
    step(desk, contact(person))
    assert desk.text(F.COUNTRY_OF_RESIDENCE) == "EG"
    assert desk.reads(
        tr(
            "steps",
            "Everything on this page is optional. What is left empty is not kept in your account.",
        )
    )


def test_a_terminal_tells_what_becomes_of_what_is_left_empty(
    open_desk: OpenDesk, language: Language
) -> None:
    desk = open_desk(language, mode=Mode.TERMINAL)
    desk.rest()
    person = desk.person(registered=True)
    desk.window.go(Visit(Place.RENEW))
    desk.rest()
    step(desk, identity(person))
    step(desk, contact(person))
    for _question in DETAILS:
        desk.see(
            tr(
                "steps",
                "This question is optional. What is left empty is not kept in your account.",
            )
        )
        desk.go_on()
    assert desk.has(F.PASSWORD)
    desk.see(
        tr("steps", "You will sign in with this password and your national or personal number.")
    )


def test_a_terminal_says_which_of_several_questions_may_be_left(
    open_desk: OpenDesk, language: Language
) -> None:
    desk = open_desk(language, mode=Mode.TERMINAL, entry=Entry.INQUIRY)
    desk.rest()
    fill_in(desk, inquiry(desk.person(insured=True)))
    assert desk.has(F.EMAIL)
    desk.see(
        tr("StepPage", "Red fields marked “Required” must be filled in; the others are optional.")
    )


def test_help_at_a_terminal_speaks_of_no_keys(open_desk: OpenDesk, language: Language) -> None:
    for mode in Mode:
        desk = open_desk(language, mode=mode)
        desk.rest()
        desk.window.go(Visit(Place.HELP))
        desk.see(tr("HelpPage", "Talking to a member of staff"))
        assert desk.reads(tr("HelpPage", "Using the keyboard")) is (mode is Mode.DESK)


def test_a_password_with_everything_in_it_is_weak_rather_than_incomplete(
    open_desk: OpenDesk, language: Language
) -> None:
    desk = open_desk(language, entry=Entry.REGISTER)
    desk.rest()
    person = desk.person()
    step(desk, identity(person))
    step(desk, contact(person))
    skip(desk, *DETAILS)
    incomplete = tr("wording", "Not complete yet")
    assert not desk.reads(incomplete), "nothing has been typed"
    desk.fill(F.PASSWORD, "asdf")
    desk.see(incomplete)
    desk.fill(F.PASSWORD, "asdf*1234")
    weak = tr("PasswordMeter", "Password strength: {grade}").format(
        grade=tr("PasswordMeter", "Weak")
    )
    desk.see(weak)
    assert not desk.reads(incomplete)


def test_a_terminals_review_has_its_own_title_and_says_what_to_do(
    open_desk: OpenDesk, language: Language
) -> None:
    desk = open_desk(language, entry=Entry.REGISTER, mode=Mode.TERMINAL)
    desk.rest()
    to_review(desk, desk.person())
    title = tr("steps", "Review your details before sending")
    assert [t.plain for t in desk.shown(Text) if t.objectName() == "title"] == [title]
    desk.see(
        tr(
            "steps",
            "Please make sure that everything is right, enter the picture code, then choose"
            " “Send”.",
        )
    )


def test_a_line_of_steps_says_whose_they_are(open_desk: OpenDesk, language: Language) -> None:
    desk = open_desk(language, entry=Entry.RESET, size=(720, 560))
    desk.rest()
    (line,) = desk.shown(StepLine)
    (text,) = line.findChildren(Text)
    assert text.plain.startswith(tr("steps", "Forgot password") + " – ")
