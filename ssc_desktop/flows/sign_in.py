"""Sign-in: one page, one refusal for everything that can be wrong."""

from dataclasses import replace

from ssc_desktop.domain.errors import ErrorCode, Problem
from ssc_desktop.domain.field_id import FieldId as F
from ssc_desktop.domain.fields import SIGN_IN_FORM
from ssc_desktop.domain.secret import Secret
from ssc_desktop.flows.flow import Flow
from ssc_desktop.flows.state import Call, Outcome, State, Step, StepId
from ssc_desktop.services.contract import Session, SignInRequest


class SignInFlow(Flow):
    """Open a session."""

    form = SIGN_IN_FORM
    path = (Step(StepId.SIGN_IN, ((F.SIGN_IN_ID, F.CURRENT_PASSWORD),)),)
    restart_at = StepId.SIGN_IN

    def step_call(self, state: State) -> Call | None:
        values = self._values(state)
        request = SignInRequest(
            sign_in_id=values[F.SIGN_IN_ID],
            password=Secret(values[F.CURRENT_PASSWORD]),
            captcha=self._captcha(state),
        )
        return lambda service: service.sign_in(request)

    def succeed(self, state: State, outcome: Outcome) -> State:
        assert isinstance(outcome, Session)
        return self._done(state, outcome)

    def refuse(self, state: State, problem: Problem) -> State:
        if problem.code is ErrorCode.SIGN_IN_REFUSED:
            return replace(self._after_answer(state, problem), banner=problem, problems=())
        return super().refuse(state, problem)
