"""Deliver what waits in the outbox, beside the calls."""

import contextlib
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping

from ssc_desktop.domain.errors import AppError
from ssc_desktop.engine.outgoing import Letter, Outgoing
from ssc_desktop.server.gateway import Gateway, NotNowError, RefusedError
from ssc_desktop.services.contract import Channel

_AT_ONCE = 4  # messages of one channel under way, so that a slow one does not hold up the next
_POLL_SECONDS = 0.5
_QUIET_SECONDS = 60  # between two lines of one kind
_NOTING_PAUSES = (0.5, 2.0)  # seconds
_STOP_SECONDS = 25  # longer than any attempt


@contextlib.contextmanager
def delivering(
    outgoing: Outgoing, gateways: Mapping[Channel, Gateway], tell: Callable[[str], None]
) -> Iterator[None]:
    """Deliver for as long as the block lasts; what is under way at its end is finished.

    `tell` hears what an operator should know, with nothing of any message.
    """
    stop = threading.Event()
    lanes = [_Lane(outgoing, *way, tell, stop) for way in gateways.items()]
    workers = [
        threading.Thread(target=lane.work, name="delivery", daemon=True)
        for lane in lanes
        for _ in range(_AT_ONCE)
    ]
    for worker in workers:
        worker.start()
    try:
        yield
    finally:
        stop.set()
        ends = time.monotonic() + _STOP_SECONDS
        for worker in workers:
            worker.join(max(0.0, ends - time.monotonic()))
        for lane in lanes:
            lane.news.tell_losses(quiet=0)


class _Lane:
    """One channel's messages and its gateway."""

    def __init__(
        self,
        outgoing: Outgoing,
        channel: Channel,
        gateway: Gateway,
        tell: Callable[[str], None],
        stop: threading.Event,
    ) -> None:
        self._outgoing = outgoing
        self._channel = channel
        self._gateway = gateway
        self._stop = stop
        self.news = _News(channel, tell)

    def work(self) -> None:
        """Deliver one message after another."""
        while not self._stop.is_set():
            try:
                found = self._deliver_one()
            except Exception as error:  # the database's trouble, which may pass
                self.news.failed(type(error).__name__)
                found = False
            if not found:
                self.news.tell_losses(quiet=_QUIET_SECONDS)
                self._stop.wait(_POLL_SECONDS)

    def _deliver_one(self) -> bool:
        letter, dead = self._outgoing.claim(self._channel)
        self.news.lost("waited in vain", dead)
        if letter is None:
            return dead > 0
        try:
            self._gateway.take(letter)
        except RefusedError as error:
            self._note(self._outgoing.give_up, letter)
            self.news.lost(error.reason, 1)
        except NotNowError as error:
            self._put_off(letter, error.reason, error.wait)
        except Exception as error:  # a mistake of ours loses nothing either
            self._put_off(letter, type(error).__name__)
        else:
            self._note(self._outgoing.hand_over, letter)
            self.news.worked()
        return True

    def _note(self, what: Callable[[Letter], None], letter: Letter) -> None:
        """Note what became of a message, even if the database is away for a moment.

        What cannot be noted is sent again after the lease.
        """
        for pause in _NOTING_PAUSES:
            try:
                return what(letter)
            except AppError:
                time.sleep(pause)
        return what(letter)

    def _put_off(self, letter: Letter, reason: str, wait: float = 0.0) -> None:
        self._outgoing.put_off(letter, wait)
        self.news.failed(reason)


class _News:
    """What the operator is told of one channel: at most a line of each kind a minute."""

    def __init__(self, channel: Channel, tell: Callable[[str], None]) -> None:
        self._channel = channel
        self._tell = tell
        self._lock = threading.Lock()
        self._failing = False
        self._failure_told = self._losses_told = float("-inf")
        self._losses = Counter[str]()

    def failed(self, reason: str) -> None:
        """Note that a message could not leave, and waits."""
        with self._lock:
            if time.monotonic() - self._failure_told >= _QUIET_SECONDS:
                self._failing, self._failure_told = True, time.monotonic()
                self._tell(f"{self._channel}: messages wait ({reason})")

    def worked(self) -> None:
        """Note that a message has left."""
        with self._lock:
            if self._failing:
                self._failing = False
                self._tell(f"{self._channel}: messages leave again")

    def lost(self, reason: str, count: int) -> None:
        """Count messages that will never arrive."""
        with self._lock:
            self._losses[reason] += count

    def tell_losses(self, *, quiet: float) -> None:
        """Tell how many messages have been lost since this was told, `quiet` seconds ago."""
        with self._lock:
            lately = time.monotonic() - self._losses_told < quiet
            if not self._losses.total() or lately:
                return
            told = ", ".join(f"{n} {reason}" for reason, n in self._losses.items() if n)
            self._losses.clear()
            self._losses_told = time.monotonic()
            self._tell(f"{self._channel}: undelivered for good: {told}")
