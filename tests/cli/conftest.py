"""Real commands, each in a process of its own, on simulators of the tests' own."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Result:
    """How a command ended."""

    status: int
    out: str
    complaint: str

    @property
    def json(self) -> Any:
        assert self.status == 0, self.complaint
        return json.loads(self.out)


@dataclass(frozen=True)
class Shell:
    """Run command lines in an environment without settings or a screen."""

    home: Path

    def environ(self, **more: str) -> dict[str, str]:
        """Return the environment of a command."""
        ours = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("SSC_", "XDG_", "QT_", "PYTHON", "COV_"))
            and name not in ("DISPLAY", "WAYLAND_DISPLAY")
        }
        return {**ours, "HOME": str(self.home), "PYTHONUTF8": "1", **more}

    def line(self, *arguments: str | Path, program: str | None = None) -> list[str]:
        """Return a command line; `program` is Python code in place of the module."""
        start = ["-m", "ssc_desktop"] if program is None else ["-c", program]
        return [sys.executable, "-W", "error", *start, *map(str, arguments)]

    def start(self, *arguments: str | Path, **environ: str) -> subprocess.Popen[str]:
        """Start a command and let it run."""
        return subprocess.Popen(
            self.line(*arguments),
            cwd=ROOT,
            env=self.environ(**environ),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )

    def __call__(
        self, *arguments: str | Path, program: str | None = None, **environ: str
    ) -> Result:
        """Run a command; whatever it complains of is one line."""
        ended = subprocess.run(
            self.line(*arguments, program=program),
            cwd=ROOT,
            env=self.environ(**environ),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=100,
        )
        assert "Traceback" not in ended.stderr, ended.stderr
        assert ended.stderr.count("\n") == (1 if ended.stderr else 0), ended.stderr
        return Result(ended.returncode, ended.stdout, ended.stderr.rstrip("\n"))


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    """Run commands whose home is an empty folder."""
    return Shell(tmp_path)


@pytest.fixture(scope="session")
def data_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a small simulator that tests only read."""
    folder = tmp_path_factory.mktemp("simulator")
    made = Shell(folder)("simulator", "reset", "--people", "120", "--data-dir", folder)
    assert made.status == 0, made.complaint
    return folder


@pytest.fixture
def told(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, shell: Shell
) -> Callable[..., Result]:
    """Run a command line within the test's own process, which is quicker."""
    from ssc_desktop.cli.main import carry_out

    environ = shell.environ()
    for name in set(os.environ) - set(environ):
        if not name.startswith("PYTEST"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", environ["HOME"])

    def told(*arguments: str | Path) -> Result:
        status = carry_out([str(word) for word in arguments])
        out, complaint = capsys.readouterr()
        assert complaint.count("\n") == (1 if complaint else 0), complaint
        return Result(status, out, complaint.rstrip("\n"))

    return told
