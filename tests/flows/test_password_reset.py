"""Forgotten password, whole, without a screen."""

import pytest

from ssc_desktop.domain.errors import AppError, Problem
from ssc_desktop.domain.errors import ErrorCode as E
from ssc_desktop.domain.field_id import FieldId
from ssc_desktop.domain.field_id import FieldId as F
from ssc_desktop.domain.fields import SECRET_FIELDS
from ssc_desktop.domain.secret import Secret
from ssc_desktop.flows.password_reset import PasswordResetFlow
from ssc_desktop.flows.state import Arrangement, StepId
from ssc_desktop.services.contract import (
    CaptchaAnswer,
    Channel,
    NewPasswordRequest,
    PasswordChanged,
)
from tests.flows.scripted import (
    ARRANGEMENTS,
    FOREIGNER,
    JORDANIAN,
    Person,
    ScriptedService,
    code_sent,
    refusal,
)

both_arrangements = pytest.mark.parametrize("arrangement", ARRANGEMENTS)


def at(step: StepId, says=JORDANIAN, service: ScriptedService | None = None, **start) -> Person:
    """Return somebody who has come as far as this step."""
    citizen = Person(PasswordResetFlow(), service or ScriptedService(), says, **start)
    citizen.walk_to(step)
    return citizen


@both_arrangements
@pytest.mark.parametrize("says", [JORDANIAN, FOREIGNER])
@pytest.mark.parametrize("channel", list(Channel))
@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_person_gets_back_in(arrangement: Arrangement, says, channel: Channel, language) -> None:
    citizen = at(
        StepId.DONE, {**says, F.RESET_CHANNEL: channel}, arrangement=arrangement, language=language
    )
    asked, proof = citizen.service.requests
    assert (asked.user_id, asked.reset_channel) == (says[F.USER_ID], channel)
    assert asked.language == language
    assert asked.idempotency_key
    assert asked.captcha is None
    assert proof == NewPasswordRequest("flow-1", Secret("4821"), Secret("Waha+7264"))
    assert citizen.state.result == PasswordChanged()
    assert not set(citizen.state.answers) & SECRET_FIELDS
    assert not citizen.back()


def test_one_question_a_page_asks_everything_once() -> None:
    single = at(StepId.DONE, arrangement=Arrangement.ONE_QUESTION)
    grouped = at(StepId.DONE, arrangement=Arrangement.GROUPED)
    asked = [field for page in single.pages for field in page]
    assert asked == [field for page in grouped.pages for field in page]
    assert len(asked) == len(set(asked))
    assert single.pages[-1] == (F.NEW_PASSWORD, F.NEW_PASSWORD_CONFIRMATION)


@both_arrangements
def test_the_channel_page_asks_for_a_picture_code_where_the_service_does(
    arrangement: Arrangement,
) -> None:
    service = ScriptedService().will_say(
        refusal(E.CAPTCHA_REQUIRED), refusal(E.CAPTCHA_WRONG, F.CAPTCHA)
    )
    citizen = at(StepId.CHANNEL, service=service, arrangement=arrangement)
    citizen.turn()
    assert citizen.refusals() == {F.CAPTCHA: E.CAPTCHA_REQUIRED}
    assert citizen.asked() == (F.RESET_CHANNEL, F.CAPTCHA)
    citizen.turn()
    assert citizen.refusals() == {F.CAPTCHA: E.CAPTCHA_WRONG}
    assert F.CAPTCHA not in citizen.state.answers
    citizen.turn()
    assert citizen.step is StepId.NEW_PASSWORD
    assert citizen.service.last().captcha == CaptchaAnswer("captcha-2", Secret("ABab2"))
    assert F.CAPTCHA not in citizen.asked()


