"""Registration on every way that people and the service can take through it."""

from dataclasses import replace

from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from ssc_desktop.domain.errors import AppError
from ssc_desktop.domain.errors import ErrorCode as E
from ssc_desktop.domain.field_id import FieldId
from ssc_desktop.domain.field_id import FieldId as F
from ssc_desktop.domain.fields import REGISTRATION_FORM, SECRET_FIELDS, Form, check
from ssc_desktop.domain.secret import Secret
from ssc_desktop.flows.registration import RegistrationFlow
from ssc_desktop.flows.state import Arrangement, StepId
from ssc_desktop.services.contract import CaptchaAnswer, Channel, CodeRequest, RegistrationRequest
from tests.data import any_text
from tests.flows.scripted import (
    FOREIGNER,
    JORDANIAN,
    Person,
    ScriptedService,
    code_sent,
    refusal,
)

SHORT_LIVED = {F.CAPTCHA, F.CODE}  # what a refusal or a new page may empty
GOOD = {
    field: sorted({JORDANIAN[field], FOREIGNER[field]})
    for field in JORDANIAN.keys() & {entry.field for entry in REGISTRATION_FORM}
} | {F.CAPTCHA: ["ABab2"]}
GOOD |= {field: [FOREIGNER[field]] for field in FOREIGNER.keys() - JORDANIAN.keys()}
REFUSALS = (
    refusal(E.EVIDENCE_MISMATCH),
    refusal(E.EVIDENCE_LIMIT),
    refusal(E.ACCOUNT_EXISTS),
    refusal(E.CAPTCHA_WRONG, F.CAPTCHA),
    refusal(E.CAPTCHA_EXPIRED),
    refusal(E.CAPTCHA_REQUIRED),
    refusal(E.PASSWORD_TOO_COMMON, F.PASSWORD),
    refusal(E.PHONE_FORMAT_JO, F.PHONE_NUMBER),
    refusal(E.PASSPORT_FORMAT, F.PASSPORT_NUMBER),
    refusal(E.CODE_WRONG, F.CODE),
    refusal(E.CODE_TRIES_USED, F.CODE),
    refusal(E.CODE_PAUSED),
    refusal(E.FLOW_ENDED),
    refusal(E.SERVICE_UNREACHABLE),
    refusal(E.SERVICE_UNCONFIRMED),
    refusal(E.SERVICE_FAULT),
    refusal(E.TOO_MANY_REQUESTS),
)
CHANGEABLE = sorted(
    {entry.field for entry in REGISTRATION_FORM} - SHORT_LIVED - {F.PASSWORD_CONFIRMATION}
)


