"""What one desk, terminal or address may do; training knows none of these limits."""

import dataclasses

import pytest

from ssc_desktop.domain.errors import AppError, ErrorCode, Problem
from ssc_desktop.domain.identity import Nationality
from ssc_desktop.domain.policy import CodePolicy
from ssc_desktop.domain.secret import Secret
from ssc_desktop.engine.service import EngineService
from ssc_desktop.services.contract import (
    Channel,
    InquiryRequest,
    NewPasswordRequest,
    ResendRequest,
    ResetRequest,
    SignInRequest,
)
from tests.engine.house import DAUGHTER, PASSWORD, House


def problem_of(action: object) -> Problem:
    """Return the refusal that an action meets."""
    with pytest.raises(AppError) as caught:
        action()  # type: ignore[operator]
    return caught.value.problem


def guess(service: EngineService, times: int) -> None:
    """Give wrong codes for numbers that nobody has."""
    for turn in range(times):
        sent = service.request_reset(ResetRequest(f"9999{turn:06d}", Channel.SMS))
        wrong = NewPasswordRequest(sent.flow_id, Secret("0000"), Secret(PASSWORD))
        assert problem_of(lambda w=wrong: service.finish_reset(w)).code is ErrorCode.CODE_WRONG


def inquiry(number: str) -> InquiryRequest:
    return InquiryRequest(
        nationality=Nationality.JORDANIAN,
        calling_code="+962",
        phone_number="790000001",
        national_number=number,
        civil_id_number="ZZZ00000",
    )


def test_twenty_wrong_proofs_close_a_source_for_a_day(house: House) -> None:
    service = house.service()
    for turn in range(20):
        told = problem_of(lambda n=turn: service.request_inquiry(inquiry(f"9999{n:06d}")))
        assert told.code is ErrorCode.EVIDENCE_MISMATCH
    told = problem_of(lambda: house.register(service))
    assert (told.code, told.retry_after) == (ErrorCode.EVIDENCE_LIMIT, 86_400)
    house.register(house.service("desk-2"))
    house.now += 86_400
    house.register(service)


def test_twenty_wrong_codes_ask_a_source_for_a_picture(house: House) -> None:
    service = house.service()
    asked = service.request_reset(ResetRequest(DAUGHTER.number, Channel.SMS))
    guess(service, 20)
    house.now += 60
    reset = ResetRequest("9999000099", Channel.SMS)
    right = dataclasses.replace(inquiry(DAUGHTER.number), civil_id_number=DAUGHTER.card_number)
    sign_in = SignInRequest(DAUGHTER.number, Secret(PASSWORD))
    resend = ResendRequest(asked.flow_id)
    for call, request in (
        (service.request_reset, reset),
        (service.request_inquiry, right),
        (service.resend_code, resend),
        (service.sign_in, sign_in),
    ):
        told = problem_of(lambda c=call, r=request: c(r))
        assert told == Problem(ErrorCode.CAPTCHA_REQUIRED, told.field)
        assert told.field == "captcha"
    for call, request in (
        (service.request_reset, reset),
        (service.request_inquiry, right),
        (service.resend_code, resend),
    ):
        call(dataclasses.replace(request, captcha=house.picture(service)))
    house.service("desk-2").request_reset(ResetRequest("9999000098", Channel.SMS))
    house.now += 86_400
    service.request_reset(reset)


def test_a_source_signs_in_twenty_times_a_minute(house: House) -> None:
    service = house.service()
    request = SignInRequest("9999000000", Secret(PASSWORD))
    for _ in range(20):
        assert problem_of(lambda: service.sign_in(request)).code is ErrorCode.SIGN_IN_REFUSED
    house.now += 10
    told = problem_of(lambda: service.sign_in(request))
    assert (told.code, told.retry_after) == (ErrorCode.TOO_MANY_REQUESTS, 50)
    elsewhere = service.for_source("desk-2")
    assert problem_of(lambda: elsewhere.sign_in(request)).code is ErrorCode.SIGN_IN_REFUSED
    house.now += 50
    assert problem_of(lambda: service.sign_in(request)).code is ErrorCode.SIGN_IN_REFUSED


def test_a_longer_code_can_be_asked_for(house: House) -> None:
    house.policy = dataclasses.replace(house.policy, codes=CodePolicy(length=6))
    service = house.service()
    assert service.reference_data().code_length == 6
    sent = house.register(service)
    assert sent.code_length == 6
    assert len(house.last_code()) == 6


def test_two_presses_at_once_are_one(house: House) -> None:
    """The second learns that the first is under way, and may ask again."""
    service = house.service()
    told: list[ErrorCode] = []

    class StopHereError(Exception):
        pass

    class Nosy:
        """A hasher that lets the same press come in a second time while it works."""

        def hash(self, password: str) -> str:
            told.append(problem_of(lambda: house.register(service, idempotency_key="k")).code)
            raise StopHereError

    context = dataclasses.replace(service._context, hasher=Nosy())  # type: ignore[arg-type]
    first = service.for_source("desk-1")
    first._context = context
    with pytest.raises(StopHereError):
        house.register(first, idempotency_key="k")
    assert told == [ErrorCode.SERVICE_UNCONFIRMED]
    house.now += 60  # the first has died on the way
    sent = house.register(service, idempotency_key="k")
    assert house.register(service, idempotency_key="k").flow_id == sent.flow_id


def test_a_refused_press_may_be_made_again(house: House) -> None:
    service = house.service()
    for _ in range(5):
        house.register(service)
    told = problem_of(lambda: house.register(service, idempotency_key="k"))
    assert told.code is ErrorCode.CODE_PAUSED
    house.now += 86_400
    house.register(service, idempotency_key="k")


def test_keys_of_two_sources_are_two(house: House) -> None:
    first = house.register(house.service("desk-1"), idempotency_key="k")
    second = house.register(house.service("desk-2"), idempotency_key="k")
    assert first.flow_id != second.flow_id
