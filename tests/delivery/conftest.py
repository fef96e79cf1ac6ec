"""Letters to hand over, and an outbox on the real clock."""

import contextlib
import dataclasses
import secrets
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from ssc_desktop.domain.policy import DeliveryPolicy
from ssc_desktop.domain.secret import Secret
from ssc_desktop.engine import outbox, schema
from ssc_desktop.engine.database import Database, Store
from ssc_desktop.engine.outbox import Notice, Purpose, code_text, notice_text
from ssc_desktop.engine.outgoing import Letter, Outgoing
from ssc_desktop.engine.sqlite_file import SqliteFile
from ssc_desktop.server.gateway import Limits
from ssc_desktop.server.sms import SmsGateway
from ssc_desktop.services.contract import Channel, Language
from tests import postgres
from tests.engine.house import House

DELIVERY = DeliveryPolicy(first_pause=0.02, longest_pause=1)
HASTY = Limits(connect=2.0, read=0.5, whole=3.0)  # for those who keep one waiting
PHONE, MAILBOX, KEY = "+962790000001", "reem@example.com", Secret("a-bearer-key")


def letter(
    channel: Channel = Channel.SMS,
    *,
    recipient: str = "",
    purpose: Purpose = Purpose.ACTIVATION,
    language: Language = "ar",
) -> Letter:
    """Return a message that has been claimed."""
    to = recipient or (PHONE if channel is Channel.SMS else MAILBOX)
    if purpose is Purpose.NOTICE:
        text = notice_text(Notice.PASSWORD_CHANGED, language)
    else:
        text = code_text(purpose, language, "4071", 300)
    return Letter("0123456789abcdef" * 2, channel, to, purpose, language, text, 1.78e9, 1.79e9, 1)


def sms_gateway(port: int, limits: Limits | None = None) -> SmsGateway:
    """Return the way to a gateway on this machine."""
    return SmsGateway("127.0.0.1", port, "/messages", key=KEY, trust=None, limits=limits)


def until(condition: Callable[[], bool]) -> None:
    """Wait for a condition."""
    ends = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < ends
        time.sleep(0.01)


@dataclass
class Post:
    """An outbox whose retries come quickly, and whose clock can be put forward."""

    house: House
    store: Store
    ahead: float = 0.0
    told: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        context = self.house.service()._context
        self._context = dataclasses.replace(
            context,
            clock=lambda: time.time() + self.ahead,
            randomness=secrets,
            policy=dataclasses.replace(context.policy, delivery=DELIVERY),
        )
        self.outgoing = Outgoing(self._context)

    def of_another_process(self) -> tuple[Outgoing, Database]:
        """Return the outbox as another process sees it, and the database to be closed."""
        database = self.store.open()
        return Outgoing(dataclasses.replace(self._context, database=database)), database

    def put(self, count: int, channel: Channel = Channel.SMS) -> None:
        """Lay out notices, each to somebody else."""
        for n in range(count):
            to = f"+9627900{n:05}" if channel is Channel.SMS else f"reem{n}@example.com"
            with self._context.database.write() as connection:
                outbox.put_notice(
                    self._context,
                    connection,
                    notice=Notice.PASSWORD_CHANGED,
                    language="ar",
                    phones={to} if channel is Channel.SMS else set(),
                    emails={to} if channel is Channel.EMAIL else set(),
                )

    def put_code(self) -> None:
        """Lay out a code."""
        with self._context.database.write() as connection:
            outbox.put_code(
                self._context,
                connection,
                flow="flow",
                recipient=PHONE,
                channel=Channel.SMS,
                purpose=Purpose.RESET,
                language="ar",
                code="4071",
                life=300,
            )

    def texts(self) -> list[str]:
        """Return the texts that are still kept."""
        return [row.text for row in self.house.rows(schema.outbox) if row.text]

    def handed(self) -> int:
        """Return how many messages have left."""
        return sum(row.handed_at is not None for row in self.house.rows(schema.outbox))


@contextlib.contextmanager
def opened(store: Store) -> Iterator[Post]:
    """Open an outbox that is to be made."""
    store.make(lambda _connection: None)
    database = store.open()
    yield Post(House(Path(), database), store)
    database.close()


@pytest.fixture
def post(tmp_path: Path) -> Iterator[Post]:
    """Open an outbox in a file."""
    with opened(SqliteFile(tmp_path / "registry.sqlite")) as post:
        yield post


@pytest.fixture(params=["sqlite", "postgresql"])
def any_post(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Post]:
    """Open an outbox on each kind of database."""
    if request.param == "sqlite":
        store: Store = SqliteFile(tmp_path / "registry.sqlite")
    else:
        store = postgres.store_at(postgres.running().empty())
    with opened(store) as post:
        yield post
