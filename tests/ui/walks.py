"""Ways through the program that stop at every page; each name is a page in a state of its own."""

from collections.abc import Callable, Iterator, Mapping

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton

from ssc_desktop.domain.errors import ErrorCode
from ssc_desktop.domain.field_id import FieldId as F
from ssc_desktop.domain.identity import Nationality
from tests.ui.desk import Desk, number_of, tr
from tests.ui.steps import (
    DETAILS,
    NEW_PASSWORD,
    another_code,
    contact,
    everything_wrong,
    fill_in,
    identity,
    inquiry,
    passwords,
    skip,
    step,
    to_review,
)
from ui.context import Place, Visit
from ui.options import Mode

Walk = Callable[[Desk], Iterator[str]]


def around(desk: Desk) -> Iterator[str]:
    """The pages outside the journeys, and the trainee's panel."""
    desk.rest()
    yield "start"
    desk.window.go(Visit(Place.HELP))
    desk.turn()
    yield "help"
    desk.window.go(Visit(Place.START))
    desk.turn()
    header = [b for b in desk.shown(QAbstractButton) if b.objectName() == "languageTool"]
    QTest.mouseMove(header[0], QPoint(3, 3))
    name = tr("TrainingBanner", "The citizen's phone")
    if not desk.reads(tr("TrainingPanel", "People to try")):
        desk.press(name)
    person = desk.people()[0]
    if desk.offers(person.name):
        desk.press(person.name)
        yield "panel"


def sign_in(desk: Desk) -> Iterator[str]:
    """Signing in, refused and accepted; services; account."""
    person = desk.person(registered=True)
    desk.window.go(Visit(Place.SIGN_IN))
    desk.rest()
    yield "sign-in"
    everything_wrong(desk)
    yield "sign-in, not filled in"
    for password in ("Wrong*0000", person.password or ""):
        if desk.has(F.SIGN_IN_ID):
            fill_in(desk, {F.SIGN_IN_ID: number_of(person)})
        step(desk, {F.CURRENT_PASSWORD: password})
        if password == "Wrong*0000":
            yield "sign-in, refused"
    yield "services"
    desk.press(tr("ServicesPage", "My account"))
    yield "account"
    desk.press(tr("AccountPage", "Re-register"))
    yield "re-registration from the account"


def jordanian(desk: Desk) -> Iterator[str]:
    """A Jordanian registers, making every mistake on the way."""
    person = desk.person()
    desk.window.go(Visit(Place.REGISTER))
    desk.rest()
    yield "identity, empty"
    desk.go_on()
    yield "identity, nothing chosen"
    fill_in(desk, {F.NATIONALITY: "jordanian"})
    yield "identity, Jordanian"
    yield from _one_step(desk, identity(person), "identity")
    yield from _one_step(desk, contact(person, "email"), "contact")
    yield from _one_step(desk, {F.COUNTRY_OF_RESIDENCE: "JO"}, "details")
    skip(desk, *DETAILS)
    desk.fill(F.PASSWORD, "asdf*1234")
    yield "password, printed example"
    yield from _one_step(desk, passwords(), "password")
    desk.until(desk.has_picture, "the picture")
    yield "review"
    desk.press(tr("CaptchaInput", "I cannot see the picture"))
    desk.go_on()
    yield "review, question, not filled in"
    desk.fill(F.CAPTCHA, "1")
    desk.go_on()
    desk.until(desk.has_picture, "the picture")
    yield "review, wrong picture"
    desk.fill(F.CAPTCHA, desk.picture_answer())
    desk.go_on()
    yield "code"
    code = desk.last_code()
    everything_wrong(desk)
    yield "code, incomplete"
    for left in (2, 1, 0):
        desk.fill(F.CODE, another_code(code))
        desk.go_on()
        yield f"code, {left} tries left"
    desk.clock.advance(700)
    desk.until(lambda: desk.offers(tr("CodePage", "Send a new code")), "a new code")
    yield "code, expired"
    desk.press(tr("CodePage", "Send a new code"))
    yield "code, sent again"
    desk.fill(F.CODE, desk.last_code())
    desk.go_on()
    yield "registered"
    if desk.window.context.options.mode is Mode.DESK:
        desk.window.go(Visit(Place.REGISTER))
        desk.rest()
        to_review(desk, person)
        desk.go_on()
        yield "account exists"


def _one_step(desk: Desk, answers: Mapping[F, str], name: str) -> Iterator[str]:
    """Answer a step page by page, each empty and wrong before it is right."""
    rest = dict(answers)
    rest.pop(F.NATIONALITY, None)
    while rest:
        if not any(desk.has(field) for field in rest):
            desk.go_on()
        yield f"{name} {len(rest)}, fresh"
        here = [field for field in desk.fields() if field in rest]
        assert here, f"none of {list(rest)} is asked; on show: {desk.texts()}"
        for mistake, make in (("empty", Desk.go_on), ("wrong", everything_wrong)):
            make(desk)
            if desk.links():
                yield f"{name} {len(rest)}, {mistake}"
            else:
                desk.press(tr("ActionBar", "Back"))
        fill_in(desk, {field: rest.pop(field) for field in here})
        if F.CALLING_CODE in desk.fields():
            desk.fill(F.CALLING_CODE, "JO")
        for field in DETAILS:
            if desk.has(field) and field not in here:
                desk.fill(field, "")
        desk.turn()
        yield f"{name} {len(rest)}, right"
        desk.go_on()


