"""What anybody may do in a flow, in any order, and what holds whatever they do."""

from dataclasses import replace

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from ssc_desktop.domain.errors import AppError
from ssc_desktop.domain.errors import ErrorCode as E
from ssc_desktop.domain.field_id import FieldId
from ssc_desktop.domain.field_id import FieldId as F
from ssc_desktop.domain.fields import SECRET_FIELDS, Form, check
from ssc_desktop.domain.secret import Secret
from ssc_desktop.flows.flow import Flow
from ssc_desktop.flows.state import Arrangement, StepId
from ssc_desktop.services.contract import Channel
from tests.data import any_text
from tests.flows.scripted import FOREIGNER, JORDANIAN, Person, ScriptedService, code_sent, refusal

SHORT_LIVED = {F.CAPTCHA, F.CODE}  # what a refusal or a new page may empty
UNANSWERED = (E.SERVICE_UNREACHABLE, E.SERVICE_UNCONFIRMED)
COMMON_REFUSALS = (
    refusal(E.CODE_WRONG, F.CODE),
    refusal(E.CODE_TRIES_USED, F.CODE),
    refusal(E.CODE_PAUSED),
    refusal(E.CAPTCHA_REQUIRED),
    refusal(E.CAPTCHA_WRONG, F.CAPTCHA),
    refusal(E.EVIDENCE_MISMATCH),
    refusal(E.EVIDENCE_LIMIT),
    refusal(E.FLOW_ENDED),
    refusal(E.TOO_MANY_REQUESTS),
    refusal(E.SERVICE_FAULT),
    *(refusal(code) for code in UNANSWERED),
)


class Walk(RuleBasedStateMachine):
    """A person who types well or badly, goes on, goes back, waits for codes and is refused."""

    refusals: tuple[AppError, ...]

    def set_out(self, flow: Flow, arrangement: Arrangement, *, foreign: bool) -> None:
        """Come to the first page; to be called once, before all else."""
        self.service = ScriptedService()
        says = FOREIGNER if foreign else {**FOREIGNER, **JORDANIAN}
        self.person = Person(flow, self.service, says, arrangement=arrangement)
        self.typed: dict[FieldId, str] = dict(self.person.state.answers)
        self.shown = ""  # the picture on show when the last request was made
        self.unanswered: object = None  # the request that may have arrived, if nothing has changed

    def right_answers(self, field: FieldId) -> list[str]:
        """Return what could be typed into a field and is accepted."""
        return [self.person.says[field]] if field in self.person.says else []

    # ------------------------------------------------------------------ what a person does

    @precondition(lambda self: self.person.asked())
    @rule(data=st.data(), text=any_text(12))
    def type_anything(self, data: st.DataObject, text: str) -> None:
        self._type(data.draw(st.sampled_from(self.person.asked())), text)

    @precondition(lambda self: self.person.asked())
    @rule(data=st.data())
    def type_something_right(self, data: st.DataObject) -> None:
        field = data.draw(st.sampled_from(self.person.asked()))
        if answers := self.right_answers(field):
            self._type(field, data.draw(st.sampled_from(answers)))

    @rule(data=st.data())
    def fill_in_and_go_on(self, data: st.DataObject) -> None:
        self._fill()
        self._go_on(self._refused(data))

    @rule(data=st.data())
    def press_again(self, data: st.DataObject) -> None:
        self._go_on(self._refused(data))

    @rule()
    def go_back(self) -> None:
        before = self.person.state
        left = not self.person.back()
        assert not left or before.ended or before.step is self.person.flow.path[0].id
        assert before.step is not StepId.DONE or left
        self.unanswered = None

    @precondition(lambda self: self.person.state.sent and not self.person.state.ended)
    @rule(data=st.data(), channel=st.sampled_from(Channel))
    def ask_for_a_new_code(self, data: st.DataObject, channel: Channel) -> None:
        refused = self._refused(data)
        self.service.will_say(refused or code_sent(flow_id="flow-2"))
        self.person.resend(channel)
        self.unanswered = None
        assert refused or self.person.state.sent == code_sent(flow_id="flow-2")

    def _refused(self, data: st.DataObject) -> AppError | None:
        return data.draw(st.none() | st.sampled_from(self.refusals))

    def _type(self, field: FieldId, text: str) -> None:
        self.person.type({field: text})
        self.typed[field] = text
        self.unanswered = None

    def _fill(self) -> None:
        before = self.person.state
        self.person.fill()
        self.typed = dict(self.person.state.answers)
        if self.person.state != before:
            self.unanswered = None

    def _go_on(self, refused: AppError | None = None) -> None:
        before, sent_before = self.person.state, len(self.service.requests)
        if before.ended:
            return
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
        self.compare(sent[0])
        if self.unanswered is not None:
            assert sent[0] == self.unanswered  # word for word, its key too
        self.unanswered = None
        if refused is not None and refused.code in UNANSWERED:
            assert after == replace(before, banner=refused.problem, problems=())
            self.unanswered = sent[0]
        elif refused is not None:
            assert F.CAPTCHA not in after.answers
            assert after.attempt != before.attempt

    def compare(self, request: object) -> None:
        """A request says what was typed last, whatever way led to it."""
        values = check(self.person.flow.form, Form(self.typed, self.service.told)).values
        for field in {entry.field for entry in self.person.flow.form} - {F.CAPTCHA}:
            if hasattr(request, field):
                said = getattr(request, field)
                said = said.reveal() if isinstance(said, Secret) else said
                assert said == values.get(field), field

    # ------------------------------------------------------------------ what always holds

    @invariant()
    def nothing_typed_is_lost(self) -> None:
        gone = SECRET_FIELDS if self.person.state.ended else SHORT_LIVED
        answers = self.person.state.answers
        kept = {k: v for k, v in answers.items() if k not in gone}
        assert kept == {k: v for k, v in self.typed.items() if k not in gone}
        for field in SHORT_LIVED & set(answers):
            assert answers[field] == self.typed[field]

    @invariant()
    def a_page_shows_its_own_problems_or_one_banner(self) -> None:
        state = self.person.state
        assert not (state.problems and state.banner)
        assert {problem.field for problem in state.problems} <= set(self.person.asked())

    @invariant()
    def at_the_end_no_secret_is_left(self) -> None:
        if self.person.state.ended:
            assert not set(self.person.state.answers) & SECRET_FIELDS

    @invariant()
    def a_page_for_a_code_knows_its_flow(self) -> None:
        if F.CODE in self.person.asked():
            assert self.person.state.sent is not None
