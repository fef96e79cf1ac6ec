"""The commands below `simulator`, as people and other programs use them."""

import dataclasses
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ssc_desktop.backends.simulator import open_simulator
from ssc_desktop.backends.simulator.people import MOST_PEOPLE
from ssc_desktop.cli import simulator as command
from ssc_desktop.cli import wording
from ssc_desktop.domain.identity import Nationality
from ssc_desktop.domain.secret import Secret
from ssc_desktop.output.visual import visual_line
from ssc_desktop.services.contract import (
    CaptchaAnswer,
    CaptchaKind,
    Channel,
    RegistrationRequest,
)
from ssc_desktop.services.training import TrainingMessage, TrainingPerson

PERSON_KEYS = [
    "kind",
    "name",
    "nationality",
    "national_number",
    "personal_number",
    "card_number",
    "passport_number",
    "birth_date",
    "relative_national_number",
    "kinship_code",
    "kinship",
    "insurance_number",
    "phone",
    "email",
    "registered",
    "password",
]


@pytest.fixture
def sent(shell: Any, tmp_path: Path) -> Iterator[Any]:
    """Yield a simulator, held open as by a window, that has sent codes to two people."""
    made = shell("simulator", "reset", "--people", "60", "--data-dir", tmp_path)
    assert made.status == 0, made.complaint
    simulator = open_simulator(tmp_path)
    people = simulator.training.people(kind=Nationality.JORDANIAN, registered=False, limit=2)
    for person, channel in zip(people, (Channel.SMS, Channel.EMAIL), strict=True):
        captcha = simulator.new_captcha(CaptchaKind.PICTURE)
        answer = simulator.training.captcha()
        assert answer is not None
        simulator.register(
            RegistrationRequest(
                nationality=Nationality.JORDANIAN,
                calling_code="+962",
                phone_number=person.phone.removeprefix("+962"),
                activation_channel=channel,
                password=Secret("Basalt*4711"),
                national_number=person.national_number,
                card_number=person.card_number,
                relative_national_number=person.relative_national_number,
                kinship=person.kinship_code,
                email=person.email,
                captcha=CaptchaAnswer(captcha.id, Secret(answer.text)),
                idempotency_key=f"key-{channel}",
            )
        )
    yield simulator
    simulator.close()


# ------------------------------------------------------------------ people


def test_json_has_the_stable_keys(shell: Any, data_dir: Path) -> None:
    people = shell("simulator", "people", "--json", "--data-dir", data_dir).json
    assert len(people) > command._SHOWN_AT_ONCE
    assert all(list(person) == PERSON_KEYS for person in people)
    for person in people:
        jordanian = person["kind"] == "jordanian"
        assert person["kind"] in ("jordanian", "foreign")
        assert (person["national_number"] is not None) == jordanian
        assert (person["personal_number"] is not None) == (not jordanian)
        assert person["phone"].startswith("+")
        assert (person["password"] is None) or person["registered"]


