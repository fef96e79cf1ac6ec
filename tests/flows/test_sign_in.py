"""Sign-in, without a screen."""

import pytest

from ssc_desktop.domain.errors import ErrorCode as E
from ssc_desktop.domain.field_id import FieldId as F
from ssc_desktop.domain.fields import SECRET_FIELDS
from ssc_desktop.domain.secret import Secret
from ssc_desktop.flows.sign_in import SignInFlow
from ssc_desktop.flows.state import StepId
from ssc_desktop.services.contract import CaptchaAnswer, Session, SignInRequest
from tests.flows.scripted import (
    ARRANGEMENTS,
    FOREIGNER,
    JORDANIAN,
    TOKEN,
    Person,
    ScriptedService,
    refusal,
)


def person(says=JORDANIAN, service: ScriptedService | None = None, **start) -> Person:
    return Person(SignInFlow(), service or ScriptedService(), says, **start)


@pytest.mark.parametrize("arrangement", ARRANGEMENTS)
@pytest.mark.parametrize("says", [JORDANIAN, FOREIGNER])
def test_a_person_signs_in(arrangement, says) -> None:
    citizen = person(says, arrangement=arrangement)
    citizen.turn()
    assert citizen.service.last() == SignInRequest(says[F.SIGN_IN_ID], Secret("Qarib#6183"))
    assert citizen.state.result == Session(TOKEN, "سلمى", 3_600, 600)
    assert citizen.step is StepId.DONE
    assert not set(citizen.state.answers) & SECRET_FIELDS
    assert "سلمى" not in repr(citizen.state)
    assert citizen.flow.call(citizen.state) is None
    assert not citizen.back()


def test_everything_that_can_be_wrong_is_one_refusal_above_the_page() -> None:
    citizen = person(service=ScriptedService().will_say(refusal(E.SIGN_IN_REFUSED, F.SIGN_IN_ID)))
    citizen.turn()
    assert citizen.refusals() == {None: E.SIGN_IN_REFUSED}
    assert citizen.state.answers[F.CURRENT_PASSWORD] == "Qarib#6183"
    citizen.turn()
    assert citizen.step is StepId.DONE


def test_an_empty_page_is_not_sent() -> None:
    citizen = person({})
    citizen.turn()
    assert citizen.refusals() == {F.SIGN_IN_ID: E.FIELD_EMPTY, F.CURRENT_PASSWORD: E.FIELD_EMPTY}
    assert citizen.service.requests == []


def test_a_password_is_sent_as_it_is_typed() -> None:
    citizen = person({**JORDANIAN, F.CURRENT_PASSWORD: " سلام*١٢٣٤ "})
    citizen.turn()
    assert citizen.service.last().password == Secret(" سلام*١٢٣٤ ")


def test_a_lone_surrogate_can_be_sent() -> None:
    citizen = person({**JORDANIAN, F.CURRENT_PASSWORD: "Qarib#6183\ud800"})
    citizen.turn()
    citizen.service.last().password.reveal().encode("utf-8")


def test_a_picture_code_is_asked_for_where_the_service_wants_one() -> None:
    service = ScriptedService().will_say(
        refusal(E.CAPTCHA_REQUIRED), refusal(E.SIGN_IN_REFUSED), refusal(E.CAPTCHA_EXPIRED)
    )
    citizen = person(service=service)
    citizen.turn()
    assert citizen.asked() == (F.SIGN_IN_ID, F.CURRENT_PASSWORD, F.CAPTCHA)
    citizen.turn()
    assert citizen.refusals() == {None: E.SIGN_IN_REFUSED}
    citizen.turn()
    assert citizen.refusals() == {F.CAPTCHA: E.CAPTCHA_EXPIRED}
    citizen.turn()
    assert citizen.step is StepId.DONE
    assert citizen.service.last().captcha == CaptchaAnswer("captcha-3", Secret("ABab2"))


@pytest.mark.parametrize("code", [E.SERVICE_UNREACHABLE, E.TOO_MANY_REQUESTS, E.SERVICE_FAULT])
def test_other_refusals_stand_above_the_page_and_clear_nothing(code: E) -> None:
    citizen = person(service=ScriptedService().will_say(refusal(code)))
    citizen.turn()
    assert citizen.refusals() == {None: code}
    citizen.go_on()
    assert citizen.step is StepId.DONE
