"""A database on PostgreSQL: made once, kept in order, and what is told when it fails."""

import re
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import produce_migrations, render_python_code
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from ssc_desktop.domain.errors import AppError, ErrorCode
from ssc_desktop.engine import limits, migrations, population, schema
from ssc_desktop.engine.context import CallerKind
from ssc_desktop.engine.database import Database
from ssc_desktop.engine.limits import Kind
from ssc_desktop.server.register import open_register
from tests import postgres
from tests.engine.house import POLICY, SECRETS
from tests.postgres import Cluster, store_at

HASTY = "?options=-c lock_timeout=50"
YEAR = 365 * 86_400


@pytest.fixture(scope="module")
def cluster() -> Cluster:
    return postgres.running()


def fill(connection: sa.Connection) -> None:
    population.note(connection, "filled", "once")


@pytest.fixture
def url(cluster: Cluster) -> str:
    return cluster.copy("noted", lambda store: store.make(fill))


@pytest.fixture
def opened(url: str) -> Iterator[Database]:
    database = store_at(url).open()
    yield database
    database.close()


def refusal(action: Callable[[], object]) -> ErrorCode:
    with pytest.raises(AppError) as caught:
        action()
    return caught.value.code


def count(database: Database) -> int:
    with database.read() as connection:
        return limits.count(connection, Kind.EVIDENCE, "x", 0)


# ------------------------------------------------------------------ tables


def test_the_migrations_make_what_the_schema_says(opened: Database) -> None:
    with opened.read() as connection:
        made = MigrationContext.configure(connection, opts={"compare_type": True})
        missing = produce_migrations(made, schema.metadata).upgrade_ops
    assert missing is not None
    assert missing.is_empty(), (
        "add to the newest file of engine/migrations/versions, or once that has been released, to"
        f" a new one:\n{render_python_code(missing)}"
    )


def test_the_newest_revision_is_the_version_of_the_schema() -> None:
    config = Config()
    config.set_main_option("script_location", str(migrations.__path__[0]))
    assert ScriptDirectory.from_config(config).get_heads() == [str(schema.SCHEMA_VERSION)], (
        "a new SCHEMA_VERSION is the revision of a new file in engine/migrations/versions"
    )


def test_many_hosts_make_it_once(cluster: Cluster) -> None:
    url = cluster.empty()
    assert store_at(url).is_new()
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: store_at(url).make(fill), range(4)))
    assert not store_at(url).is_new()
    assert cluster.query("SELECT value FROM meta", url.rpartition("/")[2]) == [("once",)]


def test_what_fails_on_the_way_leaves_nothing(cluster: Cluster) -> None:
    def fail(connection: sa.Connection) -> None:
        fill(connection)
        raise ZeroDivisionError

    store = store_at(cluster.empty())
    with pytest.raises(ZeroDivisionError):
        store.make(fail)
    assert store.is_new()


def test_tables_of_somebody_else_are_left_alone(cluster: Cluster) -> None:
    url = cluster.empty()
    name = url.rpartition("/")[2]
    cluster.query("CREATE TABLE theirs ()", name)
    store = store_at(url)
    assert not store.is_new()
    store.make(fill)
    for action in (store.open, store.upgrade):
        assert refusal(action) is ErrorCode.STORAGE_DAMAGED
    tables = cluster.query("SELECT tablename FROM pg_tables WHERE schemaname = 'public'", name)
    assert tables == [("theirs",)]


def test_another_version_is_neither_opened_nor_guessed_at(cluster: Cluster, url: str) -> None:
    cluster.query("UPDATE alembic_version SET version_num = '999'", url.rpartition("/")[2])
    store = store_at(url)
    assert refusal(store.open) is ErrorCode.STORAGE_VERSION
    assert refusal(store.upgrade) is ErrorCode.STORAGE_VERSION


def test_an_upgrade_of_this_version_changes_nothing(opened: Database, url: str) -> None:
    store_at(url).upgrade()
    assert count(opened) == 0


# ------------------------------------------------------------------ transactions


def test_writes_of_many_processes_go_one_after_another(url: str) -> None:
    databases = [store_at(url).open() for _ in range(4)]

    def add(turn: int) -> None:
        with databases[turn % 4].write() as connection:
            seen = limits.count(connection, Kind.EVIDENCE, "x", 0)
            connection.exec_driver_sql("SELECT pg_sleep(0.002)")  # time for the others to look too
            limits.record(connection, Kind.EVIDENCE, "x", float(seen + 1))

    with ThreadPoolExecutor(20) as pool:
        list(pool.map(add, range(100)))
    with databases[0].read() as connection:
        seen = connection.scalars(sa.select(schema.events.c.at))
        assert sorted(seen) == list(range(1, 101))
    for database in databases:
        database.close()


