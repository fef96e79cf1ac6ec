"""The simulator's file when it is damaged, foreign, locked, read-only or on a full disk.

Whatever is wrong with it, the answer is one clear refusal and the file stays as it was.
"""

import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest

from ssc_desktop.backends.simulator import reset_simulator
from ssc_desktop.backends.simulator.service import Simulator, open_simulator
from ssc_desktop.domain.errors import AppError, ErrorCode
from ssc_desktop.engine.sqlite_file import SqliteFile
from ssc_desktop.services.contract import CaptchaKind, Channel, ResetRequest
from tests.faults.simulators import (
    FILE,
    KEY,
    NOBODY,
    PEOPLE,
    SEED,
    contents,
    opens,
    refusal,
    run,
    start,
)

# ------------------------------------------------------------------ damaged


def test_a_file_cut_off_anywhere_is_damaged(folder: Path) -> None:
    whole = (folder / FILE).read_bytes()
    places = {0, 1, 15, 16, 99, 100, 101, 4_095, 4_096, 4_097, len(whole) - 1, len(whole) - 4_096}
    places |= {random.Random(n).randrange(len(whole)) for n in range(60)}
    for place in sorted(places):
        (folder / FILE).write_bytes(whole[:place])
        assert refusal(folder) is ErrorCode.STORAGE_DAMAGED, place
    (folder / FILE).write_bytes(whole)
    assert opens(folder)


def test_a_file_with_something_after_its_end_is_damaged(folder: Path) -> None:
    with (folder / FILE).open("ab") as file:
        file.write(b"\0" * 4_096)
    assert refusal(folder) is ErrorCode.STORAGE_DAMAGED


@pytest.mark.parametrize("size", [1, 64, 1_024, 100_000])
def test_random_bytes_are_damaged(folder: Path, size: int) -> None:
    (folder / FILE).write_bytes(random.Random(size).randbytes(size))
    assert refusal(folder) is ErrorCode.STORAGE_DAMAGED


def test_random_bytes_within_the_file_never_break_the_program(folder: Path) -> None:
    whole = (folder / FILE).read_bytes()
    refused = 0
    for turn in range(120):
        dice = random.Random(turn)
        length = dice.choice([1, 16, 256, 4_096])
        place = dice.randrange(len(whole) - length)
        broken = bytearray(whole)
        broken[place : place + length] = dice.randbytes(length)
        (folder / FILE).write_bytes(broken)
        try:
            opens(folder)
        except AppError as error:
            refused += error.code is ErrorCode.STORAGE_DAMAGED
            assert (folder / FILE).read_bytes() == broken
    assert refused > 20


def test_damage_that_comes_while_open_is_told(simulator: Simulator, folder: Path) -> None:
    whole = (folder / FILE).read_bytes()
    head = whole[:24] + b"\xff" * 4 + whole[28:4_096]  # says that another has written
    (folder / FILE).write_bytes(head + os.urandom(len(whole) - 4_096))
    with pytest.raises(AppError) as caught:
        simulator.training.people()
    assert caught.value.code is ErrorCode.STORAGE_DAMAGED


@pytest.mark.parametrize("key", [b"", b"short", b"x" * 65, None])
def test_a_lost_or_broken_key_is_damage(folder: Path, key: bytes | None) -> None:
    (folder / KEY).unlink()
    if key is not None:
        (folder / KEY).write_bytes(key)
    assert refusal(folder) is ErrorCode.STORAGE_DAMAGED


@pytest.mark.parametrize("key", [b"", b"x" * 65, None])
@pytest.mark.parametrize("moved_away", [True, False])
def test_a_simulator_that_is_made_anew_gets_a_key_that_is_whole(
    folder: Path, key: bytes | None, moved_away: bool
) -> None:
    (folder / KEY).unlink()
    if key is not None:
        (folder / KEY).write_bytes(key)
    if moved_away:
        (folder / FILE).unlink()
    reset_simulator(folder, 50, 3)
    opened = open_simulator(folder, 50, 3)
    assert opened.training.people(limit=1)
    opened.close()


