"""Settings come from five places, and a wrong one names its place."""

import contextlib
import string
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssc_desktop import settings
from ssc_desktop.settings import Settings, SettingsError, Trouble, read_service


class Places:
    """A machine's file and a person's file, in a folder of the test's own."""

    def __init__(self, folder: Path) -> None:
        self.machine = folder / "machine.toml"
        self.user = folder / "user.toml"
        self.chosen: Path | None = None
        self.environ: dict[str, str] = {}

    def load(self, *, frozen: bool = False, **arguments: str) -> Settings:
        return settings.load(
            arguments,
            self.environ,
            machine_file=self.machine,
            user_file=self.user,
            chosen_file=self.chosen,
            frozen=frozen,
        )


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return Places(tmp_path)


def test_without_a_word_the_source_trains_and_the_finished_program_asks(places: Places) -> None:
    found = places.load()
    assert found == Settings(service="simulator", data_dir=found.data_dir)
    assert found.data_dir.name == "ssc-desktop"
    assert (found.language, found.mode, found.allow_simulator) == ("ar", "desk", True)
    assert places.load(frozen=True).service is None


def test_later_places_win(places: Places, tmp_path: Path) -> None:
    places.machine.write_text('language = "en"\nmode = "terminal"\nservice = "https://a.example"\n')
    assert places.load().language == "en"
    places.user.write_text('language = "ar"\ndata_dir = "mine"\n')
    assert places.load().language == "ar"
    assert places.load().data_dir == tmp_path / "mine"
    places.environ = {"SSC_LANGUAGE": "en", "SSC_MODE": "", "SSC_OTHER": "?"}
    assert places.load().language == "en"
    found = places.load(language="ar", data_dir="/tmp/x")
    assert found.language == "ar"
    assert found.data_dir == Path("/tmp/x")
    assert found.mode == "terminal"
    assert found.service == "https://a.example"


def test_the_way_to_a_service_can_be_set(places: Places, tmp_path: Path) -> None:
    places.machine.write_text('ca_file = "roots.pem"\nproxy = "http://proxy.example:3128"\n')
    found = places.load()
    assert (found.ca_file, found.proxy) == (tmp_path / "roots.pem", "http://proxy.example:3128")


def test_a_chosen_file_takes_the_place_of_the_users(places: Places, tmp_path: Path) -> None:
    places.user.write_text('mode = "terminal"\n')
    places.chosen = tmp_path / "chosen.toml"
    places.chosen.write_text('language = "en"\n')
    found = places.load()
    assert (found.language, found.mode) == ("en", "desk")


def test_a_forbidden_simulator_stays_forbidden(places: Places) -> None:
    places.machine.write_text("allow_simulator = false\n")
    places.user.write_text("allow_simulator = true\n")
    places.environ = {"SSC_ALLOW_SIMULATOR": "true"}
    found = places.load()
    assert found.allow_simulator is False
    assert found.service is None
    with pytest.raises(SettingsError) as caught:
        places.load(service="simulator")
    assert caught.value.trouble is Trouble.FORBIDDEN
    assert caught.value.place == "--service"


@pytest.mark.parametrize("word", ["false", "FALSE", "0", "no"])
def test_the_environment_can_forbid_it_too(places: Places, word: str) -> None:
    places.environ = {"SSC_ALLOW_SIMULATOR": word}
    assert places.load().allow_simulator is False


@pytest.mark.parametrize(
    ("line", "trouble", "key"),
    [
        ('languag = "ar"', Trouble.UNKNOWN_KEY, "languag"),
        ("[window]\nwidth = 3", Trouble.UNKNOWN_KEY, "window"),
        ('language = "fr"', Trouble.WRONG_VALUE, "language"),
        ("language = 3", Trouble.WRONG_VALUE, "language"),
        ('mode = "kiosk"', Trouble.WRONG_VALUE, "mode"),
        ('allow_simulator = "false"', Trouble.WRONG_VALUE, "allow_simulator"),
        ("allow_simulator = 0", Trouble.WRONG_VALUE, "allow_simulator"),
        ("data_dir = true", Trouble.WRONG_VALUE, "data_dir"),
        ('data_dir = ""', Trouble.WRONG_VALUE, "data_dir"),
        (r'data_dir = "a\u0000b"', Trouble.WRONG_VALUE, "data_dir"),
        ('data_dir = "~nobody-of-that-name/x"', Trouble.WRONG_VALUE, "data_dir"),
        ('service = "somewhere"', Trouble.WRONG_VALUE, "service"),
        ("service = 1979-05-27", Trouble.WRONG_VALUE, "service"),
        ('console = "braille"', Trouble.WRONG_VALUE, "console"),
        ("ca_file = 3", Trouble.WRONG_VALUE, "ca_file"),
        ('proxy = "proxy.example"', Trouble.WRONG_VALUE, "proxy"),
        ('proxy = "http://proxy.example"', Trouble.WRONG_VALUE, "proxy"),
        ('proxy = "http://proxy.example:99999"', Trouble.WRONG_VALUE, "proxy"),
        ('proxy = "http://me:secret@proxy.example:1"', Trouble.WRONG_VALUE, "proxy"),
        ('proxy = "socks5://proxy.example:1080"', Trouble.WRONG_VALUE, "proxy"),
        ("language = ", Trouble.NOT_TOML, ""),
        ("x = " + "[" * 5000, Trouble.NOT_TOML, ""),
        ("# " + "x" * 70_000, Trouble.TOO_LARGE, ""),
    ],
)
def test_a_wrong_file_is_named(places: Places, line: str, trouble: Trouble, key: str) -> None:
    places.user.write_text(line)
    with pytest.raises(SettingsError) as caught:
        places.load()
    assert caught.value.trouble is trouble
    assert caught.value.place == str(places.user)
    assert caught.value.key == key