def foreign(desk: Desk) -> Iterator[str]:
    """A foreign resident registers from abroad, by e-mail, with evidence that does not match."""
    person = desk.person(Nationality.FOREIGN)
    desk.window.go(Visit(Place.REGISTER))
    desk.rest()
    fill_in(desk, {F.NATIONALITY: "foreign"})
    yield "identity, foreign"
    answers = {**identity(person), F.PASSPORT_NUMBER: "X1234567"}
    yield from _one_step(desk, answers, "identity")
    desk.fill(F.CALLING_CODE, "+44")
    desk.fill(F.PHONE_NUMBER, "12")
    desk.go_on()
    yield "contact, wrong for the calling code"
    desk.fill(F.PHONE_NUMBER, "7400 123456")
    if not desk.has(F.EMAIL):
        desk.go_on()
    if desk.has(F.ACTIVATION_CHANNEL):
        yield "contact, by e-mail only"
    if not desk.has(F.EMAIL):
        desk.go_on()
    step(desk, {F.EMAIL: person.email, F.EMAIL_CONFIRMATION: person.email})
    skip(desk, *DETAILS)
    step(desk, passwords())
    desk.fill(F.CAPTCHA, desk.picture_answer())
    yield "review, foreign"
    desk.go_on()
    alone = desk.window.context.options.mode is Mode.TERMINAL
    desk.see_sentence(ErrorCode.EVIDENCE_MISMATCH, **({"pages": "several"} if alone else {}))
    yield "identity, evidence mismatch"


def reset(desk: Desk) -> Iterator[str]:
    """A forgotten password, and the way from there into re-registration."""
    person = desk.person(registered=True)
    desk.window.go(Visit(Place.RESET))
    desk.rest()
    yield "reset, user ID"
    everything_wrong(desk)
    yield "reset, user ID, wrong"
    step(desk, {F.USER_ID: number_of(person)})
    yield "reset, channel"
    desk.go_on()
    yield "reset, channel, nothing chosen"
    step(desk, {F.RESET_CHANNEL: "sms"})
    yield "reset, code and password"
    code = desk.last_code()
    everything_wrong(desk)
    yield "reset, code and password, wrong"
    fill_in(desk, {F.CODE: code})
    if not desk.has(F.NEW_PASSWORD):
        desk.go_on()
        yield "reset, password"
    step(desk, {F.NEW_PASSWORD: NEW_PASSWORD, F.NEW_PASSWORD_CONFIRMATION: NEW_PASSWORD})
    yield "reset, done"
    desk.window.go(Visit(Place.RESET))
    desk.rest()
    step(desk, {F.USER_ID: number_of(person)})
    desk.press(tr("ChannelPage", "Re-register"))
    yield "re-registration, number carried over"
    fill_in(desk, {F.NATIONALITY: "jordanian"})
    yield "re-registration, Jordanian"


def inquire(desk: Desk) -> Iterator[str]:
    """Asking for the insurance number, with and without an answer."""
    desk.window.go(Visit(Place.INQUIRY))
    desk.rest()
    yield "inquiry, empty"
    desk.go_on()
    yield "inquiry, nothing chosen"
    fill_in(desk, {F.NATIONALITY: "foreign"})
    yield "inquiry, foreign"
    everything_wrong(desk)
    yield "inquiry, foreign, wrong"
    desk.window.go(Visit(Place.INQUIRY))
    desk.rest()
    step(desk, inquiry(desk.person(insured=True)))
    yield "inquiry, code"
    desk.fill(F.CODE, desk.last_code())
    desk.go_on()
    yield "inquiry, answer"
    desk.window.go(Visit(Place.INQUIRY))
    desk.rest()
    step(desk, inquiry(desk.person(insured=False)))
    desk.fill(F.CODE, desk.last_code())
    desk.go_on()
    desk.see_sentence(ErrorCode.NOT_INSURED)
    yield "inquiry, not insured"


def questions(desk: Desk) -> Iterator[str]:
    """What covers the window: the question before leaving, the warning, the end of a session."""
    desk.window.go(Visit(Place.INQUIRY))
    desk.rest()
    fill_in(desk, {F.NATIONALITY: "jordanian"})
    desk.key(Qt.Key.Key_Escape)
    desk.until(desk.question, "the question")
    yield "cancel question"
    desk.press(tr("JourneyShell", "Return to the request"))
    yield "after the cancel question"
    desk.clock.leave_alone(9 * 60 + 30 if desk.window.context.options.mode is Mode.DESK else 70)
    desk.until(desk.question, "the warning")
    yield "session warning"
    desk.clock.leave_alone(60)
    desk.until(lambda: not desk.question(), "the end of the session")
    desk.rest()
    yield "session over"


WALKS: Mapping[str, Walk] = {
    "around": around,
    "sign_in": sign_in,
    "jordanian": jordanian,
    "foreign": foreign,
    "reset": reset,
    "inquire": inquire,
    "questions": questions,
}
