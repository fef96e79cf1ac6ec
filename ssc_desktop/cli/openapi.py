"""`openapi`: print the contract of the network."""

import argparse
import json
from typing import Any

from ssc_desktop.cli.commands import ABOUT, add_command
from ssc_desktop.cli.printing import writing
from ssc_desktop.settings import Settings


def declare(commands: "argparse._SubParsersAction[Any]", common: argparse.ArgumentParser) -> None:
    """Add the command."""
    add_command(commands, common, "openapi", ABOUT["openapi"], ", as JSON.")


def run(_options: argparse.Namespace, _settings: Settings) -> int:
    """Print the document."""
    from ssc_desktop.server.openapi import document

    with writing() as stream:
        json.dump(document(), stream, indent=2)  # in ASCII, whatever the console carries
        stream.write("\n")
    return 0
