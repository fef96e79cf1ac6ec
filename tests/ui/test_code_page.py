"""The code page: spaces and whole messages, tries, expiry, a new code, another channel."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from ssc_desktop.backends.simulator.service import open_simulator
from ssc_desktop.domain.errors import ErrorCode as E
from ssc_desktop.domain.errors import Problem
from ssc_desktop.domain.field_id import FieldId as F
from ssc_desktop.domain.policy import INPUT_LIMIT
from ssc_desktop.services.backend import Backend
from ssc_desktop.services.contract import CaptchaKind, Language
from tests.data import ARABIC_DIGITS
from tests.ui.conftest import PEOPLE, POLICY, SEED, Clock, OpenDesk
from tests.ui.desk import Desk, number_of, tr
from tests.ui.steps import (
    another_code,
    clocks,
    to_code,
    to_new_password,
    to_review,
    use_up_tries,
)
from ui import messages
from ui.options import Entry, Mode

RESEND = ("CodePage", "Send a new code")
BY_EMAIL = ("CodePage", "Send it by e-mail instead")
DONE = ("endings", "Registration is complete")


def spaced(code: str) -> str:
    return " ".join(code.translate(ARABIC_DIGITS)) + " "


def in_a_message(code: str) -> str:
    return f"الضمان الاجتماعي: رمز تفعيل حسابك {code}، صالح 5 دقائق.\nيرجى عدم مشاركته 117117"


@pytest.mark.parametrize("written", [spaced, in_a_message])
def test_a_code_is_understood_as_people_give_it(at_code: Desk, written: object) -> None:
    assert callable(written)
    at_code.paste(F.CODE, written(at_code.last_code()))
    at_code.go_on()
    at_code.see(tr(*DONE))


def test_what_is_no_code_costs_no_try(at_code: Desk) -> None:
    for text in ("", "12", "رمز", "<b>12</b>", "0790000000", "1" * 600):
        at_code.fill(F.CODE, text)
        at_code.go_on()
        assert F.CODE in at_code.errors(), text
        if len(text) < INPUT_LIMIT:
            at_code.see_sentence(E.CODE_INCOMPLETE, F.CODE, length=4)
        else:
            at_code.see_sentence(E.FIELD_TOO_LONG, F.CODE)
    assert at_code.reads(messages.tries_left(3))
    at_code.fill(F.CODE, at_code.last_code())
    at_code.go_on()
    at_code.see(tr(*DONE))


def test_the_tries_that_are_left_are_told_whatever_is_typed_next(at_code: Desk) -> None:
    wrong = another_code(at_code.last_code())
    for left in (2, 1, 0):
        at_code.fill(F.CODE, wrong)
        at_code.go_on()
        at_code.fill(F.CODE, "12")
        assert at_code.reads(messages.tries_left(left))
        assert not at_code.reads(messages.tries_left(3))
    at_code.clock.advance(61)
    at_code.press(tr(*RESEND))
    assert not at_code.reads(messages.tries_left(0))


def test_every_wrong_code_counts_and_is_kept_to_be_looked_at(at_code: Desk) -> None:
    code = at_code.last_code()
    wrong = another_code(code)
    for left in (2, 1):
        at_code.fill(F.CODE, wrong)
        at_code.go_on()
        at_code.see_sentence(E.CODE_WRONG, F.CODE, tries_left=left)
        assert at_code.text(F.CODE) == wrong
        assert at_code.focus() is at_code.summary()
        wrong = another_code(wrong)
    at_code.fill(F.CODE, wrong)
    at_code.go_on()
    assert F.CODE in at_code.errors() or at_code.summary()
    at_code.fill(F.CODE, code)
    at_code.go_on()
    assert not at_code.reads(tr(*DONE)), "the right code comes too late"
    at_code.see_sentence(E.CODE_TRIES_USED, F.CODE, retry_after=60)
    assert not clocks(at_code, "The code expires in {time}"), "it is dead"
    at_code.clock.advance(61)
    at_code.see_sentence(E.CODE_EXPIRED, F.CODE)
    assert list(at_code.errors()) == [F.CODE]
    at_code.press(tr(*RESEND))
    at_code.fill(F.CODE, at_code.last_code())
    at_code.go_on()
    at_code.see(tr(*DONE))


def test_an_expired_code_is_said_to_be_and_a_new_one_works(at_code: Desk) -> None:
    code, person = at_code.last_code(), at_code.person()
    at_code.clock.advance(301)
    at_code.see(messages.sentence(Problem(E.CODE_EXPIRED)))
    at_code.fill(F.CODE, code)
    at_code.go_on()
    at_code.see_sentence(E.CODE_EXPIRED, F.CODE)
    at_code.press(tr(*RESEND))
    assert at_code.text(F.CODE) == ""
    assert not at_code.errors()
    assert clocks(at_code, "The code expires in {time}")
    at_code.fill(F.CODE, at_code.last_code(person.phone))
    at_code.go_on()
    at_code.see(tr(*DONE))


def test_the_clocks_of_a_code_go_on_while_the_machine_sleeps(
    at_code: Desk, sleep: Callable[[float], None]
) -> None:
    sleep(61)
    at_code.until(lambda: at_code.offers(tr(*RESEND)), "the end of the wait")
    wrong = another_code(at_code.last_code())
    for _ in range(3):
        at_code.fill(F.CODE, wrong)
        at_code.go_on()
        wrong = another_code(wrong)
    assert list(at_code.errors()) == [F.CODE], "its tries are used up"
    sleep(61)
    at_code.see_sentence(E.CODE_EXPIRED, F.CODE)


def test_a_code_expires_while_the_machine_sleeps(
    at_code: Desk, sleep: Callable[[float], None]
) -> None:
    sleep(301)
    at_code.see(messages.sentence(Problem(E.CODE_EXPIRED)))


def test_back_from_the_code_page_keeps_the_form_and_a_wrong_phone_is_put_right(
    at_code: Desk,
) -> None:
    person, other = at_code.people()[:2]
    at_code.press(tr("CodePage", "Change phone number or e-mail"))
    assert at_code.text(F.PHONE_NUMBER) == "0" + person.phone.removeprefix("+962")
    at_code.fill(F.PHONE_NUMBER, other.phone.removeprefix("+962"))
    at_code.go_on()
    at_code.fill(F.CAPTCHA, at_code.picture_answer())
    at_code.go_on()
    at_code.fill(F.CODE, at_code.last_code(other.phone))
    at_code.go_on()
    at_code.see(tr(*DONE))


def test_a_wrong_picture_code_brings_another_picture_and_keeps_the_rest(
    open_desk: OpenDesk, language: Language
) -> None:
    desk = open_desk(language, entry=Entry.REGISTER, size=(1000, 768))
    desk.rest()
    to_review(desk, desk.person())
    shown = set(desk.texts())
    for answer in ("wrong", "<b>x</b>", desk.text(F.CAPTCHA).swapcase() + "x"):
        desk.fill(F.CAPTCHA, answer)
        desk.go_on()
        desk.see_sentence(E.CAPTCHA_WRONG, F.CAPTCHA)
        assert desk.errors() == {F.CAPTCHA: messages.sentence(Problem(E.CAPTCHA_WRONG, F.CAPTCHA))}
        assert desk.text(F.CAPTCHA) == ""
        desk.until(desk.has_picture, "another picture")
        assert {text for text in shown if "\u2066" in text} <= set(desk.texts())
    desk.press(tr("CaptchaInput", "I cannot see the picture"))
    desk.until(desk.has_picture, "the question")
    assert not desk.errors(), "what was said of the picture is not said of the question"
    assert not desk.summary()
    for answer in ("99", "nothing"):
        desk.fill(F.CAPTCHA, answer)
        desk.go_on()
        of_a_question = Problem(E.CAPTCHA_WRONG, F.CAPTCHA, {"kind": CaptchaKind.QUESTION})
        desk.see(messages.sentence(of_a_question))
        desk.until(desk.has_picture, "another question")
        assert desk.offers(tr("CaptchaInput", "Another question")), "not a picture again"
        assert desk.errors() == {F.CAPTCHA: messages.sentence(of_a_question)}
    desk.fill(F.CAPTCHA, desk.picture_answer().translate(ARABIC_DIGITS))
    desk.go_on()
    assert desk.has(F.CODE)


def test_a_code_that_was_right_holds_while_another_password_is_chosen(
    open_desk: OpenDesk, language: Language
) -> None:
    desk = open_desk(language, entry=Entry.RESET)
    desk.rest()
    person = to_new_password(desk)
    desk.clock.advance(200)
    own = f"{number_of(person)}*a"
    desk.fill(F.CODE, desk.last_code(person.phone))
    desk.fill(F.NEW_PASSWORD, own)
    desk.fill(F.NEW_PASSWORD_CONFIRMATION, own)
    desk.go_on()
    desk.see_sentence(E.PASSWORD_TOO_COMMON, F.NEW_PASSWORD)
    desk.clock.advance(400)  # twice the life the code was sent with
    desk.until(
        lambda: desk.reads_one_of(messages.clock(left) for left in range(170, 200)), "the clock"
    )
    desk.fill(F.NEW_PASSWORD, "Waha+7264")
    desk.fill(F.NEW_PASSWORD_CONFIRMATION, "Waha+7264")
    assert not desk.reads(messages.sentence(Problem(E.CODE_EXPIRED)))
    desk.go_on()
    desk.see(tr("endings", "The password has been changed"))


def test_where_no_code_follows_the_way_back_is_named_and_leads_on(
    open_desk: OpenDesk, language: Language
) -> None:
    desk = open_desk(language, entry=Entry.RESET)
    desk.rest()
    person = to_new_password(desk)
    for wait in (61, 121, 301):
        desk.clock.advance(wait)
        desk.press(tr(*RESEND))
    code = desk.last_code(person.phone)
    desk.clock.advance(301)
    desk.see(
        tr("CodePage", "This code has expired. Please choose “Back” and send the request again.")
    )
    desk.fill(F.CODE, code)
    desk.fill(F.NEW_PASSWORD, "Waha+7264")
    desk.fill(F.NEW_PASSWORD_CONFIRMATION, "Waha+7264")
    desk.go_on()
    desk.see_sentence(E.FLOW_ENDED)
    assert desk.text(F.RESET_CHANNEL) == "sms"
    desk.go_on()
    desk.fill(F.CODE, desk.last_code(person.phone))
    desk.fill(F.NEW_PASSWORD, "Waha+7264")
    desk.fill(F.NEW_PASSWORD_CONFIRMATION, "Waha+7264")
    desk.go_on()
    desk.see(tr("endings", "The password has been changed"))


def test_what_is_said_of_used_up_tries_counts_the_minutes_down(at_code: Desk) -> None:
    at_code.clock.advance(61)
    at_code.press(tr(*RESEND))
    use_up_tries(at_code)
    at_code.see_sentence(E.CODE_TRIES_USED, F.CODE, retry_after=120)
    at_code.clock.advance(70)
    at_code.see_sentence(E.CODE_TRIES_USED, F.CODE, retry_after=60)
    at_code.clock.advance(51)
    at_code.see_sentence(E.CODE_EXPIRED, F.CODE)


@pytest.mark.parametrize("mode", list(Mode))
def test_a_dead_code_stays_dead_whatever_is_typed(
    open_desk: OpenDesk, language: Language, mode: Mode
) -> None:
    desk = open_desk(language, entry=Entry.REGISTER, mode=mode)
    desk.rest()
    to_code(desk, desk.person())
    use_up_tries(desk)
    desk.fill(F.CODE, "1")
    assert desk.reads(messages.tries_left(0))
    assert not clocks(desk, "The code expires in {time}")
    assert clocks(desk, "You can ask for a new code in {time}")
    assert not desk.offers(tr(*RESEND))
    desk.clock.advance(61)
    desk.until(lambda: desk.offers(tr(*RESEND)), "the end of the wait")


def test_a_way_through_a_branch_alone_offers_no_other(
    open_desk: OpenDesk, folder: Path, clock: Clock
) -> None:
    policy = replace(POLICY, codes=replace(POLICY.codes, wrong_until_branch=3))

    def connect(_name: str) -> Backend:
        simulator = open_simulator(folder, PEOPLE, SEED, policy=policy, clock=clock.now)
        return Backend(simulator, simulator.training)

    desk = open_desk("en", entry=Entry.REGISTER, backend=connect)
    desk.rest()
    to_code(desk, desk.person())
    use_up_tries(desk)
    desk.see_sentence(E.CODE_BRANCH_ONLY)
    desk.clock.advance(400)
    desk.turn()
    assert not desk.offers(tr(*RESEND))
    assert not clocks(desk, "The code expires in {time}")


def test_a_wrong_code_that_has_expired_too_is_said_to_be(at_code: Desk) -> None:
    at_code.fill(F.CODE, another_code(at_code.last_code()))
    at_code.go_on()
    at_code.see_sentence(E.CODE_WRONG, F.CODE, tries_left=2)
    at_code.clock.advance(301)
    at_code.see_sentence(E.CODE_EXPIRED, F.CODE)
    assert list(at_code.errors()) == [F.CODE]
