"""Steps on the way through the program, as those who test it take them again and again."""

from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLineEdit

from ssc_desktop.domain.field_id import FieldId as F
from ssc_desktop.domain.identity import Nationality
from ssc_desktop.services.training import TrainingPerson
from tests.ui.desk import Desk, number_of, tr
from ui.foresight import Foresight
from ui.wizard.pages import Pages

PASSWORD, NEW_PASSWORD = "Qarib#6183", "Waha+7264"

# What a person types who reads nothing.
WRONG: Mapping[F, str] = {
    F.NATIONAL_NUMBER: "123",
    F.PERSONAL_NUMBER: "abc",
    F.CARD_NUMBER: "؟",
    F.CIVIL_ID_NUMBER: "؟",
    F.PASSPORT_NUMBER: "-",
    F.BIRTH_DATE: "yesterday",
    F.RELATIVE_NATIONAL_NUMBER: "12",
    F.COUNTRY_OF_NATIONALITY: "Atlantis",
    F.CALLING_CODE: "Atlantis",
    F.PHONE_NUMBER: "12",
    F.EMAIL: "name@",
    F.EMAIL_CONFIRMATION: "other@",
    F.COUNTRY_OF_RESIDENCE: "Atlantis",
    F.ACADEMIC_LEVEL: "Wizard",
    F.BANK: "Gringotts",
    F.PASSWORD: "short",
    F.PASSWORD_CONFIRMATION: "other",
    F.NEW_PASSWORD: "short",
    F.NEW_PASSWORD_CONFIRMATION: "other",
    F.CODE: "12",
    F.USER_ID: "12",
    F.SIGN_IN_ID: "12",
}


def fill_in(desk: Desk, answers: Mapping[F, str]) -> None:
    """Answer what the page asks of these, and turn pages where one question fills a page."""
    rest = dict(answers)
    while rest:
        here = [field for field in rest if desk.has(field)]
        assert here, f"none of {list(rest)} is asked; on show: {desk.texts()}"
        for field in here:
            answer = rest.pop(field)
            if desk.row(field).widget.objectName() == "radioGroup":
                desk.choose(field, answer)
            else:
                desk.fill(field, answer)
        desk.turn()
        if rest and not any(desk.has(field) for field in rest):
            desk.go_on()


def identity(person: TrainingPerson) -> dict[F, str]:
    """Return the identity of a person as the registration asks it."""
    if person.kind is Nationality.JORDANIAN:
        return {
            F.NATIONALITY: "jordanian",
            F.NATIONAL_NUMBER: person.national_number or "",
            F.CARD_NUMBER: person.card_number or "",
            F.RELATIVE_NATIONAL_NUMBER: person.relative_national_number or "",
            F.KINSHIP: person.kinship_code or "",
        }
    return {
        F.NATIONALITY: "foreign",
        F.COUNTRY_OF_NATIONALITY: person.nationality,
        F.PERSONAL_NUMBER: person.personal_number or "",
        F.PASSPORT_NUMBER: person.passport_number or "",
        F.BIRTH_DATE: person.birth_date,
    }


def contact(person: TrainingPerson, channel: str = "sms") -> dict[F, str]:
    """Return the contact page's answers."""
    return {
        F.PHONE_NUMBER: "0" + person.phone.removeprefix("+962"),
        F.ACTIVATION_CHANNEL: channel,
        F.EMAIL: person.email,
        F.EMAIL_CONFIRMATION: person.email,
    }


def passwords(password: str = PASSWORD) -> dict[F, str]:
    """Return the password page's answers."""
    return {F.PASSWORD: password, F.PASSWORD_CONFIRMATION: password}


def inquiry(person: TrainingPerson) -> dict[F, str]:
    """Return the inquiry's answers."""
    asked = identity(person)
    card = asked.pop(F.CARD_NUMBER, None)
    for field in (F.RELATIVE_NATIONAL_NUMBER, F.KINSHIP):
        asked.pop(field, None)
    if card is not None:
        asked[F.CIVIL_ID_NUMBER] = card
    return {**asked, F.PHONE_NUMBER: person.phone, F.EMAIL: person.email}


def step(desk: Desk, answers: Mapping[F, str]) -> None:
    """Fill in a page and go on."""
    fill_in(desk, answers)
    desk.go_on()


