"""A new code: when it can be had, which way it goes, and what becomes of the old one."""

from typing import Any

from ssc_desktop.domain.errors import AppError
from ssc_desktop.domain.errors import ErrorCode as E
from ssc_desktop.domain.field_id import FieldId as F
from ssc_desktop.services.backend import Backend, Connect
from ssc_desktop.services.contract import CodeSent, Language, ResendRequest
from tests.ui.conftest import OpenDesk
from tests.ui.desk import Desk, number_of, tr
from tests.ui.steps import another_code, clocks, to_code, to_new_password
from ui import messages
from ui.options import Entry, Mode
from ui.wizard.renewal import renewal_hint

RESEND = ("CodePage", "Send a new code")
BY_EMAIL = ("CodePage", "Send it by e-mail instead")
DONE = ("endings", "Registration is complete")


def test_a_new_code_waits_and_then_kills_the_old_one(at_code: Desk) -> None:
    old = at_code.last_code()
    assert not at_code.offers(tr(*RESEND))
    assert clocks(at_code, "You can ask for a new code in {time}")
    at_code.clock.advance(61)
    at_code.press(tr(*RESEND))
    new = at_code.last_code()
    assert len([m for m in at_code.messages() if m.code or m.to == at_code.person().phone]) >= 2
    assert not at_code.offers(tr(*RESEND)), "it waits again"
    if new != old:
        at_code.fill(F.CODE, old)
        at_code.go_on()
        assert F.CODE in at_code.errors()
    at_code.fill(F.CODE, new)
    at_code.go_on()
    at_code.see(tr(*DONE))


def test_the_cursor_waits_where_the_new_code_belongs(at_code: Desk) -> None:
    at_code.clock.advance(61)
    at_code.press(tr(*RESEND))
    at_code.until(lambda: at_code.focused_field() is F.CODE, "the cursor in the field of the code")


def test_the_code_can_go_the_other_way(at_code: Desk) -> None:
    person = at_code.person()
    assert not at_code.offers(tr(*BY_EMAIL))
    at_code.clock.advance(61)
    at_code.press(tr(*BY_EMAIL))
    at_code.see(person.email)
    at_code.fill(F.CODE, at_code.last_code(person.email))
    at_code.go_on()
    at_code.see(tr(*DONE))


def test_the_last_resend_names_the_branch(at_code: Desk) -> None:
    for wait in (61, 121, 301):
        at_code.clock.advance(wait)
        at_code.press(tr(*RESEND))
    at_code.clock.advance(600)
    at_code.see(
        tr(
            "CodePage",
            "No further code can be sent for this request. Please visit the nearest branch or call"
            " 117117 if none has arrived.",
        )
    )
    assert not at_code.offers(tr(*RESEND))
    again = "Please check the number or address and the spam folder, then ask for a new code."
    assert not at_code.reads(tr("CodePage", f"It can take a few minutes. {again}"))


def test_a_terminal_asks_for_the_new_code_that_was_sent_again_beside_the_password(
    open_desk: OpenDesk, language: Language
) -> None:
    desk = open_desk(language, entry=Entry.RESET, mode=Mode.TERMINAL)
    desk.rest()
    person = desk.person(registered=True)
    desk.fill(F.USER_ID, number_of(person))
    desk.go_on()
    desk.choose(F.RESET_CHANNEL, "sms")
    desk.go_on()
    desk.fill(F.CODE, desk.last_code(person.phone))
    desk.go_on()
    assert desk.has(F.NEW_PASSWORD)
    assert clocks(desk, "The code you have entered expires in {time}")
    assert not desk.reads(messages.tries_left(3)), "they are the code's, not the password's"
    assert not desk.reads(tr("CodePage", "Code not arrived?"))
    desk.see(renewal_hint())
    desk.clock.advance(61)
    desk.press(tr(*RESEND))
    assert desk.has(F.CODE)
    assert desk.text(F.CODE) == ""
    desk.fill(F.CODE, desk.last_code(person.phone))
    desk.go_on()
    desk.fill(F.NEW_PASSWORD, "Waha+7264")
    desk.fill(F.NEW_PASSWORD_CONFIRMATION, "Waha+7264")
    desk.go_on()
    assert not desk.has(F.NEW_PASSWORD)
    desk.press(tr("endings", "Sign in"))


