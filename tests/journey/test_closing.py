"""Windows that are closed while something is under way, and windows beside each other."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.journey.conftest import OpenWindow
from tests.journey.steps import activate, foreigners, inquire, jordanians, register
from tests.journey.window import Window

SOON = 4.5  # seconds; a window that waited for its service would need more


@pytest.fixture
def locked(data_dir: Path) -> Iterator[sqlite3.Connection]:
    """Keep the simulator's file busy: another program writes and does not come to an end."""
    with closing(sqlite3.connect(data_dir / "simulator.sqlite", isolation_level=None)) as file:
        yield file


def close(window: Window) -> None:
    """Close the window that has the keyboard, as its owner does."""
    window.room.keys("key", "alt+F4")


def test_closing_does_not_wait_for_a_busy_service(
    open_window: OpenWindow, locked: sqlite3.Connection
) -> None:
    window = open_window("--open", "login")
    window.focus_on("رمز الدخول")
    window.fill("رمز الدخول", "9901900001")
    window.fill("كلمة السر", "Sahel*7351")
    locked.execute("BEGIN EXCLUSIVE")
    window.press("دخول")
    window.see("يرجى الانتظار لحظة")
    close(window)
    assert window.ended(SOON) == 0
    assert not window.said_itself()


def test_closing_while_the_people_are_made_leaves_nothing_half_done(
    open_window: OpenWindow, tmp_path: Path
) -> None:
    folder = tmp_path / "first-start"
    window = open_window(folder=folder)
    window.focus_on("الدخول إلى الخدمات الإلكترونية")
    close(window)
    assert window.ended(15) == 0
    again = open_window("--open", "login", folder=folder)
    again.focus_on("رمز الدخول")
    assert again.simulator("people", "--unregistered")


def test_two_windows_share_one_simulator(
    open_window: OpenWindow, people: list[dict[str, str]]
) -> None:
    newcomer = foreigners(people)[0]
    insured = jordanians(people, insured=True)[0]
    one = open_window("--open", "register")
    two = open_window("--open", "inquiry")
    inquire(two, insured)
    register(one, newcomer, by_email=True)
    activate(two, insured["phone"])
    two.see(insured["insurance_number"])
    activate(one, newcomer["email"])
    one.wait_for("دخول")