def test_a_missing_file_of_the_program_is_no_fault_of_the_database(folder: Path) -> None:
    database = SqliteFile(folder / FILE).open()
    with pytest.raises(FileNotFoundError), database.write():
        (folder / "nothing").read_bytes()
    database.close()


def test_the_key_of_another_simulator_is_damage(folder: Path) -> None:
    (folder / KEY).write_bytes(b"k" * 64)
    assert refusal(folder) is ErrorCode.STORAGE_DAMAGED


# ------------------------------------------------------------------ not ours


@pytest.mark.parametrize(
    "data", [b"", b"notes of mine\n", b"\x89PNG\r\n\x1a\n" + b"\0" * 400, b"PK\x03\x04" * 200]
)
def test_a_file_of_another_kind_is_left_alone(folder: Path, data: bytes) -> None:
    (folder / FILE).write_bytes(data)
    assert refusal(folder) is ErrorCode.STORAGE_DAMAGED
    refuse_to_reset(folder)


def test_another_programs_database_is_left_alone(folder: Path) -> None:
    (folder / FILE).unlink()
    other = sqlite3.connect(folder / FILE)
    other.execute("CREATE TABLE diary (day TEXT)")
    other.execute("INSERT INTO diary VALUES ('dear diary')")
    other.commit()
    other.close()
    assert refusal(folder) is ErrorCode.STORAGE_DAMAGED
    refuse_to_reset(folder)


def refuse_to_reset(folder: Path) -> None:
    before = contents(folder)
    with pytest.raises(AppError) as caught:
        reset_simulator(folder, PEOPLE, SEED)
    assert caught.value.code is ErrorCode.STORAGE_DAMAGED
    assert contents(folder) == before


def test_a_folder_in_the_files_place_is_left_alone(folder: Path) -> None:
    (folder / FILE).unlink()
    (folder / FILE).mkdir()
    assert refusal(folder) is ErrorCode.STORAGE_DAMAGED


def test_another_version_is_said_to_be_one(folder: Path) -> None:
    change(folder, "UPDATE meta SET value = '999' WHERE key = 'schema_version'")
    assert refusal(folder) is ErrorCode.STORAGE_VERSION
    reset_simulator(folder, PEOPLE, SEED)
    assert opens(folder)


def test_our_mark_without_our_tables_is_damage(folder: Path) -> None:
    change(folder, "DROP TABLE meta")
    assert refusal(folder) is ErrorCode.STORAGE_DAMAGED


def change(folder: Path, statement: str) -> None:
    connection = sqlite3.connect(folder / FILE)
    connection.execute(statement)
    connection.commit()
    connection.close()


def test_a_place_that_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(AppError) as caught:
        start(tmp_path / "file")
    assert caught.value.code is ErrorCode.STORAGE_READ_ONLY


# ------------------------------------------------------------------ locked


@pytest.fixture
def holder(folder: Path) -> Iterator[None]:
    """Hold the file's lock in another process."""
    script = """
        import sqlite3, sys
        connection = sqlite3.connect(sys.argv[1], isolation_level=None)
        connection.execute("BEGIN EXCLUSIVE")
        print("held", flush=True)
        sys.stdin.read()
        connection.close()
    """
    process = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(script), str(folder / FILE)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield


@pytest.mark.usefixtures("holder")
def test_a_locked_file_is_said_to_be_locked(folder: Path) -> None:
    assert refusal(folder, busy_seconds=0.01) is ErrorCode.STORAGE_LOCKED


def test_a_lock_that_comes_while_open_is_told(folder: Path, request: pytest.FixtureRequest) -> None:
    simulator = start(folder, busy_seconds=0.01)
    try:
        request.getfixturevalue("holder")
        for call in (
            simulator.training.people,
            lambda: simulator.new_captcha(CaptchaKind.QUESTION),
            lambda: simulator.request_reset(ResetRequest("9999999999", Channel.SMS)),
        ):
            with pytest.raises(AppError) as caught:
                call()
            assert caught.value.code is ErrorCode.STORAGE_LOCKED
    finally:
        simulator.close()