class Registration(RuleBasedStateMachine):
    """A person who types well or badly, goes on, goes back, changes answers and is refused."""

    @initialize(arrangement=st.sampled_from(Arrangement), foreign=st.booleans())
    def begin(self, arrangement: Arrangement, foreign: bool) -> None:
        self.service = ScriptedService()
        says = FOREIGNER if foreign else {**FOREIGNER, **JORDANIAN}
        self.person = Person(RegistrationFlow(), self.service, says, arrangement=arrangement)
        self.typed: dict[FieldId, str] = dict(self.person.state.answers)

    # ------------------------------------------------------------------ what a person does

    def _type(self, field: FieldId, text: str) -> None:
        self.person.type({field: text})
        self.typed[field] = text
        if field is F.CALLING_CODE:  # where no SMS reaches, the channel follows
            self.typed[F.ACTIVATION_CHANNEL] = self.person.state.answers[F.ACTIVATION_CHANNEL]

    @precondition(lambda self: self.person.asked())
    @rule(data=st.data(), text=any_text(12))
    def type_anything(self, data: st.DataObject, text: str) -> None:
        self._type(data.draw(st.sampled_from(self.person.asked())), text)

    @precondition(lambda self: self.person.asked())
    @rule(data=st.data())
    def type_something_right(self, data: st.DataObject) -> None:
        field = data.draw(st.sampled_from(self.person.asked()))
        self._type(field, data.draw(st.sampled_from(GOOD[field])))

    @precondition(lambda self: self.person.asked())
    @rule()
    def fill_in_the_page_and_go_on(self) -> None:
        self.person.fill()
        self.typed = dict(self.person.state.answers)
        self._go_on()

    @rule()
    def walk_to_the_review(self) -> None:
        for _ in range(60):
            if self.person.step in (StepId.REVIEW, StepId.ACCOUNT_EXISTS, StepId.DONE, StepId.CODE):
                return
            self.fill_in_the_page_and_go_on()
        raise AssertionError("the review was not reached")

    @rule()
    def go_on(self) -> None:
        self._go_on()

    @rule(refused=st.sampled_from(REFUSALS))
    def send_and_be_refused(self, refused: AppError) -> None:
        self.walk_to_the_review()
        self.person.fill()
        self.typed = dict(self.person.state.answers)
        self._go_on(refused)

    @rule()
    def go_back(self) -> None:
        before = self.person.state
        left = not self.person.back()
        assert not left or before.ended or before.step is StepId.IDENTITY
        assert before.step is not StepId.DONE or left

    @precondition(lambda self: self.person.step is StepId.REVIEW)
    @rule(field=st.sampled_from(CHANGEABLE))
    def change_an_answer(self, field: FieldId) -> None:
        self.person.edit(field)

    @precondition(lambda self: self.person.step is StepId.CODE)
    @rule(refused=st.none() | st.sampled_from(REFUSALS))
    def ask_for_a_new_code(self, refused: AppError | None) -> None:
        self.service.will_say(refused or code_sent(flow_id="flow-2"))
        self.person.resend(Channel.SMS)
        assert refused or self.person.state.sent == code_sent(flow_id="flow-2")

    @precondition(lambda self: F.CAPTCHA in self.person.asked())
    @rule()
    def look_at_another_picture(self) -> None:
        self.person.another_captcha()

    def _go_on(self, refused: AppError | None = None) -> None:
        before, sent_before = self.person.state, len(self.service.requests)
        self.shown = before.captcha_id
        if refused is not None:
            self.service.will_say(refused)
        self.person.go_on()
        self.service.next_answers.clear()
        after, sent = self.person.state, self.service.requests[sent_before:]
        assert len(sent) <= 1
        if not sent:
            return
        assert not check(self.person.flow.asked(before), before.form).problems
        self._compare(sent[0])
        if refused is not None and refused.code in (E.SERVICE_UNREACHABLE, E.SERVICE_UNCONFIRMED):
            assert after == replace(before, banner=refused.problem, problems=())
        elif refused is not None:
            assert F.CAPTCHA not in after.answers
            assert after.attempt != before.attempt

    def _compare(self, request: object) -> None:
        """A request says what was typed last, whatever way led to it."""
        values = check(REGISTRATION_FORM, Form(self.typed, self.service.told)).values
        if isinstance(request, CodeRequest):
            assert request.code == Secret(values[F.CODE])
            return
        assert isinstance(request, RegistrationRequest)
        for field in {entry.field for entry in REGISTRATION_FORM} - SHORT_LIVED:
            if not hasattr(request, field):
                continue
            said = getattr(request, field)
            said = said.reveal() if isinstance(said, Secret) else said
            assert said == values.get(field), field
        picture = self.shown
        assert request.captcha == (
            CaptchaAnswer(picture, Secret(values[F.CAPTCHA])) if picture else None
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
    def nothing_typed_is_lost(self) -> None:
        gone = SECRET_FIELDS if self.person.state.ended else SHORT_LIVED
        answers = self.person.state.answers
        assert {k: v for k, v in answers.items() if k not in gone} == {
            k: v for k, v in self.typed.items() if k not in gone
        }
        for field in SHORT_LIVED & set(answers):
            assert answers[field] == self.typed[field]

    @invariant()
    def a_page_shows_its_own_problems_or_one_banner(self) -> None:
        state = self.person.state
        assert not (state.problems and state.banner)
        assert {problem.field for problem in state.problems} <= set(self.person.asked())

    @invariant()
    def only_what_comes_before_the_review_leads_back_to_it(self) -> None:
        state = self.person.state
        ids = [step.id for step in self.person.flow.path]
        if state.returning:
            assert state.step in ids[: ids.index(StepId.REVIEW)]

    @invariant()
    def at_the_end_no_secret_is_left(self) -> None:
        if self.person.state.ended:
            assert not set(self.person.state.answers) & SECRET_FIELDS

    @invariant()
    def the_code_page_knows_its_flow(self) -> None:
        if self.person.step is StepId.CODE:
            assert self.person.state.sent is not None


TestRegistration = Registration.TestCase
