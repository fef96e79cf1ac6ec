"""Codes on every way that people, guessers, clocks and restarts can take: a model in plain Python.

The model knows the policy's words and no table: when a code may be sent, and whether a code that is
given back is right. The service has to agree each time.
"""

import contextlib
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import Phase, settings
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
from ssc_desktop.domain.secret import Secret
from ssc_desktop.engine import population, schema
from ssc_desktop.engine.outbox import Purpose
from ssc_desktop.engine.service import EngineService
from ssc_desktop.engine.sqlite_file import SqliteFile
from ssc_desktop.services.contract import (
    Channel,
    CodeRequest,
    CodeSent,
    NewPasswordRequest,
    ResendRequest,
    ResetRequest,
    SignInRequest,
)
from tests.engine.attackers import Compared, NeverZero, compared_codes, hurry, inquiry
from tests.engine.house import DAUGHTER, DAY, FATHER, House

PURPOSES = (Purpose.ACTIVATION, Purpose.RESET, Purpose.INQUIRY)
WORDS = ("Waha+7264", "Jisr%5927", "Nahr=8315", "Tareeq!4062")
OWN_NUMBER = f"Ab+{DAUGHTER.number}"  # a password that the service refuses once the code is right
PASSING = (1, 59, 61, 119, 121, 299, 301, 599, 601, 3_600, DAY // 2, DAY, 30 * DAY, 91 * DAY)
ENDED = (E.FLOW_ENDED,)
WRONG = (E.CODE_WRONG, E.CODE_TRIES_USED, E.CODE_BRANCH_ONLY, E.FLOW_ENDED)
NOT_TRIED = (E.CODE_EXPIRED, E.CODE_TRIES_USED, E.CODE_BRANCH_ONLY, E.FLOW_ENDED)
TOO_MANY = (E.CODE_PAUSED, E.CODE_BRANCH_ONLY, E.INQUIRY_LIMIT)


@dataclass
class Sent:
    """A flow as the model sees it; codes that went nowhere are not known."""

    id: str
    purpose: Purpose
    channels: tuple[Channel, ...]
    codes: list[str | None]
    sent_at: float
    began: float
    allowed: int  # wrong ones, of the newest code
    wrong_in_flow: int = 0
    wrong_of_code: int = 0
    proven_until: float = 0.0
    done_at: float | None = None
    password: str = ""
    tried_after: bool = False  # a wrong code came when it was done


@dataclass
class Model:
    """The policy's words."""

    wrong: dict[Purpose, list[float]] = field(default_factory=lambda: {p: [] for p in PURPOSES})
    sent: dict[Purpose, list[float]] = field(default_factory=lambda: {p: [] for p in PURPOSES})
    to: dict[Channel, list[float]] = field(default_factory=lambda: {c: [] for c in Channel})
    inquiries: list[float] = field(default_factory=list)
    flows: list[Sent] = field(default_factory=list)
    gone: list[Sent] = field(default_factory=list)
    password: str | None = None

    def newest(self, purpose: Purpose) -> Sent | None:
        """Return the flow of a purpose that is not over."""
        open_ones = [f for f in self.flows if f.purpose is purpose and f.done_at is None]
        return open_ones[-1] if open_ones else None

    def allowed(self, purpose: Purpose, now: float) -> int:
        """Return how many more may be wrong: five a day, ten in ninety days."""
        wrong = self.wrong[purpose]
        return min(5 - since(wrong, now - DAY), 10 - since(wrong, now - 90 * DAY))

    def may_send(self, purpose: Purpose, now: float) -> bool:
        """Five codes a day, and none where a wrong one would not be allowed."""
        # A reset is refused for its own codes alone; the others may leave it without one.
        of_reset = since(self.sent[purpose], now - DAY) < 5
        few = of_reset if purpose is Purpose.RESET else self.may_leave(now)
        return few and self.allowed(purpose, now) > 0

    def may_leave(self, now: float) -> bool:
        """Five codes a day to one person, for all purposes together."""
        return sum(since(sent, now - DAY) for sent in self.sent.values()) < 5

    def may_reach(self, channels: tuple[Channel, ...], now: float) -> bool:
        """Ten codes a day to one phone or mailbox."""
        return all(since(self.to[c], now - DAY) < 10 for c in channels)

    def life(self, flow: Sent) -> float:
        """Five minutes, ten by e-mail alone."""
        return 600 if flow.channels == (Channel.EMAIL,) else 300

    def may_try(self, flow: Sent, now: float) -> bool:
        """Tell whether a code that is given back now is looked at."""
        if self.allowed(flow.purpose, now) <= 0:
            return False
        if flow.done_at is not None:  # a while longer, for those whom the answer did not reach
            return now < flow.done_at + 120 and not flow.tried_after
        lives = now < max(flow.sent_at + self.life(flow), flow.proven_until)
        few = flow.wrong_of_code < min(3, flow.allowed) and flow.wrong_in_flow < 5
        return lives and few

    def note_wrong(self, flow: Sent, now: float) -> None:
        """Count a code that was looked at."""
        self.wrong[flow.purpose].append(now)
        flow.wrong_of_code += 1
        flow.wrong_in_flow += 1
        flow.tried_after = flow.done_at is not None

    def forget(self, flow: Sent) -> None:
        """Take a flow for replaced or expired."""
        self.flows.remove(flow)
        self.gone.append(flow)


def since(times: list[float], moment: float) -> int:
    return sum(at > moment for at in times)


def _template() -> Path:
    path = Path(tempfile.mkdtemp(prefix="codes-")) / "registry.sqlite"

    def fill(connection: sa.Connection) -> None:
        people = [FATHER, DAUGHTER]
        population.settle(connection, people, password_hashes={}, now=1_780_000_000.0)

    SqliteFile(path).make(fill)
    return path


class Codes(RuleBasedStateMachine):
    """One person, three purposes, and whoever gives codes back."""

    template: Path | None = None

    @initialize()
    def begin(self) -> None:
        Codes.template = Codes.template or _template()
        self.folder = Path(tempfile.mkdtemp(prefix="codes-"))
        path = Path(shutil.copy(Codes.template, self.folder))
        self.house = House(path, SqliteFile(path).open(), dice=NeverZero())
        hurry(self.house)
        self.model, self.sources, self.words = Model(), 0, 0
        self.ending = contextlib.ExitStack()
        self.compared = self.ending.enter_context(compared_codes(self.house))

    def teardown(self) -> None:
        if hasattr(self, "house"):
            self.ending.close()
            self.house.database.close()
            shutil.rmtree(self.folder)

    def service(self) -> EngineService:
        """Come from somewhere else, so that limits per source do not matter."""
        self.sources += 1
        return self.house.service(f"address-{self.sources}")

    # ------------------------------------------------------------------ sending

    def _sending(self, channels: tuple[Channel, ...], call: Callable[[], CodeSent]) -> CodeSent:
        before = len(self._codes())
        sent = call()
        arrived = [code for code in self._codes()[before:] if code]  # blank: nobody gets it
        now = self.house.now
        may = self.model.may_leave(now)
        reached = tuple(c for c in channels if may and self.model.may_reach((c,), now))
        assert len(arrived) == len(reached)
        for channel in reached:
            self.model.to[channel].append(now)
        self.arrived = arrived[-1] if arrived else None
        return sent

    def _codes(self) -> list[str]:
        query = sa.select(schema.outbox.c.text).where(schema.outbox.c.purpose != Purpose.NOTICE)
        with self.house.database.read() as connection:
            texts = connection.scalars(query.order_by(schema.outbox.c.id)).all()
        return ["".join(c for c in text.split("،")[0] if c.isdigit()) for text in texts]

    @rule(purpose=st.sampled_from(PURPOSES), email=st.booleans())
    def send(self, purpose: Purpose, email: bool) -> None:
        model, now, service = self.model, self.house.now, self.service()
        channels: tuple[Channel, ...] = (Channel.EMAIL if email else Channel.SMS,)
        word = WORDS[self.words % len(WORDS)]
        self.words += 1
        if purpose is Purpose.ACTIVATION:
            renewal = model.password is not None

            def call() -> CodeSent:
                return self.house.register(
                    service,
                    renewal=renewal,
                    activation_channel=channels[0],
                    password=Secret(word),
                )
        elif purpose is Purpose.RESET:
            if model.password is None:
                return

            def call() -> CodeSent:
                return service.request_reset(ResetRequest(DAUGHTER.number, channels[0]))
        else:
            channels = (Channel.SMS, Channel.EMAIL)

            def call() -> CodeSent:
                return service.request_inquiry(inquiry())

        may = model.may_send(purpose, now)
        may &= purpose is Purpose.RESET or model.may_reach(channels, now)
        may &= purpose is not Purpose.INQUIRY or since(model.inquiries, now - DAY) < 3
        if not may:
            self._refused(call, TOO_MANY)
            return
        sent = self._sending(channels, call)
        old = model.newest(purpose)
        if old is not None:
            model.forget(old)
        model.sent[purpose].append(now)
        if purpose is Purpose.INQUIRY:
            model.inquiries.append(now)
        allowed = model.allowed(purpose, now)
        flow = Sent(sent.flow_id, purpose, channels, [self.arrived], now, now, allowed)
        flow.password = word
        model.flows.append(flow)
        assert sent.tries_left == min(3, allowed)
        assert sent.expires_in == model.life(flow)

    @precondition(lambda self: self.model.flows)
    @rule(data=st.data(), channel=st.none() | st.sampled_from(Channel), patient=st.booleans())
    def send_again(self, data: st.DataObject, channel: Channel | None, patient: bool) -> None:
        flow = data.draw(st.sampled_from(self.model.flows))
        for _ in range(4 if patient else 1):
            self.house.now += 301 if patient else 0
            self._send_again(flow, channel)

    def _send_again(self, flow: Sent, channel: Channel | None) -> None:
        model, now = self.model, self.house.now
        request = ResendRequest(flow.id, channel)
        call = self.service().resend_code
        channels = flow.channels
        if channel is not None and channel not in channels:
            channels = (channel,)
        waits = (60, 120, 300)
        resends = len(flow.codes) - 1
        may = (
            flow.done_at is None
            and now < flow.began + DAY
            and model.may_send(flow.purpose, now)
            and flow.wrong_in_flow < 5
            and resends < 3
            and now >= flow.sent_at + waits[resends]
            and (flow.purpose is Purpose.RESET or model.may_reach(channels, now))
        )
        if not may:
            self._refused(lambda: call(request), (*TOO_MANY, E.FLOW_ENDED, E.RESEND_TOO_SOON))
            return
        sent = self._sending(channels, lambda: call(request))
        flow.codes.append(self.arrived)
        flow.channels, flow.sent_at = channels, now
        flow.wrong_of_code, flow.proven_until = 0, 0.0
        model.sent[flow.purpose].append(now)
        flow.allowed = model.allowed(flow.purpose, now)
        assert sent.tries_left == min(3, 5 - flow.wrong_in_flow, flow.allowed)

    # ------------------------------------------------------------------ giving back

    @precondition(lambda self: self.model.flows)
    @rule(data=st.data())
    def give_the_newest(self, data: st.DataObject) -> None:
        flow = data.draw(st.sampled_from(self.model.flows))
        self._give(flow, flow.codes[-1] or "0000")

    @precondition(lambda self: self.model.flows)
    @rule(data=st.data(), times=st.integers(1, 4))
    def guess(self, data: st.DataObject, times: int) -> None:
        flow = data.draw(st.sampled_from(self.model.flows))
        for _ in range(times):
            self._give(flow, "0000")

    @precondition(lambda self: self.model.flows)
    @rule(data=st.data())
    def give_another_code(self, data: st.DataObject) -> None:
        """An old one of this flow, or one that belongs to another purpose."""
        flow = data.draw(st.sampled_from(self.model.flows))
        others = [c for f in self.model.flows for c in f.codes if c is not None]
        if others:
            self._give(flow, data.draw(st.sampled_from(others)))

    @precondition(lambda self: self.model.gone)
    @rule(data=st.data())
    def give_to_a_flow_that_is_no_more(self, data: st.DataObject) -> None:
        flow = data.draw(st.sampled_from(self.model.gone))
        self._refused(lambda: self._call(flow, flow.codes[-1] or "0000", flow.password), ENDED)

    @precondition(lambda self: self.model.newest(Purpose.RESET))
    @rule()
    def give_the_right_code_with_a_password_that_is_refused(self) -> None:
        flow, now = self.model.newest(Purpose.RESET), self.house.now
        assert flow is not None
        code = flow.codes[-1]
        if code is None or not self.model.may_try(flow, now):
            return
        self._refused(lambda: self._call(flow, code, OWN_NUMBER), (E.PASSWORD_TOO_COMMON,))
        flow.proven_until = flow.proven_until or now + 600

    def _give(self, flow: Sent, code: str) -> None:
        model, now = self.model, self.house.now
        if not model.may_try(flow, now):
            self._refused(lambda: self._call(flow, code, flow.password), NOT_TRIED)
        elif code != flow.codes[-1]:
            self._refused(lambda: self._call(flow, code, flow.password), WRONG)
            model.note_wrong(flow, now)
        elif flow.purpose is Purpose.RESET and flow.done_at and model.password != flow.password:
            self._refused(lambda: self._call(flow, code, flow.password), ENDED)
        else:
            self._call(flow, code, flow.password)
            if flow.done_at is None:
                flow.done_at = now
                if flow.purpose is not Purpose.INQUIRY:
                    model.password = flow.password

    def _call(self, flow: Sent, code: str, password: str) -> object:
        service, given = self.service(), Secret(code)
        if flow.purpose is Purpose.ACTIVATION:
            return service.verify_registration(CodeRequest(flow.id, given))
        if flow.purpose is Purpose.RESET:
            return service.finish_reset(NewPasswordRequest(flow.id, given, Secret(password)))
        return service.answer_inquiry(CodeRequest(flow.id, given))

    def _refused(self, call: Callable[[], object], codes: tuple[E, ...]) -> None:
        with pytest.raises(AppError) as caught:
            call()
        assert caught.value.code in codes

    # ------------------------------------------------------------------ what else happens

    @rule(seconds=st.sampled_from(PASSING))
    def time_passes(self, seconds: float) -> None:
        self.house.now += seconds

    @rule()
    def what_has_expired_is_forgotten(self) -> None:
        self.service().forget_expired()
        for flow in list(self.model.flows):
            if self.house.now >= flow.began + DAY:
                self.model.forget(flow)

    @rule()
    def the_service_is_started_again(self) -> None:
        self.house.database.close()
        self.house.database = SqliteFile(self.house.path).open()
        hurry(self.house)

    @precondition(lambda self: self.model.password)
    @rule()
    def the_owner_signs_in(self) -> None:
        password = Secret(self.model.password or "")
        self.service().sign_in(SignInRequest(DAUGHTER.number, password))

    # ------------------------------------------------------------------ what always holds

    @invariant()
    def there_is_one_account_once_a_code_was_right(self) -> None:
        if hasattr(self, "house"):
            assert len(self.house.rows(schema.accounts)) == (self.model.password is not None)

    @invariant()
    def no_more_is_compared_than_the_policy_allows(self) -> None:
        if hasattr(self, "house"):
            wrong = self.model.wrong.values()
            assert sorted(self.compared.times) == sorted(at for times in wrong for at in times)
            for times in wrong:
                own = Compared(lambda: 0, times)
                assert own.most(DAY) <= 5
                assert own.most(90 * DAY) <= 10


TestCodes = Codes.TestCase
TestCodes.settings = settings(
    max_examples=40,
    stateful_step_count=40,
    phases=[Phase.explicit, Phase.generate],  # to shrink takes minutes
)
