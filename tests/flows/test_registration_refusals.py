"""What becomes of a registration that is refused, not answered, or sent twice."""

from uuid import UUID

import pytest

from ssc_desktop.domain.errors import ErrorCode as E
from ssc_desktop.domain.field_id import FieldId
from ssc_desktop.domain.field_id import FieldId as F
from ssc_desktop.domain.secret import Secret
from ssc_desktop.flows.state import Arrangement, StepId
from ssc_desktop.services.contract import CaptchaAnswer, Channel
from tests.flows.registrants import at, both_arrangements
from tests.flows.scripted import JORDANIAN, ScriptedService, code_sent, refusal


@both_arrangements
@pytest.mark.parametrize("code", [E.EVIDENCE_MISMATCH, E.EVIDENCE_LIMIT])
def test_wrong_evidence_leads_to_the_identity_page_with_everything_but_the_picture(
    arrangement: Arrangement, code: E
) -> None:
    service = ScriptedService().will_say(refusal(code))
    citizen = at(StepId.REVIEW, service=service, arrangement=arrangement)
    typed = dict(citizen.state.answers)
    citizen.turn()
    assert citizen.step is StepId.IDENTITY
    assert citizen.refusals() == {None: code}
    assert F.NATIONALITY in citizen.asked()
    assert dict(citizen.state.answers) == typed
    assert citizen.state.captcha_id == ""
    citizen.says[F.CARD_NUMBER] = "XYZ98765"
    citizen.walk_to(StepId.CODE)
    first, second = citizen.service.requests
    assert second.card_number == "XYZ98765"
    assert second.captcha == CaptchaAnswer("captcha-2", Secret("ABab2"))
    assert second.idempotency_key != first.idempotency_key


def test_on_grouped_pages_wrong_evidence_leads_straight_back_to_the_review() -> None:
    service = ScriptedService().will_say(refusal(E.EVIDENCE_MISMATCH))
    citizen = at(StepId.REVIEW, service=service)
    citizen.turn()
    citizen.go_on()
    assert citizen.step is StepId.REVIEW


@both_arrangements
def test_one_question_a_page_walks_through_all_evidence_again(arrangement: Arrangement) -> None:
    service = ScriptedService().will_say(refusal(E.EVIDENCE_MISMATCH))
    citizen = at(StepId.REVIEW, service=service, arrangement=arrangement)
    citizen.turn()
    citizen.pages.clear()
    citizen.walk_to(StepId.REVIEW)
    seen = {field for page in citizen.pages for field in page}
    assert seen >= {F.NATIONAL_NUMBER, F.CARD_NUMBER, F.RELATIVE_NATIONAL_NUMBER, F.KINSHIP}


def test_an_existing_account_has_its_own_page() -> None:
    citizen = at(StepId.REVIEW, service=ScriptedService().will_say(refusal(E.ACCOUNT_EXISTS)))
    citizen.turn()
    assert citizen.step is StepId.ACCOUNT_EXISTS
    assert citizen.asked() == ()
    assert citizen.flow.call(citizen.state) is None
    assert citizen.flow.forward(citizen.state) is citizen.state
    assert citizen.back()
    assert citizen.step is StepId.REVIEW


@both_arrangements
@pytest.mark.parametrize("code", [E.CAPTCHA_WRONG, E.CAPTCHA_EXPIRED, E.CAPTCHA_REQUIRED])
@pytest.mark.parametrize("field", [F.CAPTCHA, None])
def test_a_wrong_picture_code_empties_alone(
    arrangement: Arrangement, code: E, field: FieldId | None
) -> None:
    service = ScriptedService().will_say(refusal(code, field))
    citizen = at(StepId.REVIEW, service=service, arrangement=arrangement)
    typed = dict(citizen.state.answers)
    citizen.turn()
    assert citizen.step is StepId.REVIEW
    assert citizen.refusals() == {F.CAPTCHA: code}
    assert dict(citizen.state.answers) == typed
    assert citizen.state.captcha_id == ""
    citizen.turn()
    assert citizen.step is StepId.CODE
    assert citizen.service.last().captcha.id == "captcha-2"


