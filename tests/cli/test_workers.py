"""Several workers and hosts that answer from one database, as an operator runs them."""

import contextlib
import http.client
import json
import os
import random
import re
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import Any

import psutil
import pytest

from ssc_desktop.backends.rest import open_service
from ssc_desktop.backends.rest.service import RestAccountService
from ssc_desktop.backends.rest.session import Limits, Session
from ssc_desktop.backends.simulator.service import open_shared_simulator
from ssc_desktop.domain.errors import AppError, ErrorCode
from ssc_desktop.domain.identity import Nationality
from ssc_desktop.domain.secret import Secret
from ssc_desktop.engine.postgresql import PostgresDatabase
from ssc_desktop.services.contract import (
    Channel,
    CodeSent,
    NewPasswordRequest,
    ResetRequest,
    SignInRequest,
)
from tests import postgres
from tests.contract.backends import POLICY
from tests.faults.lives import PASSWORDS, Life, live
from tests.postgres import Cluster, store_at

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")

PEOPLE, SEED = 60, 7
PATIENCE = 60.0  # seconds that a busy machine may take for what is waited for
TRAINING = ("--training", "--database-url")


@dataclass(frozen=True)
class Served:
    """A server and where it answers."""

    address: str
    process: subprocess.Popen[str]

    @property
    def place(self) -> str:
        return self.address.removeprefix("http://")

    def workers(self) -> dict[int, psutil.Process]:
        """Return the workers by their process numbers."""
        found = {}
        for child in psutil.Process(self.process.pid).children():
            with contextlib.suppress(psutil.NoSuchProcess):  # it has just ended
                if "spawn_main" in " ".join(child.cmdline()):
                    found[child.pid] = child
        return found

    def is_ready(self) -> bool:
        with contextlib.suppress(OSError, http.client.HTTPException):
            connection = http.client.HTTPConnection(self.place, timeout=PATIENCE)
            with contextlib.closing(connection):
                connection.request("GET", "/ready")
                return connection.getresponse().status == 200
        return False


def until(condition: Callable[[], object]) -> None:
    """Wait for something that has to come."""
    given_up = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < given_up
        time.sleep(0.02)


@contextlib.contextmanager
def served(shell: Any, *arguments: str, complaints: str = "") -> Iterator[Served]:
    """Start a server on a free port; unless the test ends it, it is asked to end afterwards.

    `complaints` is the pattern of all that it may have told its operator by then.
    """
    process = shell.start("serve", "--port", "0", "--lang", "en", *arguments)
    with process:
        try:
            line = process.stdout.readline()
            found = re.search(r"http://127\.0\.0\.1:[0-9]+", line)
            assert found, line + process.stderr.read()
            yield Served(found[0], process)
        finally:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
            _, complaint = process.communicate(timeout=PATIENCE)
    assert re.fullmatch(complaints, complaint), complaint


@pytest.fixture(scope="module")
def cluster() -> Cluster:
    return postgres.running()


@pytest.fixture
def url(cluster: Cluster) -> str:
    """Return the address of a database in training, with cheap hashes."""

    def make(store: PostgresDatabase) -> None:
        open_shared_simulator(store, PEOPLE, SEED, policy=POLICY).close()

    return cluster.copy("training", make)


def people(url: str, *, registered: bool) -> list[Any]:
    simulator = open_shared_simulator(store_at(url), PEOPLE, SEED)
    found = simulator.training.people(kind=Nationality.JORDANIAN, registered=registered)
    simulator.close()
    return found


def newest_code(cluster: Cluster, url: str, phone: str) -> str:
    query = f"SELECT code FROM outbox WHERE recipient = '{phone}' AND code IS NOT NULL"
    rows = cluster.query(f"{query} ORDER BY id DESC LIMIT 1", url.rpartition("/")[2])
    return str(rows[0][0])


# ------------------------------------------------------------------ making and reading


@pytest.mark.long
def test_a_training_server_on_an_empty_database_makes_its_people(
    shell: Any, cluster: Cluster
) -> None:
    url = cluster.empty()
    with served(shell, *TRAINING, url) as server:
        of_it = ("--json", "--database-url", url)
        [person] = shell("simulator", "people", "--registered", "--limit", "1", *of_it).json
        service = open_service(server.address)
        number = person["national_number"] or person["personal_number"]
        service.request_reset(ResetRequest(number, Channel.SMS))
        [message] = shell("simulator", "messages", "--last", *of_it).json
        assert (message["to"], message["purpose"]) == (person["phone"], "reset")
    refused = shell("serve", "--lang", "en", "--database-url", url, *_secrets(shell))
    assert "made with other secrets" in refused.complaint


