"""`simulator …`: look behind the scenes of the training simulator, or make it anew.

What `--json` prints is read by other programs: its keys are those of services/training.py and
stay as they are. The window's command line declares these commands too, and has to be quick: what
carries them out is imported when it does.
"""

from __future__ import annotations

import argparse
import contextlib
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from ssc_desktop.backends.simulator import DEFAULT_PEOPLE, DEFAULT_SEED, MOST_PEOPLE
from ssc_desktop.cli import databases, wording
from ssc_desktop.cli.commands import ABOUT, add_command, commands_below
from ssc_desktop.cli.numbers import whole_number
from ssc_desktop.cli.printing import print_json, print_sentences, writing
from ssc_desktop.cli.wording import CommandError
from ssc_desktop.settings import Settings

if TYPE_CHECKING:
    from ssc_desktop.backends.simulator.service import Simulator
    from ssc_desktop.domain.reference import ReferenceData
    from ssc_desktop.services.training import TrainingAid, TrainingMessage, TrainingPerson

_SHOWN_AT_ONCE = 20


def declare(commands: argparse._SubParsersAction[Any], common: argparse.ArgumentParser) -> None:
    """Add the command and the commands below it."""

    below = commands_below(add_command(commands, common, "simulator", ABOUT["simulator"]), "what")

    def add(name: str, about: str) -> Any:
        return add_command(below, common, name, about)

    reset = add("reset", "make the people anew and forget all accounts and messages")
    reset.add_argument(
        "--people",
        type=whole_number(1, MOST_PEOPLE),
        metavar="N",
        help="how many people can be tried; relatives come in addition"
        f" (default: {DEFAULT_PEOPLE})",
    )
    reset.add_argument(
        "--seed",
        type=whole_number(0, 2**63 - 1),
        metavar="S",
        help=f"which people: the same number makes the same people (default: {DEFAULT_SEED})",
    )

    people = add("people", "print people to try, with all they need to register")
    people.add_argument(
        "--limit",
        type=whole_number(1, MOST_PEOPLE),
        metavar="N",
        help=f"at most so many (default: {_SHOWN_AT_ONCE}; with --json all)",
    )
    people.add_argument("--kind", choices=list(wording.KINDS), help="only Jordanians, or others")
    account = people.add_mutually_exclusive_group()
    account.add_argument(
        "--registered",
        action="store_const",
        const=True,
        dest="registered",
        help="only people who have an account",
    )
    account.add_argument(
        "--unregistered",
        action="store_const",
        const=False,
        dest="registered",
        help="only people who have none yet",
    )

    messages = add("messages", "print the text messages and e-mails that were sent")
    messages.add_argument(
        "--to", metavar="PHONE_OR_EMAIL", help="only what was sent to this phone or address"
    )
    messages.add_argument("--last", action="store_true", help="only the newest")

    captcha = add("captcha", "print the characters of the picture shown last")
    for command in (people, messages, captcha):
        command.add_argument("--json", action="store_true", help="print JSON, for programs")
        command.add_argument(
            "--database-url",
            metavar="URL",
            help="look into the database of a training server (serve --training --database-url)",
        )


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Carry out one of the commands. Raises AppError, CommandError."""
    if not settings.allow_simulator:
        raise CommandError(wording.FORBIDDEN)
    if options.what == "reset":
        return _reset(options, settings)
    with _opened(options, settings) as simulator:
        aid = simulator.training
        match options.what:
            case "people":
                return _people(options, settings, aid, simulator.reference_data())
            case "messages":
                return _messages(options, settings, aid)
        return _captcha(options, settings, aid)


@contextlib.contextmanager
def _opened(options: argparse.Namespace, settings: Settings) -> Iterator[Simulator]:
    from ssc_desktop.backends.simulator import open_shared_simulator, open_simulator

    if options.database_url is None:
        with contextlib.closing(open_simulator(settings.data_dir)) as simulator:
            yield simulator
        return
    database = databases.shared(options.database_url)
    with database.told(), contextlib.closing(open_shared_simulator(database.store)) as simulator:
        yield simulator


def _reset(options: argparse.Namespace, settings: Settings) -> int:
    from ssc_desktop.backends.simulator import reset_simulator

    reset_simulator(settings.data_dir, options.people, options.seed)
    done = wording.MADE_ANEW.say(settings.language, place=str(settings.data_dir))
    return print_sentences(settings, done)


def _people(
    options: argparse.Namespace, settings: Settings, aid: TrainingAid, reference: ReferenceData
) -> int:
    from ssc_desktop.domain.identity import Nationality

    people = aid.people(
        kind=None if options.kind is None else Nationality(options.kind),
        registered=options.registered,
        limit=options.limit or (None if options.json else _SHOWN_AT_ONCE),
    )
    if options.json:
        return print_json(people)
    blocks = [_rows_of_person(person, settings, reference) for person in people]
    return _print_blocks(blocks, wording.NOBODY, settings)


def _messages(options: argparse.Namespace, settings: Settings, aid: TrainingAid) -> int:
    messages = aid.messages(to=options.to, last=1 if options.last else None)
    if options.json:
        return print_json(messages)
    blocks = [_rows_of_message(message, settings) for message in messages]
    return _print_blocks(blocks, wording.NO_MESSAGES, settings)


def _captcha(options: argparse.Namespace, settings: Settings, aid: TrainingAid) -> int:
    captcha = aid.captcha()
    if captcha is None:
        raise CommandError(wording.NO_PICTURE)
    if options.json:
        return print_json(captcha)
    row = (wording.PICTURE_CODE.say(settings.language), captcha.text)
    return _print_blocks([[row]], wording.NO_PICTURE, settings)


# ------------------------------------------------------------------ printing


def _rows_of_person(
    person: TrainingPerson, settings: Settings, reference: ReferenceData
) -> list[tuple[str, str]]:
    from dataclasses import asdict

    from ssc_desktop.domain.identity import Nationality
    from ssc_desktop.domain.reference import find_choice

    language = settings.language
    arabic = language == "ar"
    values: dict[str, str | None] = asdict(person)
    values["kind"] = wording.KINDS[person.kind].say(language)
    account = wording.REGISTERED if person.registered else wording.UNREGISTERED
    values["registered"] = account.say(language)
    country = find_choice(reference.countries, person.nationality)
    if person.kind is Nationality.JORDANIAN:
        values["nationality"] = None
    elif country is not None:
        values["nationality"] = country.ar if arabic else country.en
    kinship = find_choice(reference.kinships, person.kinship_code or "")
    if kinship is not None:
        values["kinship"] = f"{kinship.ar if arabic else kinship.en} ({kinship.code})"
    return [
        (label.say(language), value)
        for key, label in wording.PERSON_LABELS.items()
        if (value := values[key])
    ]


def _rows_of_message(message: TrainingMessage, settings: Settings) -> list[tuple[str, str]]:
    from dataclasses import asdict

    language = settings.language
    values: dict[str, str | None] = asdict(message)
    values["channel"] = wording.CHANNELS[message.channel].say(language)
    purpose = wording.PURPOSES.get(message.purpose)
    if purpose is not None:
        values["purpose"] = purpose.say(language)
    return [
        (label.say(language), value)
        for key, label in wording.MESSAGE_LABELS.items()
        if (value := values[key])
    ]


def _print_blocks(
    blocks: Sequence[Sequence[tuple[str, str]]], none: wording.Words, settings: Settings
) -> int:
    from ssc_desktop.output.console import console_for

    with writing() as stream:
        console = console_for(stream, settings.console)
        if not blocks:
            console.paragraph(none.say(settings.language))
        for i, block in enumerate(blocks):
            if i:
                console.blank()
            console.values(block)
    return 0
