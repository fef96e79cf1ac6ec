"""The log holds nothing personal, and never grows beyond its bounds."""

import datetime as dt
import json
import sys
from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest

from ssc_desktop import logs
from ssc_desktop.domain.errors import ErrorCode
from ssc_desktop.logs import Event, Log

NOON = dt.datetime(2026, 3, 15, 12, tzinfo=dt.UTC)


class Step(StrEnum):
    CODE = "code"


def _lines(folder: Path) -> list[dict[str, Any]]:
    return [
        json.loads(line)
        for file in sorted(folder.iterdir())
        for line in file.read_text("ascii").splitlines()
    ]


def test_an_event_becomes_one_json_line(tmp_path: Path) -> None:
    log = Log(tmp_path / "logs", lambda: NOON)
    log.write(Event.STARTED, version="1.0.0")
    log.write(Event.SERVICE_FAILED, code=ErrorCode.STORAGE_DAMAGED, step=Step.CODE, duration_ms=12)

    assert [f.name for f in (tmp_path / "logs").iterdir()] == ["2026-03-15.000.jsonl"]
    assert _lines(tmp_path / "logs") == [
        {"at": "2026-03-15T12:00:00.000+00:00", "event": "program.started", "version": "1.0.0"},
        {
            "at": "2026-03-15T12:00:00.000+00:00",
            "event": "service.failed",
            "code": "storage.damaged",
            "step": "code",
            "duration_ms": 12,
        },
    ]


REFUSED: list[dict[str, Any]] = [
    {"code": "9901900001"},
    {"step": "سامر الخطيب"},
    {"duration_ms": "790000000"},
    {"duration_ms": True},
    {"version": "9901900001 سامر"},
    {"version": "asdf*1234"},
    {"result": "fine"},
    {"reference": "9901900001"},
    {"reference": "790000000"},
]


@pytest.mark.parametrize("fields", REFUSED)
def test_what_could_be_personal_is_refused(tmp_path: Path, fields: dict[str, Any]) -> None:
    with pytest.raises(TypeError, match="does not take"):
        Log(tmp_path).write(Event.STARTED, **fields)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("fields", REFUSED)
def test_the_finished_program_leaves_it_out(
    tmp_path: Path, fields: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    Log(tmp_path).write(Event.STARTED, **fields)
    (line,) = _lines(tmp_path)
    assert line.keys() == {"at", "event"}


def test_a_field_that_is_not_on_the_list_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TypeError):
        Log(tmp_path).write(Event.STARTED, name="سامر")  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        Log(tmp_path).write("سامر")  # type: ignore[arg-type]


def test_two_weeks_are_kept(tmp_path: Path) -> None:
    day = NOON
    log = Log(tmp_path, lambda: day)
    for _ in range(20):
        log.write(Event.STARTED)
        day += dt.timedelta(days=1)

    names = sorted(f.name for f in tmp_path.iterdir())
    assert len(names) == 14
    assert names[-1] == "2026-04-03.000.jsonl"
    assert names[0] == "2026-03-21.000.jsonl"


def test_the_folder_never_outgrows_its_bound(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logs, "LARGEST_FILE", 500)
    monkeypatch.setattr(logs, "LARGEST_FOLDER", 5_000)
    count = 0

    def now() -> dt.datetime:
        return NOON + dt.timedelta(milliseconds=count)

    log = Log(tmp_path, now)
    for count in range(400):
        log.write(Event.STARTED)
        if count % 50 == 0:  # the program is started again
            log = Log(tmp_path, now)

    longest_line = 100
    assert sum(f.stat().st_size for f in tmp_path.iterdir()) < 5_000 + 10 * longest_line
    moments = [line["at"] for line in _lines(tmp_path)]
    assert moments == sorted(moments)
    assert moments[-1] == now().isoformat(timespec="milliseconds")


def test_other_files_in_the_folder_are_left_alone(tmp_path: Path) -> None:
    other = tmp_path / "2001-01-01.txt"
    other.write_text("mine")
    Log(tmp_path, lambda: NOON).write(Event.STARTED)
    assert other.exists()


def test_a_folder_that_cannot_be_used_stops_nobody(tmp_path: Path) -> None:
    in_the_way = tmp_path / "logs"
    in_the_way.write_text("a file")
    Log(in_the_way).write(Event.STARTED)
    Log(None).write(Event.STARTED)
    assert in_the_way.read_text() == "a file"


def test_the_log_is_saved_as_one_file_and_nothing_else_goes_along(tmp_path: Path) -> None:
    folder, saved = tmp_path / "logs", tmp_path / "saved.txt"
    days = [NOON - dt.timedelta(days=2), NOON]
    for day in days:
        log = Log(folder, lambda day=day: day)
        log.write(Event.CALL_FAILED, code=ErrorCode.SERVICE_FAULT, reference="0a1b2c3d")
        log.write(Event.EXAMINED, step=Step.CODE, result=Step.CODE, duration_ms=7)
    written = _lines(folder)
    with (folder / "2026-03-15.000.jsonl").open("ab") as file:
        file.write(
            b'{"event": "call.failed", "name": "somebody", "step": "9901900001", "code": 7}\n'
        )
        file.write(b'{"event": "\xff"}\n[1]\n9901900001\n{"at": "2026"}\n\n')
    log.save(saved)
    lines = [json.loads(line) for line in saved.read_text("ascii").splitlines()]
    assert lines == [*written, {"event": "call.failed"}]
    assert [line["at"][:10] for line in lines[:4:2]] == ["2026-03-13", "2026-03-15"]


def test_a_log_that_is_not_there_is_saved_empty(tmp_path: Path) -> None:
    for folder in (None, tmp_path / "none"):
        Log(folder).save(tmp_path / "saved.txt")
        assert (tmp_path / "saved.txt").read_bytes() == b""
    with pytest.raises(OSError, match="saved"):
        Log(tmp_path).save(tmp_path / "no" / "saved.txt")
