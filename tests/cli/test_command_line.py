"""What is put wrongly is told in one line; what is put rightly reaches the window."""

import json
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from ssc_desktop import __version__

HEAVY = (
    "sqlalchemy", "requests", "urllib3", "keyring", "argon2", "phonenumbers", "email_validator",
    "captcha", "PIL", "msgspec", "arabic_reshaper", "bidi", "PySide6",
)  # fmt: skip

# A window that only writes down what it is given.
WINDOW = """
import json, sys, types
from ssc_desktop.domain.errors import AppError

def seen(options, connect, ready=lambda: None, give_up=None, **more):
    ready()
    from ssc_desktop.cli.main import settings
    errors = []
    for name in sys.argv[1].split():
        try:
            backend = connect(name)
        except AppError as error:
            errors.append(error.code)
        else:
            errors.append(type(backend.service).__name__)
            backend.service.close()
    heavy = [name for name in sys.argv[2].split() if name in sys.modules]
    print(json.dumps([options._asdict(), errors, heavy, more], default=str))
    return 7

application, tour = types.ModuleType("ui.application"), types.ModuleType("ui.tour")
application.run, application.smoke_test, tour.run_tour = seen, seen, seen
sys.modules["ui.application"], sys.modules["ui.tour"] = application, tour
from ssc_desktop.cli.main import carry_out
sys.exit(carry_out(sys.argv[3:]))
"""


# run.py as it is, but with the packages and the Python that the tests have.
THROUGH_RUN_PY = """
import sys
from pathlib import Path
import run

run.set_up = lambda kind, screen: None
run.PYTHON = Path(sys.executable)
run.main()
"""

# A start that looks at what is set up while another one changes it.
BESIDE_ANOTHER_START = """
import sys, threading
from pathlib import Path
import run

run.STAMP, run.PYTHON = Path(sys.argv[1]), Path(sys.executable)

def change():
    for _ in range(5_000):
        run.mark({"dev"})
        run.STAMP.unlink()

other = threading.Thread(target=change)
other.start()
try:
    while other.is_alive():
        run.done()
finally:
    other.join()
"""


def _window(shell: Any, *line: Any, names: str = "", **environ: str) -> Any:
    result = shell(names, " ".join(HEAVY), *line, program=WINDOW, **environ)
    assert result.status == 7, result.complaint
    return json.loads(result.out)


# ------------------------------------------------------------------ the window


def test_the_window_is_told_what_was_asked_for(shell: Any) -> None:
    options, _, heavy, _ = _window(shell, QT_QPA_PLATFORM="offscreen")
    assert options == {
        "language": "ar",
        "mode": "desk",
        "entry": "start",
        "service": "simulator",
        "simulator_allowed": True,
    }
    assert heavy == []

    line = (
        "--lang",
        "en",
        "--mode",
        "terminal",
        "--open",
        "reset",
        "--service",
        "https://a.example",
    )
    options, _, _, _ = _window(shell, *line, QT_QPA_PLATFORM="offscreen")
    assert options == {
        "language": "en",
        "mode": "terminal",
        "entry": "reset",
        "service": "https://a.example",
        "simulator_allowed": True,
    }


def test_the_window_gets_a_service_when_it_asks(shell: Any, tmp_path: Path) -> None:
    line = ("--data-dir", tmp_path / "data", "--smoke-test")
    names = "simulator https://a.example nonsense"
    _, opened, _, _ = _window(shell, *line, names=names, QT_QPA_PLATFORM="")  # Qt ignores it too
    assert opened == ["Simulator", "RestAccountService", "service.not_supported"]
    assert (tmp_path / "data" / "simulator.sqlite").exists()
    assert not (tmp_path / "data" / "logs").exists()


def test_a_forbidden_simulator_is_not_opened_for_the_window_either(
    shell: Any, tmp_path: Path
) -> None:
    file = tmp_path / "settings.toml"
    file.write_text("allow_simulator = false\n")
    options, opened, _, _ = _window(shell, "--settings", file, "--smoke-test", names="simulator")
    assert (options["service"], options["simulator_allowed"]) == (None, False)
    assert opened == ["service.not_supported"]


def test_the_window_leaves_a_log(shell: Any, tmp_path: Path) -> None:
    (tmp_path / "simulator.sqlite").write_text("damaged")
    _window(shell, "--data-dir", tmp_path, names="simulator", QT_QPA_PLATFORM="offscreen")
    (file,) = (tmp_path / "logs").iterdir()
    lines = [json.loads(line) for line in file.read_text().splitlines()]
    assert [line["event"] for line in lines] == [
        "program.started",
        "service.failed",
        "program.ended",
    ]
    assert lines[0]["version"] == __version__
    assert lines[1]["code"] == "storage.damaged"


def test_without_a_screen_the_window_does_not_open(shell: Any) -> None:
    result = shell()
    assert result.status == 1
    assert result.complaint.startswith("ssc-desktop: There is no display")
    assert "python3 run.py tour" in result.complaint


