"""The program's log: what happened, never to whom.

An event has fields from a fixed list, and each holds a name from the code, a number or a version:
there is no field that could take what a person has typed. One JSON object a line, one file a day,
14 days and 25 MB at most.
"""

import datetime as dt
import json
import re
import sys
from collections.abc import Callable, Mapping
from enum import StrEnum
from pathlib import Path

from ssc_desktop.domain.errors import ErrorCode

KEPT_DAYS = 14
LARGEST_FILE = 2_500_000  # bytes
LARGEST_FOLDER = 25_000_000
_VERSION = re.compile(r"[0-9]+(?:\.[0-9]+){0,3}(?:[a-z]{1,4}[0-9]*)?")
_REFERENCE = re.compile(r"[0-9a-f]{8}")
_FILE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\.[0-9]{3}\.jsonl")


class Event(StrEnum):
    """Everything that is worth a line."""

    STARTED = "program.started"
    ENDED = "program.ended"
    SERVICE_OPENED = "service.opened"
    SERVICE_FAILED = "service.failed"
    CALL_FAILED = "call.failed"
    EXAMINED = "way.examined"


def _utc_now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


class Log:
    """Write events into the files of one folder; without a folder, nowhere."""

    def __init__(self, folder: Path | None, now: Callable[[], dt.datetime] = _utc_now) -> None:
        self._folder = folder
        self._now = now
        self._file: Path | None = None

    def write(
        self,
        event: Event,
        *,
        code: ErrorCode | None = None,
        step: StrEnum | None = None,
        duration_ms: int | None = None,
        version: str | None = None,
        result: StrEnum | None = None,
        reference: str | None = None,
    ) -> None:
        """Add a line.

        A value that is not of its field's kind raises TypeError; the finished program leaves it
        out instead. A disk that refuses is no reason to stop anybody's work.
        """
        moment = self._now()
        line: dict[str, object] = {"at": moment.isoformat(timespec="milliseconds")}
        fields: tuple[tuple[str, object, bool], ...] = (
            ("event", event, isinstance(event, Event)),
            ("code", code, isinstance(code, ErrorCode)),
            ("step", step, isinstance(step, StrEnum)),
            ("duration_ms", duration_ms, type(duration_ms) is int),
            ("version", version, bool(version and _VERSION.fullmatch(version))),
            ("result", result, isinstance(result, StrEnum)),
            ("reference", reference, is_reference(reference)),
        )
        for name, value, fits in fields:
            if fits:
                line[name] = value
            elif value is not None and not getattr(sys, "frozen", False):
                raise TypeError(f"a log's {name} does not take {type(value).__name__}")
        self._append(moment.date().isoformat(), json.dumps(line) + "\n")

    def save(self, file: Path) -> None:
        """Put all that is kept into one file, the oldest first. Raises OSError.

        Only what `write` could have written goes along, whatever has got into the folder.
        """
        kept = sorted(_files(self._folder)) if self._folder and self._folder.is_dir() else []
        with file.open("w", encoding="ascii", newline="\n") as stream:
            for source in kept:
                for line in source.read_bytes().splitlines():
                    told = _told(line)
                    if told:
                        stream.write(json.dumps(told) + "\n")

    def _append(self, day: str, line: str) -> None:
        if self._folder is None:
            return
        try:
            file = self._file_for(self._folder, day)
            # Opened for each line: several of the program's processes share the folder.
            with file.open("a", encoding="ascii", newline="\n") as stream:
                stream.write(line)
        except OSError:
            self._file = None

    def _file_for(self, folder: Path, day: str) -> Path:
        """Return today's file that still has room; make room before a new one is begun."""
        file = self._file
        if file and file.name.startswith(day) and file.stat().st_size < LARGEST_FILE:
            return file
        folder.mkdir(parents=True, exist_ok=True)
        tidy(folder, day)
        last = max((f.name for f in _files(folder) if f.name.startswith(day)), default=None)
        if last is None:
            file = folder / f"{day}.000.jsonl"
        elif (folder / last).stat().st_size < LARGEST_FILE:
            file = folder / last
        else:
            file = folder / f"{day}.{int(last.split('.')[1]) + 1:03}.jsonl"
        self._file = file
        return file


_MOMENT = re.compile(r"[0-9-]{10}T[0-9:.]{12}\+00:00")
_WORD = re.compile(r"[a-z_]{1,30}")
_SHAPES: Mapping[str, Callable[[str], object]] = {
    "at": _MOMENT.fullmatch,
    "event": lambda text: text in set(Event),
    "code": lambda text: text in set(ErrorCode),
    "step": _WORD.fullmatch,
    "version": _VERSION.fullmatch,
    "result": _WORD.fullmatch,
    "reference": _REFERENCE.fullmatch,
}


def _told(line: bytes) -> dict[str, str | int]:
    """Return of a line what belongs into a log."""
    try:
        found = json.loads(line)
    except ValueError:
        return {}
    if not isinstance(found, dict) or "event" not in found:
        return {}
    return {
        name: value
        for name, value in found.items()
        if (name == "duration_ms" and type(value) is int)
        or (name in _SHAPES and isinstance(value, str) and _SHAPES[name](value))
    }


def is_reference(text: str | None) -> bool:
    """Tell whether a text is a reference as our own server gives them."""
    return text is not None and _REFERENCE.fullmatch(text) is not None


def tidy(folder: Path, today: str) -> None:
    """Delete what is older than 14 days, then the oldest until there is room for one more file."""
    oldest_day = (dt.date.fromisoformat(today) - dt.timedelta(days=KEPT_DAYS - 1)).isoformat()
    total = LARGEST_FILE
    for file in sorted(_files(folder), reverse=True):
        total += file.stat().st_size
        if file.name < oldest_day or total > LARGEST_FOLDER:
            file.unlink(missing_ok=True)


def _files(folder: Path) -> list[Path]:
    return [f for f in folder.iterdir() if _FILE.fullmatch(f.name)]
