"""What the program is told before it starts.

Later words win: defaults < machine file < user file < environment < command line. Only
`allow_simulator = false` is final: nothing that comes later can take it back.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

from ssc_desktop.services.backend import SIMULATOR

if TYPE_CHECKING:
    from ssc_desktop.services.contract import Language

NAME = "ssc-desktop"
FILE_NAME = "settings.toml"
PREFIX = "SSC_"  # of variables of the environment: SSC_SERVICE, SSC_DATA_DIR, …
LARGEST_FILE = 64 * 1024  # bytes

ModeName = Literal["desk", "terminal"]
ConsoleName = Literal["auto", "logical", "visual"]


class Settings(NamedTuple):
    """Everything that can be set.

    `service` is the simulator's name or an address, None where the first page has to ask.
    `console` tells whether the terminal shapes and orders Arabic itself. `ca_file` takes the place
    of the system's trusted certificates; `proxy` is the way to a service, None for straight.
    """

    service: str | None
    data_dir: Path
    language: Language = "ar"
    mode: ModeName = "desk"
    allow_simulator: bool = True
    console: ConsoleName = "auto"
    ca_file: Path | None = None
    proxy: str | None = None


class Trouble(Enum):
    """Why settings are refused."""

    UNREADABLE = "unreadable"
    NOT_TOML = "not_toml"
    TOO_LARGE = "too_large"
    UNKNOWN_KEY = "unknown_key"
    WRONG_VALUE = "wrong_value"
    FORBIDDEN = "forbidden"


class SettingsError(Exception):
    """A setting that cannot be followed; `place` names the file, variable or option."""

    def __init__(self, trouble: Trouble, place: str, key: str = "", detail: str = "") -> None:
        super().__init__(f"{place}: {key} {trouble.value} {detail}".strip())
        self.trouble = trouble
        self.place = place
        self.key = key
        self.detail = detail


def load(
    arguments: Mapping[str, str],
    environ: Mapping[str, str] = os.environ,
    *,
    machine_file: Path | None = None,
    user_file: Path | None = None,
    chosen_file: Path | None = None,
    frozen: bool = getattr(sys, "frozen", False),
) -> Settings:
    """Join all sources into one; `arguments` are those of the command line, by key.

    `chosen_file` takes the place of the user file and has to exist. Raises SettingsError.
    """
    values: dict[str, object] = {}
    places: dict[str, str] = {}
    forbidden = False
    for place, key, value in _words(arguments, environ, machine_file, user_file, chosen_file):
        values[key], places[key] = value, place
        forbidden = forbidden or (key == "allow_simulator" and value is False)
    if forbidden and values.get("service") == SIMULATOR:
        raise SettingsError(Trouble.FORBIDDEN, places["service"], "service")
    # Who installs the finished program says which service it speaks to; nobody is to mistake
    # training for it. Whoever starts it from the source is here to try it.
    values.setdefault("service", None if frozen or forbidden else SIMULATOR)
    values["allow_simulator"] = not forbidden
    if "data_dir" not in values:
        values["data_dir"] = default_data_dir()
    return Settings(**values)  # type: ignore[arg-type]  # each value comes from its own reader


def default_machine_file() -> Path:
    """Return where an administrator's settings lie."""
    if os.name == "posix":
        # Not $XDG_CONFIG_DIRS: it differs between the desktops of one machine.
        return Path("/etc", NAME, FILE_NAME)
    import platformdirs

    return platformdirs.site_config_path(NAME, appauthor=False) / FILE_NAME


def default_user_file() -> Path:
    """Return where a person's own settings lie."""
    folder = _xdg_folder("XDG_CONFIG_HOME", ".config")
    if folder is not None:
        return folder / FILE_NAME
    import platformdirs

    return platformdirs.user_config_path(NAME, appauthor=False, roaming=True) / FILE_NAME


def default_data_dir() -> Path:
    """Return where the program keeps its files unless told otherwise."""
    folder = _xdg_folder("XDG_DATA_HOME", ".local/share")
    if folder is not None:
        return folder
    import platformdirs

    return platformdirs.user_data_path(NAME, appauthor=False)


def _xdg_folder(variable: str, otherwise: str) -> Path | None:
    """Find a folder on Linux as platformdirs does, whose import takes longer than all of this.

    None where only platformdirs knows.
    """
    told, home = os.environ.get(variable, ""), os.environ.get("HOME", "")
    if sys.platform != "linux":
        return None
    if os.path.isabs(told):
        return Path(told, NAME)
    return Path(home, otherwise, NAME) if os.path.isabs(home) else None