def test_a_server_outside_training_keeps_to_its_secrets(shell: Any, cluster: Cluster) -> None:
    url, secrets = cluster.empty(), _secrets(shell)
    for _ in range(2):
        with served(shell, "--database-url", url, *secrets) as server:
            assert open_service(server.address).reference_data().code_length == 4
    refused = shell("serve", "--lang", "en", "--database-url", url, *_secrets(shell))
    assert "made with other secrets" in refused.complaint
    looked = shell("simulator", "people", "--lang", "en", "--database-url", url)
    assert "made with other secrets" in looked.complaint


def test_another_version_is_named_with_its_remedy(shell: Any, cluster: Cluster, url: str) -> None:
    version = "UPDATE alembic_version SET version_num"
    cluster.query(f"{version} = '999'", url.rpartition("/")[2])
    hidden = url.replace("postgres@", "postgres:swordfish@")
    refused = shell("serve", "--lang", "en", *TRAINING, hidden)
    assert refused.status == 1
    assert "ssc-desktop admin database upgrade" in refused.complaint
    assert "swordfish" not in refused.complaint
    upgrade = ("admin", "database", "upgrade", "--lang", "en", "--database-url")
    assert "later version" in shell(*upgrade, url).complaint
    cluster.query(f"{version} = '2'", url.rpartition("/")[2])
    assert "of this version" in shell(*upgrade, url).out
    assert "Only PostgreSQL" in shell(*upgrade, "sqlite:///some.sqlite").complaint


def test_a_database_that_is_not_there_is_told_with_the_reason(shell: Any, cluster: Cluster) -> None:
    refused = shell("serve", "--lang", "en", *TRAINING, cluster.url("nowhere"))
    assert refused.status == 1
    assert 'database "nowhere" does not exist' in refused.complaint


def _secrets(shell: Any) -> tuple[str, str]:
    key = shell.home / f"{random.random()}.key"
    key.write_bytes(os.urandom(64))
    key.chmod(0o600)
    return "--secrets-file", str(key)


# ------------------------------------------------------------------ the life of workers


def test_calls_under_way_are_answered_before_all_end(shell: Any, url: str) -> None:
    with served(shell, *TRAINING, url, "--workers", "2") as server:
        until(server.is_ready)
        body = json.dumps({"kind": "question"}).encode()
        connection = http.client.HTTPConnection(server.place, timeout=PATIENCE)
        connection.putrequest("POST", "/v1/captchas")
        connection.putheader("Content-Type", "application/json")
        connection.putheader("Content-Length", str(len(body)))
        connection.putheader("Expect", "100-continue")
        connection.endheaders()
        assert connection.sock.recv(12) == b"HTTP/1.1 100"  # it waits for the rest of the call
        workers = server.workers()
        server.process.send_signal(signal.SIGTERM)
        until(lambda: len(server.workers()) == 1)
        connection.send(body)
        answer = b""
        while more := connection.sock.recv(65_536):
            answer += more
        connection.close()
        assert b"HTTP/1.1 201" in answer
        assert b'"question"' in answer
        assert server.process.wait(PATIENCE) == 0
        assert not any(psutil.pid_exists(pid) for pid in workers)


def test_who_dies_is_replaced_and_nobody_outlives_the_server(shell: Any, url: str) -> None:
    with served(shell, *TRAINING, url, "--workers", "2") as server:
        until(lambda: len(server.workers()) == 2)
        before = server.workers()
        os.kill(next(iter(before)), signal.SIGKILL)
        until(lambda: len(server.workers().keys() | before.keys()) == 3)
        until(server.is_ready)
        workers = server.workers()
        server.process.kill()
        until(lambda: not any(psutil.pid_exists(pid) for pid in workers))


