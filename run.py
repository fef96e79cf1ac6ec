#!/usr/bin/env python3
"""Set up what is missing, then start the program.

    python3 run.py [...]          the program, with its own arguments (--help tells them)
    python3 run.py test [...]     the checks and the tests; arguments go to pytest
    python3 run.py bench [...]    the benchmark

On Windows: py run.py. Needs Python 3.11 or later and nothing else: the first start makes .venv
beside this file and installs the locked dependencies there, later ones go straight to the program.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, NoReturn

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
WINDOWS = sys.platform == "win32"
LINUX = sys.platform == "linux"
THIS_PYTHON = f"python{sys.version_info[0]}.{sys.version_info[1]}"
PYTHON = VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")

# One line for each thing that is set up. While .venv is being changed the file is away, so what an
# interrupted set-up leaves behind is known as such and made anew.
STAMP = VENV / "set-up.txt"

TRANSLATIONS = ROOT / "resources" / "translations"

# The libraries of the system that Qt's wheels expect, each with its Debian package (what a package
# brings along is left out): without the first ones nothing of Qt can be imported, the others are
# needed where there is a screen.
QT_LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libxkbcommon.so.0": "libxkbcommon0",
}
SCREEN_LIBRARIES = {
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}

# What may be asked of the program where there is no screen: every command, and these options.
WINDOWLESS = {
    *("tour", "simulator", "serve", "admin", "credential", "openapi"),
    *("--smoke-test", "--version", "--help", "-h"),
}

# What asks for the packages of a server besides: these commands, and a database with an address.
FOR_SERVERS = {"serve", "admin", "--database-url"}


def main() -> None:
    """Start what the command line asks for."""
    if sys.version_info < (3, 11):  # noqa: UP036 - an older one must be told
        stop(f"Python 3.11 or later is needed; this is {sys.version.split()[0]}.")
    command, rest = (sys.argv[1], sys.argv[2:]) if len(sys.argv) > 1 else ("", [])
    if command == "test":
        set_up("dev", screen=False)
        sys.exit(test(rest))
    if command == "bench":
        set_up("dev", screen=False)
        become("bench", rest)
    set_up(packages_for(sys.argv[1:]), screen=has_screen() and asks_for_the_window(sys.argv[1:]))
    become("ssc_desktop", sys.argv[1:])


def has_screen() -> bool:
    """Tell whether Qt would draw on a screen; the program itself says so where there is none."""
    if os.environ.get("QT_QPA_PLATFORM"):
        return False
    return not LINUX or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def asks_for_the_window(arguments: list[str]) -> bool:
    """Tell whether the window is to open; the simulator may also be the value of --service."""
    before = ["", *arguments]
    return not any(
        word in WINDOWLESS and option != "--service"
        for option, word in zip(before, arguments, strict=False)
    )


def packages_for(arguments: list[str]) -> str:
    """Tell whose packages a command line of the program needs: everybody's, or a server's too."""
    words = {argument.partition("=")[0] for argument in arguments}
    return "server" if words & FOR_SERVERS else "run"


def become(module: str, arguments: list[str]) -> NoReturn:
    """Go on as a module of the project, under the Python of .venv."""
    # -P: the folder one happens to stand in must not lend its modules to the program.
    command = [str(PYTHON), "-P", "-m", module, *arguments]
    if not WINDOWS:
        os.execv(PYTHON, command)
    # On Windows exec would return to the prompt at once and leave the program behind.
    import subprocess

    with subprocess.Popen(command) as child:
        while True:
            try:
                sys.exit(child.wait())
            except KeyboardInterrupt:
                continue  # the program got it too, and decides


def test(arguments: list[str]) -> int:
    """Run every check and the tests, also after one has failed; return the exit code."""
    import subprocess

    import_linter = "from importlinter.cli import lint_imports_command as run; run()"
    workers = str(min(4, (os.cpu_count() or 1) + 1))  # many tests wait for what they started
    steps = {
        "ruff check": ["-m", "ruff", "check", "."],
        "ruff format": ["-m", "ruff", "format", "--check", "."],
        "mypy": ["-m", "mypy"],
        "import contracts": ["-c", import_linter],
        "tests": ["-m", "pytest", "-n", workers, *arguments],
    }
    failed = []
    for name, step in steps.items():
        print(f"\n=== {name}", flush=True)
        if subprocess.run([PYTHON, *step], cwd=ROOT, check=False).returncode != 0:
            failed.append(name)
    if failed:
        print(f"\nFailed: {', '.join(failed)}.", flush=True)
    return 1 if failed else 0


def set_up(kind: str, screen: bool) -> None:
    """Make .venv, the packages of requirements/<kind>.txt and the translations, where missing."""
    packages = f"{kind} {fingerprint(ROOT / 'requirements' / f'{kind}.txt')}"
    wanted = {packages, "screen"} if screen else {packages}
    if wanted <= done() and not stale_translations():
        return
    try:
        with alone():
            missing = wanted - done()
            if missing:
                install_system_packages(screen)
            if packages in missing:
                install_packages(kind)
                compile_modules()
            if missing:
                mark(done() | wanted)
            if stale_translations():
                run("The translations were not built.", PYTHON, ROOT / "packaging/build_assets.py")
    except OSError as error:
        stop(f"The set-up in {ROOT} did not succeed: {error}")


def fingerprint(file: Path) -> str:
    """Return a name for a file's content that changes with it."""
    from hashlib import sha256

    return sha256(file.read_bytes()).hexdigest()