# ------------------------------------------------------------------ read-only


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
@pytest.mark.parametrize(("file_mode", "folder_mode"), [(0o444, 0o777), (0o666, 0o555)])
def test_a_read_only_file_is_said_to_be_one(folder: Path, file_mode: int, folder_mode: int) -> None:
    with tempfile.TemporaryDirectory() as place:  # where others than its owner may look
        there = Path(place, "there")
        shutil.copytree(folder, there)
        Path(place).chmod(0o755)
        (there / KEY).chmod(0o444)
        (there / FILE).chmod(file_mode)
        there.chmod(folder_mode)
        before = contents(there)
        assert told_without_privileges(there, folder) == "storage.read_only"
        assert contents(there) == before
        there.chmod(0o755)


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_a_read_only_folder_makes_no_simulator(folder: Path) -> None:
    with tempfile.TemporaryDirectory() as place:
        Path(place).chmod(0o755)
        there = Path(place, "there")
        there.mkdir(mode=0o555)
        assert told_without_privileges(there, folder) == "storage.read_only"
        assert list(there.iterdir()) == []


def told_without_privileges(folder: Path, warm_up: Path) -> str:
    """Return what a person without an administrator's rights is told."""
    script = f"""
        import os, sys
        from pathlib import Path
        from ssc_desktop.backends.simulator import open_simulator
        from ssc_desktop.domain.errors import AppError
        open_simulator(Path(sys.argv[2])).close()  # imports what could not be read later
        if os.geteuid() == 0:
            os.setgroups([])
            os.setgid({NOBODY})
            os.setuid({NOBODY})
        try:
            open_simulator(Path(sys.argv[1])).close()
            print("opened")
        except AppError as error:
            print(error.code)
    """
    return run(script, folder, warm_up)


# ------------------------------------------------------------------ full


@pytest.mark.skipif(os.name != "posix", reason="limits of POSIX")
def test_a_full_disk_makes_no_simulator(tmp_path: Path) -> None:
    script = """
        import resource, sys
        from pathlib import Path
        from ssc_desktop.backends.simulator import open_simulator
        from ssc_desktop.domain.errors import AppError
        resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, resource.RLIM_INFINITY))
        try:
            open_simulator(Path(sys.argv[1]), people=200)
        except AppError as error:
            print(error.code)
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY,) * 2)
        print([p.name for p in Path(sys.argv[1]).iterdir()])
        open_simulator(Path(sys.argv[1]), people=200).close()
        print("opened")
    """
    assert run(script, tmp_path).splitlines() == [
        "storage.full",
        "['simulator.key']",
        "opened",
    ]


@pytest.mark.skipif(os.name != "posix", reason="limits of POSIX")
def test_a_disk_that_fills_up_loses_nothing(folder: Path) -> None:
    script = """
        import resource, sys
        from pathlib import Path
        from ssc_desktop.backends.simulator import open_simulator
        from ssc_desktop.domain.errors import AppError
        from ssc_desktop.services.contract import Channel, ResetRequest
        folder = Path(sys.argv[1])
        size = (folder / "simulator.sqlite").stat().st_size
        simulator = open_simulator(folder)
        people = simulator.training.people()
        resource.setrlimit(resource.RLIMIT_FSIZE, (size + 4_096, resource.RLIM_INFINITY))
        told = None
        for turn in range(2_000):
            try:
                simulator.request_reset(ResetRequest(f"99{turn:08d}", Channel.SMS))
            except AppError as error:
                told = error.code
                break
        print(told)
        assert simulator.training.people() == people
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY,) * 2)
        simulator.request_reset(ResetRequest("9988888888", Channel.SMS))
        simulator.close()
        open_simulator(folder).close()
        print("opened")
    """
    assert run(script, folder).splitlines() == ["storage.full", "opened"]


def test_a_full_database_is_said_to_be_full(simulator: Simulator) -> None:
    database = simulator._context.database
    with database.read() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    told = None
    for turn in range(500):
        try:
            simulator.request_reset(ResetRequest(f"99{turn:08d}", Channel.SMS))
        except AppError as error:
            told = error.code
            break
    assert told is ErrorCode.STORAGE_FULL
    assert simulator.training.people()
