"""Forgotten password: user ID, channel, then code and new password on one page."""

from ssc_desktop.domain.field_id import FieldId as F
from ssc_desktop.domain.fields import RESET_FORM
from ssc_desktop.domain.secret import Secret
from ssc_desktop.flows.flow import Flow
from ssc_desktop.flows.state import Call, Outcome, State, Step, StepId
from ssc_desktop.services.contract import (
    Channel,
    CodeSent,
    NewPasswordRequest,
    PasswordChanged,
    ResetRequest,
)


class PasswordResetFlow(Flow):
    """Get back in; the answers never tell whether a number has an account."""

    form = RESET_FORM
    path = (
        Step(StepId.USER_ID, ((F.USER_ID,),)),
        Step(StepId.CHANNEL, ((F.RESET_CHANNEL,),)),
        Step(StepId.NEW_PASSWORD, ((F.CODE,), (F.NEW_PASSWORD, F.NEW_PASSWORD_CONFIRMATION))),
    )
    restart_at = StepId.CHANNEL

    def step_call(self, state: State) -> Call | None:
        if state.step is StepId.CHANNEL:
            values = self._values(state)
            request = ResetRequest(
                user_id=values[F.USER_ID],
                reset_channel=Channel(values[F.RESET_CHANNEL]),
                captcha=self._captcha(state),
                language=state.language,
                idempotency_key=state.attempt,
            )
            return lambda service: service.request_reset(request)
        if state.step is StepId.NEW_PASSWORD and state.sent is not None:
            password = Secret(self._values(state)[F.NEW_PASSWORD])
            proof = NewPasswordRequest(state.sent.flow_id, self._code(state), password)
            return lambda service: service.finish_reset(proof)
        return None

    def succeed(self, state: State, outcome: Outcome) -> State:
        if isinstance(outcome, CodeSent):
            return self._sent(state, outcome, StepId.NEW_PASSWORD)
        assert isinstance(outcome, PasswordChanged)
        return self._done(state, outcome)
