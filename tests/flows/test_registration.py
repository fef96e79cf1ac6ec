"""Registration and re-registration, whole, without a screen."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssc_desktop.domain.errors import ErrorCode as E
from ssc_desktop.domain.field_id import FieldId
from ssc_desktop.domain.field_id import FieldId as F
from ssc_desktop.domain.fields import SECRET_FIELDS
from ssc_desktop.domain.identity import Nationality
from ssc_desktop.domain.secret import Secret
from ssc_desktop.flows.registration import RegistrationFlow
from ssc_desktop.flows.state import Arrangement, StepId
from ssc_desktop.services.contract import (
    Activated,
    CaptchaAnswer,
    Channel,
    CodeRequest,
    RegistrationRequest,
)
from tests import data
from tests.flows.registrants import at, both_arrangements, person
from tests.flows.scripted import FOREIGNER, JORDANIAN, Person, ScriptedService, code_sent

JORDANIAN_REQUEST = RegistrationRequest(
    nationality=Nationality.JORDANIAN,
    national_number="9901900001",
    card_number="ABC12345",
    relative_national_number="9602900002",
    kinship="1",
    calling_code="+962",
    phone_number="790000000",
    activation_channel=Channel.SMS,
    email="name@example.com",
    country_of_residence="JO",
    academic_level="4",
    bank="ARAB",
    password=Secret("Qarib#6183"),
    captcha=CaptchaAnswer("captcha-1", Secret("ABab2")),
)
FOREIGN_REQUEST = RegistrationRequest(
    nationality=Nationality.FOREIGN,
    country_of_nationality="EG",
    personal_number="5000900001",
    passport_number="A1234567",
    birth_date="1990-05-17",
    calling_code="+20",
    phone_number="1001234567",
    activation_channel=Channel.EMAIL,
    email="name@example.com",
    country_of_residence="JO",
    academic_level="4",
    bank="ARAB",
    password=Secret("Qarib#6183"),
    captcha=CaptchaAnswer("captcha-1", Secret("ABab2")),
)


def without_key(request: RegistrationRequest) -> RegistrationRequest:
    return replace(request, idempotency_key="")


# ------------------------------------------------------------------ the straight way


@both_arrangements
@pytest.mark.parametrize(
    ("answers", "wanted"), [(JORDANIAN, JORDANIAN_REQUEST), (FOREIGNER, FOREIGN_REQUEST)]
)
def test_a_person_registers(arrangement: Arrangement, answers, wanted) -> None:
    citizen = at(StepId.DONE, answers=answers, arrangement=arrangement)
    sent, code = citizen.service.requests
    assert without_key(sent) == wanted
    assert sent.idempotency_key
    assert code == CodeRequest("flow-1", Secret("4821"))
    assert citizen.state.result == Activated("9901900001", renewed=False)
    assert citizen.state.ended
    assert not citizen.back()


def test_one_question_a_page_asks_everything_once_and_ends_in_the_same_request() -> None:
    grouped = at(StepId.CODE, arrangement=Arrangement.GROUPED)
    single = at(StepId.CODE, arrangement=Arrangement.ONE_QUESTION)
    asked = [field for page in single.pages for field in page]
    assert asked == [field for page in grouped.pages for field in page]
    assert len(asked) == len(set(asked))
    assert all(len(page) <= 2 for page in single.pages)
    assert len(single.pages) > len(grouped.pages)
    requests = [without_key(p.service.last()) for p in (grouped, single)]
    assert requests[0] == requests[1]


def test_what_is_optional_may_stay_empty() -> None:
    optional = {F.EMAIL, F.EMAIL_CONFIRMATION, F.COUNTRY_OF_RESIDENCE, F.ACADEMIC_LEVEL, F.BANK}
    answers = {field: text for field, text in JORDANIAN.items() if field not in optional}
    request = at(StepId.CODE, answers=answers).service.last()
    assert [getattr(request, field) for field in sorted(optional - {F.EMAIL_CONFIRMATION})] == [
        None
    ] * 4


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_request_carries_the_language_of_the_screen(language) -> None:
    assert at(StepId.CODE, language=language).service.last().language == language


def test_the_service_decides_how_long_the_code_is() -> None:
    service = ScriptedService().will_say(code_sent(code_length=6))
    citizen = at(StepId.CODE, service=service)
    citizen.type({F.CODE: "4821"})
    citizen.go_on()
    assert citizen.refusals() == {F.CODE: E.CODE_INCOMPLETE}
    citizen.type({F.CODE: "482 193"})
    assert citizen.refusals() == {}
    citizen.go_on()
    assert citizen.service.last() == CodeRequest("flow-1", Secret("482193"))


def test_a_page_with_mistakes_is_not_left_and_nothing_is_sent() -> None:
    citizen = person()
    citizen.go_on()
    assert citizen.refusals() == {F.NATIONALITY: E.CHOICE_EMPTY}
    citizen.type({F.NATIONALITY: "jordanian", F.NATIONAL_NUMBER: "99"})
    citizen.go_on()
    assert citizen.step is StepId.IDENTITY
    assert citizen.refusals()[F.NATIONAL_NUMBER] is E.NUMBER_LENGTH
    assert citizen.service.requests == []


def test_a_refusal_goes_as_soon_as_it_is_put_right_and_no_new_one_comes() -> None:
    citizen = person()
    citizen.type({F.NATIONALITY: "jordanian", F.NATIONAL_NUMBER: "99"})
    citizen.go_on()
    citizen.type({F.NATIONAL_NUMBER: "99019"})
    assert citizen.state.problems[0].params["n"] == 5
    citizen.type({F.NATIONAL_NUMBER: "9901900001", F.BIRTH_DATE: "nonsense"})
    assert F.NATIONAL_NUMBER not in citizen.refusals()
    citizen.type({F.CARD_NUMBER: "ABC12345", F.RELATIVE_NATIONAL_NUMBER: "1", F.KINSHIP: "1"})
    assert set(citizen.refusals()) == {F.RELATIVE_NATIONAL_NUMBER}


def test_a_calling_code_that_no_sms_reaches_makes_e_mail_the_channel_and_back_again() -> None:
    citizen = person()
    citizen.type({F.CALLING_CODE: "EG"})
    assert citizen.state.answers[F.ACTIVATION_CHANNEL] == "email"
    citizen.type({F.CALLING_CODE: "JO"})
    assert citizen.state.answers[F.ACTIVATION_CHANNEL] == "sms"
    citizen.type({F.CALLING_CODE: "EG", F.EMAIL: "name@example.com"})
    citizen.type({F.CALLING_CODE: "JO"})
    assert citizen.state.answers[F.ACTIVATION_CHANNEL] == "email"


def test_a_channel_that_was_chosen_stays_while_an_sms_reaches_either_phone() -> None:
    citizen = person(service=ScriptedService(data.reference(sms=("+962", "+970"))))
    citizen.type({F.ACTIVATION_CHANNEL: "email"})
    for calling_code in ("P", "PS", "+970", "JO"):
        citizen.type({F.CALLING_CODE: calling_code})
    assert citizen.state.answers[F.ACTIVATION_CHANNEL] == "email"


# ------------------------------------------------------------------ back and forth


@both_arrangements
@pytest.mark.parametrize("answers", [JORDANIAN, FOREIGNER])
def test_going_back_and_forth_loses_nothing(arrangement: Arrangement, answers) -> None:
    citizen = at(StepId.REVIEW, answers=answers, arrangement=arrangement)
    typed, pages = dict(citizen.state.answers), len(citizen.pages)
    turned = 0
    while citizen.back():
        turned += 1
        assert dict(citizen.state.answers) == typed
    assert citizen.step is StepId.IDENTITY
    assert turned == pages
    for _ in range(pages):
        citizen.go_on()
    assert citizen.step is StepId.REVIEW
    assert dict(citizen.state.answers) == typed


@both_arrangements
def test_back_from_the_code_page_drops_the_code_and_sends_anew(arrangement: Arrangement) -> None:
    citizen = at(StepId.CODE, arrangement=arrangement)
    citizen.type({F.CODE: "4821"})
    citizen.back()
    assert citizen.step is StepId.REVIEW
    assert F.CODE not in citizen.state.answers
    citizen.turn()
    first, second = citizen.service.requests
    assert citizen.step is StepId.CODE
    assert first.idempotency_key != second.idempotency_key
    assert first.captcha != second.captcha


def test_the_first_page_has_no_back() -> None:
    assert not person().back()


# ------------------------------------------------------------------ changes from the review


@both_arrangements
@pytest.mark.parametrize(
    ("field", "typed", "wanted"),
    [
        (F.CARD_NUMBER, "XYZ98765", {"card_number": "XYZ98765"}),
        (F.KINSHIP, "2", {"kinship": "2"}),
        (F.PHONE_NUMBER, "780000000", {"phone_number": "780000000"}),
        (F.BANK, "", {"bank": None}),
        (F.ACTIVATION_CHANNEL, "email", {"activation_channel": Channel.EMAIL}),
    ],
)
def test_one_answer_is_changed_from_the_review(
    arrangement: Arrangement, field: FieldId, typed: str, wanted
) -> None:
    citizen = at(StepId.REVIEW, arrangement=arrangement)
    citizen.edit(field)
    assert field in citizen.asked()
    citizen.type({field: typed})
    citizen.go_on()
    assert citizen.step is StepId.REVIEW
    citizen.turn()
    assert without_key(citizen.service.last()) == replace(JORDANIAN_REQUEST, **wanted)


@both_arrangements
def test_back_from_a_change_is_the_review(arrangement: Arrangement) -> None:
    citizen = at(StepId.REVIEW, arrangement=arrangement)
    for field in (F.NATIONALITY, F.PHONE_NUMBER, F.BANK, F.PASSWORD):
        citizen.edit(field)
        assert citizen.back()
        assert citizen.step is StepId.REVIEW
        assert not citizen.state.returning


@both_arrangements
def test_another_nationality_leads_first_to_what_it_asks_for(arrangement: Arrangement) -> None:
    citizen = at(StepId.REVIEW, arrangement=arrangement)
    citizen.edit(F.NATIONALITY)
    citizen.says = dict(FOREIGNER)
    for _ in range(20):
        if citizen.step is StepId.REVIEW:
            break
        assert citizen.step in (StepId.IDENTITY, StepId.CONTACT)
        citizen.turn()
    assert citizen.step is StepId.REVIEW
    request = citizen.flow.request(citizen.state)
    assert request.nationality is Nationality.FOREIGN
    assert request.personal_number == "5000900001"
    assert (request.national_number, request.card_number, request.kinship) == (None, None, None)
    assert citizen.state.answers[F.NATIONAL_NUMBER] == JORDANIAN[F.NATIONAL_NUMBER]


@both_arrangements
def test_who_changes_the_nationality_can_still_go_back_to_it(arrangement: Arrangement) -> None:
    citizen = at(StepId.REVIEW, arrangement=arrangement)
    citizen.edit(F.NATIONALITY)
    citizen.type({F.NATIONALITY: "foreign", F.COUNTRY_OF_NATIONALITY: "EG"})
    citizen.go_on()
    assert citizen.step is StepId.IDENTITY
    for _ in range(10):
        if F.NATIONALITY in citizen.asked():
            break
        assert citizen.back()
    citizen.type({F.NATIONALITY: "jordanian"})
    assert citizen.back()
    assert citizen.step is StepId.REVIEW


def test_an_incomplete_change_on_the_first_page_says_what_is_missing_instead_of_leaving() -> None:
    citizen = at(StepId.REVIEW)
    citizen.edit(F.NATIONAL_NUMBER)
    citizen.type({F.NATIONAL_NUMBER: ""})
    assert citizen.back()
    assert citizen.step is StepId.IDENTITY
    assert citizen.refusals() == {F.NATIONAL_NUMBER: E.FIELD_EMPTY}


@both_arrangements
def test_a_channel_changed_to_e_mail_asks_for_the_address(arrangement: Arrangement) -> None:
    answers = {**JORDANIAN, F.EMAIL: "", F.EMAIL_CONFIRMATION: ""}
    citizen = at(StepId.REVIEW, answers=answers, arrangement=arrangement)
    citizen.edit(F.ACTIVATION_CHANNEL)
    citizen.type({F.ACTIVATION_CHANNEL: "email"})
    citizen.go_on()
    assert citizen.step is StepId.CONTACT
    assert F.EMAIL in citizen.asked()
    citizen.go_on()
    assert citizen.refusals() == {F.EMAIL: E.EMAIL_NEEDED}
    citizen.type({F.EMAIL: "name@example.com", F.EMAIL_CONFIRMATION: "name@example.com"})
    citizen.go_on()
    assert citizen.step is StepId.REVIEW


@both_arrangements
def test_the_phone_is_changed_from_the_code_page(arrangement: Arrangement) -> None:
    citizen = at(StepId.CODE, arrangement=arrangement)
    citizen.edit(F.PHONE_NUMBER)
    assert citizen.step is StepId.CONTACT
    citizen.type({F.PHONE_NUMBER: "780000000"})
    citizen.go_on()
    assert citizen.step is StepId.REVIEW
    citizen.turn()
    assert citizen.step is StepId.CODE
    assert citizen.service.last().phone_number == "780000000"


# ------------------------------------------------------------------ re-registration


@both_arrangements
@pytest.mark.parametrize("answers", [JORDANIAN, FOREIGNER])
def test_re_registration_keeps_the_number_it_came_with(arrangement: Arrangement, answers) -> None:
    carried = dict.fromkeys((F.NATIONAL_NUMBER, F.PERSONAL_NUMBER), answers[F.USER_ID])
    citizen = Person(
        RegistrationFlow(renewal=True),
        ScriptedService().will_say(code_sent(), Activated("9901900001", renewed=True)),
        {**answers, F.NATIONAL_NUMBER: "9602900009", F.PERSONAL_NUMBER: "5000900009"},
        answers=carried,
        locked=frozenset(carried),
        arrangement=arrangement,
    )
    citizen.walk_to(StepId.DONE)
    request = citizen.service.requests[0]
    assert request.renewal
    assert (request.national_number or request.personal_number) == answers[F.USER_ID]
    assert citizen.state.result == Activated("9901900001", renewed=True)


# ------------------------------------------------------------------ what is picture, what is secret


def test_the_picture_code_is_read_like_every_answer_but_keeps_its_case() -> None:
    citizen = at(StepId.REVIEW)
    citizen.another_captcha()
    citizen.type({F.CAPTCHA: " A b\u200f ٢-4 "})
    citizen.go_on()
    assert citizen.service.last().captcha == CaptchaAnswer("captcha-1", Secret("Ab24"))


@pytest.mark.parametrize("typed", ["", "  ", "\u200f"])
def test_no_picture_code_is_no_request(typed: str) -> None:
    citizen = at(StepId.REVIEW)
    citizen.another_captcha()
    citizen.type({F.CAPTCHA: typed})
    citizen.go_on()
    assert citizen.refusals() == {F.CAPTCHA: E.FIELD_EMPTY}
    assert citizen.service.requests == []


def test_another_picture_empties_its_code_alone() -> None:
    citizen = at(StepId.REVIEW)
    typed = dict(citizen.state.answers)
    citizen.see_captcha()
    citizen.another_captcha()
    assert dict(citizen.state.answers) == typed
    assert citizen.state.captcha_id == "captcha-2"


@both_arrangements
def test_at_the_end_no_secret_is_left(arrangement: Arrangement) -> None:
    citizen = at(StepId.DONE, arrangement=arrangement)
    assert not set(citizen.state.answers) & SECRET_FIELDS
    assert F.NATIONAL_NUMBER in citizen.state.answers


SHOWN = st.text(st.sampled_from("QXZqxz79"), min_size=9, max_size=12)


@given(typed=st.dictionaries(st.sampled_from(sorted(FieldId)), SHOWN, min_size=1))
def test_a_state_never_shows_what_was_typed(typed: dict[FieldId, str]) -> None:
    citizen = person()
    citizen.type(typed)
    citizen.go_on()
    for text in typed.values():
        assert text not in repr(citizen.state)


@pytest.mark.parametrize("step", [StepId.CONTACT, StepId.REVIEW, StepId.CODE, StepId.DONE])
@pytest.mark.parametrize("answers", [JORDANIAN, FOREIGNER])
def test_no_step_shows_what_was_typed(step: StepId, answers) -> None:
    citizen = at(step, answers=answers)
    shown = repr(citizen.state)
    hidden = {"9901900001", "5000900001", "ABC12345", "790000000", "1001234567", "ABab2", "flow-1"}
    for text in {*answers.values(), *hidden} - {"1", "sms", "email", "jordanian", "foreign", "EG"}:
        assert text not in shown