def test_people_can_be_narrowed_down(told: Any, data_dir: Path) -> None:
    def people(*options: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = told(
            "simulator", "people", "--json", *options, "--data-dir", data_dir
        ).json
        return found

    everybody = people()
    assert people("--kind", "foreign") == [p for p in everybody if p["kind"] == "foreign"]
    assert people("--registered") == [p for p in everybody if p["registered"]]
    assert people("--unregistered") == [p for p in everybody if not p["registered"]]
    assert (
        people("--limit", "٣", "--kind", "jordanian")
        == [p for p in everybody if p["kind"] == "jordanian"][:3]
    )


def test_options_stand_before_or_after_the_command(told: Any, data_dir: Path) -> None:
    outputs = {
        told(*line).out
        for line in (
            ("--data-dir", data_dir, "simulator", "people", "--json"),
            ("simulator", "--data-dir", data_dir, "people", "--json"),
            ("simulator", "people", "--json", "--data-dir", data_dir),
            ("--data-dir", "elsewhere", "simulator", "people", "--json", f"--data-dir={data_dir}"),
        )
    }
    assert len(outputs) == 1
    assert not Path("elsewhere").exists()


def test_people_are_printed_under_the_labels_of_the_forms(told: Any, data_dir: Path) -> None:
    line = ("simulator", "people", "--data-dir", data_dir, "--limit", "1")
    (person,) = told(*line, "--json", "--kind", "jordanian").json
    rows = dict(row.split(": ") for row in told(*line, "--kind", "jordanian").out.splitlines())
    assert rows["الرقم الوطني"] == person["national_number"]
    assert rows["رقم البطاقة الشخصية"] == person["card_number"]
    assert rows["رقم وطني لأحد الأقارب"] == person["relative_national_number"]
    assert rows["صلة القرابة"] == f"{person['kinship']} ({person['kinship_code']})"
    assert rows["رقم الهاتف"] == person["phone"]
    assert "رقم جواز السفر" not in rows

    (person,) = told(*line, "--json", "--kind", "foreign").json
    shown = told(*line, "--kind", "foreign", "--lang", "en").out
    rows = dict(row.split(": ") for row in shown.splitlines())
    assert rows["Nationality"] == "Non-Jordanian"
    assert rows["Country of nationality"].isascii()
    assert rows["Passport number"] == person["passport_number"]


def test_text_is_for_reading_and_ends_after_a_screenful(told: Any, data_dir: Path) -> None:
    blocks = told("simulator", "people", "--data-dir", data_dir).out.split("\n\n")
    assert len(blocks) == command._SHOWN_AT_ONCE


def test_nobody_is_said_and_not_an_error(told: Any, data_dir: Path) -> None:
    line = ("simulator", "messages", "--data-dir", data_dir)
    assert told(*line).out == "لم تُرسل أي رسالة.\n"
    assert told(*line, "--lang", "en").out == "Nothing has been sent.\n"
    assert told(*line, "--json").json == []


def test_a_seed_makes_the_same_people(told: Any, tmp_path: Path) -> None:
    def names(folder: str, seed: str) -> list[str]:
        where = ("--data-dir", tmp_path / folder)
        assert told("simulator", "reset", "--people", "30", "--seed", seed, *where).status == 0
        return [p["name"] for p in told("simulator", "people", "--json", *where).json]

    first = names("a", "7")
    assert names("b", "7") == first
    assert names("a", "8") != first


def test_as_many_people_are_listed_as_were_asked_for(told: Any, tmp_path: Path) -> None:
    where = ("--data-dir", tmp_path)
    assert told("simulator", "reset", "--people", "40", *where).status == 0
    people = told("simulator", "people", "--json", *where).json
    assert len(people) == 40
    assert sum(p["registered"] for p in people) == 5
    assert {p["kinship_code"] for p in people} == {*"1234", None}


def test_every_person_s_attribute_has_its_label() -> None:
    attributes = {f.name for f in dataclasses.fields(TrainingPerson)}
    assert {*wording.PERSON_LABELS, "kinship_code"} == attributes
    assert set(wording.MESSAGE_LABELS) == {f.name for f in dataclasses.fields(TrainingMessage)}
    assert command.MOST_PEOPLE == MOST_PEOPLE


def test_the_english_labels_are_those_of_the_window() -> None:
    from ui.wording import LABELS

    for field, label in LABELS.items():
        ours = wording.PERSON_LABELS.get(str(field))
        if ours is not None and field != "nationality":
            assert ours.en == label
    assert wording.PERSON_LABELS["phone"].en == LABELS["phone_number"]  # type: ignore[index]
    assert wording.PERSON_LABELS["kind"].en == LABELS["nationality"]  # type: ignore[index]
    assert wording.PICTURE_CODE.en == LABELS["captcha"]  # type: ignore[index]


# ------------------------------------------------------------------ messages and pictures


def test_messages_and_pictures_are_seen_while_a_window_is_open(
    told: Any, sent: Any, tmp_path: Path
) -> None:
    where = ("--data-dir", tmp_path)
    first, second = told("simulator", "messages", "--json", *where).json
    assert list(first) == ["to", "channel", "purpose", "text", "code", "sent_at"]
    assert (first["channel"], second["channel"]) == ("sms", "email")
    assert first["code"] in first["text"]
    assert told("simulator", "messages", "--last", "--json", *where).json == [second]

    local = "0" + first["to"].removeprefix("+962")
    assert told("simulator", "messages", "--to", local, "--json", *where).json == [first]
    mailbox = second["to"].upper()
    assert told("simulator", "messages", "--to", mailbox, "--json", *where).json == [second]
    assert told("simulator", "messages", "--to", "?", "--json", *where).json == []

    shown = told("simulator", "messages", "--last", *where).out
    assert f"رمز التحقق: {second['code']}\n" in shown
    assert "الغرض: تفعيل الحساب\n" in shown

    drawn = sent.new_captcha(CaptchaKind.PICTURE)
    answer = sent.training.captcha()
    assert told("simulator", "captcha", "--json", *where).json == {
        "id": drawn.id,
        "text": answer.text,
    }
    assert told("simulator", "captcha", *where).out == f"رمز الشاشة: {answer.text}\n"


def test_without_a_picture_there_is_none_to_tell(told: Any, data_dir: Path) -> None:
    result = told("simulator", "captcha", "--json", "--data-dir", data_dir)
    assert (result.status, result.out) == (1, "")
    assert result.complaint == "ssc-desktop: No picture with a code has been shown yet."


# ------------------------------------------------------------------ what cannot be done


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes of POSIX")
def test_a_pipe_in_the_place_of_the_file_is_not_waited_for(told: Any, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "simulator.sqlite")
    result = told("simulator", "people", "--data-dir", tmp_path)
    assert (result.status, result.out) == (1, "")
    assert "damaged" in result.complaint


def test_a_damaged_file_is_told_and_left_alone(told: Any, tmp_path: Path) -> None:
    file = tmp_path / "simulator.sqlite"
    file.write_bytes(b"not a database")
    for what in (["people"], ["messages"], ["captcha"], ["reset"]):
        result = told("simulator", *what, "--data-dir", tmp_path)
        assert result.status == 1
        assert str(tmp_path) in result.complaint
        assert "damaged" in result.complaint
        assert file.read_bytes() == b"not a database"
    arabic = told("simulator", "people", "--data-dir", tmp_path, "--lang", "ar").complaint
    assert "تالف" in arabic


def test_a_folder_that_is_none_is_told(told: Any, tmp_path: Path) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.touch()
    for folder in (in_the_way, in_the_way / "below", tmp_path / ("x" * 300)):
        for what in ("people", "reset"):
            result = told("simulator", what, "--data-dir", folder)
            assert result.status == 1
            assert "cannot be written" in result.complaint


def test_a_forbidden_simulator_is_refused(shell: Any, told: Any, tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text("allow_simulator = false\n")
    where = ("--settings", file, "--data-dir", tmp_path / "data")
    for line in (
        ("simulator", "people"),
        ("simulator", "reset"),
        ("tour", "--out", tmp_path / "out"),
        ("--service", "simulator"),
    ):
        result = told(*line, *where)
        assert result.status != 0
        assert "forbid the simulator" in result.complaint
    by_environment = shell("simulator", "people", SSC_ALLOW_SIMULATOR="no")
    assert "forbid the simulator" in by_environment.complaint
    assert not (tmp_path / "data").exists()
    assert not (tmp_path / "out").exists()


# ------------------------------------------------------------------ where it is printed


def test_a_terminal_that_orders_nothing_gets_the_order_in_which_it_is_seen(
    shell: Any, data_dir: Path
) -> None:
    pty = pytest.importorskip("pty", reason="terminals are tried on POSIX")

    def shown(*options: str, **environ: str) -> str:
        ours, theirs = pty.openpty()
        line = shell.line("simulator", "people", "--limit", "1", "--data-dir", data_dir, *options)
        with subprocess.Popen(line, env=shell.environ(**environ), stdout=theirs) as process:
            os.close(theirs)
            content = b""
            try:
                while piece := os.read(ours, 65536):
                    content += piece
            except OSError:  # how Linux tells that the other side has closed
                pass
            os.close(ours)
        assert process.returncode == 0
        return content.decode().replace("\r\n", "\n")

    label = "الرقم الوطني"
    console = shown(TERM="linux")
    assert visual_line(label) in console
    assert label not in console
    assert all(len(line) == len(console.splitlines()[0]) for line in console.splitlines())
    assert label in shown(TERM="xterm-256color", VTE_VERSION="7600")
    assert label in shown("--console", "logical", TERM="linux")
    assert json.loads(shown("--json", "--console", "visual", TERM="linux"))


def test_visual_text_can_be_asked_for(told: Any, data_dir: Path) -> None:
    line = ("simulator", "people", "--limit", "1", "--data-dir", data_dir)
    shown = told(*line, "--console", "visual").out
    assert visual_line("رقم الهاتف:") in shown
    assert told(*line, "--json", "--console", "visual").json


@pytest.mark.parametrize("encoding", ["ascii", "cp1256"])
def test_no_encoding_stops_it(shell: Any, data_dir: Path, encoding: str) -> None:
    line = ("simulator", "people", "--limit", "1", "--data-dir", data_dir)
    for options in ([], ["--json"], ["--console", "visual"]):
        ended = subprocess.run(
            shell.line(*line, *options),
            env=shell.environ(PYTHONIOENCODING=encoding),
            capture_output=True,
            check=False,
        )
        assert ended.returncode == 0, ended.stderr
        text = ended.stdout.decode(encoding)
        if options == ["--json"]:
            assert json.loads(text)[0]["name"].isprintable()


def test_a_reader_that_has_seen_enough_is_no_error(shell: Any, data_dir: Path) -> None:
    process = shell.start("simulator", "people", "--json", "--data-dir", data_dir)
    process.stdout.close()
    assert process.stderr.read() == ""
    process.stderr.close()
    assert process.wait(60) == 141


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
def test_a_full_disk_is_told(shell: Any, data_dir: Path) -> None:
    with open("/dev/full", "w") as full:
        ended = subprocess.run(
            shell.line("simulator", "people", "--data-dir", data_dir),
            env=shell.environ(),
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert ended.returncode == 1
    assert ended.stderr == "ssc-desktop: The output was not written: No space left on device.\n"


@pytest.mark.skipif(sys.platform == "win32", reason="interrupts are sent on POSIX")
def test_an_interrupt_ends_it_quietly(shell: Any, tmp_path: Path) -> None:
    program = (
        "import signal, sys, time, ssc_desktop.cli.simulator as s, ssc_desktop.cli.main as m\n"
        # Whoever is started in the background is started deaf to interrupts.
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        # Python heeds a signal a little later; the sleep is where it is sure to.
        "s._opened = lambda *_: (signal.raise_signal(signal.SIGINT), time.sleep(60))\n"
        "sys.exit(m.carry_out(['simulator', 'people']))\n"
    )
    result = shell(program=program)
    assert (result.status, result.out, result.complaint) == (130, "", "")