@pytest.mark.long
def test_workers_come_back_with_the_database(shell: Any, cluster: Cluster, url: str) -> None:
    """Those that are at work, and those that begin while it is away."""
    complaints = r"(worker CommandError databases\.py:[0-9]+\n)+"
    with served(shell, *TRAINING, url, "--workers", "2", complaints=complaints) as server:
        until(server.is_ready)
        cluster.stop("fast")
        until(lambda: not server.is_ready())
        seen = server.workers()
        for worker in seen.values():
            worker.kill()

        def some_were_replaced() -> bool:
            seen.update(server.workers())
            return len(seen) > 2 + 2

        until(some_were_replaced)  # after they had found no database
        cluster.start()
        until(server.is_ready)


# ------------------------------------------------------------------ one database, many hosts


def test_limits_hold_across_servers(shell: Any, cluster: Cluster, url: str) -> None:
    """Two servers, one with two workers: the tries of a code are counted once for all."""
    person = people(url, registered=True)[0]
    with (
        served(shell, *TRAINING, url, "--workers", "2") as one,
        served(shell, *TRAINING, url) as two,
    ):
        services = [open_service(server.address) for server in (one, two)]
        asked = ResetRequest(person.national_number, Channel.SMS)
        sent = services[0].request_reset(asked)
        right = newest_code(cluster, url, person.phone)
        wrong = [f"{n:04d}" for n in range(13) if f"{n:04d}" != right][:12]

        def guess(turn: int) -> str:
            return _guess(services[turn % 2], sent, wrong[turn])

        with ThreadPoolExecutor(12) as pool:
            told = Counter(pool.map(guess, range(12)))
    assert told == {"2": 1, "1": 1, ErrorCode.CODE_TRIES_USED: 10}
    counted = "SELECT count(*) FROM events WHERE kind = 'wrong-code'"
    assert cluster.query(counted, url.rpartition("/")[2]) == [(3,)]


def _guess(service: Any, sent: CodeSent, code: str) -> str:
    try:
        service.finish_reset(NewPasswordRequest(sent.flow_id, Secret(code), Secret(PASSWORDS[1])))
    except AppError as error:
        return str(error.problem.params.get("tries_left", error.code))
    return "let in"


GONE = (ErrorCode.SERVICE_UNREACHABLE, ErrorCode.SERVICE_UNCONFIRMED, ErrorCode.SERVICE_FAULT)


@pytest.mark.long
@pytest.mark.timeout(1_200)
def test_a_worker_killed_in_mid_flight_loses_nothing_acknowledged(
    shell: Any, cluster: Cluster, url: str, sized: Callable[[int, int], int]
) -> None:
    """Kill workers while clients live through whole lives; whoever is cut off presses again.

    What was cut off may have counted as a code sent or a sign-in failed, so nobody is cut off more
    than twice: two codes more than a life needs are all that a day has.
    """
    count = sized(16, 40)
    dice = random.Random(1_948)
    everybody = [Life(p, n) for n, p in enumerate(people(url, registered=False)[:count])]
    cut, over = Counter[str](), threading.Event()
    with served(shell, *TRAINING, url, "--workers", "3") as server:

        def client(share: list[Life]) -> None:
            session = Session(server.address, limits=Limits(retries=0))
            service = RestAccountService(session, lambda: None)
            for life in share:
                while not life.over:
                    try:
                        live(life, service, partial(newest_code, cluster, url))
                    except AppError as error:
                        if error.code not in GONE:
                            raise
                        cut[error.code] += 1
                        life.press += 1

        def kill() -> int:
            done = 0
            while not over.wait(dice.uniform(0.3, 0.9)):
                workers = list(server.workers())
                spared = any(life.press >= 2 and not life.over for life in everybody)
                if len(workers) == 3 and not spared:
                    os.kill(dice.choice(workers), signal.SIGKILL)
                    done += 1
            return done

        with ThreadPoolExecutor(4) as pool:
            killing = pool.submit(kill)
            try:
                list(pool.map(client, [everybody[n::3] for n in range(3)]))
            finally:
                over.set()
        until(server.is_ready)
        service = open_service(server.address)
        for life in everybody:
            session = service.sign_in(SignInRequest(life.number, Secret(PASSWORDS[2])))
            assert service.account(session.token).phone == life.phones[1]
    numbers = cluster.query("SELECT number FROM accounts", url.rpartition("/")[2])
    assert len(numbers) == len(set(numbers))
    assert cut
    print(f"{count} lives, {killing.result()} workers killed, cut off: {dict(cut)}")
