"""What SQLite asks of the disk, recorded call by call, and what a power failure may leave of it.

The recorder stands between SQLite and its own way to the files: the library that Python's module
`sqlite3` uses is asked for its VFS, and a copy of that, whose writes, syncs, truncations and
deletions are noted first, becomes the default for a while.
"""

import ctypes
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from ctypes import POINTER, Structure, c_char, c_char_p, c_int, c_int64, c_void_p, cast
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

SECTOR = 512  # what a disk writes whole or not at all


@dataclass(frozen=True)
class Write:
    """Bytes at a place in a file."""

    name: str
    at: int
    data: bytes


@dataclass(frozen=True)
class Truncate:
    """A file is made that long."""

    name: str
    size: int


@dataclass(frozen=True)
class Sync:
    """What was written to a file is on the disk when this returns."""

    name: str


@dataclass(frozen=True)
class Delete:
    """A file is gone; `synced` if its folder is on the disk when this returns."""

    name: str
    synced: bool


@dataclass(frozen=True)
class Answered:
    """A call to the service has returned."""


Act = Write | Truncate | Sync | Delete | Answered


# ------------------------------------------------------------------ recording


def _method(*arguments: Any) -> Any:
    return ctypes.CFUNCTYPE(c_int, c_void_p, *arguments)


# SQLite keeps more around a name than its text, so the very pointer goes on.
_OPEN = _method(c_void_p, c_void_p, c_int, c_void_p)
_DELETE = _method(c_void_p, c_int)
_WRITE = _method(POINTER(c_char), c_int, c_int64)
_TRUNCATE, _SYNC, _CLOSE = _method(c_int64), _method(c_int), _method()


class _Vfs(Structure):
    _fields_ = [
        ("version", c_int),
        ("file_size", c_int),
        ("longest_path", c_int),
        ("next", c_void_p),
        ("name", c_char_p),
        ("data", c_void_p),
        ("open", _OPEN),
        ("delete", _DELETE),
        ("rest", c_void_p * 14),
    ]


class _Methods(Structure):
    _fields_ = [
        ("version", c_int),
        ("close", _CLOSE),
        ("read", c_void_p),
        ("write", _WRITE),
        ("truncate", _TRUNCATE),
        ("sync", _SYNC),
        ("rest", c_void_p * 13),
    ]


_KEPT: list[Any] = []  # what a connection left open would still call


class UnavailableError(Exception):
    """Python's SQLite gives no way in, as where it is linked statically."""


def _library() -> Any:
    import _sqlite3

    try:
        library = ctypes.CDLL(_sqlite3.__file__)
        library.sqlite3_vfs_find.restype = POINTER(_Vfs)
        library.sqlite3_vfs_register.argtypes = [c_void_p, c_int]
        library.sqlite3_vfs_unregister.argtypes = [c_void_p]
    except (AttributeError, OSError) as error:
        raise UnavailableError from error
    return library


@contextmanager
def recorded() -> Iterator[list[Act]]:
    """Record what SQLite asks of the disk, in order; files are called by their last name."""
    library = _library()
    original = library.sqlite3_vfs_find(None).contents
    acts: list[Act] = []
    names: dict[int, str] = {}
    copies: dict[int, _Methods] = {}

    def opened(vfs: int, name: int | None, file: int, flags: int, told: int | None) -> int:
        result: int = original.open(vfs, name, file, flags, told)
        place = cast(file, POINTER(c_void_p))
        if result == 0 and name is not None and place[0]:
            names[file] = _last_name(name)
            if place[0] not in copies:
                copies[place[0]] = _noting(_Methods.from_address(place[0]), names, acts)
            place[0] = ctypes.addressof(copies[place[0]])
        return result

    def deleted(vfs: int, name: int, synced: int) -> int:
        result: int = original.delete(vfs, name, synced)
        if result == 0:
            acts.append(Delete(_last_name(name), bool(synced)))
        return result

    ours = _Vfs.from_buffer_copy(original)
    _KEPT.append((ours, copies))
    ours.name, ours.open, ours.delete = b"recorder", _OPEN(opened), _DELETE(deleted)
    library.sqlite3_vfs_register(ctypes.addressof(ours), 1)
    try:
        yield acts
    finally:
        library.sqlite3_vfs_unregister(ctypes.addressof(ours))
        library.sqlite3_vfs_register(ctypes.addressof(original), 1)


def _last_name(place: int) -> str:
    return Path(ctypes.string_at(place).decode()).name


