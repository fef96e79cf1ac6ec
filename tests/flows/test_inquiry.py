"""The inquiry for the insurance number, whole, without a screen."""

from dataclasses import replace

import pytest

from ssc_desktop.domain.errors import ErrorCode as E
from ssc_desktop.domain.field_id import FieldId as F
from ssc_desktop.domain.identity import Nationality
from ssc_desktop.domain.secret import Secret
from ssc_desktop.flows.inquiry import InquiryFlow
from ssc_desktop.flows.state import Arrangement, StepId
from ssc_desktop.services.contract import CodeRequest, InquiryAnswer, InquiryRequest
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
JORDANIAN_REQUEST = InquiryRequest(
    nationality=Nationality.JORDANIAN,
    calling_code="+962",
    phone_number="790000000",
    national_number="9901900001",
    civil_id_number="ABC12345",
    email="name@example.com",
)
FOREIGN_REQUEST = InquiryRequest(
    nationality=Nationality.FOREIGN,
    calling_code="+20",
    phone_number="1001234567",
    country_of_nationality="EG",
    personal_number="5000900001",
    passport_number="A1234567",
    birth_date="1990-05-17",
    email="name@example.com",
)


def person(says=JORDANIAN, service: ScriptedService | None = None, **start) -> Person:
    return Person(InquiryFlow(), service or ScriptedService(), says, **start)


def at(step: StepId, *args, **more) -> Person:
    """Return somebody who has come as far as this step."""
    citizen = person(*args, **more)
    citizen.walk_to(step)
    return citizen


@both_arrangements
@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize(
    ("says", "wanted"), [(JORDANIAN, JORDANIAN_REQUEST), (FOREIGNER, FOREIGN_REQUEST)]
)
def test_a_person_learns_the_number(arrangement: Arrangement, says, wanted, language) -> None:
    citizen = at(StepId.DONE, says, arrangement=arrangement, language=language)
    asked, code = citizen.service.requests
    assert asked.idempotency_key
    assert replace(asked, idempotency_key="") == replace(wanted, language=language)
    assert code == CodeRequest("flow-1", Secret("4821"))
    assert citizen.state.result == InquiryAnswer("5900000001")
    assert "5900000001" not in repr(citizen.state)


def test_one_question_a_page_asks_everything_once() -> None:
    for says in (JORDANIAN, FOREIGNER):
        single = at(StepId.DONE, says, arrangement=Arrangement.ONE_QUESTION)
        grouped = at(StepId.DONE, says, arrangement=Arrangement.GROUPED)
        asked = [field for page in single.pages for field in page]
        assert asked == [field for page in grouped.pages for field in page]
        assert len(asked) == len(set(asked))


def test_the_first_of_many_questions_is_not_the_last_page() -> None:
    citizen = person(arrangement=Arrangement.ONE_QUESTION)
    assert not citizen.flow.on_last_page(citizen.state)


def test_a_foreigner_may_leave_the_phone_to_the_e_mail_address() -> None:
    request = at(StepId.CODE, {**FOREIGNER, F.PHONE_NUMBER: ""}).service.last()
    assert (request.phone_number, request.email) == (None, "name@example.com")


@both_arrangements
def test_wrong_evidence_is_looked_at_where_it_stands(arrangement: Arrangement) -> None:
    service = ScriptedService().will_say(refusal(E.EVIDENCE_MISMATCH))
    citizen = at(StepId.IDENTITY, service=service, arrangement=arrangement)
    while not citizen.state.banner:
        citizen.turn()
    typed = dict(citizen.state.answers)
    assert citizen.refusals() == {None: E.EVIDENCE_MISMATCH}
    assert F.NATIONALITY in citizen.asked()
    citizen.says[F.CIVIL_ID_NUMBER] = "XYZ98765"
    citizen.walk_to(StepId.CODE)
    assert citizen.service.last().civil_id_number == "XYZ98765"
    assert {**typed, F.CIVIL_ID_NUMBER: "XYZ98765"} == dict(citizen.state.answers)


@both_arrangements
def test_the_contact_is_changed_from_the_code_page(arrangement: Arrangement) -> None:
    citizen = at(StepId.CODE, arrangement=arrangement)
    citizen.edit(F.PHONE_NUMBER)
    assert citizen.step is StepId.IDENTITY
    assert F.PHONE_NUMBER in citizen.asked()
    citizen.back()
    assert citizen.step is StepId.IDENTITY
    citizen.edit(F.PHONE_NUMBER)
    citizen.type({F.PHONE_NUMBER: "780000000"})
    citizen.go_on()
    assert citizen.step is StepId.CODE
    assert citizen.service.last().phone_number == "780000000"


@both_arrangements
@pytest.mark.parametrize(
    ("code", "field"),
    [(E.CODE_WRONG, F.CODE), (E.CODE_PAUSED, None), (E.SERVICE_UNREACHABLE, None)],
)
def test_a_refusal_on_the_code_page_stays_there(arrangement: Arrangement, code: E, field) -> None:
    citizen = at(StepId.CODE, arrangement=arrangement)
    citizen.service.will_say(refusal(code, field))
    citizen.turn()
    assert citizen.step is StepId.CODE
    assert citizen.refusals() == {field: code}


@both_arrangements
def test_whoever_has_no_insurance_number_is_told_so_on_a_page_of_its_own(
    arrangement: Arrangement,
) -> None:
    citizen = at(StepId.CODE, arrangement=arrangement)
    citizen.service.will_say(refusal(E.NOT_INSURED))
    citizen.turn()
    assert citizen.step is StepId.NOT_INSURED
    assert F.CODE not in citizen.state.answers
    assert citizen.asked() == ()
    assert citizen.flow.call(citizen.state) is None
    assert citizen.back()
    assert citizen.step is StepId.IDENTITY


@both_arrangements
def test_a_flow_that_the_service_has_forgotten_is_one_button_away(arrangement: Arrangement) -> None:
    citizen = at(StepId.CODE, arrangement=arrangement)
    citizen.service.will_say(refusal(E.FLOW_ENDED))
    citizen.turn()
    assert citizen.step is StepId.IDENTITY
    citizen.go_on()
    assert citizen.step is StepId.CODE


@both_arrangements
def test_a_picture_code_is_asked_for_where_the_service_wants_one(arrangement: Arrangement) -> None:
    service = ScriptedService().will_say(refusal(E.CAPTCHA_REQUIRED))
    citizen = at(StepId.IDENTITY, service=service, arrangement=arrangement)
    while not citizen.state.problems:
        citizen.turn()
    assert citizen.refusals() == {F.CAPTCHA: E.CAPTCHA_REQUIRED}
    assert F.CAPTCHA in citizen.asked()
    citizen.go_on()
    assert citizen.refusals() == {F.CAPTCHA: E.FIELD_EMPTY}
    citizen.turn()
    assert citizen.step is StepId.CODE
    assert citizen.service.last().captcha is not None


def test_back_and_a_new_code_work_as_everywhere() -> None:
    citizen = at(StepId.CODE)
    citizen.service.will_say(code_sent(resend_in=None))
    citizen.resend()
    assert citizen.flow.resend(citizen.state) is not None
    assert citizen.back()
    assert citizen.step is StepId.IDENTITY
    assert not citizen.back()