def test_no_new_code_is_offered_before_it_can_be_had(open_desk: OpenDesk) -> None:
    desk = open_desk("en", entry=Entry.RESET)
    desk.rest()
    to_new_password(desk)
    wrong = another_code(desk.last_code())
    for tries in (3, 2):  # five in all, after which there is a day's pause
        for _try in range(tries):
            desk.fill(F.CODE, wrong)
            desk.fill(F.NEW_PASSWORD, "Waha+7264")
            desk.fill(F.NEW_PASSWORD_CONFIRMATION, "Waha+7264")
            desk.go_on()
            wrong = another_code(wrong)
        if tries == 3:
            desk.clock.advance(61)
            desk.press(tr(*RESEND))
            wrong = another_code(desk.last_code())
    desk.see_sentence(E.CODE_TRIES_USED, F.CODE, retry_after=86_400)
    for text in ("", "1"):
        desk.fill(F.CODE, text)
        desk.clock.advance(130)
        desk.turn()
        assert not desk.offers(tr(*RESEND))
        desk.see("You can ask for a new code in 24 hours")


def test_a_new_code_is_said_to_be_new_and_nothing_moves_when_it_can_be_had(at_code: Desk) -> None:
    link = at_code.button(tr(*RESEND))
    place = link.mapTo(at_code.window, link.rect().topLeft())
    at_code.clock.advance(61)
    at_code.until(link.isEnabled, "the end of the wait")
    at_code.see(tr("CodePage", "You can ask for a new code now."))
    assert link.mapTo(at_code.window, link.rect().topLeft()) == place
    first = tr("CodePage", "We sent a verification code of {length} digits to {destination}.")
    again = tr(
        "CodePage",
        "We sent a new code to {destination}. Please enter this one; the earlier code no longer"
        " works.",
    )
    start = first.split("{")[0]
    assert any(
        text.startswith(start) and not text.startswith(again.split("{")[0])
        for text in at_code.texts()
    )
    at_code.press(tr(*RESEND))
    at_code.see(again.split("}")[1].strip())


class _LosesAnswers:
    """A service whose answers about new codes are lost until it is told otherwise."""

    def __init__(self, backend: Backend) -> None:
        self._service = backend.service
        self.loses = True

    def resend_code(self, request: ResendRequest) -> CodeSent:
        sent = self._service.resend_code(request)
        if self.loses:
            raise AppError(E.SERVICE_UNCONFIRMED)
        return sent

    def __getattr__(self, name: str) -> Any:
        return getattr(self._service, name)


def test_a_new_code_whose_answer_was_lost_is_not_sent_twice(
    open_desk: OpenDesk, language: Language, connect: Connect
) -> None:
    services: list[_LosesAnswers] = []

    def losing(name: str) -> Backend:
        backend = connect(name)
        services.append(_LosesAnswers(backend))
        service: Any = services[0]
        return Backend(service, backend.training, backend.lanes)

    desk = open_desk(language, entry=Entry.REGISTER, backend=losing)
    desk.rest()
    to_code(desk, desk.person())
    sent = len(desk.messages())
    desk.clock.advance(61)
    desk.press(tr(*RESEND))
    desk.see_sentence(E.SERVICE_UNREACHABLE)
    services[0].loses = False
    desk.press(tr(*RESEND))
    desk.until(lambda: not desk.offers(tr(*RESEND)), "the next wait")
    assert len(desk.messages()) == sent + 1
    desk.clock.advance(250)
    assert clocks(desk, "The code expires in {time}"), "it was sent a moment ago"
    desk.fill(F.CODE, desk.last_code())
    desk.go_on()
    desk.see(tr(*DONE))