def done() -> set[str]:
    """Return what is set up, as the stamp tells; nothing if this Python cannot use .venv."""
    try:
        lines = set(STAMP.read_text("ascii").split("\n"))
    except OSError:  # another start may just be taking it away
        return set()
    # .venv's Python is a link to the one it was made with, which may be gone.
    return lines if THIS_PYTHON in lines and PYTHON.exists() else set()


def mark(lines: set[str]) -> None:
    """Write the stamp."""
    STAMP.write_text("\n".join(sorted(lines | {THIS_PYTHON})), "ascii")


def stale_translations() -> bool:
    """Tell whether a translation is younger than what was built of it, or was never built."""
    for source in TRANSLATIONS.glob("*.ts"):
        built = source.with_suffix(".qm")
        if not built.exists() or built.stat().st_mtime < source.stat().st_mtime:
            return True
    return False


def install_packages(kind: str) -> None:
    """Install the locked packages into .venv, which is made anew unless it was complete."""
    say(f"Installing the packages of requirements/{kind}.txt into .venv: once, a minute or two.")
    before = done()
    if not before:
        make_venv()
    STAMP.unlink(missing_ok=True)
    try:
        run(
            "The packages were not installed. This one time it needs the network.",
            *(PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"),
            # The lock is whole: looking up what packages ask for could only find something newer.
            *("--require-hashes", "--no-deps", "--only-binary", ":all:"),
            *("-r", ROOT / "requirements" / f"{kind}.txt"),
        )
    except SystemExit:
        # pip gave up in good order: what was there before still is.
        if before:
            mark(before)
        raise
    # Each holds the whole of those before it, in the same versions.
    names = ("run", "server", "dev")
    files = {name: ROOT / "requirements" / f"{name}.txt" for name in names[: names.index(kind) + 1]}
    mark({f"{name} {fingerprint(file)}" for name, file in files.items()})


def compile_modules() -> None:
    """Compile our modules as pip does those it installs: Python may be told to keep nothing."""
    folders = [ROOT / name for name in ("ssc_desktop", "ui", "resources")]
    run("The program was not compiled.", PYTHON, "-m", "compileall", "-q", *folders)


def make_venv() -> None:
    """Make an empty .venv that finds the project's own packages in this folder."""
    import shutil
    import sysconfig

    if VENV.exists():
        shutil.rmtree(VENV)
    run("The virtual environment was not made.", sys.executable, "-m", "venv", VENV)
    site = Path(sysconfig.get_path("purelib", "venv", {"base": str(VENV)}))
    # A path file does what an editable install does, without build tools. It is relative, so that
    # the folder can be moved.
    (site / "ssc_desktop.pth").write_text(os.path.relpath(ROOT, site) + "\n", "utf-8")


def install_system_packages(screen: bool) -> None:
    """Have the packages of the system that .venv and Qt need: by apt-get as root, else say how."""
    import importlib.util
    import shutil

    missing = [] if importlib.util.find_spec("ensurepip") else [f"{THIS_PYTHON}-venv"]
    missing += missing_libraries(QT_LIBRARIES)
    for_screen = missing_libraries(SCREEN_LIBRARIES)
    root = sys.platform != "win32" and os.geteuid() == 0
    if screen or root:
        missing += for_screen
    if not missing:
        return
    if not shutil.which("apt-get"):
        stop(
            "Install what holds these (named as Debian does) and start again: " + " ".join(missing)
        )
    if not root:
        stop(
            "Some packages of the system are missing. Type this and start again:\n"
            "  sudo apt-get update && sudo apt-get install -y " + " ".join(missing)
        )
    say("Installing packages of the system: " + " ".join(missing))
    os.environ["DEBIAN_FRONTEND"] = "noninteractive"
    run("The lists of packages were not refreshed.", "apt-get", "update", "-qq")
    install = ("apt-get", "install", "-y", "-qq", "--no-install-recommends")
    run("The packages of the system were not installed.", *install, *missing)


def missing_libraries(libraries: dict[str, str]) -> list[str]:
    """Return the Debian packages of those libraries that the system's loader does not know."""
    import subprocess

    loader = Path("/sbin/ldconfig")
    if not loader.exists():
        return []
    listing = subprocess.run([loader, "-p"], capture_output=True, text=True, check=True).stdout
    known = {line.split()[0] for line in listing.splitlines() if "=>" in line}
    return [package for library, package in libraries.items() if library not in known]


@contextmanager
def alone() -> Iterator[None]:
    """Hold the lock that keeps a second set-up waiting until this one has ended."""
    import time

    with (ROOT / ".venv.lock").open("a") as file:
        free = take(file)
        if not free:
            say("Another set-up is under way; waiting for it to end.")
        while not free:
            time.sleep(0.2)
            free = take(file)
        yield


def take(file: IO[str]) -> bool:
    """Take a lock on a file until it is closed; tell whether it was free."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True


def run(complaint: str, *command: str | Path) -> None:
    """Run a command, with its output kept off ours; stop with a complaint if it fails."""
    import subprocess

    # stdout is the program's own: what it prints may go into a file or another program.
    if subprocess.run(command, stdin=subprocess.DEVNULL, stdout=sys.stderr, check=False).returncode:
        stop(complaint)


def say(text: str) -> None:
    """Tell the person at the keyboard."""
    print(text, file=sys.stderr, flush=True)


def stop(text: str) -> NoReturn:
    """Say why it does not go on, and end."""
    sys.exit(text)


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        stop("Interrupted.")
