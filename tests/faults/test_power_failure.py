"""The power fails, or the process dies, between any two things that SQLite asks of the disk.

What is there afterwards is to the byte what the last commit has left: nothing answered is lost,
nothing is half done. A file that is cut, wherever it is, is refused and left alone.
"""

import hashlib
import random
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from itertools import islice
from pathlib import Path

import pytest
import sqlalchemy as sa

from ssc_desktop.backends.simulator.service import open_simulator
from ssc_desktop.domain.errors import AppError, ErrorCode
from ssc_desktop.domain.identity import Nationality
from ssc_desktop.engine import sqlite_file
from ssc_desktop.engine.sqlite_file import SqliteFile
from tests.faults import lives, power
from tests.faults.lives import Life
from tests.faults.simulators import FILE, KEY

PEOPLE, SEED = 24, 5
SECTOR = power.SECTOR
JOURNAL = f"{FILE}-journal"


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a small simulator to copy."""
    folder = tmp_path_factory.mktemp("small")
    open_simulator(folder, PEOPLE, SEED, policy=lives.POLICY).close()
    return folder


def test_every_connection_waits_for_the_disk(small: Path) -> None:
    opened = SqliteFile(small / FILE).open()
    with opened.read() as first, opened.read() as second:
        for connection in (first, second):
            asked = {
                name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
                for name in (
                    "synchronous",
                    "journal_mode",
                    "foreign_keys",
                    "mmap_size",
                    "secure_delete",
                )
            }
            assert asked == {
                "synchronous": 3,  # EXTRA
                "journal_mode": "delete",
                "foreign_keys": 1,
                "mmap_size": 0,
                "secure_delete": 1,
            }
    opened.close()


# ------------------------------------------------------------------ the power fails


# What is left of the files, what the database must be once they are opened, and the act's number.
Failure = tuple[power.Files, bytes, int]


class Recording:
    """A few lives on a copy of the small simulator, and all that was asked of the disk."""

    def __init__(self, small: Path, place: Path, people: int) -> None:
        self.folder = place / "recorded"
        shutil.copytree(small, self.folder)
        self.before = {FILE: (small / FILE).read_bytes()}
        self.key = (small / KEY).read_bytes()
        try:
            with power.recorded() as self.acts:
                self._live(people)
        except power.UnavailableError:
            pytest.skip("Python's SQLite is a part of Python here: its VFS cannot be reached")

    def _live(self, people: int) -> None:
        simulator = open_simulator(self.folder, PEOPLE, SEED, policy=lives.POLICY)
        newest = partial(lives.newest_code_in, self.folder)
        waiting = simulator.training.people(kind=Nationality.JORDANIAN, registered=False)
        self.lives = [Life(person, n) for n, person in enumerate(waiting[:people])]
        for life in self.lives:
            lives.live(life, simulator, newest, self._note)
        simulator.close()

    def _note(self, _life: Life, word: str) -> None:
        if word == "done":
            self.acts.append(power.Answered())

    def failures(self, dice: random.Random) -> Iterator[Failure]:
        """Yield all that the power may leave, act by act."""
        disk, committed = power.Disk(self.before), self.before[FILE]
        for number, act in enumerate(self.acts):
            disk.do(act)
            if isinstance(act, power.Delete):  # the journal: that is when a commit holds
                committed = disk.all_done()[FILE]
            if isinstance(act, power.Answered):
                assert disk.all_done() == {FILE: committed}, "answered before the commit"
            for files in disk.failures(dice):
                yield files, committed, number


@pytest.fixture(scope="module")
def recording(
    small: Path, tmp_path_factory: pytest.TempPathFactory, sized: Callable[[int, int], int]
) -> Recording:
    """Record a few lives."""
    return Recording(small, tmp_path_factory.mktemp("recording"), sized(2, 5))


def different(failures: Iterator[Failure]) -> Iterator[Failure]:
    """Leave out what has been there before."""
    seen: set[bytes] = set()
    for failure in failures:
        files, committed, _ = failure
        looks = hashlib.sha256(committed)
        for name in sorted(files):
            looks.update(name.encode() + files[name])
        if looks.digest() not in seen:
            seen.add(looks.digest())
            yield failure


def opened_after(folder: Path, files: power.Files) -> bytes:
    """Lay the files out and open them; return what the database then is."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for name, data in files.items():
        (folder / name).write_bytes(data)
    opened = SqliteFile(folder / FILE).open()
    with opened.read() as connection:
        connection.execute(sa.text("SELECT count(*) FROM accounts")).scalar()
    opened.close()
    return (folder / FILE).read_bytes()


