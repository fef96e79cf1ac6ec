"""Guessers with all the time in the world, and what they were let try.

A wrong guess counts when the service has compared it, whatever the service's own counters say.
"""

import hmac
import itertools
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import SimpleNamespace

import pytest
import sqlalchemy as sa

from ssc_desktop.domain.errors import AppError, ErrorCode
from ssc_desktop.domain.identity import Nationality
from ssc_desktop.domain.secret import Secret
from ssc_desktop.engine import codes
from ssc_desktop.engine.outbox import Purpose
from ssc_desktop.engine.passwords import Hasher
from ssc_desktop.services.contract import (
    AccountService,
    Channel,
    CodeRequest,
    InquiryRequest,
    NewPasswordRequest,
    ResendRequest,
    ResetRequest,
)
from tests.engine.house import DAUGHTER, DAY, Dice, House

NEVER, NEW_PASSWORD = Secret("0000"), Secret("Waha+7264")
YEAR = 365 * DAY


class NeverZero(Dice):
    """Dice that never make the code that attackers try."""

    def randbelow(self, exclusive_upper_bound: int, /) -> int:
        return super().randbelow(exclusive_upper_bound - 1) + (exclusive_upper_bound == 10_000)


@dataclass
class Compared:
    """When the service has compared a wrong guess."""

    clock: Callable[[], float]
    times: list[float] = field(default_factory=list)

    def note(self, *, right: bool) -> bool:
        """Keep one more if it was wrong; return whether it was right."""
        if not right:
            self.times.append(self.clock())
        return right

    def most(self, window: float) -> int:
        """Return how many there were at most in a window, wherever it begins."""
        times, first, most = sorted(self.times), 0, 0
        for last, at in enumerate(times):
            while times[first] <= at - window:
                first += 1
            most = max(most, last - first + 1)
        return most

    def told(self, who: str, chances: float | None = None) -> str:
        """Return how many there were, and how likely one was right if each is so by `chances`."""
        told = []
        counts = (self.most(DAY), self.most(90 * DAY), len(self.times))
        for name, count in zip(("a day", "90 days", "all"), counts, strict=True):
            chance = f" ({1 - (1 - chances) ** count:.2%})" if chances else ""
            told.append(f"{count:,} in {name}{chance}")
        return f"{who}: at most {', '.join(told)}"


@contextmanager
def compared_codes(house: House) -> Iterator[Compared]:
    """Count the wrong codes that are compared."""
    compared = Compared(lambda: house.now)

    def compare_digest(first: bytes, second: bytes) -> bool:
        return compared.note(right=hmac.compare_digest(first, second))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(codes, "hmac", SimpleNamespace(compare_digest=compare_digest))
        yield compared


@contextmanager
def compared_passwords(house: House) -> Iterator[Compared]:
    """Count the wrong passwords that are compared with somebody's own."""
    compared, real = Compared(lambda: house.now), Hasher.matches

    def matches(hasher: Hasher, stored: str, password: str) -> bool:
        right = real(hasher, stored, password)
        return right if stored == hasher.dummy else compared.note(right=right)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Hasher, "matches", matches)
        yield compared


def hurry(house: House) -> None:
    """Let nobody wait for the disk; PostgreSQL does not, in tests."""
    engine = house.database._engine
    if engine.name != "sqlite":
        return
    engine.dispose()

    @sa.event.listens_for(engine, "connect")
    def connect(connection: sa.engine.interfaces.DBAPIConnection, _record: object) -> None:
        cursor = connection.cursor()
        cursor.execute("PRAGMA synchronous = OFF")
        cursor.close()


def inquiry(**changes: str) -> InquiryRequest:
    """Fill in the daughter's inquiry."""
    asked = {
        "national_number": DAUGHTER.number,
        "civil_id_number": DAUGHTER.card_number,
        "phone_number": "790000001",
        "email": "reem@example.com",
        **changes,
    }
    return InquiryRequest(Nationality.JORDANIAN, "+962", **asked)  # type: ignore[arg-type]


