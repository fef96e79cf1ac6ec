"""Registration on every way that people and the service can take through it."""

from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, precondition, rule

from ssc_desktop.domain.errors import ErrorCode as E
from ssc_desktop.domain.field_id import FieldId
from ssc_desktop.domain.field_id import FieldId as F
from ssc_desktop.domain.fields import REGISTRATION_FORM, Form, check
from ssc_desktop.domain.secret import Secret
from ssc_desktop.flows.registration import RegistrationFlow
from ssc_desktop.flows.state import Arrangement, StepId
from ssc_desktop.services.contract import CaptchaAnswer, RegistrationRequest
from tests.flows.scripted import FOREIGNER, JORDANIAN, refusal
from tests.flows.walks import COMMON_REFUSALS, SHORT_LIVED, Walk

GOOD = {
    field: sorted({JORDANIAN[field], FOREIGNER[field]})
    for field in JORDANIAN.keys() & {entry.field for entry in REGISTRATION_FORM}
} | {F.CAPTCHA: ["ABab2"]}
GOOD |= {field: [FOREIGNER[field]] for field in FOREIGNER.keys() - JORDANIAN.keys()}
CHANGEABLE = sorted(
    {entry.field for entry in REGISTRATION_FORM} - SHORT_LIVED - {F.PASSWORD_CONFIRMATION}
)


class Registration(Walk):
    """A person who also changes answers from the review."""

    refusals = (
        *COMMON_REFUSALS,
        refusal(E.ACCOUNT_EXISTS),
        refusal(E.CAPTCHA_EXPIRED),
        refusal(E.PASSWORD_TOO_COMMON, F.PASSWORD),
        refusal(E.PHONE_FORMAT_JO, F.PHONE_NUMBER),
        refusal(E.PASSPORT_FORMAT, F.PASSPORT_NUMBER),
    )

    @initialize(arrangement=st.sampled_from(Arrangement), foreign=st.booleans())
    def begin(self, arrangement: Arrangement, foreign: bool) -> None:
        self.set_out(RegistrationFlow(), arrangement, foreign=foreign)

    def right_answers(self, field: FieldId) -> list[str]:
        return GOOD[field]

    def _type(self, field: FieldId, text: str) -> None:
        super()._type(field, text)
        if field is F.CALLING_CODE:  # where no SMS reaches, the channel follows
            self.typed[F.ACTIVATION_CHANNEL] = self.person.state.answers[F.ACTIVATION_CHANNEL]

    # ------------------------------------------------------------------ what a person does

    @rule()
    def walk_to_the_review(self) -> None:
        for _ in range(60):
            if self.person.step in (StepId.REVIEW, StepId.ACCOUNT_EXISTS, StepId.DONE, StepId.CODE):
                return
            self._fill()
            self._go_on()
        raise AssertionError("the review was not reached")

    @rule(data=st.data())
    def send(self, data: st.DataObject) -> None:
        self.walk_to_the_review()
        self.fill_in_and_go_on(data)

    @precondition(lambda self: self.person.step is StepId.REVIEW)
    @rule(field=st.sampled_from(CHANGEABLE))
    def change_an_answer(self, field: FieldId) -> None:
        self.person.edit(field)
        self.unanswered = None

    @precondition(lambda self: F.CAPTCHA in self.person.asked())
    @rule()
    def look_at_another_picture(self) -> None:
        self.person.another_captcha()
        self.unanswered = None

    def compare(self, request: object) -> None:
        super().compare(request)
        if isinstance(request, RegistrationRequest):
            values = check(REGISTRATION_FORM, Form(self.typed, self.service.told)).values
            assert request.captcha == (
                CaptchaAnswer(self.shown, Secret(values[F.CAPTCHA])) if self.shown else None
            )

    # ------------------------------------------------------------------ what always holds

    @invariant()
    def the_step_is_on_the_path(self) -> None:
        state = self.person.state
        steps = {step.id for step in self.person.flow.path}
        assert state.step in steps | {StepId.ACCOUNT_EXISTS, StepId.DONE}
        if state.step in steps:
            assert self.person.asked()

    @invariant()
    def only_what_comes_before_the_review_leads_back_to_it(self) -> None:
        state = self.person.state
        ids = [step.id for step in self.person.flow.path]
        if state.returning:
            assert state.step in ids[: ids.index(StepId.REVIEW)]


TestRegistration = Registration.TestCase