def test_the_recording_is_complete(recording: Recording) -> None:
    disk = power.Disk(recording.before)
    for act in recording.acts:
        disk.do(act)
    assert disk.all_done() == {FILE: (recording.folder / FILE).read_bytes()}
    lives.look(recording.folder, recording.lives)
    kinds = {type(act) for act in recording.acts}
    assert kinds >= {power.Write, power.Sync, power.Delete, power.Answered}


def fail_often(recording: Recording, place: Path, each: int) -> int:
    """Let the power fail at one of so many places of the recording; return how often that was."""
    dice = random.Random(SEED)
    failed = with_journal = places = 0
    for files, committed, number in different(recording.failures(dice)):
        places += 1
        if dice.randrange(each) == 0:
            assert opened_after(place / "opened", files) == committed, number
            failed += 1
            with_journal += JOURNAL in files
    print(
        f"\npower failed at {failed:,} of {places:,} places over {len(recording.acts):,} acts,"
        f" {with_journal:,} times with a journal left"
    )
    return failed


def test_a_power_failure_leaves_the_last_commit(recording: Recording, tmp_path: Path) -> None:
    assert fail_often(recording, tmp_path, 12) > 200


@pytest.mark.long
@pytest.mark.timeout(3_600)
def test_a_power_failure_anywhere_leaves_the_last_commit(
    recording: Recording, tmp_path: Path, sized: Callable[[int, int], int]
) -> None:
    assert fail_often(recording, tmp_path, sized(2, 1)) >= sized(1_000, 5_000)


