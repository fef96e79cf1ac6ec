"""Imports Qt for Python faster than it does by itself; to be imported before anything of Qt."""

import builtins
import marshal
import sys
from contextlib import suppress
from importlib.util import cache_from_source, source_hash
from pathlib import Path
from typing import Any

_compile = builtins.compile
# Writes type stubs, when asked to by name.
_GENERATOR = tuple(
    f"shibokensupport/signature/lib/{name}.py" for name in ("enum_sig", "pyi_generator")
)


def _compile_once(source: Any, filename: Any, mode: str, **how: Any) -> Any:
    """Compile a module of PySide6's own unless that has been done before; the generator never."""
    if filename in _GENERATOR:
        source = b""
    if not str(filename).startswith("shibokensupport/"):
        return _compile(source, filename, mode, **how)
    kept = Path(cache_from_source(str(Path(__file__).with_name(filename.replace("/", "-")))))
    with suppress(OSError, ValueError, EOFError, TypeError):
        made_of, code = marshal.loads(kept.read_bytes())
        if made_of == source_hash(source):
            return code
    code = _compile(source, filename, mode)
    if not sys.dont_write_bytecode:
        with suppress(OSError):
            kept.write_bytes(marshal.dumps((source_hash(source), code)))
    return code


# WORKAROUND(PySide6): Python keeps what it has compiled, but these modules come out of PySide6's
# own archive, and it compiles them again at every start: longer than the window itself takes.
setattr(builtins, "compile", _compile_once)  # noqa: B010 - its many types do not matter here
try:
    import PySide6.QtCore  # noqa: F401
finally:
    builtins.compile = _compile

# WORKAROUND(PySide6): once loaded, it reads the source of every module that anybody imports, to see
# whether it asks for `from __feature__ import …`, and Python keeps all of these texts in memory.
# Nothing here asks for that.
builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