def test_the_isolation_of_the_server_does_not_matter(cluster: Cluster, url: str) -> None:
    name = url.rpartition("/")[2]
    cluster.query(f"ALTER DATABASE {name} SET default_transaction_isolation = 'repeatable read'")
    test_writes_of_many_processes_go_one_after_another(url)


def test_reads_go_on_beside_a_write_of_another(opened: Database, url: str) -> None:
    other = store_at(url).open()
    with other.write() as connection:
        limits.record(connection, Kind.EVIDENCE, "x", 1.0)
        assert count(opened) == 0
    assert count(opened) == 1
    other.close()


def test_a_write_does_not_wait_for_ever(opened: Database, url: str) -> None:
    hasty = store_at(url + HASTY).open()

    def write() -> None:
        with hasty.write() as connection:
            limits.record(connection, Kind.EVIDENCE, "x", 1.0)

    with opened.write() as connection:
        limits.record(connection, Kind.EVIDENCE, "x", 1.0)
        assert refusal(write) is ErrorCode.STORAGE_LOCKED
    write()
    assert count(opened) == 2
    hasty.close()


def test_a_refusal_is_kept_and_a_mistake_undone(opened: Database) -> None:
    def record_and_raise(error: Exception) -> None:
        with opened.write() as connection:
            limits.record(connection, Kind.EVIDENCE, "x", 1.0)
            raise error

    with pytest.raises(ZeroDivisionError):
        record_and_raise(ZeroDivisionError())
    assert count(opened) == 0
    refusal(lambda: record_and_raise(AppError(ErrorCode.EVIDENCE_MISMATCH)))
    assert count(opened) == 1


def test_a_task_is_done_by_one_at_a_time(opened: Database, url: str) -> None:
    other = store_at(url).open()
    with opened.alone("tend") as ours, other.alone("tend") as theirs:
        assert (ours, theirs) == (True, False)
        with other.alone("something else") as theirs:
            assert theirs
    with other.alone("tend") as theirs:
        assert theirs
    other.close()


def test_connections_are_careful(opened: Database) -> None:
    names = (
        "transaction_isolation",
        "lock_timeout",
        "statement_timeout",
        "idle_in_transaction_session_timeout",
    )
    with opened.read() as connection:
        told = [connection.exec_driver_sql(f"SHOW {name}").scalar() for name in names]
    assert told == ["read committed", "5s", "15s", "10s"]


def test_what_was_committed_is_on_disk_whatever_the_server_defaults_to(
    cluster: Cluster, opened: Database, url: str
) -> None:
    name = url.rpartition("/")[2]
    cluster.query(f"ALTER DATABASE {name} SET synchronous_commit = off")
    assert cluster.query("SHOW synchronous_commit", name) == [("off",)]
    for database in (opened, store_at(url).open()):
        with database.write() as connection:
            assert connection.exec_driver_sql("SHOW synchronous_commit").scalar() == "on"
        database.close()


def test_the_tables_are_made_and_upgraded_as_durably(cluster: Cluster) -> None:
    told = list[object]()

    def ask(connection: sa.Connection) -> None:
        told.append(connection.exec_driver_sql("SHOW synchronous_commit").scalar())

    store_at(cluster.empty()).make(ask)
    assert told == ["on"]


def test_more_readers_than_connections_wait_their_turn(opened: Database) -> None:
    together = threading.Barrier(4)

    def read(_: int) -> None:
        with opened.read() as connection:
            together.wait(30)
            connection.execute(sa.select(1))

    with ThreadPoolExecutor(40) as pool:
        list(pool.map(read, range(40)))


# ------------------------------------------------------------------ what goes wrong


def test_who_does_not_answer_is_told_as_busy() -> None:
    store = store_at("postgresql://nobody@127.0.0.1:1/nothing")
    for action in (store.is_new, store.open, store.upgrade):
        assert refusal(action) is ErrorCode.STORAGE_LOCKED


