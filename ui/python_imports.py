"""Gives Python its own way of importing back; to be imported right after Qt.

WORKAROUND(PySide6): once loaded, it reads the source of every module that anybody imports, to see
whether it asks for `from __feature__ import …`, and Python keeps all of these texts in memory.
Nothing here asks for that.
"""

import builtins

builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