@both_arrangements
def test_a_password_that_only_the_service_refuses_is_changed_and_sent_again(
    arrangement: Arrangement,
) -> None:
    service = ScriptedService().will_say(refusal(E.PASSWORD_TOO_COMMON, F.PASSWORD))
    citizen = at(StepId.REVIEW, service=service, arrangement=arrangement)
    citizen.turn()
    assert citizen.step is StepId.PASSWORD
    assert citizen.refusals() == {F.PASSWORD: E.PASSWORD_TOO_COMMON}
    citizen.says |= {F.PASSWORD: "Waha+7264", F.PASSWORD_CONFIRMATION: "Waha+7264"}
    citizen.turn()
    assert citizen.step is StepId.REVIEW
    citizen.turn()
    assert citizen.service.last().password == Secret("Waha+7264")


@both_arrangements
@pytest.mark.parametrize(
    ("code", "field", "step"),
    [
        (E.CARD_FORMAT, F.CARD_NUMBER, StepId.IDENTITY),
        (E.PHONE_FORMAT_JO, F.PHONE_NUMBER, StepId.CONTACT),
        (E.CHOICE_UNKNOWN, F.BANK, StepId.DETAILS),
    ],
)
def test_a_refused_answer_opens_its_own_page_and_leads_back_to_the_review(
    arrangement: Arrangement, code: E, field: FieldId, step: StepId
) -> None:
    service = ScriptedService().will_say(refusal(code, field))
    citizen = at(StepId.REVIEW, service=service, arrangement=arrangement)
    citizen.turn()
    assert citizen.step is step
    assert field in citizen.asked()
    assert citizen.refusals() == {field: code}
    citizen.go_on()
    assert citizen.step is StepId.REVIEW


def test_a_refusal_of_what_nobody_asked_stands_above_the_page() -> None:
    service = ScriptedService().will_say(refusal(E.PASSPORT_FORMAT, F.PASSPORT_NUMBER))
    citizen = at(StepId.REVIEW, service=service)
    citizen.turn()
    assert citizen.step is StepId.REVIEW
    assert citizen.refusals() == {None: E.PASSPORT_FORMAT}
    citizen.edit(F.PASSPORT_NUMBER)
    assert citizen.step is StepId.REVIEW


@both_arrangements
@pytest.mark.parametrize("code", [E.SERVICE_UNREACHABLE, E.SERVICE_UNCONFIRMED, E.STORAGE_LOCKED])
def test_an_unanswered_request_is_sent_again_as_it_was(arrangement: Arrangement, code: E) -> None:
    service = ScriptedService().will_say(refusal(code), refusal(code))
    citizen = at(StepId.REVIEW, service=service, arrangement=arrangement)
    citizen.turn()
    assert citizen.refusals() == {None: code}
    citizen.go_on()
    citizen.go_on()
    assert citizen.step is StepId.CODE
    first, second, third = citizen.service.requests
    assert first == second == third


def test_an_unanswered_request_that_is_changed_is_a_new_one() -> None:
    service = ScriptedService().will_say(refusal(E.SERVICE_UNREACHABLE))
    citizen = at(StepId.REVIEW, service=service)
    citizen.turn()
    citizen.edit(F.BANK)
    citizen.type({F.BANK: "CITI"})
    citizen.go_on()
    citizen.turn()
    first, second = citizen.service.requests
    assert first.idempotency_key != second.idempotency_key