def test_files_that_are_none(places: Places, tmp_path: Path) -> None:
    places.user.write_bytes(b"language = '\xff'")
    with pytest.raises(SettingsError) as caught:
        places.load()
    assert caught.value.trouble is Trouble.NOT_TOML
    places.user.unlink()
    places.user.mkdir()
    with pytest.raises(SettingsError) as caught:
        places.load()
    assert caught.value.trouble is Trouble.UNREADABLE
    for name in ("absent.toml", "a\0b"):
        places.chosen = tmp_path / name
        with pytest.raises(SettingsError) as caught:
            places.load()
        assert caught.value.trouble is Trouble.UNREADABLE


def test_a_byte_order_mark_is_no_mistake(places: Places) -> None:
    places.user.write_bytes(b"\xef\xbb\xbflanguage = 'en'\r\n")
    assert places.load().language == "en"


def test_wrong_variables_and_options_are_named(places: Places) -> None:
    with pytest.raises(SettingsError) as caught:
        places.load(language="fr")
    assert caught.value.place == "--lang"
    with pytest.raises(SettingsError) as caught:
        places.load(data_dir="")
    assert caught.value.place == "--data-dir"
    places.environ = {"SSC_DATA_DIR": "a\0b"}
    with pytest.raises(SettingsError) as caught:
        places.load()
    assert caught.value.place == "SSC_DATA_DIR"


@pytest.mark.parametrize(
    "address",
    [
        "simulator",
        "https://ssc.example",
        "https://ssc.example:8443/api/v1/",
        "https://خدمات.الأردن",
        "http://localhost:8000",
        "http://127.0.0.1:8000/",
        "http://[::1]:8000",
        "https://[2001:db8::1]/",
    ],
)
def test_addresses_that_can_be_called(address: str) -> None:
    assert read_service(address) == address


@pytest.mark.parametrize(
    "address",
    [
        "",
        "Simulator",
        "ssc.example",
        "ftp://ssc.example",
        "http://ssc.example",
        "http://127.0.0.1.ssc.example",
        "http://localhost.ssc.example",
        "https://",
        "https://?",
        "https://..",
        "https://a..b",
        "https://ssc .example",
        "https://ssc.example\n",
        "https://ssc.example:port",
        "https://ssc.example:99999",
        "https://ssc.example:0",
        "https://person:password@ssc.example",
        "https://ssc.example/?a=b",
        "https://ssc.example/#a",
        "https://ssc.example/?",
        "https://ssc.example#",
        "https://ssc.example\\@other.example",
        "https://[::1",
        "javascript:alert(1)",
        "https://" + "a" * 3000,
    ],
)
def test_addresses_that_cannot(address: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        read_service(address)


@given(st.text() | st.text(string.printable).map("https://".__add__))
def test_any_text_is_an_address_or_refused(text: str) -> None:
    with contextlib.suppress(ValueError):
        assert read_service(text) == text


@pytest.mark.skipif(sys.platform != "linux", reason="the folders of Linux")
@pytest.mark.parametrize("home", ["/srv/somebody", "relative", ""])
@pytest.mark.parametrize("told", [None, "/elsewhere", "relative", ""])
def test_folders_are_those_that_platformdirs_finds(
    monkeypatch: pytest.MonkeyPatch, home: str, told: str | None
) -> None:
    import platformdirs

    monkeypatch.setenv("HOME", home)
    for variable in ("XDG_CONFIG_HOME", "XDG_DATA_HOME"):
        if told is None:
            monkeypatch.delenv(variable, raising=False)
        else:
            monkeypatch.setenv(variable, told)
    files = platformdirs.user_data_path("ssc-desktop", appauthor=False)
    assert settings.default_data_dir() == files
    own = platformdirs.user_config_path("ssc-desktop", appauthor=False)
    assert settings.default_user_file() == own / "settings.toml"
