"""One journey under way: holds the flow's state and makes its calls; knows no widget."""

import math
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal

from ssc_desktop.domain.errors import ErrorCode, Problem
from ssc_desktop.domain.field_id import FieldId
from ssc_desktop.domain.policy import MINUTE
from ssc_desktop.domain.reference import ReferenceData
from ssc_desktop.flows.flow import Flow
from ssc_desktop.flows.state import Call, Outcome, State
from ssc_desktop.services.contract import Captcha, CaptchaKind, Channel, CodeSent, Session
from ui.clock import now
from ui.context import Context, Visit
from ui.tasks import Job

BUSY_AFTER_MS = 300
# Nothing is wrong with what was sent: the same once more may go through.
_WORTH_REPEATING = frozenset(
    {
        ErrorCode.SERVICE_UNREACHABLE,
        ErrorCode.SERVICE_UNCONFIRMED,
        ErrorCode.SERVICE_FAULT,
        ErrorCode.STORAGE_LOCKED,
        ErrorCode.STORAGE_READ_ONLY,
        ErrorCode.STORAGE_FULL,
        ErrorCode.INTERNAL,
    }
)
_UNTIL_THEN_NO_CODE = frozenset(
    {ErrorCode.CODE_TRIES_USED, ErrorCode.CODE_PAUSED, ErrorCode.RESEND_TOO_SOON}
)