@pytest.mark.parametrize("level", ["OFF", "FULL"])
def test_with_fewer_syncs_answered_calls_would_be_lost(
    level: str, small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The failures bite: what EXTRA adds is needed."""
    real = sqlite_file._engine

    def weaker(path: Path, busy_seconds: float) -> sa.Engine:
        engine = real(path, busy_seconds)

        @sa.event.listens_for(engine, "connect")
        def connect(connection: object, _record: object) -> None:
            connection.execute(f"PRAGMA synchronous = {level}")  # type: ignore[attr-defined]

        return engine

    monkeypatch.setattr(sqlite_file, "_engine", weaker)
    recording = Recording(small, tmp_path, 1)
    lost = 0
    for files, committed, _ in islice(different(recording.failures(random.Random(SEED))), 400):
        try:
            lost += opened_after(tmp_path / "opened", files) != committed
        except AppError:
            lost += 1
    assert lost > 0


def test_a_new_file_is_on_the_disk_before_it_has_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    due: list[power.Files] = []
    real = sqlite_file.give_name

    def give_name(made: Path, name: Path) -> None:
        if name.name == FILE:
            disk = power.Disk({})
            for act in acts:
                disk.do(act)
            [*_, nothing_more] = list(disk.failures(random.Random(SEED)))[:2]
            due.append(nothing_more)
            assert nothing_more == {FILE: made.read_bytes()}
        real(made, name)

    monkeypatch.setattr(sqlite_file, "give_name", give_name)
    try:
        with power.recorded() as acts:
            open_simulator(tmp_path, PEOPLE, SEED, policy=lives.POLICY).close()
    except power.UnavailableError:
        pytest.skip("Python's SQLite is a part of Python here: its VFS cannot be reached")
    assert len(due) == 1


# ------------------------------------------------------------------ a file is cut


def cut_anywhere(folder: Path, times: int) -> None:
    """Cut the file at so many places; each time it is refused as damaged and left as it is."""
    path = folder / FILE
    whole = path.read_bytes()
    blocks = {n + d for n in range(0, len(whole), SECTOR) for d in (-1, 0, 1)}
    places = {n for n in blocks if 0 <= n < len(whole)}
    dice = random.Random(SEED)
    while len(places) < times:
        places.add(dice.randrange(len(whole)))
    for place in dice.sample(sorted(places), times):
        path.write_bytes(whole[:place])
        with pytest.raises(AppError) as caught:
            SqliteFile(path).open().close()
        assert caught.value.code is ErrorCode.STORAGE_DAMAGED, place
        assert path.read_bytes() == whole[:place]
        assert [p.name for p in folder.iterdir()] == [FILE]
    path.write_bytes(whole)
    SqliteFile(path).open().close()
    print(f"\ncut at {times:,} places of {len(whole):,} bytes: refused, and left alone")


def test_a_cut_file_is_refused(recording: Recording, tmp_path: Path) -> None:
    shutil.copy(recording.folder / FILE, tmp_path)
    cut_anywhere(tmp_path, 200)


@pytest.mark.long
@pytest.mark.timeout(3_600)
def test_a_file_cut_anywhere_is_refused(
    recording: Recording, tmp_path: Path, sized: Callable[[int, int], int]
) -> None:
    shutil.copy(recording.folder / FILE, tmp_path)
    cut_anywhere(tmp_path, sized(1_000, 5_000))


def cut_journals(recording: Recording, place: Path, each: int) -> int:
    """Cut a journal that was on the disk, before its commit has ended, at one of so many blocks.

    No power failure does that, so what was not answered may be half there; what was answered is
    all there, or the file is refused.
    """
    dice = random.Random(SEED)
    disk, kept, told = power.Disk(recording.before), set[Row](), set[ErrorCode]()
    refused = opened = 0
    for act in recording.acts:
        disk.do(act)
        files = disk.all_done()
        if isinstance(act, power.Delete):
            kept = accounts_in(place / "committed", files)
        if not (isinstance(act, power.Write) and act.name == FILE):
            continue
        journal = files[JOURNAL]
        for size in range(0, len(journal), SECTOR):
            if dice.randrange(each):
                continue
            try:
                opened_after(place / "opened", {**files, JOURNAL: journal[:size]})
            except AppError as error:
                told.add(error.code)
                refused += 1
                continue
            found = {row[0]: row for row in accounts_in(place / "opened", {})}
            changed = [row for row in kept if found.get(row[0]) != row]
            assert len(changed) <= 1, "an answered account was lost"  # the one under way
            assert all(row[0] in found for row in kept)
            opened += 1
    assert told == {ErrorCode.STORAGE_DAMAGED}
    print(f"\njournal cut {refused + opened:,} times: {refused:,} refused, {opened:,} opened whole")
    return refused + opened


Row = tuple[str, ...]


def accounts_in(folder: Path, files: power.Files) -> set[Row]:
    folder.mkdir(exist_ok=True)
    for name, data in files.items():
        (folder / name).write_bytes(data)
    with closing(sqlite3.connect(folder / FILE)) as connection:
        return set(connection.execute("SELECT number, phone, password_hash FROM accounts"))


def test_a_cut_journal_loses_no_account(recording: Recording, tmp_path: Path) -> None:
    assert cut_journals(recording, tmp_path, 120) > 50


@pytest.mark.long
@pytest.mark.timeout(3_600)
def test_a_journal_cut_anywhere_loses_no_account(
    recording: Recording, tmp_path: Path, sized: Callable[[int, int], int]
) -> None:
    assert cut_journals(recording, tmp_path, sized(15, 6)) > sized(500, 2_500)
