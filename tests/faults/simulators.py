"""Simulators of the tests' own, and programs that do something to one."""

import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from ssc_desktop.backends.simulator.service import Simulator, open_simulator
from ssc_desktop.domain.errors import AppError, ErrorCode
from ssc_desktop.domain.policy import HashPolicy, Policy

FILE, KEY = "simulator.sqlite", "simulator.key"
PEOPLE, SEED = 40, 1
POLICY = Policy(hashing=HashPolicy(time_cost=1, memory_cost=8))
ROOT = Path(__file__).resolve().parents[2]
NOBODY = 65_534


def start(folder: Path, *, people: int = PEOPLE, busy_seconds: float = 5.0) -> Simulator:
    return open_simulator(folder, people, SEED, policy=POLICY, busy_seconds=busy_seconds)


def opens(folder: Path) -> bool:
    """Open, look around and close."""
    simulator = start(folder)
    try:
        return len(simulator.training.people()) > 0
    finally:
        simulator.close()


def refusal(folder: Path, **more: float) -> ErrorCode:
    """Return why the simulator does not open, after checking that nothing was changed."""
    before = contents(folder)
    with pytest.raises(AppError) as caught:
        start(folder, **more).close()  # type: ignore[arg-type]
    assert contents(folder) == before
    return caught.value.code


def contents(folder: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in folder.iterdir() if p.is_file()}


def run(script: str, *arguments: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", textwrap.dedent(script), *map(str, arguments)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()
