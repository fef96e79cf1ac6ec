"""What docs/operations.md tells operators to type does what it says."""

import contextlib
import io
import re
import time
from pathlib import Path

import pytest
import sqlalchemy as sa

from ssc_desktop.domain.errors import AppError, ErrorCode
from ssc_desktop.domain.secret import Secret
from ssc_desktop.engine import population, schema
from ssc_desktop.services.contract import CodeRequest
from tests import postgres
from tests.engine.house import DAUGHTER, DAY, FATHER, SECRETS, SON, House
from tests.postgres import store_at

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "operations.md").read_text("utf-8")


def block(language: str) -> str:
    """Return the page's one block of that language."""
    [found] = re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)
    return str(found)


def fill(connection: sa.Connection) -> None:
    population.settle(connection, [FATHER, DAUGHTER, SON], password_hashes={}, now=time.time())


def test_a_service_of_its_own_role_works_and_keeps_the_audit(tmp_path: Path) -> None:
    cluster = postgres.running()
    url = cluster.copy("families", lambda store: store.make(fill))
    name = url.rpartition("/")[2]
    cluster.query("CREATE ROLE ssc_service LOGIN")
    cluster.query(block("sql"), name)
    database = store_at(url.replace("postgres@", "ssc_service@")).open()
    try:
        house = House(tmp_path, database, now=time.time())
        service = house.service()
        sent = house.register(service)
        service.verify_registration(CodeRequest(sent.flow_id, Secret(house.last_code())))
        house.now -= 365 * DAY
        house.register(service, renewal=True)
        house.now += 365 * DAY
        service.forget_expired()
        assert len(house.rows(schema.audit)) == 2
        for change in (
            sa.update(schema.audit).values(outcome="x"),
            sa.delete(schema.audit),
            sa.text("TRUNCATE audit"),
            sa.text("ALTER TABLE audit DISABLE TRIGGER ALL"),
            sa.text("DROP TABLE audit"),
        ):
            with pytest.raises(AppError) as caught, database.write() as connection:
                connection.execute(change)
            assert caught.value.code is ErrorCode.STORAGE_READ_ONLY
    finally:
        database.close()


def test_a_persons_rows_can_be_found(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.register(house.service())
    monkeypatch.chdir(tmp_path)
    secrets = SECRETS.password_pepper + SECRETS.code_pepper
    (tmp_path / "server.key").write_bytes(secrets)
    told = io.StringIO()
    with contextlib.redirect_stdout(told):
        exec(block("python").replace("9901900001", DAUGHTER.number), {})
    [row] = house.rows(schema.audit)
    assert isinstance(row.subject, bytes)
    assert told.getvalue().strip() == row.subject.hex()
