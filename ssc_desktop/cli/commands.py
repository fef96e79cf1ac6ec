"""The commands by their names; each one's module is imported only when it is asked for."""

import argparse
import importlib
from typing import Any, Protocol, cast

from ssc_desktop.settings import Settings

ABOUT = {
    "simulator": "look behind the scenes of the training simulator",
    "tour": "walk the real windows through every journey and save a picture of each page",
    "credential": "keep what this computer shows a service about itself",
    "serve": "answer calls over the network",
    "admin": "open what the rules have closed, and hand out what a service needs",
    "openapi": "print the OpenAPI 3.1 document of the network service",
}


class Command(Protocol):
    """What the module of a command offers."""

    def declare(
        self, commands: "argparse._SubParsersAction[Any]", common: argparse.ArgumentParser
    ) -> None: ...
    def run(self, options: argparse.Namespace, settings: Settings) -> int: ...


def add_command(
    to: "argparse._SubParsersAction[Any]",
    common: argparse.ArgumentParser,
    name: str,
    about: str,
    ending: str = ".",
) -> Any:
    """Add a command; what its help begins with is `about`, and how that sentence ends."""
    return to.add_parser(
        name,
        help=about,
        description=about[0].upper() + about[1:] + ending,
        parents=[common],
        allow_abbrev=False,
    )


def commands_below(parser: Any, dest: str) -> "argparse._SubParsersAction[Any]":
    """Let a command have commands of its own, of which one has to be named."""
    below: argparse._SubParsersAction[Any] = parser.add_subparsers(
        dest=dest, metavar="WHAT", title="what to do", required=True, parser_class=type(parser)
    )
    return below


def command_named(name: str) -> Command:
    """Import a command's module, which is named as the command is."""
    return cast("Command", importlib.import_module(f"ssc_desktop.cli.{name}"))
