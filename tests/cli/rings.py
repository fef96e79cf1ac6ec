"""Keyrings as computers have them: one that works, one that hangs, one that is locked."""

import json
import os
import threading
from pathlib import Path

from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked, PasswordDeleteError


class Ring(KeyringBackend):
    """Keep passwords in memory."""

    priority = 10.0
    persist = "enterprise"  # as on Windows: wherever the same person signs in

    def __init__(self) -> None:
        super().__init__()
        self.held: dict[str, str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.held.get(f"{service}|{username}")

    def set_password(self, service: str, username: str, password: str) -> None:
        self.held[f"{service}|{username}"] = password

    def delete_password(self, service: str, username: str) -> None:
        if f"{service}|{username}" not in self.held:
            raise PasswordDeleteError
        del self.held[f"{service}|{username}"]


class SharedRing(Ring):
    """One that all processes of a test see."""

    def get_password(self, service: str, username: str) -> str | None:
        self._look()
        return super().get_password(service, username)

    def set_password(self, service: str, username: str, password: str) -> None:
        self._look()
        super().set_password(service, username, password)
        self._file.write_text(json.dumps(self.held), encoding="utf-8")

    def delete_password(self, service: str, username: str) -> None:
        self._look()
        super().delete_password(service, username)
        self._file.write_text(json.dumps(self.held), encoding="utf-8")

    def _look(self) -> None:
        if self._file.exists():
            self.held = json.loads(self._file.read_text(encoding="utf-8"))

    @property
    def _file(self) -> Path:
        return Path(os.environ["TEST_RING"])


class HangingRing(Ring):
    """One that waits for somebody who never comes."""

    def __init__(self) -> None:
        super().__init__()
        self.asked = 0
        self.unlocked = threading.Event()

    def get_password(self, service: str, username: str) -> str | None:
        self.asked += 1
        self.unlocked.wait(60)
        return super().get_password(service, username)


class LockedRing(Ring):
    """One that refuses at once."""

    locked = True

    def get_password(self, service: str, username: str) -> str | None:
        if self.locked:
            raise KeyringLocked("Failed to unlock the collection!")
        return super().get_password(service, username)

    def set_password(self, service: str, username: str, password: str) -> None:
        if self.locked:
            raise KeyringLocked("Failed to unlock the collection!")
        super().set_password(service, username, password)


class PlainFile(Ring):
    """One that keyring itself does not recommend."""

    priority = 0.5