@both_arrangements
@pytest.mark.parametrize(
    ("code", "field"),
    [(E.CODE_WRONG, F.CODE), (E.CODE_EXPIRED, F.CODE), (E.CODE_TRIES_USED, F.CODE),
     (E.CODE_PAUSED, None), (E.CODE_BRANCH_ONLY, None), (E.SERVICE_FAULT, None)],
)  # fmt: skip
def test_a_refused_code_stays_on_its_page_as_typed(
    arrangement: Arrangement, code: E, field: FieldId | None
) -> None:
    citizen = at(StepId.CODE, arrangement=arrangement)
    citizen.service.will_say(refusal(code, field, tries_left=2))
    citizen.turn()
    assert citizen.step is StepId.CODE
    assert citizen.refusals() == {field: code}
    assert citizen.state.answers[F.CODE] == JORDANIAN[F.CODE]
    citizen.resend()
    assert citizen.refusals() == {}
    assert F.CODE not in citizen.state.answers
    citizen.turn()
    assert citizen.step is StepId.DONE


@both_arrangements
def test_a_flow_that_the_service_has_forgotten_is_sent_anew(arrangement: Arrangement) -> None:
    citizen = at(StepId.CODE, arrangement=arrangement)
    citizen.service.will_say(refusal(E.FLOW_ENDED))
    citizen.turn()
    assert citizen.step is StepId.REVIEW
    assert citizen.refusals() == {None: E.FLOW_ENDED}
    assert citizen.state.sent is None
    assert F.CODE not in citizen.state.answers
    citizen.walk_to(StepId.DONE)


def test_a_new_code_is_asked_for_by_another_channel() -> None:
    service = ScriptedService().will_say(code_sent(other_channels=(Channel.EMAIL,)))
    citizen = at(StepId.CODE, service=service)
    citizen.service.will_say(code_sent(channels=(Channel.EMAIL,), resend_in=None))
    citizen.resend(Channel.EMAIL)
    request = citizen.service.last()
    assert (request.flow_id, request.channel) == ("flow-1", Channel.EMAIL)
    assert citizen.state.sent is not None
    assert citizen.state.sent.channels == (Channel.EMAIL,)


@both_arrangements
def test_a_new_code_can_take_a_picture_code(arrangement: Arrangement) -> None:
    citizen = at(StepId.CODE, arrangement=arrangement)
    citizen.service.will_say(refusal(E.CAPTCHA_REQUIRED))
    citizen.resend()
    assert F.CAPTCHA in citizen.asked()
    assert citizen.step is StepId.CODE
    citizen.service.will_say(refusal(E.CAPTCHA_WRONG, F.CAPTCHA))
    citizen.see_captcha()
    citizen.resend()
    assert citizen.step is StepId.CODE
    assert citizen.refusals() == {F.CAPTCHA: E.CAPTCHA_WRONG}
    citizen.see_captcha()
    citizen.resend()
    assert citizen.service.last().captcha == CaptchaAnswer("captcha-3", Secret("ABab2"))
    assert F.CAPTCHA not in citizen.asked()


def test_too_early_a_new_code_keeps_what_was_typed() -> None:
    citizen = at(StepId.CODE)
    citizen.type({F.CODE: "48"})
    citizen.service.will_say(refusal(E.RESEND_TOO_SOON))
    citizen.resend()
    assert citizen.refusals() == {None: E.RESEND_TOO_SOON}
    assert citizen.state.answers[F.CODE] == "48"


def test_a_new_code_is_asked_for_with_one_key_until_the_service_has_answered() -> None:
    citizen = at(StepId.CODE)
    lost = refusal(E.SERVICE_UNCONFIRMED)
    keys = []
    for answers, channel in ((lost, None), (lost, Channel.EMAIL), (lost, None), ((), None)):
        if answers:
            citizen.service.will_say(answers)
        citizen.resend(channel)
        keys.append(citizen.service.last().idempotency_key)
    citizen.resend()
    keys.append(citizen.service.last().idempotency_key)
    assert keys[0] == keys[2] == keys[3]
    assert len(set(keys)) == 3, "another channel is another request, and so is the next code"
    assert {UUID(key).version for key in keys} == {4}
