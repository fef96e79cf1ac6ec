"""Registration and re-registration: identity, contact, details, password, review, code."""

from collections.abc import Mapping
from dataclasses import replace
from typing import ClassVar

from ssc_desktop.domain.errors import ErrorCode, Problem
from ssc_desktop.domain.field_id import FieldId as F
from ssc_desktop.domain.fields import REGISTRATION_FORM
from ssc_desktop.domain.identity import Nationality
from ssc_desktop.domain.secret import Secret
from ssc_desktop.flows.flow import ABOUT_EVIDENCE, Flow
from ssc_desktop.flows.state import Arrangement, Call, Outcome, State, Step, StepId
from ssc_desktop.services.contract import (
    Activated,
    Channel,
    CodeRequest,
    CodeSent,
    RegistrationRequest,
)

IDENTITY = Step(
    StepId.IDENTITY,
    (
        (F.NATIONALITY, F.COUNTRY_OF_NATIONALITY),
        (F.NATIONAL_NUMBER,),
        (F.CARD_NUMBER,),
        (F.RELATIVE_NATIONAL_NUMBER, F.KINSHIP),
        (F.PERSONAL_NUMBER,),
        (F.PASSPORT_NUMBER,),
        (F.BIRTH_DATE,),
    ),
)
CONTACT = Step(
    StepId.CONTACT,
    (
        (F.CALLING_CODE, F.PHONE_NUMBER),
        (F.ACTIVATION_CHANNEL,),
        (F.EMAIL, F.EMAIL_CONFIRMATION),
    ),
)
DETAILS = Step(StepId.DETAILS, ((F.COUNTRY_OF_RESIDENCE,), (F.ACADEMIC_LEVEL,), (F.BANK,)))
PASSWORD = Step(StepId.PASSWORD, ((F.PASSWORD, F.PASSWORD_CONFIRMATION),))
REVIEW = Step(StepId.REVIEW, ((F.CAPTCHA,),))
CODE = Step(StepId.CODE, ((F.CODE,),))


class RegistrationFlow(Flow):
    """Open an account, or bring an existing one up to date (`renewal`)."""

    form = REGISTRATION_FORM
    path = (IDENTITY, CONTACT, DETAILS, PASSWORD, REVIEW, CODE)
    restart_at = StepId.REVIEW
    defaults: ClassVar = {F.CALLING_CODE: "JO", F.ACTIVATION_CHANNEL: Channel.SMS}

    def __init__(self, *, renewal: bool = False) -> None:
        self.renewal = renewal

    def answer(self, state: State, typed: Mapping[F, str]) -> State:
        """Take over what was typed; a phone that no SMS reaches makes e-mail the channel."""
        answered = super().answer(state, typed)
        if answered.answers.get(F.CALLING_CODE) == state.answers.get(F.CALLING_CODE):
            return answered
        reached_before, reached = state.form.sms_reaches(), answered.form.sms_reaches()
        if not reached:
            return super().answer(answered, {F.ACTIVATION_CHANNEL: Channel.EMAIL})
        if not reached_before and not answered.form.given(F.EMAIL):
            return super().answer(answered, {F.ACTIVATION_CHANNEL: Channel.SMS})
        return answered

    def step_call(self, state: State) -> Call | None:
        if state.step is StepId.REVIEW:
            request = self.request(state)
            return lambda service: service.register(request)
        if state.step is StepId.CODE and state.sent is not None:
            code = CodeRequest(state.sent.flow_id, self._code(state))
            return lambda service: service.verify_registration(code)
        return None

    def request(self, state: State) -> RegistrationRequest:
        """Return the form as the service takes it; every page has been checked before."""
        values = self._values(state)
        return RegistrationRequest(
            nationality=Nationality(values[F.NATIONALITY]),
            country_of_nationality=values.get(F.COUNTRY_OF_NATIONALITY),
            national_number=values.get(F.NATIONAL_NUMBER),
            personal_number=values.get(F.PERSONAL_NUMBER),
            card_number=values.get(F.CARD_NUMBER),
            passport_number=values.get(F.PASSPORT_NUMBER),
            birth_date=values.get(F.BIRTH_DATE),
            relative_national_number=values.get(F.RELATIVE_NATIONAL_NUMBER),
            kinship=values.get(F.KINSHIP),
            calling_code=values[F.CALLING_CODE],
            phone_number=values[F.PHONE_NUMBER],
            activation_channel=Channel(values[F.ACTIVATION_CHANNEL]),
            email=values.get(F.EMAIL),
            country_of_residence=values.get(F.COUNTRY_OF_RESIDENCE),
            academic_level=values.get(F.ACADEMIC_LEVEL),
            bank=values.get(F.BANK),
            password=Secret(values[F.PASSWORD]),
            captcha=self._captcha(state),
            renewal=self.renewal,
            language=state.language,
            idempotency_key=state.attempt,
        )

    def succeed(self, state: State, outcome: Outcome) -> State:
        if isinstance(outcome, CodeSent):
            return self._sent(state, outcome, StepId.CODE)
        assert isinstance(outcome, Activated)
        return self._done(state, outcome)

    def refuse(self, state: State, problem: Problem) -> State:
        if problem.code in ABOUT_EVIDENCE:
            answered = self._after_answer(state, problem)
            # One question a page: all of the evidence is walked through again.
            grouped = state.arrangement is Arrangement.GROUPED
            turn = self._open if grouped else self._at
            banner = self._about_evidence(state, problem)
            return replace(turn(answered, StepId.IDENTITY), banner=banner)
        if problem.code is ErrorCode.ACCOUNT_EXISTS:
            return self._at(self._after_answer(state, problem), StepId.ACCOUNT_EXISTS)
        return super().refuse(state, problem)