def test_a_role_without_rights_cannot_write(cluster: Cluster, url: str) -> None:
    name = url.rpartition("/")[2]
    cluster.query(f"CREATE ROLE reader_of_{name} LOGIN")
    cluster.query(f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader_of_{name}", name)
    database = store_at(url.replace("postgres@", f"reader_of_{name}@")).open()

    def write() -> None:
        with database.write() as connection:
            limits.record(connection, Kind.EVIDENCE, "x", 1.0)

    assert refusal(write) is ErrorCode.STORAGE_READ_ONLY
    database.close()
    empty = store_at(cluster.empty().replace("postgres@", f"reader_of_{name}@"))
    assert refusal(lambda: empty.make(fill)) is ErrorCode.STORAGE_READ_ONLY


def test_a_table_that_is_gone_is_damage(cluster: Cluster, opened: Database, url: str) -> None:
    cluster.query("DROP TABLE events", url.rpartition("/")[2])
    assert refusal(lambda: count(opened)) is ErrorCode.STORAGE_DAMAGED


def test_a_server_that_was_started_anew_is_used_again(cluster: Cluster, opened: Database) -> None:
    assert count(opened) == 0
    cluster.stop("fast")
    assert refusal(lambda: count(opened)) is ErrorCode.STORAGE_LOCKED
    cluster.start()
    assert count(opened) == 0
    with opened.write() as connection:
        limits.record(connection, Kind.EVIDENCE, "x", 1.0)
    assert count(opened) == 1


def test_a_connection_cut_in_a_transaction_undoes_it(
    cluster: Cluster, opened: Database, url: str
) -> None:
    name = url.rpartition("/")[2]

    def write() -> None:
        with opened.write() as connection:
            limits.record(connection, Kind.EVIDENCE, "x", 1.0)
            cluster.query(
                f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"
            )
            limits.record(connection, Kind.EVIDENCE, "x", 2.0)

    assert refusal(write) is ErrorCode.STORAGE_LOCKED
    assert count(opened) == 0


def test_of_two_hosts_the_one_that_answers_is_used(cluster: Cluster, url: str) -> None:
    name = url.rpartition("/")[2]
    hosts = f"host=127.0.0.1:1&host=127.0.0.1:{cluster.port}&target_session_attrs=read-write"
    database = store_at(f"postgresql://postgres@/{name}?{hosts}").open()
    assert count(database) == 0
    database.close()


# ------------------------------------------------------------------ the audit


def test_a_service_that_does_not_own_its_tables(cluster: Cluster) -> None:
    """The grants of docs/operations.md are enough, and let nobody change the audit."""
    url = cluster.empty()
    name = url.rpartition("/")[2]
    store_at(url).upgrade()
    role = f"service_of_{name}"
    cluster.query(f"CREATE ROLE {role} LOGIN")
    operations = (Path(__file__).parents[2] / "docs" / "operations.md").read_text("utf-8")
    for statement in re.findall(r"^(?:GRANT|REVOKE) .*;$", operations, re.MULTILINE):
        cluster.query(statement.replace("ssc_service", role), name)
    store = store_at(url.replace("postgres@", f"{role}@"))
    service = open_register(store, SECRETS, POLICY)
    service.forget_expired()
    service.administration.issue(CallerKind.DESK, "the first")
    service.close()
    open_register(store, SECRETS, POLICY).close()
    database = store.open()

    def change() -> None:
        with database.write() as connection:
            connection.execute(sa.update(schema.audit).values(outcome="nothing"))

    assert refusal(change) is ErrorCode.STORAGE_READ_ONLY
    database.close()


def test_the_audit_only_grows(opened: Database) -> None:
    row = {"event": "reopened", "source": "admin", "outcome": "ok"}
    with opened.write() as connection:
        now = connection.scalar(sa.select(sa.func.extract("epoch", sa.func.now())))
        for at in (now, now - YEAR - 1):
            connection.execute(sa.insert(schema.audit), {**row, "at": float(at)})

    def do(statement: sa.Executable) -> Callable[[], None]:
        def act() -> None:
            with opened.write() as connection:
                connection.execute(statement)

        return act

    for statement in (
        sa.update(schema.audit).values(outcome="nothing"),
        sa.delete(schema.audit),
        sa.text("TRUNCATE audit"),
    ):
        assert refusal(do(statement)) is ErrorCode.STORAGE_READ_ONLY
    do(sa.delete(schema.audit).where(schema.audit.c.at <= float(now) - YEAR))()
    with opened.read() as connection:
        assert connection.scalar(sa.select(sa.func.count()).select_from(schema.audit)) == 1


def test_a_password_is_not_shown() -> None:
    assert "swordfish" not in repr(store_at("postgresql://somebody:swordfish@127.0.0.1/x"))