def _noting(original: _Methods, names: dict[int, str], acts: list[Act]) -> _Methods:
    """Copy the methods of an open file, so that what changes it is noted."""

    def write(file: int, data: Any, size: int, at: int) -> int:
        acts.append(Write(names[file], at, data[:size]))
        return int(original.write(file, data, size, at))

    def truncate(file: int, size: int) -> int:
        acts.append(Truncate(names[file], size))
        return int(original.truncate(file, size))

    def sync(file: int, how: int) -> int:
        result = int(original.sync(file, how))
        acts.append(Sync(names[file]))
        return result

    def close(file: int) -> int:
        del names[file]
        return int(original.close(file))

    ours = _Methods.from_buffer_copy(original)
    ours.write, ours.truncate = _WRITE(write), _TRUNCATE(truncate)
    ours.sync, ours.close = _SYNC(sync), _CLOSE(close)
    return ours


# ------------------------------------------------------------------ failing


@dataclass
class _File:
    """One file: what is surely on the disk, and what was asked for since."""

    durable: bytes = b""
    is_named: bool = False  # surely in its folder
    pending: list[Write | Truncate] = field(default_factory=list)


Choice = Callable[[list[Write | Truncate]], list[Write | Truncate]]
Files = dict[str, bytes]


class Disk:
    """A disk that has done some of what it was asked for."""

    def __init__(self, files: Files) -> None:
        self._files = {name: _File(data, True) for name, data in files.items()}
        self._ghosts: dict[str, bytes] = {}  # deleted, but the folder may not know it

    def do(self, act: Act) -> None:
        """Take one more act on."""
        if isinstance(act, Delete):
            gone = self._files.pop(act.name)
            self._ghosts.pop(act.name, None)
            if not act.synced:
                self._ghosts[act.name] = _after(gone.durable, gone.pending)
        elif isinstance(act, Sync):
            file = self._files.setdefault(act.name, _File())
            file.durable, file.pending = _after(file.durable, file.pending), []
            file.is_named = True
            self._ghosts.pop(act.name, None)
        elif isinstance(act, Write | Truncate):
            self._files.setdefault(act.name, _File()).pending.append(act)

    def all_done(self) -> Files:
        """Return the files as a process sees them, and finds them after a kill."""
        return {n: _after(f.durable, f.pending) for n, f in self._files.items()}

    def failures(self, dice: random.Random) -> Iterator[Files]:
        """Yield what the power may leave when it fails now: all, nothing or some of what is due.

        Of the last write, every number of whole sectors may have arrived.
        """
        yield self.all_done()
        yield {**self._ghosts, **self._left(lambda _due: [], keeps_new=False)}
        for _ in range(2):
            keeps_new = dice.random() < 0.5
            yield self._left(lambda due: _some(due, dice), keeps_new=keeps_new)
        last = max((len(f.pending[-1:]) for f in self._files.values()), default=0)
        if last:
            yield from self._torn()

    def _torn(self) -> Iterator[Files]:
        for name, file in self._files.items():
            if not (file.pending and isinstance(write := file.pending[-1], Write)):
                continue
            for size in range(0, len(write.data), SECTOR):
                part = Write(name, write.at, write.data[:size])
                whole = {n: _after(f.durable, f.pending) for n, f in self._files.items()}
                yield {**whole, name: _after(file.durable, [*file.pending[:-1], part])}

    def _left(self, choice: Choice, *, keeps_new: bool) -> Files:
        return {
            name: _after(file.durable, choice(file.pending))
            for name, file in self._files.items()
            if file.is_named or keeps_new
        }


def _after(data: bytes, acts: list[Write | Truncate]) -> bytes:
    changed = bytearray(data)
    for act in acts:
        if isinstance(act, Truncate):
            del changed[act.size :]
            continue
        if len(changed) < act.at:
            changed.extend(bytes(act.at - len(changed)))
        changed[act.at : act.at + len(act.data)] = act.data
    return bytes(changed)


def _some(due: list[Write | Truncate], dice: random.Random) -> list[Write | Truncate]:
    """Choose acts that arrive, some of them in part; the order of arrival does not matter."""
    chosen: list[Write | Truncate] = []
    for act in due:
        if dice.random() < 0.5:
            continue
        if isinstance(act, Write) and dice.random() < 0.3:
            act = Write(act.name, act.at, act.data[: dice.randrange(0, len(act.data) + 1, SECTOR)])
        chosen.append(act)
    return chosen
