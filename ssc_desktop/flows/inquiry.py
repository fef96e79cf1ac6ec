"""Social-security-number inquiry, without an account: identity and contact, code, number."""

from dataclasses import replace
from typing import ClassVar

from ssc_desktop.domain.errors import ErrorCode, Problem
from ssc_desktop.domain.field_id import FieldId as F
from ssc_desktop.domain.fields import INQUIRY_FORM
from ssc_desktop.domain.identity import Nationality
from ssc_desktop.flows.flow import ABOUT_EVIDENCE, Flow
from ssc_desktop.flows.state import Call, Outcome, State, Step, StepId
from ssc_desktop.services.contract import CodeRequest, CodeSent, InquiryAnswer, InquiryRequest


class InquiryFlow(Flow):
    """Learn one's own insurance number."""

    form = INQUIRY_FORM
    path = (
        Step(
            StepId.IDENTITY,
            (
                (F.NATIONALITY, F.COUNTRY_OF_NATIONALITY),
                (F.NATIONAL_NUMBER,),
                (F.CIVIL_ID_NUMBER,),
                (F.PERSONAL_NUMBER,),
                (F.PASSPORT_NUMBER,),
                (F.BIRTH_DATE,),
                (F.CALLING_CODE, F.PHONE_NUMBER, F.EMAIL),
            ),
        ),
        Step(StepId.CODE, ((F.CODE,),)),
    )
    restart_at = StepId.IDENTITY
    defaults: ClassVar = {F.CALLING_CODE: "JO"}

    def step_call(self, state: State) -> Call | None:
        if state.step is StepId.IDENTITY:
            values = self._values(state)
            request = InquiryRequest(
                nationality=Nationality(values[F.NATIONALITY]),
                country_of_nationality=values.get(F.COUNTRY_OF_NATIONALITY),
                national_number=values.get(F.NATIONAL_NUMBER),
                civil_id_number=values.get(F.CIVIL_ID_NUMBER),
                personal_number=values.get(F.PERSONAL_NUMBER),
                passport_number=values.get(F.PASSPORT_NUMBER),
                birth_date=values.get(F.BIRTH_DATE),
                calling_code=values[F.CALLING_CODE],
                phone_number=values.get(F.PHONE_NUMBER),
                email=values.get(F.EMAIL),
                captcha=self._captcha(state),
                language=state.language,
                idempotency_key=state.attempt,
            )
            return lambda service: service.request_inquiry(request)
        if state.step is StepId.CODE and state.sent is not None:
            code = CodeRequest(state.sent.flow_id, self._code(state))
            return lambda service: service.answer_inquiry(code)
        return None

    def succeed(self, state: State, outcome: Outcome) -> State:
        if isinstance(outcome, CodeSent):
            return self._sent(state, outcome, StepId.CODE)
        assert isinstance(outcome, InquiryAnswer)
        return self._done(state, outcome)

    def refuse(self, state: State, problem: Problem) -> State:
        if problem.code is ErrorCode.NOT_INSURED:
            answered = self.forget_secrets(self._after_answer(state, problem))
            return self._at(answered, StepId.NOT_INSURED)
        refused = super().refuse(state, problem)
        if problem.code not in ABOUT_EVIDENCE:
            return refused
        # The evidence begins on the first page, also where one question fills a page.
        return replace(refused, question=0, banner=self._about_evidence(state, problem))
