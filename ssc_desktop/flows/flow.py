"""The engine of steps that every journey shares.

A page asks `asked()`, hands what was typed to `answer()`, then `check()`. When nothing is wrong
it makes the `call()` of the step, or goes `forward()` where there is none. The call's outcome
comes back through `succeed()` or `refuse()`. No method changes a State: they return new ones.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import replace
from typing import ClassVar

from ssc_desktop.domain.errors import ErrorCode, Problem
from ssc_desktop.domain.field_id import FieldId
from ssc_desktop.domain.fields import SECRET_FIELDS, Answers, Asked, check
from ssc_desktop.domain.reference import ReferenceData
from ssc_desktop.domain.secret import Secret
from ssc_desktop.domain.text import without_spaces
from ssc_desktop.flows.state import (
    Arrangement,
    Call,
    Outcome,
    State,
    Step,
    StepId,
    key_of,
    new_attempt,
)
from ssc_desktop.services.contract import (
    Captcha,
    CaptchaAnswer,
    CaptchaKind,
    Channel,
    CodeSent,
    Language,
    ResendRequest,
)

# Nobody has looked at what was sent: the picture and its answer are as good as before.
_UNANSWERED = {
    ErrorCode.SERVICE_UNREACHABLE,
    ErrorCode.SERVICE_UNCONFIRMED,
    ErrorCode.CLIENT_OUTDATED,
    ErrorCode.CLIENT_CLOCK,
    ErrorCode.CREDENTIAL_REFUSED,
    ErrorCode.CREDENTIAL_REQUIRED,
    ErrorCode.CREDENTIAL_LOCKED,
    # The simulator's file took nothing of it: the picture is not spent either.
    ErrorCode.STORAGE_LOCKED,
    ErrorCode.STORAGE_READ_ONLY,
    ErrorCode.STORAGE_FULL,
}
ABOUT_EVIDENCE = {ErrorCode.EVIDENCE_MISMATCH, ErrorCode.EVIDENCE_LIMIT}
_ABOUT_CAPTCHA = {
    ErrorCode.CAPTCHA_REQUIRED,
    ErrorCode.CAPTCHA_WRONG,
    ErrorCode.CAPTCHA_EXPIRED,
}
# Refusals that no rule of a form can find again: they stand until their own answer is changed.
_ONLY_TOLD = _ABOUT_CAPTCHA | {
    ErrorCode.CODE_WRONG,
    ErrorCode.CODE_EXPIRED,
    ErrorCode.CODE_TRIES_USED,
    ErrorCode.PASSWORD_TOO_COMMON,
}
_KILLS_CODE = {ErrorCode.CODE_TRIES_USED, ErrorCode.CODE_BRANCH_ONLY}
_TAKE_CODE = {StepId.CODE, StepId.NEW_PASSWORD}


class Flow(ABC):
    """One journey; the subclasses say which steps it has and what it asks of the service."""

    form: tuple[Asked, ...]
    path: tuple[Step, ...]
    restart_at: StepId  # where to send from again once the service has forgotten the flow
    defaults: ClassVar[Mapping[FieldId, str]] = {}

    # ------------------------------------------------------------------ what subclasses say

    @abstractmethod
    def step_call(self, state: State) -> Call | None:
        """Return the service call that leaving this step takes, None where it takes none."""

    @abstractmethod
    def succeed(self, state: State, outcome: Outcome) -> State:
        """Return the state after the step's call."""

    def refuse(self, state: State, problem: Problem) -> State:
        """Return the state after a refusal: beside its field, or above the page."""
        state = self._with_tries(self._after_answer(state, problem), problem)
        if problem.code is ErrorCode.FLOW_ENDED or _is_the_last_code_dead(state, problem):
            problem = Problem(ErrorCode.FLOW_ENDED)
            answers = state.answers.without({FieldId.CODE})
            restarted = self._on_last_question(self._at(state, self.restart_at))
            return replace(restarted, answers=answers, banner=problem, sent=None)
        if problem.code in _ABOUT_CAPTCHA:
            beside = _about_kind(state, replace(problem, field=FieldId.CAPTCHA))
            return replace(state, captcha_required=True, problems=(beside,), banner=None)
        step = self._step_of(problem.field, state)
        if problem.field is None or step is None:
            return replace(state, banner=problem, problems=())
        moved = state if step is state.step else self._open(state, step)
        return replace(self._on_question_of(moved, problem.field), problems=(problem,), banner=None)

    # ------------------------------------------------------------------ what pages use

    def start(
        self,
        reference: ReferenceData,
        *,
        language: Language = "ar",
        arrangement: Arrangement = Arrangement.GROUPED,
        answers: Mapping[FieldId, str] | None = None,
        locked: frozenset[FieldId] = frozenset(),
    ) -> State:
        """Return the first state, with answers carried over from elsewhere if there are any."""
        return State(
            reference=reference,
            step=self.path[0].id,
            arrangement=arrangement,
            language=language,
            answers=Answers({**self.defaults, **(answers or {})}),
            locked=locked,
        )

    def asked(self, state: State) -> tuple[Asked, ...]:
        """Return what the current page asks, in order."""
        step = self._step(state.step)
        questions = self._questions(state, step)
        if state.arrangement is Arrangement.ONE_QUESTION and questions:
            wanted: tuple[FieldId, ...] = questions[min(state.question, len(questions) - 1)]
        else:
            wanted = step.fields
        if state.captcha_required and FieldId.CAPTCHA not in wanted:
            wanted = (*wanted, FieldId.CAPTCHA)
        entries, form = {entry.field: entry for entry in self.form}, state.form
        return tuple(entries[f] for f in wanted if entries[f].asked(form))

    def answer(self, state: State, typed: Mapping[FieldId, str]) -> State:
        """Take over what was typed."""
        changed = {k: v for k, v in typed.items() if k not in state.locked}
        answers = state.answers.with_(changed)
        if answers == state.answers:
            return state
        # A field that shows nothing where nothing was typed has not been changed.
        different = {k for k, v in changed.items() if state.answers.get(k, "") != v}
        problems = tuple(
            problem
            for problem in state.problems
            if problem.code not in _ONLY_TOLD or problem.field not in different
        )
        attempt = new_attempt() if different & self._sent_fields else state.attempt
        return replace(state, answers=answers, problems=problems, attempt=attempt)

    def check(self, state: State) -> State:
        """Return the state with every problem of the current page.

        The picture on a page that takes a code is for sending another one, see `resend`.
        """
        asked = self.asked(state)
        if state.step in _TAKE_CODE:
            asked = tuple(entry for entry in asked if entry.field is not FieldId.CAPTCHA)
        problems = check(asked, state.form).problems
        return replace(
            state, problems=tuple(_about_kind(state, problem) for problem in problems), banner=None
        )

    def recheck(self, state: State) -> State:
        """Drop the problems that have been put right since the last check, add none."""
        if not state.problems:
            return state
        form = state.form
        entries = {entry.field: entry for entry in self.asked(state)}
        still: list[Problem] = []
        for problem in state.problems:
            entry = entries.get(problem.field) if problem.field else None
            if problem.code in _ONLY_TOLD:
                still.append(problem)
            elif entry is not None:
                found = check((entry,), form).problems
                still.extend(_about_kind(state, problem) for problem in found)
        return replace(state, problems=tuple(still))

    def on_last_page(self, state: State) -> bool:
        """Tell whether this page is the last of its step: the one that makes the step's call."""
        if state.arrangement is Arrangement.GROUPED:
            return True
        step = self._step(state.step)
        if FieldId.NATIONALITY in step.fields and not state.form.raw(FieldId.NATIONALITY):
            return False  # it decides what else there is to ask
        return state.question + 1 >= len(self._questions(state, step))

    def call(self, state: State) -> Call | None:
        """Return the service call to make now; only a step's last page makes one."""
        on_path = any(step.id is state.step for step in self.path)
        return self.step_call(state) if on_path and self.on_last_page(state) else None

    def forward(self, state: State) -> State:
        """Go to the next page; from a change made in the review, back to the review."""
        if state.returning:
            return self._return(state)
        if not self.on_last_page(state):
            return replace(state, question=state.question + 1, problems=(), banner=None)
        ids = [step.id for step in self.path]
        if state.step not in ids[:-1]:
            return state
        return self._at(state, ids[ids.index(state.step) + 1])

    def back(self, state: State) -> State | None:
        """Return the page before this one with everything still typed, None on the first.

        From a change made in the review that is the review, once nothing is missing any more.
        """
        if state.ended:
            return None
        if state.returning:
            returned = self._return(state)
            if not returned.returning:
                return returned
        if state.question > 0:
            return replace(state, question=state.question - 1, problems=(), banner=None)
        ids = [step.id for step in self.path]
        if state.step not in ids:
            return self._on_last_question(self._at(state, self.restart_at))
        position = ids.index(state.step)
        if position == 0:
            return self.check(state) if state.returning else None
        earlier = self._on_last_question(self._at(state, ids[position - 1]))
        answers = earlier.answers.without({FieldId.CODE})
        return replace(earlier, answers=answers, returning=state.returning)

    def edit(self, state: State, asked: FieldId) -> State:
        """Open the page of one answer from the review; `forward` leads back to the review."""
        step = self._step_of(asked, state)
        if step is None:
            return state
        return self._on_question_of(self._open(state, step), asked)

    def resend(self, state: State, channel: Channel | None = None) -> Call | None:
        """Return the call for a new code; its outcome goes to `resent`."""
        if state.sent is None:
            return None
        request = ResendRequest(
            flow_id=state.sent.flow_id,
            channel=channel,
            captcha=self._captcha(state),
            idempotency_key=key_of(state.attempt, channel or "as before"),
        )
        return lambda service: service.resend_code(request)

    def resent(self, state: State, outcome: CodeSent) -> State:
        """Return the state after a new code was sent; the old one is no longer typed."""
        answers = state.answers.without({FieldId.CODE, FieldId.CAPTCHA})
        state = self._on_question_of(state, FieldId.CODE)
        return replace(
            state,
            sent=outcome,
            answers=answers,
            problems=(),
            banner=None,
            captcha_required=False,
            attempt=new_attempt(),
        )

    def with_captcha(self, state: State, captcha: Captcha) -> State:
        """Return the state with a new picture or question on show and nothing typed for it."""
        answers = state.answers.without({FieldId.CAPTCHA})
        kind = CaptchaKind.PICTURE if captcha.question is None else CaptchaKind.QUESTION
        problems = tuple(p for p in state.problems if p.params.get("kind", kind) == kind)
        return replace(
            state, captcha_id=captcha.id, captcha_kind=kind, answers=answers, problems=problems
        )

    def forget_secrets(self, state: State) -> State:
        """Drop passwords, codes and picture answers; the journey cannot be sent afterwards."""
        return replace(state, answers=state.answers.without(SECRET_FIELDS))

    # ------------------------------------------------------------------ for the subclasses

    def _about_evidence(self, state: State, problem: Problem) -> Problem:
        """Tell of a mismatch over how many pages the evidence is laid."""
        if state.arrangement is Arrangement.GROUPED:
            return problem
        return replace(problem, params={**problem.params, "pages": "several"})

    _sent_fields: frozenset[FieldId] = frozenset(FieldId) - {FieldId.CODE, FieldId.CAPTCHA}

    def _step(self, step: StepId) -> Step:
        return next((s for s in self.path if s.id is step), Step(step))

    def _questions(self, state: State, step: Step) -> tuple[tuple[FieldId, ...], ...]:
        entries = {entry.field: entry for entry in self.form}
        form = state.form
        return tuple(q for q in step.questions if any(entries[f].asked(form) for f in q))

    def _step_of(self, asked: FieldId | None, state: State) -> StepId | None:
        if asked is None:
            return None
        if asked in {entry.field for entry in self.asked(state)}:
            return state.step
        form = state.form
        if not any(entry.field is asked and entry.asked(form) for entry in self.form):
            return None
        ids = [s.id for s in self.path]
        passed = self.path[: ids.index(state.step) + 1] if state.step in ids else ()
        return next((s.id for s in passed if asked in s.fields), None)

    def _on_question_of(self, state: State, asked: FieldId) -> State:
        if state.arrangement is Arrangement.GROUPED:
            return state
        questions = self._questions(state, self._step(state.step))
        found = next((i for i, q in enumerate(questions) if asked in q), 0)
        return replace(state, question=found)

    def _on_last_question(self, state: State) -> State:
        if state.arrangement is Arrangement.GROUPED:
            return state
        last = len(self._questions(state, self._step(state.step))) - 1
        return replace(state, question=max(last, 0))

    def _at(self, state: State, step: StepId) -> State:
        return replace(
            state,
            step=step,
            question=0,
            problems=(),
            banner=None,
            returning=False,
            captcha_required=False,
        )

    def _open(self, state: State, step: StepId) -> State:
        """Open an earlier step to have something changed; from there it is back to the review."""
        ids = [s.id for s in self.path]
        returning = StepId.REVIEW in ids and ids.index(step) < ids.index(StepId.REVIEW)
        return replace(self._at(state, step), returning=returning)

    def _return(self, state: State) -> State:
        """Go back to the review, or first to a step that the change has left incomplete."""
        for step in self.path:
            if step.id is StepId.REVIEW:
                break
            entries = [entry for entry in self.form if entry.field in step.fields]
            problems = check(entries, state.form).problems
            if problems:
                opened = replace(self._at(state, step.id), returning=True)
                first = problems[0].field
                return self._on_question_of(opened, first) if first else opened
        return self._at(state, StepId.REVIEW)

    def _after_answer(self, state: State, problem: Problem) -> State:
        """A service that has answered has used the picture up; the next try is a new attempt."""
        if problem.code in _UNANSWERED:
            return state
        answers = state.answers.without({FieldId.CAPTCHA})
        return replace(state, answers=answers, captcha_id="", attempt=new_attempt())

    def _with_tries(self, state: State, problem: Problem) -> State:
        """Keep how many tries the code still has, which outlasts the sentence about a wrong one."""
        told = problem.params.get("tries_left")
        left = 0 if problem.code in _KILLS_CODE else told
        if state.sent is None or left is None:
            return state
        sent = replace(state.sent, tries_left=int(left))
        if problem.code is ErrorCode.CODE_BRANCH_ONLY:
            sent = replace(sent, resend_in=None)
        return replace(state, sent=sent)

    def _values(self, state: State) -> dict[FieldId, str]:
        """Return the canonical values of everything asked so far."""
        return dict(check(self.form, state.form).values)

    def _captcha(self, state: State) -> CaptchaAnswer | None:
        answer = state.answers.get(FieldId.CAPTCHA, "")
        if not state.captcha_id or not answer:
            return None
        return CaptchaAnswer(state.captcha_id, Secret(without_spaces(answer)))

    def _code(self, state: State) -> Secret:
        return Secret(self._values(state)[FieldId.CODE])

    def _sent(self, state: State, outcome: CodeSent, step: StepId) -> State:
        """A code is on its way: the code page opens, and the code's length is the service's."""
        reference = replace(state.reference, code_length=outcome.code_length)
        answers = state.answers.without({FieldId.CODE, FieldId.CAPTCHA})
        moved = self._at(replace(state, reference=reference, answers=answers), step)
        return replace(moved, sent=outcome, captcha_id="", attempt=new_attempt())

    def _done(self, state: State, outcome: Outcome) -> State:
        return replace(
            self._at(self.forget_secrets(state), StepId.DONE), result=outcome, captcha_id=""
        )


def _about_kind(state: State, problem: Problem) -> Problem:
    """Tell of a picture code whether a picture or a question is on show."""
    if problem.field is not FieldId.CAPTCHA:
        return problem
    return replace(problem, params={**problem.params, "kind": state.captcha_kind})


def _is_the_last_code_dead(state: State, problem: Problem) -> bool:
    """Tell whether a code is of no more use and none follows it: all there is is to begin again."""
    dead = {ErrorCode.CODE_EXPIRED, ErrorCode.CODE_TRIES_USED}
    last = state.sent is not None and state.sent.resend_in is None
    return problem.code in dead and last and not problem.retry_after
