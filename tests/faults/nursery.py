"""Start processes that are to be killed: warmed up once, then forked for each life.

Run as a program with "simulator" or "server". Reads jobs from its input, one JSON object a line;
what it writes is told in `Nursery`.
"""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from ssc_desktop.backends.simulator.service import Simulator, open_simulator
from ssc_desktop.domain.identity import Nationality
from ssc_desktop.services.training import TrainingPerson
from tests.faults import lives
from tests.faults.lives import Life
from tests.faults.simulators import PEOPLE, ROOT, SEED


@dataclass
class Nursery:
    """The tests' end of it: send a job, hear "pid", "open", then what the process tells."""

    process: "subprocess.Popen[str]"
    pid: int = 0
    told: list[list[str]] = field(default_factory=list)

    def start(self, folder: Path, later: float, jobs: list[Life]) -> None:
        """Start a process on a folder, with a clock that is so many seconds ahead."""
        job = {"folder": str(folder), "later": later, "lives": [asdict(life) for life in jobs]}
        self._say(json.dumps(job))
        self.pid = int(self._hear("pid")[1])

    def wait_until_open(self) -> str:
        """Wait until the file is open; return the port of a server."""
        return self._hear("open")[1]

    def go(self) -> None:
        """Let it work."""
        self._say("go")

    def kill(self) -> list[list[str]]:
        """Kill it with signal 9, and return all that it has told up to then."""
        os.kill(self.pid, signal.SIGKILL)
        told = []
        while (words := self._hear())[0] != "ended":
            told.append(words)
        assert words[1] == str(-signal.SIGKILL), words
        return told

    def _say(self, line: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()

    def _hear(self, *expected: str) -> list[str]:
        assert self.process.stdout is not None
        words = self.process.stdout.readline().split()
        assert words, "the nursery has ended"
        assert not expected or words[0] in expected, words
        return words


@contextmanager
def nursery(kind: str) -> Iterator[Nursery]:
    """Run a nursery."""
    command = [sys.executable, "-W", "error", "-m", "tests.faults.nursery", kind]
    process = subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    with process:
        yield Nursery(process)
        assert process.stdin is not None
        process.stdin.close()
        assert process.wait(30) == 0


class Program:
    """The program itself, `serve --training`, with the same handles as a nursery."""

    def start(self, folder: Path, _later: float, _jobs: list[Life]) -> None:
        """Start it on a folder."""
        command = [sys.executable, "-W", "error", "-m", "ssc_desktop", "serve", "--training"]
        self._process = subprocess.Popen(
            [*command, "--port", "0", "--lang", "en", "--data-dir", str(folder)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )

    def wait_until_open(self) -> str:
        """Wait until it answers; return its port."""
        assert self._process.stdout is not None
        told = self._process.stdout.readline()
        found = re.search(r":([0-9]+)", told)
        assert found, told
        return found[1]

    def go(self) -> None:
        """Let it work, as it does anyway."""

    def kill(self) -> list[list[str]]:
        """Kill it with signal 9."""
        with self._process as process:
            process.kill()
        assert process.returncode == -signal.SIGKILL
        return []


# ------------------------------------------------------------------ what a nursery runs


def _tell(*words: object) -> None:
    os.write(1, (" ".join(map(str, words)) + "\n").encode())


def _open(job: dict[str, Any]) -> Simulator:
    later = job["later"]
    return open_simulator(
        Path(job["folder"]),
        PEOPLE,
        SEED,
        policy=lives.POLICY,
        clock=lambda: time.time() + later,
    )


def _tell_of(life: Life, word: str) -> None:
    _tell(word, life.place, life.flow_id)


def simulate(job: dict[str, Any], orders: Any) -> None:
    """Be a program with the simulator in it."""
    simulator = _open(job)
    _tell("open", "-")
    orders.readline()
    for told in job["lives"]:
        person = told.pop("person")
        person["kind"] = Nationality(person["kind"])
        life = Life(TrainingPerson(**person), **told)
        newest = partial(lives.newest_code_in, Path(job["folder"]))
        lives.live(
            life, simulator, newest, lambda life, word: _tell(word, life.place, life.flow_id)
        )
    signal.pause()


def serve(job: dict[str, Any], orders: Any) -> None:
    """Be a server."""
    from ssc_desktop.server.app import Service, create_app
    from ssc_desktop.server.serving import listen
    from ssc_desktop.server.serving import serve as answer

    simulator = _open(job)
    listening = listen("127.0.0.1", 0)
    _tell("open", listening.getsockname()[1])
    orders.readline()
    failed = partial(_tell, "failed")
    answer(create_app(Service(simulator.for_source, lambda: True, failed)), listening)


def _main(kind: str) -> None:
    work = {"simulator": simulate, "server": serve}[kind]
    if kind == "server":
        import ssc_desktop.server.app
        import ssc_desktop.server.serving  # noqa: F401
    with open(0, "rb", buffering=0, closefd=False) as orders:
        while line := orders.readline():
            if line == b"go\n":  # its receiver was dead already
                continue
            pid = os.fork()
            if pid == 0:
                _tell("pid", os.getpid())
                work(json.loads(line), orders)
                os._exit(1)
            _, status = os.waitpid(pid, 0)
            _tell("ended", os.waitstatus_to_exitcode(status))


if __name__ == "__main__":
    _main(sys.argv[1])
