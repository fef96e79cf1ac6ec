"""The real program on a screen of the test's own; skipped where the system has no such screen."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.journey.room import Room, missing_packages
from tests.journey.window import ROOT, Driver, Window, simulator

HERE = Path(__file__).parent
OpenWindow = Callable[..., Window]
_windows = pytest.StashKey[list[Window]]()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.parent == HERE:
            item.add_marker("atspi")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Iterator[pytest.TestReport | None]:
    """Let a failure show what was on the screen."""
    report = yield
    if report.when == "call" and report.failed:
        folder = item.funcargs.get("tmp_path", Path())
        for number, window in enumerate(item.stash.get(_windows, []), start=1):
            shown = [
                f"picture: {window.room.picture(folder / 'screen.png')}",
                window.outline(),
                window.said(),
                window.room.noise(),
            ]
            report.sections.append((f"window {number}", "\n".join(shown)))
    return report


@cache
def _missing() -> list[str]:
    return missing_packages()


@pytest.fixture(scope="session")
def made_simulator(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a small simulator that is only copied from."""
    folder = tmp_path_factory.mktemp("simulator")
    command = [sys.executable, "-m", "ssc_desktop", "simulator", "reset", "--people", "120"]
    subprocess.run([*command, "--data-dir", folder], cwd=ROOT, check=True, capture_output=True)
    return folder


@pytest.fixture
def room() -> Iterator[Room]:
    """A screen, a window manager, a session bus and the accessibility bus."""
    if _missing():
        reason = f"missing: {', '.join(_missing())}"
        assert not os.environ.get("SSC_REQUIRE_SYSTEM_TESTS"), reason
        pytest.skip(reason)
    room = Room()
    yield room
    room.close()


@pytest.fixture
def driver(room: Room) -> Driver:
    """What reads the accessibility tree of that screen."""
    return Driver(room)


@pytest.fixture
def data_dir(made_simulator: Path, tmp_path: Path) -> Path:
    """A simulator of the test's own, with people but without a history."""
    return Path(shutil.copytree(made_simulator, tmp_path / "data"))


@pytest.fixture
def people(room: Room, data_dir: Path) -> list[dict[str, str]]:
    """Everybody in that simulator, as its command prints them."""
    return list(simulator(room, data_dir, "people"))


@pytest.fixture
def open_window(
    request: pytest.FixtureRequest, room: Room, driver: Driver, data_dir: Path
) -> Iterator[OpenWindow]:
    """Start the program; what it prints must be nothing of its own, and never a traceback."""
    opened = request.node.stash.setdefault(_windows, [])

    def start(*arguments: str, folder: Path = data_dir, lang: str = "ar") -> Window:
        window = Window(room, driver, folder, *arguments, lang=lang)
        opened.append(window)
        return window

    yield start
    for window in opened:
        window.close()
    for window in opened:
        assert not window.said_itself()


@pytest.fixture
def window(open_window: OpenWindow) -> Window:
    """The program with its first page on the screen."""
    window = open_window()
    window.see("أهلاً بك")
    return window