class Journey(QObject):
    """Turns what pages say into flow steps and service calls.

    While a call is under way the answers stay what was sent.

    `moved` follows a page turn, `pointed` one for a field's sake, `updated` a change on the page,
    `refused` a check that failed (the summary takes the focus), `ended` the last step; `acted`
    tells that somebody is there.
    """

    acted = Signal()
    moved = Signal()
    pointed = Signal(FieldId)
    updated = Signal()
    refused = Signal()
    ended = Signal()
    busy = Signal(bool)
    captcha = Signal(object)  # Captcha, or None while a new one is on its way
    captcha_failed = Signal(object)  # the Problem

    def __init__(self, flow: Flow, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self.flow = flow
        self.state: State | None = None
        self.start_problem: Problem | None = None
        self.sent_at = 0.0
        self.sent_again = False  # in place of a code that is dead now
        self.expires_at = 0.0  # the code that was sent
        self.refused_at = 0.0
        self._no_code_before: float | None = None
        self._context = context
        self._visit = Visit(context.home)  # what is carried here; nothing so far
        self._job: Job | None = None
        self._on_hold = False
        self._unheard: tuple[Callable[[], None], object] | None = None
        self._captcha_job: Job | None = None
        self._captcha_kind = CaptchaKind.PICTURE
        self._pictures = QObject(self)  # asks by itself: no answer waits for a picture
        self._repeatable = False
        self._busy_timer = QTimer(self)
        self._busy_timer.setSingleShot(True)
        self._busy_timer.setInterval(BUSY_AFTER_MS)
        self._busy_timer.timeout.connect(lambda: self.busy.emit(True))

    def carry(self, visit: Visit) -> None:
        """Take along what a visit brings, before the journey begins."""
        self._visit = visit

    def begin(self) -> None:
        """Fetch what the forms need, then open the first page."""
        self.start_problem = None
        self._ask(
            self._context.tasks.ask(
                self, lambda backend: backend.service.reference_data(), self._started, self._failed
            )
        )

    def _started(self, reference: ReferenceData) -> None:
        self._settled()
        self.state = self.opening(reference)
        self.moved.emit()

    def opening(self, reference: ReferenceData) -> State:
        """Return the state the journey begins with."""
        return self.flow.start(
            reference,
            language=self._context.translations.language,
            arrangement=self._context.arrangement,
            answers=self._visit.answers,
            locked=self._visit.locked,
        )

    def _failed(self, problem: Problem) -> None:
        self._settled()
        self.start_problem = problem
        self.refused.emit()

    # ------------------------------------------------------------------ what pages say

    def type(self, field: FieldId, raw: str) -> None:
        """Take over what was typed into a field; what comes during a call is not taken."""
        if self.state is None:
            return
        self.acted.emit()
        if self.is_busy:
            if raw != self.state.form.raw(field):
                self.updated.emit()  # the page shows again what was sent
            return
        before = self.state
        self.state = self.flow.recheck(self.flow.answer(before, {field: raw}))
        if self.state is not before:
            self.updated.emit()

    def go_on(self) -> None:
        """Check the page; then make its call, or turn it."""
        self.acted.emit()
        if self.state is None or self.is_busy:
            return
        language = self._context.translations.language
        self.state = replace(self.flow.check(self.state), language=language)
        if self.state.problems:
            self.refused.emit()
            return
        call = self.flow.call(self.state)
        if call is None:
            self.state = self.flow.forward(self.state)
            self.moved.emit()
        else:
            self._call(call, self._succeeded, self._send_refused)

    def go_back(self) -> bool:
        """Turn back one page; False where there is none."""
        self.acted.emit()
        if self.state is None:
            return False
        if self.is_busy:
            return True
        earlier = self.flow.back(self.state)
        if earlier is None:
            return False
        self.state = earlier
        self.moved.emit()
        return True

    def edit(self, field: FieldId) -> None:
        """Open the page of one answer from the review."""
        self.acted.emit()
        if self.state is not None and not self.is_busy:
            self.state = self.flow.edit(self.state, field)
            self.moved.emit()
            self.pointed.emit(field)

    def resend(self, channel: Channel | None) -> None:
        """Ask for a new code."""
        self.acted.emit()
        if self.state is None or self.is_busy:
            return
        call = self.flow.resend(self.state, channel)
        if call is not None:
            self._call(call, self._resent, self._resend_refused)

    def count_down(self) -> None:
        """Say of a code whose tries are used in how many minutes a new one can be had, or now."""
        if self.state is None:
            return
        left = self.wait_for_code()
        problems = tuple(_after_a_while(problem, left) for problem in self.state.problems)
        if self.state.sent is not None and self.state.sent.resend_in is not None:
            problems = tuple(_once_expired(problem, self.expires_at) for problem in problems)
        if problems != self.state.problems:
            self.state = replace(self.state, problems=problems)
            self.updated.emit()

    def wait_for_code(self) -> int:
        """Return how many seconds the service has said that no new code can be had for."""
        if self._no_code_before is None:
            return 0
        return max(0, math.ceil(self._no_code_before - now()))

    def fetch_captcha(self, kind: CaptchaKind) -> None:
        """Ask for a new picture or question; one that is on its way is waited for."""
        self.captcha.emit(None)
        if self._captcha_job is not None:
            if kind is self._captcha_kind:
                return
            self._captcha_job.cancel()
        self._captcha_kind = kind
        self._captcha_job = self._context.tasks.ask(
            self._pictures,
            lambda backend: backend.service.new_captcha(kind),
            self._captcha_arrived,
            self._captcha_missing,
        )

    def hold(self) -> None:
        """Let what the service says wait, while somebody is asked whether to leave."""
        self._on_hold = True

    def resume(self) -> None:
        """Hear what the service has said in the meantime."""
        self._on_hold = False
        unheard, self._unheard = self._unheard, None
        if unheard is not None:
            unheard[0]()

    def abandon(self) -> None:
        """Drop everything typed, every call under way, and what was said to whoever leaves."""
        if self._unheard is not None and isinstance(self._unheard[1], Session):
            self._context.tasks.end(self._unheard[1])
        self._unheard = None
        for job in (self._job, self._captcha_job):
            if job is not None:
                job.cancel()
        self._settled()
        self.state = None

    @property
    def is_busy(self) -> bool:
        """Tell whether a call is under way."""
        return self._job is not None

    @property
    def is_to_be_repeated(self) -> bool:
        """Tell whether sending the page once more is what there is to do."""
        if self.state is None:
            return self.start_problem is not None
        return self._repeatable and self.state.banner is not None

    # ------------------------------------------------------------------ what the service says

    def _call(
        self, call: Call, on_ok: Callable[[Outcome], None], on_error: Callable[[Problem], None]
    ) -> None:
        def accepted(outcome: Outcome) -> None:
            self._settled()
            on_ok(outcome)

        self._ask(
            self._context.tasks.ask(
                self,
                lambda backend: call(backend.service),
                lambda outcome: self._hear(lambda: accepted(outcome), outcome),
                lambda problem: self._hear(lambda: on_error(problem), problem),
            )
        )

    def _hear(self, take: Callable[[], None], said: object) -> None:
        if self._on_hold:
            self._unheard = take, said
        else:
            take()

    def _ask(self, job: Job) -> None:
        self._job = job
        self._repeatable = False
        self._busy_timer.start()

    def _settled(self) -> None:
        self._job = None
        self._busy_timer.stop()
        self.busy.emit(False)

    def _succeeded(self, outcome: Outcome) -> None:
        if self.state is None:
            return
        if isinstance(outcome, CodeSent):
            self._note_code(outcome, again=False)
        self.state = self.flow.succeed(self.state, outcome)
        if self.state.ended:
            self.ended.emit()
        else:
            self.moved.emit()

    def _resent(self, outcome: Outcome) -> None:
        if self.state is None:
            return
        assert isinstance(outcome, CodeSent)
        self._note_code(outcome, again=True)
        question = self.state.question
        self.state = self.flow.resent(self.state, outcome)
        (self.updated if self.state.question == question else self.moved).emit()

    def _note_code(self, sent: CodeSent, *, again: bool) -> None:
        self.sent_at, self.sent_again = now(), again
        self._no_code_before = None
        self.expires_at = self.sent_at + sent.expires_in

    def _send_refused(self, problem: Problem) -> None:
        self._repeatable = problem.code in _WORTH_REPEATING
        self._refused(problem)

    def _resend_refused(self, problem: Problem) -> None:
        if problem.code is ErrorCode.SERVICE_UNCONFIRMED:
            # Its sentence is about the page's own button, which sends something else.
            problem = replace(problem, code=ErrorCode.SERVICE_UNREACHABLE)
        self._refused(problem)

    def _refused(self, problem: Problem) -> None:
        self._settled()
        self.refused_at = now()
        if problem.code in _UNTIL_THEN_NO_CODE:
            self._no_code_before = self.refused_at + (problem.retry_after or 0)
        if "expires_in" in problem.params:  # the code was right, and is held for another password
            self.expires_at = self.refused_at + int(problem.params["expires_in"])
        if self.state is None:
            return
        before = self.state
        refused = self.state = self.flow.refuse(before, problem)
        same_page = (refused.step, refused.question) == (before.step, before.question)
        if not same_page or problem.code is ErrorCode.CAPTCHA_REQUIRED:
            self.moved.emit()
        elif not refused.captcha_id and before.captcha_id:
            self.fetch_captcha(refused.captcha_kind)
        # Unless the page turn has ended the journey.
        if self.state is refused and (refused.problems or refused.banner):
            self.refused.emit()

    def _captcha_missing(self, problem: Problem) -> None:
        self._captcha_job = None
        self.captcha_failed.emit(problem)

    def _captcha_arrived(self, captcha: Captcha) -> None:
        self._captcha_job = None
        if self.state is None:
            return
        before = self.state
        self.state = self.flow.with_captcha(before, captcha)
        if before.banner is not None and before.banner.is_of_the_file:
            self.state = replace(self.state, banner=None)  # its file can be used again
        self.captcha.emit(captcha)
        if (self.state.problems, self.state.banner) != (before.problems, before.banner):
            self.updated.emit()


def _after_a_while(problem: Problem, left: int) -> Problem:
    """Return what is to be said of used-up tries with so many seconds left to wait."""
    if problem.code is not ErrorCode.CODE_TRIES_USED:
        return problem
    if left == 0:
        return Problem(ErrorCode.CODE_EXPIRED, problem.field)
    whole_minutes = math.ceil(left / MINUTE) * MINUTE  # the seconds are told beside the button
    return replace(problem, retry_after=min(whole_minutes, problem.retry_after or 0))


def _once_expired(problem: Problem, expires_at: float) -> Problem:
    """Say of a wrong code that the right one is of no more use either, once it is not."""
    if problem.code is ErrorCode.CODE_WRONG and now() >= expires_at:
        return Problem(ErrorCode.CODE_EXPIRED, problem.field)
    return problem