@both_arrangements
@pytest.mark.parametrize(
    ("code", "field"),
    [
        (E.CODE_WRONG, F.CODE),
        (E.CODE_EXPIRED, F.CODE),
        (E.CODE_TRIES_USED, F.CODE),
        (E.PASSWORD_TOO_COMMON, F.NEW_PASSWORD),
        (E.PASSWORD_PRINTED_EXAMPLE, F.NEW_PASSWORD),
        (E.SERVICE_UNREACHABLE, None),
        (E.CODE_PAUSED, None),
    ],
)
def test_a_refusal_on_the_last_page_shows_its_field_and_clears_nothing(
    arrangement: Arrangement, code: E, field: FieldId | None
) -> None:
    citizen = at(StepId.NEW_PASSWORD, arrangement=arrangement)
    citizen.service.will_say(refusal(code, field))
    while not (citizen.state.problems or citizen.state.banner):
        citizen.turn()
    assert citizen.step is StepId.NEW_PASSWORD
    assert citizen.refusals() == {field: code}
    if field is not None:
        assert field in citizen.asked()
    assert citizen.state.answers[F.CODE] == JORDANIAN[F.CODE]
    assert citizen.state.answers[F.NEW_PASSWORD] == "Waha+7264"
    citizen.walk_to(StepId.DONE)


def test_what_the_service_said_of_the_code_stands_until_the_code_is_changed() -> None:
    citizen = at(StepId.NEW_PASSWORD)
    citizen.service.will_say(refusal(E.CODE_WRONG, F.CODE, tries_left=2))
    citizen.turn()
    citizen.type({F.NEW_PASSWORD: "Waha+72645"})
    assert citizen.refusals()[F.CODE] is E.CODE_WRONG
    assert citizen.state.problems[0].params["tries_left"] == 2
    citizen.type({F.CODE: JORDANIAN[F.CODE]})  # the same once more is no change
    assert citizen.refusals()[F.CODE] is E.CODE_WRONG
    citizen.type({F.CODE: "48"})
    assert F.CODE not in citizen.refusals()


def test_a_picture_code_is_still_asked_for_while_something_else_is_changed() -> None:
    service = ScriptedService().will_say(refusal(E.CAPTCHA_REQUIRED))
    citizen = at(StepId.CHANNEL, service=service)
    citizen.turn()
    citizen.another_captcha()
    citizen.type({F.RESET_CHANNEL: "email"})
    assert citizen.refusals() == {F.CAPTCHA: E.CAPTCHA_REQUIRED}
    citizen.type({F.CAPTCHA: "A"})
    assert citizen.refusals() == {}


def test_the_password_is_checked_before_anything_is_sent() -> None:
    citizen = at(StepId.NEW_PASSWORD)
    sent = len(citizen.service.requests)
    citizen.type({F.CODE: "4821", F.NEW_PASSWORD: "short", F.NEW_PASSWORD_CONFIRMATION: "other"})
    citizen.go_on()
    assert citizen.refusals() == {
        F.NEW_PASSWORD: E.PASSWORD_RULE,
        F.NEW_PASSWORD_CONFIRMATION: E.PASSWORD_MISMATCH,
    }
    assert len(citizen.service.requests) == sent


@both_arrangements
def test_a_flow_that_the_service_has_forgotten_begins_at_the_channel(
    arrangement: Arrangement,
) -> None:
    citizen = at(StepId.NEW_PASSWORD, arrangement=arrangement)
    citizen.service.will_say(refusal(E.FLOW_ENDED))
    while not citizen.state.banner:
        citizen.turn()
    assert citizen.step is StepId.CHANNEL
    assert citizen.refusals() == {None: E.FLOW_ENDED}
    assert F.CODE not in citizen.state.answers
    assert citizen.state.answers[F.USER_ID] == "9901900001"
    citizen.walk_to(StepId.DONE)


@both_arrangements
def test_back_from_the_last_page_chooses_another_channel(arrangement: Arrangement) -> None:
    citizen = at(StepId.NEW_PASSWORD, arrangement=arrangement)
    assert citizen.back()
    assert citizen.step is StepId.CHANNEL
    citizen.says[F.RESET_CHANNEL] = "email"
    citizen.turn()
    first, second = citizen.service.requests
    assert second.reset_channel is Channel.EMAIL
    assert first.idempotency_key != second.idempotency_key


