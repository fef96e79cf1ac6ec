"""What comes before the first window, and what comes without one."""

import os
import runpy
import subprocess
import sys
from pathlib import Path

from ssc_desktop.cli.commands import ABOUT

ROOT = Path(__file__).resolve().parents[2]

HEAVY = (
    "sqlalchemy", "requests", "urllib3", "truststore", "keyring", "argon2", "phonenumbers",
    "email_validator", "captcha", "PIL", "msgspec", "platformdirs", "litestar", "uvicorn",
    "psycopg", "alembic", "arabic_reshaper", "bidi", "logging", "asyncio", "decimal", "json", "ssl",
    "dataclasses", "datetime", "hashlib", "ssc_desktop.domain.errors", "ssc_desktop.domain.policy",
    "ssc_desktop.flows", "ui.widgets.panels",
)  # fmt: skip

# Shows the window to the end of its first turn; the service is asked for, and never comes.
WINDOW = """
import os, sys, threading
from ssc_desktop.cli import main
from ui.application import run
from ui.options import Entry, Mode, WindowOptions

def look():
    print(*(name for name in sys.argv[2:] if name in sys.modules), flush=True)
    os._exit(0)

mode = Mode(sys.argv[1])
options = WindowOptions(
    language="ar", mode=mode, entry=Entry.START, service="simulator", simulator_allowed=True
)
run(options, lambda name: threading.Event().wait(), ready=look)
"""

# The simulator has been asked for when the window goes, and makes its people only then.
LATE = """
import sys, threading
from pathlib import Path
from ssc_desktop.cli import main
from ssc_desktop.backends.simulator import open_simulator
from ssc_desktop.services.backend import Backend
from ui.application import make_application, smoke_test
from ui.main_window import MainWindow
from ui.options import Entry, Mode, WindowOptions

asked, gone, folder = threading.Event(), threading.Event(), Path(sys.argv[1])
make_application().aboutToQuit.connect(gone.set)
close = MainWindow.closeEvent

def close_late(window, event):
    assert asked.wait(60)
    close(window, event)

MainWindow.closeEvent = close_late

def connect(name):
    asked.set()
    assert gone.wait(60)
    simulator = open_simulator(folder)
    return Backend(simulator, simulator.training)

options = WindowOptions(
    language="ar", mode=Mode.DESK, entry=Entry.REGISTER, service="simulator",
    simulator_allowed=True,
)
assert smoke_test(options, connect) == 0
print(*sorted(path.name for path in folder.iterdir()))
"""

# Python's own message about a wrong call comes from modules that a start leaves half loaded.
WRONG_CALL = """
import ui.application
from PySide6.QtCore import QSize
try:
    QSize().setWidth("wide")
except TypeError as error:
    print(error)
"""


def test_nothing_heavy_comes_before_the_first_window() -> None:
    for mode in ("desk", "terminal"):
        assert _run(WINDOW, mode, *HEAVY).split() == [], mode


def test_a_trial_ends_when_its_last_call_has(tmp_path: Path) -> None:
    assert _run(LATE, str(tmp_path)) == "simulator.key simulator.sqlite\n"


def test_a_wrong_call_of_qt_is_still_explained() -> None:
    told = _run(WRONG_CALL)
    assert "setWidth(str)" in told
    assert "setWidth(w: int" in told


def test_what_python_had_compiled_may_be_gone(tmp_path: Path) -> None:
    assert _run(WINDOW, "desk", PYTHONPYCACHEPREFIX=str(tmp_path)) == "\n"


def test_a_display_is_asked_for_by_the_window_alone() -> None:
    opens = runpy.run_path(str(ROOT / "run.py"))["asks_for_the_window"]
    for command in ABOUT:
        assert not opens(["--lang", "en", command, "--data-dir", "kept"]), command
    for asked in ([], ["--service", "simulator"], ["--open", "register", "--mode", "terminal"]):
        assert opens(asked), asked


def _run(program: str, *arguments: str, **environment: str) -> str:
    result = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", **environment},
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    return result.stdout