@pytest.mark.parametrize("line", [["nonsense"], ["--nonsense"], ["--lang", "fr"]], ids=str)
def test_a_wrong_call_is_told_without_a_screen_too(shell: Any, line: list[str]) -> None:
    result = shell(*line, program=THROUGH_RUN_PY)
    assert result.status == 2
    assert line[-1] in result.complaint
    assert "display" not in result.complaint


def test_help_is_given_without_a_screen_too(shell: Any) -> None:
    result = shell("--help", program=THROUGH_RUN_PY)
    assert result.status == 0
    assert "simulator" in result.out


@pytest.mark.skipif(sys.platform == "win32", reason="there, what is being read is not removed")
def test_two_may_be_started_at_once_from_source(shell: Any, tmp_path: Path) -> None:
    result = shell(tmp_path / "set-up.txt", program=BESIDE_ANOTHER_START)
    assert (result.status, result.complaint) == (0, "")


def test_a_command_carried_out_leaves_the_process_as_it_was(told: Any) -> None:
    resource = pytest.importorskip("resource")
    before = resource.getrlimit(resource.RLIMIT_CORE)
    assert told("--version").status == 0
    assert resource.getrlimit(resource.RLIMIT_CORE) == before


def test_the_real_window_is_built_and_ends(shell: Any, tmp_path: Path) -> None:
    (tmp_path / "tmp").mkdir()
    line = ("--smoke-test", "--lang", "en", "--open", "register")
    result = shell(*line, TMPDIR=str(tmp_path / "tmp"))
    assert (result.status, result.out, result.complaint) == (0, "", "")
    assert not [path for path in tmp_path.rglob("*") if "ssc-desktop" in path.name]


def test_a_machine_without_qt_is_told(shell: Any) -> None:
    program = (
        "import sys; sys.modules['PySide6.QtCore'] = None\n"
        "from ssc_desktop.cli.main import main; sys.exit(main())"
    )
    for line in (["--smoke-test"], ["--smoke-test", "--lang", "ar"]):
        result = shell(*line, program=program)
        assert result.status == 1
        assert "Qt" in result.complaint


def test_settings_reach_the_window_from_every_place(shell: Any, tmp_path: Path) -> None:
    folder = tmp_path / ".config" / "ssc-desktop"
    folder.mkdir(parents=True)
    (folder / "settings.toml").write_text('language = "en"\nmode = "terminal"\n')
    environ = {"SSC_MODE": "desk", "QT_QPA_PLATFORM": "offscreen"}
    options, _, _, _ = _window(shell, **environ)
    assert (options["language"], options["mode"]) == ("en", "desk")
    options, _, _, _ = _window(shell, "--lang", "ar", **environ)
    assert options["language"] == "ar"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="displays of Linux")
@pytest.mark.parametrize("line", [(), ("--smoke-test",), ("tour", "--out", "pictures")])
def test_a_screen_that_does_not_answer_is_told_in_one_line(
    shell: Any, tmp_path: Path, line: tuple[str, ...]
) -> None:
    folder = [tmp_path / word if word == "pictures" else word for word in line]
    for display in ({"DISPLAY": ":4711"}, {"QT_QPA_PLATFORM": "nothing"}):
        result = shell(*folder, "--lang", "en", **display)
        assert (result.status, result.out) == (1, "")
        assert result.complaint.startswith("ssc-desktop: The window could not be opened: ")
        assert "\n" not in result.complaint


# ------------------------------------------------------------------ the tour


def test_the_tour_is_told_what_was_asked_for(shell: Any, tmp_path: Path) -> None:
    out = tmp_path / "a" / "b"
    line = ("tour", "--out", out, "--lang", "en", "--size", "1080x1920", "--text-scale", "200")
    options, opened, _, more = _window(
        shell, *line, "--mode", "terminal", "--service", "simulator", names="simulator"
    )
    assert (options["language"], options["mode"], options["service"]) == (
        "en",
        "terminal",
        "simulator",
    )
    assert more == {"out": str(out), "size": [1080, 1920], "scale": 2.0}
    assert opened == ["Simulator"]
    assert out.is_dir()
    # It played with people of its own, and left nothing of them.
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a"]


def test_the_tour_plays_where_it_is_told_to(shell: Any, tmp_path: Path) -> None:
    line = ("--data-dir", tmp_path / "data", "tour", "--out", tmp_path / "out")
    _, _, _, more = _window(shell, *line, names="simulator")
    assert (tmp_path / "data" / "simulator.sqlite").exists()
    assert more["size"] == [1366, 768]
    assert more["scale"] == 1.0


def test_pictures_that_cannot_be_kept_are_told_beforehand(told: Any, tmp_path: Path) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.touch()
    for folder in (in_the_way, in_the_way / "below", f"{tmp_path}/a\0b"):
        result = told("tour", "--out", folder)
        assert result.status == 1
        assert "cannot be written" in result.complaint