@both_arrangements
@pytest.mark.parametrize("code", [E.SERVICE_UNREACHABLE, E.SERVICE_UNCONFIRMED])
def test_an_unanswered_request_is_sent_again_as_it_was(arrangement: Arrangement, code: E) -> None:
    service = ScriptedService().will_say(refusal(E.CAPTCHA_REQUIRED), refusal(code))
    citizen = at(StepId.CHANNEL, service=service, arrangement=arrangement)
    citizen.turn()
    citizen.turn()
    assert citizen.refusals() == {None: code}
    assert F.CAPTCHA in citizen.asked()
    citizen.go_on()
    assert citizen.step is StepId.NEW_PASSWORD
    assert citizen.service.requests[1] == citizen.service.requests[2]


def test_a_new_code_in_the_middle_of_the_page_keeps_the_password() -> None:
    citizen = at(StepId.NEW_PASSWORD)
    citizen.fill()
    citizen.service.will_say(code_sent(resend_in=None, channels=(Channel.EMAIL,)))
    citizen.resend(Channel.EMAIL)
    assert F.CODE not in citizen.state.answers
    assert citizen.state.answers[F.NEW_PASSWORD] == "Waha+7264"
    citizen.turn()
    assert citizen.step is StepId.DONE


@both_arrangements
def test_a_new_code_can_take_a_picture_code_on_the_page_where_it_is_asked_for(
    arrangement: Arrangement,
) -> None:
    citizen = at(StepId.NEW_PASSWORD, arrangement=arrangement)
    citizen.service.will_say(refusal(E.CAPTCHA_REQUIRED))
    citizen.resend()
    assert F.CAPTCHA in citizen.asked()
    citizen.see_captcha()
    citizen.resend()
    assert citizen.service.last().captcha is not None
    assert F.CAPTCHA not in citizen.asked()


@pytest.mark.parametrize("typed", ["", "99", "9901900001x"])
def test_the_user_id_is_read_like_every_number(typed: str) -> None:
    citizen = Person(PasswordResetFlow(), ScriptedService(), {F.USER_ID: typed})
    citizen.turn()
    assert set(citizen.refusals()) == {F.USER_ID}
    assert citizen.step is StepId.USER_ID


@both_arrangements
def test_a_new_code_asked_for_beside_the_password_is_asked_for_first(
    arrangement: Arrangement,
) -> None:
    citizen = at(StepId.NEW_PASSWORD, arrangement=arrangement)
    while F.NEW_PASSWORD not in citizen.asked():
        citizen.turn()
    citizen.resend(Channel.EMAIL)
    assert F.CODE in citizen.asked()
    citizen.walk_to(StepId.DONE)


def test_a_picture_that_a_new_code_takes_is_not_asked_of_who_has_the_code() -> None:
    citizen = at(StepId.NEW_PASSWORD)
    citizen.state = citizen.flow.refuse(citizen.state, refusal(E.CAPTCHA_REQUIRED).problem)
    assert F.CAPTCHA in citizen.asked()
    citizen.type({F.CAPTCHA: ""})
    citizen.walk_to(StepId.DONE)


@pytest.mark.parametrize("code", [E.CODE_EXPIRED, E.CODE_TRIES_USED])
@pytest.mark.parametrize("wait", [None, 0])
def test_a_dead_code_that_none_follows_leads_back_to_where_one_is_sent(
    code: E, wait: int | None
) -> None:
    service = ScriptedService().will_say(code_sent(resend_in=None))
    citizen = at(StepId.NEW_PASSWORD, service=service)
    citizen.service.will_say(AppError(code, F.CODE, retry_after=wait))
    citizen.turn()
    assert citizen.step is StepId.CHANNEL
    assert citizen.state.banner == Problem(E.FLOW_ENDED)
    assert citizen.state.answers[F.USER_ID] == JORDANIAN[F.USER_ID]
    citizen.walk_to(StepId.DONE)


def test_a_days_pause_is_told_where_it_is_met() -> None:
    service = ScriptedService().will_say(code_sent(resend_in=None))
    citizen = at(StepId.NEW_PASSWORD, service=service)
    citizen.service.will_say(AppError(E.CODE_TRIES_USED, F.CODE, retry_after=86_000))
    citizen.turn()
    assert citizen.refusals() == {F.CODE: E.CODE_TRIES_USED}
