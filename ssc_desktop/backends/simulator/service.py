"""`Simulator`: the engine on `simulator.sqlite`, with its secrets in `simulator.key` beside it."""

import contextlib
import dataclasses
import os
import secrets
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from ssc_desktop.backends.simulator import FILE
from ssc_desktop.backends.simulator.people import make_people, seeded_passwords
from ssc_desktop.domain.errors import AppError, ErrorCode
from ssc_desktop.domain.password import PasswordRule
from ssc_desktop.domain.policy import Policy
from ssc_desktop.engine import population
from ssc_desktop.engine.context import SECRETS_BYTES, Secrets
from ssc_desktop.engine.database import Database, Store
from ssc_desktop.engine.passwords import Hasher
from ssc_desktop.engine.reference import load_reference
from ssc_desktop.engine.service import EngineService
from ssc_desktop.engine.sqlite_file import (
    BUSY_SECONDS,
    SqliteFile,
    give_name,
    storage_errors,
)
from ssc_desktop.engine.training import EngineTraining
from ssc_desktop.services.training import TrainingAid

if TYPE_CHECKING:
    from sqlalchemy import Connection

KEY_FILE = "simulator.key"
SOURCE = "simulator"
_NICENESS = 10  # of 19
_KEY_CHECK, _SHARED_KEY = "key_check", "training_key"


class Simulator(EngineService):
    """The engine in training: nothing is limited by source, messages and answers are readable."""

    training: TrainingAid


def open_simulator(
    data_dir: Path,
    people: int,
    seed: int,
    *,
    policy: Policy | None = None,
    clock: Callable[[], float] = time.time,
    busy_seconds: float = BUSY_SECONDS,
) -> Simulator:
    """Open the simulator in a folder, or make it; the arguments by name are for tests."""
    policy = dataclasses.replace(policy or Policy(), training=True)
    store = SqliteFile(data_dir / FILE, busy_seconds)
    is_new = store.is_new()
    keys = _make_keys(data_dir) if is_new else _read_keys(data_dir)
    if is_new:
        store.make(_filling(people, seed, keys, policy, clock))
    opened = store.open()
    with _closed_if_refused(opened):
        if _noted(opened, _KEY_CHECK) != _check_of(keys):
            raise AppError(ErrorCode.STORAGE_DAMAGED)
        return _simulator(opened, keys, policy, clock)


def open_shared_simulator(
    store: Store,
    people: int,
    seed: int,
    *,
    policy: Policy | None = None,
    clock: Callable[[], float] = time.time,
) -> Simulator:
    """Open the simulator in a database that several servers share, or make it.

    Its secrets are kept there too: all servers need the same ones, and in training everything can
    be read anyway.
    """
    policy = dataclasses.replace(policy or Policy(), training=True)
    if store.is_new():
        kept = secrets.token_bytes(SECRETS_BYTES)
        fill = _filling(people, seed, Secrets.of(kept), policy, clock)

        def fill_with_key(connection: "Connection") -> None:
            population.note(connection, _SHARED_KEY, kept.hex())
            fill(connection)

        store.make(fill_with_key)
    opened = store.open()
    with _closed_if_refused(opened):
        noted = _noted(opened, _SHARED_KEY)
        if noted is None:  # a database of real people
            raise AppError(ErrorCode.STORAGE_DAMAGED)
        return _simulator(opened, Secrets.of(bytes.fromhex(noted)), policy, clock)


def reset_simulator(data_dir: Path, people: int, seed: int) -> None:
    """Make the simulator of a folder anew, in one step for whoever has it open."""
    policy = Policy(training=True)
    store = SqliteFile(data_dir / FILE)
    is_new = store.is_new()
    try:
        keys = _make_keys(data_dir)
    except AppError as error:
        if error.code is not ErrorCode.STORAGE_DAMAGED:
            raise
        with storage_errors():
            (data_dir / KEY_FILE).unlink()
        keys = _make_keys(data_dir)
    fill = _filling(people, seed, keys, policy, time.time)
    if is_new:
        store.make(fill)
    else:
        store.refill(fill)


def _simulator(
    opened: Database, keys: Secrets, policy: Policy, clock: Callable[[], float]
) -> Simulator:
    reference = load_reference(codes=policy.codes, password_rule=PasswordRule(), training=True)
    simulator = Simulator(
        opened,
        clock=clock,
        randomness=secrets,
        secrets=keys,
        policy=policy,
        reference=reference,
        source=SOURCE,
    )
    simulator.training = EngineTraining(opened, reference)
    simulator.forget_expired()
    return simulator


@contextlib.contextmanager
def _closed_if_refused(opened: Database) -> Iterator[None]:
    try:
        yield
    except BaseException:
        opened.close()
        raise


def _noted(opened: Database, key: str) -> str | None:
    with opened.read() as connection:
        return population.noted(connection, key)


def _filling(
    people: int, seed: int, keys: Secrets, policy: Policy, clock: Callable[[], float]
) -> Callable[["Connection"], None]:
    hasher = Hasher(policy.hashing, keys.password_pepper)
    passwords = seeded_passwords(seed)
    # Hashing is slow on purpose; nobody should wait for it with the file locked. Each takes
    # 64 MiB for itself, so no more at once than there are processors to gain from it.
    at_once = min(policy.hashing.at_once, os.cpu_count() or 1)
    with ThreadPoolExecutor(max_workers=at_once, initializer=_step_back) as pool:
        hashes = dict(zip(passwords, pool.map(hasher.hash, passwords), strict=True))

    def fill(connection: "Connection") -> None:
        population.note(connection, _KEY_CHECK, _check_of(keys))
        population.note(connection, "people", str(people))
        population.note(connection, "seed", str(seed))
        population.settle(
            connection, make_people(people, seed), password_hashes=hashes, now=clock()
        )

    return fill


def _step_back() -> None:
    """Let the thread of a window, which may be in use already, come before this one."""
    if sys.platform == "linux":  # where each thread has a priority of its own
        with contextlib.suppress(OSError):  # not everywhere may it be changed
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _NICENESS)


# ------------------------------------------------------------------ the key file


def _make_keys(data_dir: Path) -> Secrets:
    path = data_dir / KEY_FILE
    with storage_errors():
        if not path.exists():
            handle, name = tempfile.mkstemp(prefix=".key-", dir=data_dir)  # readable by us alone
            made = Path(name)
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(secrets.token_bytes(SECRETS_BYTES))
                    file.flush()
                    os.fsync(file.fileno())
                give_name(made, path)
            finally:
                made.unlink(missing_ok=True)
    return _read_keys(data_dir)


def _read_keys(data_dir: Path) -> Secrets:
    with storage_errors():
        try:
            return Secrets.of((data_dir / KEY_FILE).read_bytes())
        except (FileNotFoundError, ValueError):
            raise AppError(ErrorCode.STORAGE_DAMAGED) from None


def _check_of(keys: Secrets) -> str:
    return keys.keyed_hash("simulator.key").hex()