# ------------------------------------------------------------------ what is put wrongly


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("--foo", "unrecognized arguments: --foo"),
        ("--versio", "unrecognized arguments"),
        ("--servise simulator", "unrecognized arguments: --servise"),
        ("--lang en --langg ar", "unrecognized arguments: --langg"),
        ("--smoke-test --data_dir x", "unrecognized arguments: --data_dir"),
        ("serv --port 80", "invalid choice: 'serv'"),
        ("--lang en serv --port 80", "invalid choice: 'serv'"),
        ("extra", "invalid choice: 'extra'"),
        ("--lang fr", "argument --lang"),
        ("--lang", "argument --lang"),
        ("--mode kiosk", "argument --mode"),
        ("--open page", "argument --open"),
        ("--console braille", "argument --console"),
        ("--service somewhere", "--service must be"),
        ("--service http://ssc.example", "--service must be"),
        ("--service https://", "--service must be"),
        ("--data-dir=", "--data-dir must be"),
        ("--data-dir a\0b", "--data-dir must be"),
        ("--settings absent.toml", "absent.toml cannot be read"),
        ("--settings=", "cannot be read"),
        ("simulator", "required: WHAT"),
        ("simulator play", "invalid choice: 'play'"),
        ("simulator people --limit -1", "--limit: must be a whole number"),
        ("simulator people --limit 0", "--limit: must be a whole number"),
        ("simulator people --limit 1.5", "--limit: must be a whole number"),
        ("simulator people --limit 5000000", "--limit: must be a whole number"),
        ("simulator people --limit " + "9" * 5000, "--limit: must be a whole number"),
        ("simulator people --kind martian", "argument --kind"),
        ("simulator people --registered --unregistered", "not allowed with"),
        ("simulator reset --people 0", "--people: must be a whole number"),
        ("simulator reset --people -5", "--people: must be a whole number"),
        ("simulator reset --people many", "--people: must be a whole number"),
        ("simulator reset --seed -1", "--seed: must be a whole number"),
        ("simulator messages --to", "argument --to"),
        ("--open login simulator people", "--open does not go with"),
        ("--smoke-test simulator people", "--smoke-test does not go with"),
        ("tour", "required: --out"),
        ("tour --out x --size big", "--size: must be"),
        ("tour --out x --size 10x10", "--size: must be"),
        ("tour --out x --size 99999x99999", "--size: must be"),
        ("tour --out x --text-scale 120", "argument --text-scale"),
        ("--service https://a.example tour --out x", "To tour https://a.example"),
        ("--\x1b[31m\nfoo", "unrecognized arguments"),
        ("\u202eabc\ud800", "invalid choice"),
        ("--" + "x" * 100_000, "unrecognized arguments"),
    ],
    ids=lambda text: text[:40],
)
def test_a_wrong_line_is_told_in_one_line(told: Any, line: str, complaint: str) -> None:
    result = told(*line.split(" "))
    assert result.status == 2
    assert complaint in result.complaint
    assert result.out == ""
    assert len(result.complaint) < 1100
    assert "\x1b" not in result.complaint
    assert "\u202e" not in result.complaint


def test_it_is_told_in_arabic_where_asked_for(told: Any) -> None:
    assert told("--lang", "ar", "--foo").complaint.startswith("يرجى مراجعة سطر الأوامر: ")
    assert told("--foo", "--lang=ar").complaint.startswith("يرجى")
    assert told("--service", "x", "--lang", "ar").complaint.startswith("قيمة --service يجب")


def test_a_wrong_settings_file_names_itself_and_the_key(shell: Any, tmp_path: Path) -> None:
    file = tmp_path / "ملف.toml"
    file.write_text("languag = 'ar'")
    for line in (["--smoke-test"], ["simulator", "people"]):
        result = shell("--settings", file, *line)
        assert result.status == 2
        assert f"{file}: there is no setting languag." in result.complaint
    file.write_text("mode = 3")
    assert shell("--settings", file).complaint == (
        f"ssc-desktop: {file}: mode must be desk or terminal."
    )
    assert shell("--settings", file, "--lang", "ar").complaint == (
        f"{file}: قيمة mode يجب أن تكون desk أو terminal."
    )


# ------------------------------------------------------------------ help and version


def test_version(shell: Any) -> None:
    assert shell("--version").out == f"ssc-desktop {__version__}\n"
    assert shell("--version", "--settings", "absent").status == 0


@pytest.mark.parametrize(
    "command",
    ["", "simulator", *(f"simulator {w}" for w in "reset people messages captcha".split()), "tour"],
)
def test_help_names_every_option(told: Any, command: str) -> None:
    result = told(*command.split(), "--help")
    assert result.status == 0
    for option in ("--service", "--data-dir", "--lang", "--mode", "--console", "--settings"):
        assert option in result.out


def test_help_tells_where_settings_are(told: Any) -> None:
    out = told("--help").out
    assert "/settings.toml" in out.replace("\\", "/")
    assert "SSC_ALLOW_SIMULATOR" in out


def test_the_program_is_installed_under_its_name() -> None:
    project = tomllib.loads(Path(__file__).parents[2].joinpath("pyproject.toml").read_text("utf-8"))
    assert project["project"]["scripts"]["ssc-desktop"] == "ssc_desktop.cli.main:main"