@dataclass
class Guesser:
    """Somebody who wants codes of the daughter's for one purpose, from ever new addresses."""

    house: House
    purpose: Purpose
    door: Callable[[str], AccountService]
    wait: float = 0.0  # until it is worth coming again
    successes: int = 0  # the owner's own
    _addresses: Iterator[int] = field(default_factory=itertools.count)

    def service(self) -> AccountService:
        """Come from somewhere else."""
        return self.door(f"address-{next(self._addresses)}")

    def ask(self) -> str | None:
        """Have a code sent; return the flow."""
        service = self.service()
        try:
            if self.purpose is Purpose.RESET:
                return service.request_reset(ResetRequest(DAUGHTER.number, Channel.SMS)).flow_id
            if self.purpose is Purpose.ACTIVATION:
                return self.house.register(service).flow_id  # type: ignore[arg-type]
            return service.request_inquiry(inquiry()).flow_id
        except AppError as error:
            self._hear(error)
            return None

    def ask_again(self, flow: str, channel: Channel | None = None) -> bool:
        """Have a new code sent in the same flow."""
        try:
            self.service().resend_code(ResendRequest(flow, channel))
        except AppError as error:
            self._hear(error)
            return False
        return True

    def guess(self, flow: str) -> bool:
        """Try a code; tell whether another may be worth trying."""
        try:
            self.give(flow, NEVER)
        except AppError as error:
            self._hear(error)
            return error.code is ErrorCode.CODE_WRONG
        raise AssertionError("a code was guessed that nobody has sent")

    def give(self, flow: str, code: Secret) -> None:
        """Give a code back."""
        service = self.service()
        if self.purpose is Purpose.RESET:
            service.finish_reset(NewPasswordRequest(flow, code, NEW_PASSWORD))
        elif self.purpose is Purpose.ACTIVATION:
            service.verify_registration(CodeRequest(flow, code))
        else:
            service.answer_inquiry(CodeRequest(flow, code))

    def _hear(self, error: AppError) -> None:
        if error.code is ErrorCode.CODE_BRANCH_ONLY:
            self.wait = 3 * DAY
        else:
            self.wait = max(self.wait, error.problem.retry_after or 0)


# ------------------------------------------------------------------ what they do in one visit


def serial(guesser: Guesser) -> None:
    """Take every try of every code."""
    flow = guesser.ask()
    while flow and guesser.guess(flow):
        pass


def fresh(guesser: Guesser) -> None:
    """Begin anew after each try."""
    while flow := guesser.ask():
        guesser.guess(flow)


def resender(guesser: Guesser) -> None:
    """Have new codes sent, by all channels in turn, and try each once or twice."""
    flow = guesser.ask()
    channels = itertools.cycle((Channel.EMAIL, Channel.SMS))
    while flow:
        guesser.guess(flow)
        guesser.guess(flow)
        guesser.house.now += 301
        if not guesser.ask_again(flow, next(channels)):
            return


def parallel(guesser: Guesser) -> None:
    """Try one code from many places at the same moment, and begin many flows."""
    with ThreadPoolExecutor(6) as pool:
        flows = [flow for flow in pool.map(lambda _: guesser.ask(), range(3)) if flow]
        list(pool.map(guesser.guess, flows * 8))


def beside_the_owner(guesser: Guesser) -> None:
    """Try twice, then let the owner have a new code and get it right."""
    flow = guesser.ask()
    if flow and guesser.guess(flow):
        guesser.guess(flow)
        guesser.house.now += 301
        if guesser.ask_again(flow):
            guesser.give(flow, Secret(guesser.house.last_code()))
            guesser.successes += 1


def once(guesser: Guesser) -> None:
    """Try a single time."""
    if flow := guesser.ask():
        guesser.guess(flow)


VISITS: dict[str, Callable[[Guesser], None]] = {
    "serial": serial,
    "fresh flows": fresh,
    "resender": resender,
    "parallel": parallel,
}


def haunt(
    house: House,
    purpose: Purpose,
    visit: Callable[[Guesser], None],
    *,
    door: Callable[[str], AccountService] | None = None,
    pace: float = 1,
    seconds: float = YEAR,
) -> tuple[Guesser, Compared]:
    """Let a guesser come for a year, whenever it is worth it, but no more often than `pace`."""
    service = house.service()
    guesser = Guesser(house, purpose, door or service.for_source)
    until = house.now + seconds
    with compared_codes(house) as compared:
        while house.now < until:
            guesser.wait = 0
            visit(guesser)
            house.now += max(pace, guesser.wait)
            service.forget_expired()
    return guesser, compared