def read_service(value: str) -> str:
    """Read the name of the simulator or the address of a service. Raises ValueError.

    An address is https://, or http:// to this machine alone.
    """
    if value == SIMULATOR:
        return value
    if re.search(r"[\s\x00-\x1f\x7f\\?#]", value) or len(value) > 2000:
        raise ValueError(value)
    from urllib.parse import urlsplit  # only where there is an address

    from ssc_desktop.services.loopback import is_loopback

    parts = urlsplit(value)
    host = parts.hostname or ""
    labels = host.removesuffix(".").split(".")
    if not (":" in host or all(re.fullmatch(r"\w(?:[\w-]*\w)?", label) for label in labels)):
        raise ValueError(value)
    if parts.scheme != "https" and not (parts.scheme == "http" and is_loopback(host)):
        raise ValueError(value)
    if parts.port == 0 or "@" in parts.netloc:
        raise ValueError(value)
    return value


# ------------------------------------------------------------------ reading single values


def _service(value: object, _base: Path) -> str:
    return read_service(_text(value))


def _path(value: object, base: Path) -> Path:
    text = _text(value)
    if not text or "\0" in text:
        raise ValueError(text)
    try:
        path = Path(text).expanduser()
    except RuntimeError:  # ~somebody who does not exist
        raise ValueError(text) from None
    return base / path


def _one_of(*allowed: str) -> Callable[[object, Path], str]:
    def read(value: object, _base: Path) -> str:
        if value not in allowed:
            raise ValueError(value)
        return str(value)

    return read


def _yes_or_no(value: object, _base: Path) -> bool:
    if not isinstance(value, bool):
        raise ValueError(value)
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError(value)
    return value


def _proxy(value: object, _base: Path) -> str:
    from urllib.parse import urlsplit  # only where there is a proxy

    text = _text(value)
    parts = urlsplit(text)
    plain = re.fullmatch(r"[\x21-\x7e]{1,500}", text) and "@" not in parts.netloc
    if not plain or parts.scheme not in ("http", "https") or not parts.hostname or not parts.port:
        raise ValueError(text)
    return text


_READERS: Mapping[str, Callable[[object, Path], object]] = {
    "service": _service,
    "data_dir": _path,
    "language": _one_of("ar", "en"),
    "mode": _one_of(*get_args(ModeName)),
    "allow_simulator": _yes_or_no,
    "console": _one_of(*get_args(ConsoleName)),
    "ca_file": _path,
    "proxy": _proxy,
}
KEYS = tuple(_READERS)
_BOOLEANS = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}


def _words(
    arguments: Mapping[str, str],
    environ: Mapping[str, str],
    machine_file: Path | None,
    user_file: Path | None,
    chosen_file: Path | None,
) -> Iterator[tuple[str, str, object]]:
    """Tell every setting with its place, the least important first."""
    yield from _of_file(machine_file or default_machine_file())
    if chosen_file is not None:
        yield from _of_file(chosen_file, required=True)
    else:
        yield from _of_file(user_file or default_user_file())
    here = Path()
    for key in KEYS:
        name = PREFIX + key.upper()
        text = environ.get(name, "")
        if text:
            value = _BOOLEANS.get(text.lower(), text) if key == "allow_simulator" else text
            yield name, key, _read(name, key, value, here)
    for key, text in arguments.items():
        place = "--" + {"language": "lang"}.get(key, key).replace("_", "-")
        yield place, key, _read(place, key, text, here)


def _of_file(file: Path, *, required: bool = False) -> Iterator[tuple[str, str, object]]:
    place = str(file)
    try:
        with file.open("rb") as stream:
            content = stream.read(LARGEST_FILE + 1)
    except (FileNotFoundError, NotADirectoryError) as error:
        if required:
            raise SettingsError(Trouble.UNREADABLE, place, detail=error.strerror or "") from None
        return
    except (OSError, ValueError) as error:
        detail = getattr(error, "strerror", None) or str(error)
        raise SettingsError(Trouble.UNREADABLE, place, detail=detail) from None
    if len(content) > LARGEST_FILE:
        raise SettingsError(Trouble.TOO_LARGE, place)
    import tomllib  # only where there is a file

    try:
        # Editors on Windows like to begin a file with a byte order mark.
        table = tomllib.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise SettingsError(Trouble.NOT_TOML, place, detail=str(error)) from None
    for key, value in table.items():
        if key not in _READERS:
            raise SettingsError(Trouble.UNKNOWN_KEY, place, key)
        yield place, key, _read(place, key, value, file.absolute().parent)


def _read(place: str, key: str, value: object, base: Path) -> object:
    try:
        return _READERS[key](value, base)
    except ValueError:
        raise SettingsError(Trouble.WRONG_VALUE, place, key) from None
