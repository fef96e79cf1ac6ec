"""`ssc-desktop`: read the command line, do what it asks, and say in one line what went wrong.

Starting the window has to be quick: whatever a command needs is imported when it is carried out.
"""

import argparse
import contextlib
import sys
from pathlib import Path
from typing import Any, NoReturn, cast, get_args

from ssc_desktop import __version__, settings
from ssc_desktop.cli import window
from ssc_desktop.cli.commands import ABOUT, command_named
from ssc_desktop.cli.complaint import complain
from ssc_desktop.cli.printing import open_missing_streams, writing
from ssc_desktop.cli.wording import OF_THE_WINDOW, USAGE, CommandError
from ssc_desktop.domain.app_error import AppError
from ssc_desktop.settings import NAME, ConsoleName, ModeName, SettingsError

_INTERRUPTED, _PIPE_CLOSED = 130, 141  # as a shell counts them: 128 and the signal

_DESCRIPTION = """\
Electronic services of social security on the desktop, Arabic first.
Without a command, the window opens."""

_EPILOG = """\
Options stand before or after the command.

Labels and tables are printed in the language of the window, Arabic unless told otherwise; errors
are told in English, or in Arabic with --lang ar. --help is in English.

Settings are taken from (later ones win)
  {machine}
  {user}
  the environment: {variables}
  the command line
The files are TOML, with the keys {keys}.
`allow_simulator = false` forbids the simulator for good: nothing later takes it back.

Examples
  {name} --lang en --open register
  {name} simulator people --unregistered --limit 3
  {name} simulator messages --last --json
  {name} tour --lang ar --out pictures"""


def main() -> int:
    """Be the program: do what its command line asks; return the exit code."""
    _leave_no_core()
    return carry_out(sys.argv[1:])


def carry_out(arguments: list[str]) -> int:
    """Do what a command line asks, and nothing to the process; return the exit code."""
    open_missing_streams()
    try:
        status = _run(arguments)
        with writing() as stream:
            stream.flush()
        return status
    except CommandError as error:
        complain(error, arguments)
        return error.status
    except KeyboardInterrupt:
        return _INTERRUPTED
    except BrokenPipeError:
        return _PIPE_CLOSED


def _leave_no_core() -> None:
    """Keep a crash from laying the memory, and the secrets in it, on the disk."""
    with contextlib.suppress(ImportError, OSError, ValueError):  # Windows knows no such limit
        import resource

        # With 0, Linux would still hand a core to a program that collects them; not with 1.
        resource.setrlimit(resource.RLIMIT_CORE, (1, 1))


def _run(arguments: list[str]) -> int:
    try:
        options = _parser(arguments).read(arguments)
    except SystemExit as ended:  # --help and --version
        return int(ended.code or 0)
    for option, given in (
        ("--open", options.open),
        ("--credential-stdin", options.credential_stdin),
        ("--smoke-test", options.smoke_test),
    ):
        if given and options.command:
            raise CommandError(OF_THE_WINDOW, 2, option=option, command=options.command)
    given = {key: getattr(options, key) for key in settings.KEYS if hasattr(options, key)}
    file = getattr(options, "settings", None)
    try:
        chosen = settings.load(given, chosen_file=None if file is None else Path(file))
    except SettingsError as error:
        from ssc_desktop.cli.refusals import for_settings

        raise for_settings(error) from None
    try:
        if options.command:
            return command_named(options.command).run(options, chosen)
        return window.run(options, chosen)
    except AppError as error:
        from ssc_desktop.cli.refusals import for_error

        raise for_error(error, chosen.data_dir) from error


# ------------------------------------------------------------------ reading the command line


class _Parser(argparse.ArgumentParser):
    """A parser whose complaint is one line, told where all others are."""

    def error(self, message: str) -> NoReturn:
        raise CommandError(USAGE, 2, detail=message)


class _MainParser(_Parser):
    def read(self, arguments: list[str]) -> argparse.Namespace:
        """Read a command line; complain of what is misspelt, not of what stands behind it."""
        try:
            return self.parse_args(arguments)
        except CommandError:
            # An option that nobody knows has no value: argparse takes that for the command.
            unknown = self._unknown_before_the_command(arguments)
            if not unknown:
                raise
            raise CommandError(USAGE, 2, detail=f"unrecognized arguments: {unknown}") from None

    def _unknown_before_the_command(self, arguments: list[str]) -> str:
        behind_an_option = False
        for word in arguments:
            if word.startswith("--"):
                if word.partition("=")[0] not in self._option_string_actions:
                    return word
                behind_an_option = "=" not in word
            elif behind_an_option:
                behind_an_option = False
            else:
                break
        return ""

    def format_help(self) -> str:
        # Looking for the folders it names waits until somebody reads it.
        self.epilog = _EPILOG.format(
            name=NAME,
            machine=settings.default_machine_file(),
            user=settings.default_user_file(),
            variables=" ".join(settings.PREFIX + key.upper() for key in settings.KEYS),
            keys=", ".join(settings.KEYS),
        )
        return super().format_help()


def _parser(arguments: list[str]) -> _MainParser:
    """Return a parser that knows all commands, and the options of those that stand there."""
    common = _common_options()
    parser = _MainParser(
        prog=NAME,
        description=_DESCRIPTION,
        parents=[common],
        allow_abbrev=False,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"{NAME} {__version__}")
    window.declare(parser)
    unread = _Parser(add_help=False)  # of whichever command does not stand there

    def parser_of(**how: Any) -> _Parser:
        return _Parser(**how) if "parents" in how else unread

    commands = parser.add_subparsers(
        dest="command",
        metavar="COMMAND",
        title="commands",
        parser_class=cast("type[_Parser]", parser_of),  # whatever makes one will do
    )
    for name, about in ABOUT.items():
        if name in arguments:
            command_named(name).declare(commands, common)
        else:
            commands.add_parser(name, help=about)
    return parser


def _common_options() -> argparse.ArgumentParser:
    # SUPPRESS: an option that is not there must not undo what stood before the command.
    common = _Parser(add_help=False, allow_abbrev=False, argument_default=argparse.SUPPRESS)
    group = common.add_argument_group("common options")
    group.add_argument(
        "--service",
        metavar="NAME",
        help="who answers: simulator (default), or the address of a service",
    )
    group.add_argument(
        "--data-dir", metavar="DIR", help="where the program keeps its files, the simulator's too"
    )
    group.add_argument(
        "--lang", dest="language", choices=["ar", "en"], help="the language: ar (default) or en"
    )
    group.add_argument(
        "--mode",
        choices=get_args(ModeName),
        help="who sits before the window: a clerk or a person at their own desk (default), or"
        " whoever comes to a self-service terminal",
    )
    group.add_argument(
        "--console",
        choices=get_args(ConsoleName),
        help="how Arabic is printed: visual for consoles that neither shape nor order it, logical"
        " for all others; auto (default) looks at the terminal. Pipes get logical text unless"
        " visual is asked for, --json always",
    )
    group.add_argument(
        "--settings", metavar="FILE", help="read this settings file in place of one's own"
    )
    return common
