"""The program with a witness in it, and a search for what must not be left lying about.

The witness writes every password, code, answer, token and credential that the process holds into
a file of its own, so that a search knows what to look for.
"""

import base64
from collections.abc import Iterable
from pathlib import Path

# Runs the program's own main; the first argument names the witness's file, the second is code that
# may change something first.
PROGRAM = """
import os, resource, sys
from ssc_desktop.domain import secret

# A crash would leave a core, as large as whoever started this still allows.
resource.setrlimit(resource.RLIMIT_CORE, (resource.getrlimit(resource.RLIMIT_CORE)[1],) * 2)

witness = os.open(sys.argv.pop(1), os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
real = secret.Secret.__init__

def seen(text):
    os.write(witness, (text + "\\n").encode("utf-8", "surrogatepass"))

def init(self, text):
    real(self, text)
    seen(text)

secret.Secret.__init__ = init
exec(sys.argv.pop(1))
from ssc_desktop.cli.main import main

sys.exit(main())
"""

# Codes long enough not to be found by chance.
LONG_CODES = """
from ssc_desktop.domain import policy
policy.CodePolicy.__init__.__defaults__ = (8, *policy.CodePolicy.__init__.__defaults__[1:])
"""


def witnessed(file: Path) -> set[str]:
    """Return what the witness has seen and could not be there by chance."""
    return {line for line in file.read_text("utf-8").splitlines() if len(line) >= 5}


def forms_of(text: str) -> list[bytes]:
    """Return how a text may be written down."""
    plain = text.encode()
    return [
        plain,
        text.encode("utf-16-le"),
        base64.b64encode(plain).rstrip(b"="),
        plain.hex().encode(),
        text.encode("unicode_escape"),
    ]


def found(texts: Iterable[str], places: dict[str, bytes]) -> list[tuple[str, str]]:
    """Return which texts stand where, in whatever form."""
    return [
        (text, name)
        for text in texts
        for name, data in places.items()
        if any(form in data for form in forms_of(text))
    ]


def files_below(*folders: Path, leaving_out: Iterable[str] = ()) -> dict[str, bytes]:
    """Read all files of some folders, but those that end so."""
    ends = tuple(leaving_out)
    return {
        str(path): path.read_bytes()
        for folder in folders
        for path in folder.rglob("*")
        if path.is_file() and not path.name.endswith(ends or "\0")
    }
