"""The insurance number without an account."""

import pytest

from ssc_desktop.domain.errors import ErrorCode
from ssc_desktop.domain.identity import Nationality
from ssc_desktop.domain.secret import Secret
from ssc_desktop.services.contract import Channel, CodeRequest, CodeSent, InquiryAnswer
from tests.contract.citizens import Town, another_code, refused

JORDANIAN, FOREIGN = Nationality.JORDANIAN, Nationality.FOREIGN
DAY = 86_400


def answer(town: Town, sent: CodeSent, code: str) -> InquiryAnswer:
    told: InquiryAnswer = town.service.answer_inquiry(CodeRequest(sent.flow_id, Secret(code)))
    return told


@pytest.mark.parametrize("kind", [JORDANIAN, FOREIGN])
def test_one_code_goes_by_both_ways(town: Town, kind: Nationality) -> None:
    person = town.citizen(kind, insured=True)
    sent = town.service.request_inquiry(town.inquiry(person))
    assert sent.channels == (Channel.SMS, Channel.EMAIL)
    assert sent.other_channels == ()
    assert sent.expires_in == 300
    sms, email = town.messages()
    assert (sms.to, email.to) == (person.phone, person.email)
    assert sms.code == email.code
    assert answer(town, sent, town.last_code()).insurance_number == person.insurance_number


def test_the_phone_alone_is_enough(town: Town) -> None:
    person = town.citizen(insured=True)
    sent = town.service.request_inquiry(town.inquiry(person, email=None))
    assert sent.channels == (Channel.SMS,)
    assert [m.to for m in town.messages()] == [person.phone]
    answer(town, sent, town.last_code())


def test_the_email_alone_is_enough_for_a_foreign_resident(town: Town) -> None:
    person = town.citizen(FOREIGN, insured=True)
    sent = town.service.request_inquiry(town.inquiry(person, phone_number=None))
    assert sent.channels == (Channel.EMAIL,)
    assert sent.expires_in == 600
    answer(town, sent, town.last_code())


def test_a_foreign_phone_needs_an_email(town: Town) -> None:
    person = town.citizen(FOREIGN, insured=True)
    phone = {"calling_code": "+20", "phone_number": "1001234567"}
    with refused(ErrorCode.EMAIL_NEEDED_FOREIGN_PHONE, "email"):
        town.service.request_inquiry(town.inquiry(person, **phone, email=None))
    sent = town.service.request_inquiry(town.inquiry(person, **phone))
    assert sent.channels == (Channel.EMAIL,)


def test_whoever_is_not_insured_is_told_so(town: Town) -> None:
    person = town.citizen(insured=False)
    sent = town.service.request_inquiry(town.inquiry(person))
    code = town.last_code()
    with refused(ErrorCode.CODE_WRONG):
        answer(town, sent, another_code(code))
    for _ in range(2):
        with refused(ErrorCode.NOT_INSURED):
            answer(town, sent, code)


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("national_number", "1", ErrorCode.NUMBER_LENGTH),
        ("civil_id_number", None, ErrorCode.FIELD_EMPTY),
        ("civil_id_number", "*", ErrorCode.CARD_FORMAT),
        ("phone_number", None, ErrorCode.FIELD_EMPTY),
        ("email", "x@", ErrorCode.EMAIL_FORMAT),
    ],
)
def test_the_form_is_checked_first(
    town: Town, field: str, value: str | None, code: ErrorCode
) -> None:
    with refused(code, field):
        town.service.request_inquiry(town.inquiry(town.citizen(), **{field: value}))
    assert town.messages() == []


def test_any_wrong_evidence_is_one_refusal(town: Town) -> None:
    jordanian, foreign = town.citizen(), town.citizen(FOREIGN)
    for person, wrong in (
        (jordanian, {"civil_id_number": "ZZZ00000"}),
        (jordanian, {"national_number": town.unknown_number()}),
        (foreign, {"passport_number": "ZZ000001"}),
        (foreign, {"birth_date": "1950-01-01"}),
        (foreign, {"country_of_nationality": "FR"}),
        (foreign, {"personal_number": "5000000000"}),
    ):
        with refused(ErrorCode.EVIDENCE_MISMATCH) as problems:
            town.service.request_inquiry(town.inquiry(person, **wrong))
        assert problems[0].field is None
    assert town.messages() == []


def test_three_inquiries_a_day(town: Town) -> None:
    person = town.citizen(insured=True)
    for _ in range(3):
        sent = town.service.request_inquiry(town.inquiry(person))
        answer(town, sent, town.last_code())
        town.advance(600)
    with refused(ErrorCode.INQUIRY_LIMIT) as problems:
        town.service.request_inquiry(town.inquiry(person))
    assert problems[0].retry_after == DAY - 1_800
    town.advance(DAY - 1_800)
    town.service.request_inquiry(town.inquiry(person))


def test_the_same_answer_again_for_two_minutes(town: Town) -> None:
    person = town.citizen(insured=True)
    sent = town.service.request_inquiry(town.inquiry(person))
    code = town.last_code()
    first = answer(town, sent, code)
    town.advance(119)
    assert answer(town, sent, code) == first
    town.advance(1)
    with refused(ErrorCode.FLOW_ENDED):
        answer(town, sent, code)


def test_the_account_on_record_is_told(town: Town) -> None:
    person = town.citizen(insured=True)
    town.activate(person)
    elsewhere = town.inquiry(person, phone_number="790000004", email=None)
    sent = town.service.request_inquiry(elsewhere)
    answer(town, sent, town.last_code())
    notices = {m.to for m in town.messages() if m.purpose == "notice"}
    assert notices == {person.phone, person.email}


def test_nobody_is_told_of_a_number_that_there_is_not(town: Town) -> None:
    person = town.citizen(insured=False)
    town.activate(person)
    elsewhere = town.inquiry(person, phone_number="790000004", email=None)
    sent = town.service.request_inquiry(elsewhere)
    with refused(ErrorCode.NOT_INSURED):
        answer(town, sent, town.last_code())
    assert [m for m in town.messages() if m.purpose == "notice"] == []


def test_a_repeated_press_sends_one_code(town: Town) -> None:
    person = town.citizen(insured=True)
    request = town.inquiry(person, idempotency_key="one-press")
    assert town.service.request_inquiry(request) == town.service.request_inquiry(request)
    assert len(town.messages()) == 2