def skip(desk: Desk, *fields: F) -> None:
    """Go past optional questions."""
    while any(desk.has(field) for field in fields):
        desk.go_on()


DETAILS = (F.COUNTRY_OF_RESIDENCE, F.ACADEMIC_LEVEL, F.BANK)


def to_the_details(desk: Desk) -> None:
    """Go on through a registration until what is optional is asked for."""
    desk.rest()
    person = desk.person()
    step(desk, identity(person))
    step(desk, contact(person))


def to_the_password(desk: Desk) -> None:
    """Go on through a registration until the password is asked for."""
    to_the_details(desk)
    skip(desk, *DETAILS)


def to_review(
    desk: Desk,
    person: TrainingPerson,
    channel: str = "sms",
    *,
    known: Collection[F] = (),
    details: Mapping[F, str] = MappingProxyType({}),
) -> None:
    """Go from the registration's first page to its review, with the picture code typed.

    `known` is answered already; of what is optional, only `details` are given.
    """
    step(desk, {field: raw for field, raw in identity(person).items() if field not in known})
    step(desk, contact(person, channel))
    fill_in(desk, details)
    skip(desk, *DETAILS)
    step(desk, passwords())
    desk.fill(F.CAPTCHA, desk.picture_answer())


def to_code(desk: Desk, person: TrainingPerson, channel: str = "sms", **given: Any) -> None:
    """Go from the registration's first page to its code page."""
    to_review(desk, person, channel, **given)
    desk.go_on()


def register(desk: Desk, person: TrainingPerson, channel: str = "sms", **given: Any) -> None:
    """Go from the registration's first page to its last."""
    to_code(desk, person, channel, **given)
    desk.fill(F.CODE, desk.last_code())
    desk.go_on()


def signed_in(desk: Desk) -> None:
    """Sign somebody in from the page for it, on one page or two."""
    desk.rest()
    person = desk.person(registered=True)
    fill_in(desk, {F.SIGN_IN_ID: number_of(person), F.CURRENT_PASSWORD: person.password or ""})
    desk.go_on()
    desk.see(person.name)


def another_code(code: str) -> str:
    """Return a code of the same length that is not this one."""
    return str((int(code) + 1) % 10 ** len(code)).zfill(len(code))


def everything_wrong(desk: Desk) -> None:
    """Fill every line of the page with what cannot be right, and go on."""
    for field in desk.fields():
        is_line = isinstance(desk.row(field).input.focus_target(), QLineEdit)
        if field in WRONG and is_line and not desk.line(field).isReadOnly():
            desk.fill(field, WRONG[field])
    desk.go_on()


def until_made(desk: Desk) -> None:
    """Wait until everything is made that can come next."""

    def at_work() -> list[QTimer]:
        makers = [*desk.window.findChildren(Pages), *desk.window.findChildren(Foresight)]
        return [t for maker in makers for t in maker.findChildren(QTimer) if t.isActive()]

    desk.until(lambda: desk.window.findChildren(Foresight), "the first lists")
    desk.rest()
    desk.until(lambda: not at_work(), "what comes next")
    desk.turn()


def use_up_tries(desk: Desk) -> None:
    """Give wrong codes until the latest one is dead."""
    wrong = another_code(desk.last_code())
    for _try in range(3):
        desk.fill(F.CODE, wrong)
        desk.go_on()
        wrong = another_code(wrong)


def to_the_number(desk: Desk) -> str:
    """Go from the inquiry's first page to its last; return the number that is told there."""
    person = desk.person(insured=True)
    step(desk, inquiry(person))
    step(desk, {F.CODE: desk.last_code()})
    number = person.insurance_number
    assert number
    desk.see(number)
    return number


def to_new_password(desk: Desk) -> TrainingPerson:
    """Go on through a reset until code and new password are asked for; return whose they are."""
    person = desk.person(registered=True)
    desk.fill(F.USER_ID, number_of(person))
    desk.go_on()
    desk.choose(F.RESET_CHANNEL, "sms")
    desk.go_on()
    return person


def clocks(desk: Desk, source: str) -> bool:
    """Tell whether a sentence with a running clock is on show."""
    text = tr("CodePage", source)
    start, end = text.split("{time}")
    return any(start in said and end in said and "\u2066" in said for said in desk.texts())
