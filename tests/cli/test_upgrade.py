"""A later version of the program, made here of this one, meets the databases of this one."""

import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import ssc_desktop
from ssc_desktop.backends.rest import open_service
from ssc_desktop.backends.simulator.service import open_shared_simulator
from ssc_desktop.domain.secret import Secret
from ssc_desktop.engine import schema
from ssc_desktop.services.contract import SignInRequest
from tests import postgres
from tests.cli.conftest import Shell
from tests.cli.test_workers import served
from tests.contract.backends import POLICY

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")

NOW, NEXT = schema.SCHEMA_VERSION, schema.SCHEMA_VERSION + 1
UPGRADE = ("admin", "database", "upgrade", "--lang", "en", "--database-url")
REVISION = f'''"""One column more, filled from what was there."""

import sqlalchemy as sa
from alembic import op

revision, down_revision = "{NEXT}", "{NOW}"


def upgrade() -> None:
    op.add_column("accounts", sa.Column("greeting", sa.Text(), nullable=True))
    op.execute("UPDATE accounts SET greeting = 'number ' || number")
    op.alter_column("accounts", "greeting", nullable=False)
'''


@dataclass(frozen=True)
class Later(Shell):
    """Run the command lines of a later version of the program."""

    program: Path

    def environ(self, **more: str) -> dict[str, str]:
        return super().environ(PYTHONPATH=str(self.program), PYTHONSAFEPATH="1", **more)


@pytest.fixture
def later(tmp_path: Path) -> Later:
    """Make the later version: its tables have one column and one revision more."""
    program = tmp_path / "later"
    ours = Path(ssc_desktop.__file__).parent
    copy = program / ours.name
    shutil.copytree(ours, copy, ignore=shutil.ignore_patterns("__pycache__"))
    tables = copy / "engine" / "schema.py"
    text = tables.read_text("utf-8")
    for old, new in (
        (f"SCHEMA_VERSION = {NOW}\n", f"SCHEMA_VERSION = {NEXT}\n"),
        (
            '    sa.Column("password_hash"',
            '    sa.Column("greeting", sa.Text, nullable=False),\n    sa.Column("password_hash"',
        ),
    ):
        assert text.count(old) == 1
        text = text.replace(old, new)
    tables.write_text(text, "utf-8")
    (copy / "engine" / "migrations" / "versions" / f"v{NEXT}_greeting.py").write_text(REVISION)
    return Later(tmp_path, program)


def _populated(cluster: postgres.Cluster) -> str:
    return cluster.copy(
        "to carry over", lambda store: open_shared_simulator(store, 60, 7, policy=POLICY).close()
    )


@pytest.mark.long
def test_a_database_on_postgresql_is_carried_over_with_all_it_holds(
    shell: Any, later: Later
) -> None:
    cluster = postgres.running()
    url = _populated(cluster)
    name, training = url.rpartition("/")[2], ("--training", "--database-url", url)
    tables = [t.name for t in schema.metadata.sorted_tables if t.name != "events"]

    def held() -> dict[str, object]:
        """Return all rows of this version's columns."""
        found: dict[str, object] = {}
        for table in tables:
            columns = ", ".join(f'"{c.name}"::text' for c in schema.metadata.tables[table].columns)
            found[table] = sorted(map(str, cluster.query(f'SELECT {columns} FROM "{table}"', name)))
        return found

    with served(shell, *training) as server:
        people = shell("simulator", "people", "--json", "--registered", *training[1:]).json
        service = open_service(server.address)
        owner = people[0]
        number = owner["national_number"] or owner["personal_number"]
        sign_in = SignInRequest(number, Secret(owner["password"]))
        token = service.sign_in(sign_in).token
        service.close()
    before = held()
    assert before["accounts"]
    assert before["sessions"]
    assert before["audit"]

    refused = later("serve", "--lang", "en", *training)
    assert refused.status == 1
    assert "ssc-desktop admin database upgrade" in refused.complaint
    assert held() == before

    for _ in range(2):  # the second has nothing to do
        assert "of this version" in later(*UPGRADE, url).out
        assert held() == before
    assert cluster.query("SELECT version_num FROM alembic_version", name) == [(str(NEXT),)]
    assert set(cluster.query("SELECT greeting = 'number ' || number FROM accounts", name)) == {
        (True,)
    }
    with served(later, *training) as server:
        service = open_service(server.address)
        assert service.account(token).number == number
        assert service.sign_in(sign_in).name == owner["name"]
        service.close()

    refused = shell("serve", "--lang", "en", *training)
    assert refused.status == 1
    assert "another version" in refused.complaint
    refused = shell(*UPGRADE, url)
    assert refused.status == 1
    assert "later version" in refused.complaint


def test_an_upgrade_that_fails_half_way_changes_nothing(later: Later) -> None:
    cluster = postgres.running()
    url = _populated(cluster)
    name = url.rpartition("/")[2]
    # The column is added before the statement fails that fills it.
    cluster.query("ALTER TABLE accounts RENAME COLUMN number TO digits", name)
    refused = later(*UPGRADE, url)
    assert refused.status == 1
    assert "is damaged" in refused.complaint
    assert cluster.query("SELECT version_num FROM alembic_version", name) == [(str(NOW),)]
    added = "SELECT 1 FROM information_schema.columns WHERE column_name = 'greeting'"
    assert cluster.query(added, name) == []


def test_a_file_of_another_version_is_left_as_it_is(shell: Any, later: Later) -> None:
    folder = shell.home
    assert shell("admin", "secrets", "init", "--data-dir", folder).status == 0
    file = folder / "server.sqlite"
    for ours, theirs in ((shell, later), (later, shell)):
        with served(ours, "--data-dir", str(folder)):
            pass
        before = file.read_bytes()
        refused = theirs("serve", "--lang", "en", "--data-dir", folder)
        assert refused.status == 1
        assert "another version" in refused.complaint
        refused = theirs(*UPGRADE, f"sqlite:///{file}")
        assert refused.status == 2
        assert "Only PostgreSQL" in refused.complaint
        assert file.read_bytes() == before
        file.unlink()
