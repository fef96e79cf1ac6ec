"""The simulator's file when it cannot be used, as the window tells it: the file stays as it is."""

import os
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from ssc_desktop.backends.simulator.service import FILE
from ssc_desktop.domain.errors import ErrorCode as E
from ssc_desktop.domain.errors import Problem
from ssc_desktop.domain.field_id import FieldId as F
from ssc_desktop.services.backend import Backend, Connect
from ssc_desktop.services.contract import Channel, CodeSent, Language, ResetRequest
from tests.ui.conftest import OpenDesk
from tests.ui.desk import Desk, number_of, tr
from tests.ui.steps import fill_in, to_review
from ui import messages
from ui.options import Entry

AGAIN = ("JourneyShell", "Try again")


@contextmanager
def damaged(file: Path) -> Iterator[None]:
    whole = file.read_bytes()
    file.write_bytes(b"not a database " + whole[15:])
    yield
    file.write_bytes(whole)


@contextmanager
def locked(file: Path) -> Iterator[None]:
    with closing(sqlite3.connect(file, isolation_level=None)) as there:
        there.execute("BEGIN EXCLUSIVE")
        yield


@contextmanager
def read_only(file: Path) -> Iterator[None]:
    if os.name != "posix":
        pytest.skip("permissions of POSIX")
    if os.geteuid() != 0:
        file.chmod(0o444)
        yield
        file.chmod(0o644)
        return
    try:  # an administrator may write whatever the permissions say
        subprocess.run(["chattr", "+i", file], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("this file system keeps nothing from an administrator")
    try:
        yield
    finally:
        subprocess.run(["chattr", "-i", file], check=True)


FAULTS = {
    "damaged": (damaged, E.STORAGE_DAMAGED),
    "locked": (locked, E.STORAGE_LOCKED),
    "read-only": (read_only, E.STORAGE_READ_ONLY),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_file_that_cannot_be_used_is_told_and_left_alone(
    open_desk: OpenDesk, language: Language, folder: Path, fault: str
) -> None:
    spoil, code = FAULTS[fault]
    file = folder / FILE
    with spoil(file):
        before = file.read_bytes()
        desk = open_desk(language, entry=Entry.SIGN_IN)
        desk.see_sentence(code)
        assert desk.focus() is desk.summary()
        desk.switch_language()
        desk.see_sentence(code)
        assert file.read_bytes() == before
    desk.press(tr(*AGAIN))
    desk.until(lambda: desk.has(F.SIGN_IN_ID), "the page, now that the file is as it was")


def test_a_file_that_cannot_be_used_is_told_before_anybody_begins(
    open_desk: OpenDesk, language: Language, folder: Path
) -> None:
    with damaged(folder / FILE):
        desk = open_desk(language)
        connected = tr("Footer", "Connected to the simulator")
        desk.see_sentence(E.STORAGE_DAMAGED)
        assert not desk.reads(connected)
        assert not desk.reads(tr("TrainingPanel", "No message has arrived yet."))
    desk.see(connected)
    desk.see(tr("TrainingPanel", "No message has arrived yet."))


def test_a_lock_in_the_middle_loses_nothing(
    open_desk: OpenDesk, language: Language, folder: Path
) -> None:
    desk = open_desk(language, entry=Entry.SIGN_IN)
    desk.rest()
    person = desk.person(registered=True)
    typed = {F.SIGN_IN_ID: number_of(person), F.CURRENT_PASSWORD: person.password or ""}
    fill_in(desk, typed)
    with locked(folder / FILE):
        desk.go_on()
        desk.see_sentence(E.STORAGE_LOCKED)
        assert {field: desk.text(field) for field in typed} == typed
    desk.press(tr(*AGAIN))
    desk.see(person.name)


@pytest.fixture
def at_review(open_desk: OpenDesk, language: Language) -> Desk:
    """The window on the review of a registration, with the picture code typed."""
    desk = open_desk(language, entry=Entry.REGISTER)
    desk.rest()
    to_review(desk, desk.person())
    return desk


def test_a_file_that_cannot_be_used_is_told_where_a_picture_was_awaited(
    at_review: Desk, folder: Path
) -> None:
    with locked(folder / FILE):
        at_review.press(tr("CaptchaInput", "Another picture"))
        at_review.see_sentence(E.STORAGE_LOCKED)
    at_review.press(tr("CaptchaInput", "Another picture"))
    assert at_review.picture_answer()
    assert not at_review.reads(messages.sentence(Problem(E.STORAGE_LOCKED)))


def test_what_was_said_of_a_file_goes_when_it_answers_again(at_review: Desk, folder: Path) -> None:
    with locked(folder / FILE):
        at_review.go_on()
        at_review.see_sentence(E.STORAGE_LOCKED)
    at_review.press(tr("CaptchaInput", "Another picture"))
    at_review.until(lambda: at_review.summary() is None, "the end of the sentence")
    assert not at_review.offers(tr(*AGAIN))
    at_review.fill(F.CAPTCHA, at_review.picture_answer())
    at_review.go_on()
    assert at_review.has(F.CODE)


def test_a_lock_while_a_registration_is_sent_leaves_the_picture_as_good_as_it_was(
    open_desk: OpenDesk, folder: Path
) -> None:
    desk = open_desk("ar", entry=Entry.REGISTER)
    desk.rest()
    to_review(desk, desk.person())
    typed = desk.text(F.CAPTCHA)
    with locked(folder / FILE):
        desk.go_on()
        desk.see_sentence(E.STORAGE_LOCKED)
        assert desk.text(F.CAPTCHA) == typed != ""
    desk.press(tr(*AGAIN))
    assert desk.has(F.CODE)


def test_a_full_disk_in_the_middle_loses_nothing(
    open_desk: OpenDesk, folder: Path, connect: Connect
) -> None:
    opened: list[Backend] = []

    def note(name: str) -> Backend:
        opened.append(connect(name))
        return opened[-1]

    desk = open_desk("ar", entry=Entry.RESET, backend=note)
    desk.rest()
    database = opened[0].service._context.database  # type: ignore[attr-defined]

    def limit(pages: int) -> None:
        def work(_backend: Backend) -> None:
            with database.read() as connection:
                connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")

        desk.told(work)

    limit(1)  # as it is, and no page more
    numbers = (f"99{n:08d}" for n in range(2_000))
    while not isinstance(desk.ask(_reset(next(numbers))), Problem):
        pass
    fill_in(desk, {F.USER_ID: next(numbers)})
    desk.go_on()
    fill_in(desk, {F.RESET_CHANNEL: "sms"})
    desk.go_on()
    desk.see_sentence(E.STORAGE_FULL)
    assert desk.text(F.RESET_CHANNEL) == "sms"
    limit(1_000_000)
    desk.press(tr(*AGAIN))
    assert desk.has(F.NEW_PASSWORD)


def _reset(number: str) -> Callable[[Backend], CodeSent]:
    request = ResetRequest(number, Channel.SMS)
    return lambda backend: backend.service.request_reset(request)
