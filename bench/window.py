"""Start and memory of the window, measured in turns with a bare form."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from bench.measured import Measured, NotMeasuredError, median_of_ratios

_START, _MEMORY, _MEMORY_WITH_LIBRARIES = 1.25, 1.4, 1.25
_STARTS_A_ROUND = 2


def start(rounds: int) -> list[Measured]:
    """Compare the time until the window is painted, and the work done until then."""
    elapsed: dict[str, list[float]] = {"bare": [], "ours": []}
    worked: dict[str, list[float]] = {"bare": [], "ours": []}
    with tempfile.TemporaryDirectory() as folder:
        commands = {"bare": ("bench.bare_form",), "ours": ("bench.program", "window", folder)}
        for turn in range(rounds * _STARTS_A_ROUND + 1):
            for side, command in commands.items():
                began = time.monotonic()
                with running(*command) as (process, _):
                    painted, cpu = told(process, "painted")
                if turn:  # the first fills the machine's caches
                    elapsed[side].append(painted - began)
                    worked[side].append(cpu)
    return [
        Measured(
            "start to a usable window / bare form",
            median_of_ratios(elapsed["ours"], elapsed["bare"]),
            at_most=_START,
        ),
        Measured("the same in processor time", median_of_ratios(worked["ours"], worked["bare"])),
    ]


def memory(rounds: int) -> list[Measured]:
    """Compare what the processes hold at rest, before the simulator is loaded and after."""
    held: dict[str, list[float]] = {"bare": [], "window": [], "libraries": [], "service": []}
    with tempfile.TemporaryDirectory() as folder:
        modules = str(Path(folder) / "modules.txt")
        commands = {
            "bare": ("bench.bare_form",),
            "window": ("bench.program", "window", folder),
            "service": ("bench.program", "service", folder),
            "libraries": ("bench.bare_form", modules),
        }
        for turn in range(rounds + 1):
            for side, command in commands.items():
                with running(*command) as (process, looked_at):
                    told(process, "at rest")
                    if turn:  # the first makes the simulator's file
                        held[side].append(held_by(looked_at))
    return [
        Measured(
            "memory before a service is loaded / bare form",
            median_of_ratios(held["window"], held["bare"]),
            at_most=_MEMORY,
        ),
        Measured(
            "memory with the simulator / bare form with its libraries",
            median_of_ratios(held["service"], held["libraries"]),
            at_most=_MEMORY_WITH_LIBRARIES,
        ),
        Measured(
            "memory with the simulator / bare form",
            median_of_ratios(held["service"], held["bare"]),
        ),
    ]


def environment() -> dict[str, str]:
    """Return the environment of what is measured, the same for both sides."""
    quiet = {"QT_LOGGING_RULES": "default.warning=false"}
    here = {"QT_QPA_PLATFORM": "offscreen", **os.environ, **quiet}
    # From compiled modules, as whoever starts the program a second time does.
    here.pop("PYTHONDONTWRITEBYTECODE", None)
    return here


@contextmanager
def running(*command: str) -> Iterator[tuple[subprocess.Popen[str], psutil.Process]]:
    """Run a module of the benchmark that draws into memory, and end it afterwards."""
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", *command],
        stdout=subprocess.PIPE,
        text=True,
        env=environment(),
    )
    try:
        yield process, psutil.Process(process.pid)
    finally:
        process.kill()
        process.communicate()


def told(process: subprocess.Popen[str], wanted: str) -> list[float]:
    """Return the numbers of the line that begins with these words. Raises NotMeasuredError."""
    assert process.stdout is not None
    for line in process.stdout:
        if line.startswith(wanted):
            return [float(number) for number in line.removeprefix(wanted).split()]
    raise NotMeasuredError(f"{process.args!r} ended before it was {wanted}")


def held_by(process: psutil.Process) -> int:
    """Return the bytes a process holds: its fair share of what it shares, where that is known."""
    full = process.memory_full_info()
    return int(getattr(full, "pss", 0) or full.uss)
