"""Event loop and page turns in whole journeys, each made several times."""

import json
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bench.journey import KINDS
from bench.measured import Measured, NotMeasuredError, percentile
from bench.window import environment

_GAP_MS, _FRAME_MS = 50.0, 16.7
_PATIENCE = 600.0  # seconds
_BY_CLOCK, _BY_PROCESSOR = 1, 2  # where a turn holds its times

Found = Mapping[str, Any]


def journeys(rounds: int) -> list[Measured]:
    """Make every journey and find the longest pause and the slowest turns.

    What a step takes is the median of its rounds. By the clock it holds what else goes on on the
    machine; by the processor time of the window's thread it does not.
    """
    found: dict[str, list[Found]] = {kind: [] for kind in KINDS}
    for _ in range(rounds):
        for kind, made in found.items():
            made.append(_journey(kind))
    lines = [
        Measured(f"longest pause / 50 ms, {kind}", _longest(made, "gaps") / _GAP_MS, at_most=1)
        for kind, made in found.items()
    ]
    worked = max(_longest(made, "works") for made in found.values())
    lines.append(Measured("longest pause / 50 ms, any, in processor time", worked / _GAP_MS, 1))
    reading = {kind: made for kind, made in found.items() if not KINDS[kind].impatient}
    for by, which in (("", _BY_CLOCK), (", in processor time", _BY_PROCESSOR)):
        for who, kinds in (("", found), (", of who reads", reading)):
            turns = [turn for made in kinds.values() for turn in _turns(made, which)]
            ratio = percentile(turns, 95) / _FRAME_MS
            lines.append(Measured(f"95th percentile of page turns / a frame{who}{by}", ratio, 1))
    return lines


def _journey(kind: str) -> Found:
    """Make a journey in a process and a folder of its own."""
    with tempfile.TemporaryDirectory() as folder:
        made = subprocess.run(
            [sys.executable, "-P", "-m", "bench.journey", kind, folder],
            capture_output=True,
            text=True,
            env=environment(),
            timeout=_PATIENCE,
            check=False,
        )
    if made.returncode:
        raise NotMeasuredError(f"the journey {kind} came to no end: {made.stderr}")
    found: Found = json.loads(made.stdout.splitlines()[-1])
    return found


def _longest(made: Sequence[Found], what: str) -> float:
    """Return the longest pause of any step, each by the median of its rounds."""
    return max(_medians([tuple(found[what].items()) for found in made]))


def _turns(made: Sequence[Found], which: int) -> list[float]:
    """Return what each page turn took, by the median of its rounds."""
    return _medians([[(turn[0], turn[which]) for turn in found["turns"]] for found in made])


def _medians(rounds: Sequence[Iterable[tuple[str, float]]]) -> list[float]:
    by_name: dict[str, list[float]] = {}
    for made in rounds:
        for name, taken in made:
            by_name.setdefault(name, []).append(taken)
    return [statistics.median(taken) for taken in by_name.values()]
