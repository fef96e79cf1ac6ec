"""`serve`: answer calls over the network, in training or on a database of one's own."""

import argparse
import contextlib
import re
import sys
import traceback
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ssc_desktop.cli import databases, gateways, wording
from ssc_desktop.cli.commands import ABOUT, add_command
from ssc_desktop.cli.numbers import whole_number
from ssc_desktop.cli.printing import print_sentences
from ssc_desktop.cli.wording import CommandError
from ssc_desktop.domain.code import LONGEST, SHORTEST
from ssc_desktop.domain.errors import AppError
from ssc_desktop.domain.policy import HOUR, CodePolicy, HoldPolicy, Policy
from ssc_desktop.services.loopback import is_loopback
from ssc_desktop.settings import Settings

if TYPE_CHECKING:
    from socket import socket

    from ssc_desktop.engine.service import EngineService
    from ssc_desktop.server.gateway import Gateway
    from ssc_desktop.server.serving import Certificate
    from ssc_desktop.services.contract import Channel

_PORT, _TLS_PORT = 8080, 8443


def declare(commands: "argparse._SubParsersAction[Any]", common: argparse.ArgumentParser) -> None:
    """Add the command."""
    until = ", until the process is asked to end."
    parser = add_command(commands, common, "serve", ABOUT["serve"], until)
    parser.add_argument(
        "--host", default="127.0.0.1", help="the address to listen at (default: 127.0.0.1)"
    )
    parser.add_argument(
        "--port",
        type=whole_number(0, 65_535),
        help=f"the port (default: {_PORT}, with TLS {_TLS_PORT}); 0 takes a free one",
    )
    parser.add_argument("--tls-cert", metavar="FILE", help="the certificate with its chain, PEM")
    parser.add_argument("--tls-key", metavar="FILE", help="the certificate's key, PEM")
    parser.add_argument(
        "--training",
        action="store_true",
        help="serve the simulator of --data-dir, or of --database-url: its people, messages and"
        " pictures are read with the commands of simulator",
    )
    parser.add_argument(
        "--database-url",
        metavar="URL",
        help="sqlite:///FILE (default: server.sqlite in --data-dir), or a database on PostgreSQL"
        " that is there already: postgresql://USER@HOST/DATABASE",
    )
    parser.add_argument(
        "--secrets-file",
        metavar="FILE",
        help="64 random bytes that only the server reads (default: server.key in --data-dir)",
    )
    parser.add_argument(
        "--require-credential",
        action="store_true",
        default=None,  # as of every option that nobody has chosen
        help="answer desks and terminals with a credential only (admin credential issue)",
    )
    parser.add_argument(
        "--code-length",
        metavar="N",
        type=whole_number(SHORTEST, LONGEST),
        help="how many digits a code has (default: 4)",
    )
    parser.add_argument(
        "--hold-hours",
        metavar="N",
        type=whole_number(0, 720),
        help="let a re-registration wait so long before it takes effect, unless it is done at a"
        " desk with a credential (default: 0, at once)",
    )
    parser.add_argument(
        "--minimum-client",
        metavar="VERSION",
        type=_version,
        help="tell older programs that they are too old",
    )
    parser.add_argument(
        "--workers",
        type=whole_number(1, 64),
        default=1,
        metavar="N",
        help="how many processes answer (default: 1); more than one needs PostgreSQL",
    )
    gateways.declare(parser)


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Serve until the end. Raises AppError, CommandError."""
    try:
        from ssc_desktop.server import serving, workers
    except ImportError as error:
        raise CommandError(wording.NO_SERVER, detail=error.name or "") from None

    certificate = _certificate(options)
    if options.workers > 1 and not databases.is_shared(options.database_url):
        raise CommandError(wording.ONE_WORKER, 2)
    if certificate is None and not is_loopback(options.host):
        raise CommandError(wording.TLS_NEEDED, 2, host=options.host)
    _gateways(options, settings)  # what is wrong with them is told before anything begins
    with _opened(options, settings) as service:
        try:
            listening = serving.listen(options.host, _port(options))
        except OSError as error:
            detail = error.strerror or str(error)
            raise CommandError(wording.NO_PORT, host=options.host, detail=detail) from None
        announce = partial(_announce, options, settings, listening.getsockname()[1])
        with listening:
            if options.workers == 1:
                _answer(service, options, settings, listening, announce=announce)
            else:
                service.close()  # each worker opens the database for itself
                workers.supervise(options.workers, announce, _work, options, settings, listening)
    return 0


def _work(
    ended: Callable[[], object],
    options: argparse.Namespace,
    settings: Settings,
    listening: "socket",
) -> None:
    """Serve as one worker of several, in a process of its own."""
    try:
        with listening, _opened(options, settings) as service:
            _answer(service, options, settings, listening, ended)
    except (AppError, CommandError) as error:  # the database is away, for one
        _report("worker", error)
        sys.exit(1)


def _answer(
    service: "EngineService",
    options: argparse.Namespace,
    settings: Settings,
    listening: "socket",
    ended: Callable[[], object] | None = None,
    announce: Callable[[], object] = lambda: None,
) -> None:
    from ssc_desktop.server import app, delivery, serving

    ways = _gateways(options, settings)
    application = app.create_app(
        app.Service(
            for_source=service.for_source,
            for_credential=service.for_credential,
            credential_required=bool(options.require_credential),
            is_ready=lambda: _is_ready(service),
            is_late=partial(service.outgoing.is_late, tuple(ways)),
            report=_report,
            tend=service.forget_expired,
            minimum_client=options.minimum_client,
        )
    )
    with delivery.delivering(service.outgoing, ways, _tell):
        serving.serve(application, listening, _certificate(options), ended, announce)


def _gateways(options: argparse.Namespace, settings: Settings) -> "dict[Channel, Gateway]":
    return {} if options.training else gateways.gateways(options, settings)


def _opened(
    options: argparse.Namespace, settings: Settings
) -> "contextlib.AbstractContextManager[EngineService]":
    if options.training:
        return contextlib.closing(_open_training(options, settings))
    return register_of(options, settings, _policy(options))


def _policy(options: argparse.Namespace) -> Policy:
    """Return the policy as the operator has chosen, within the floors that the parser keeps."""
    chosen = CodePolicy() if options.code_length is None else CodePolicy(options.code_length)
    return Policy(codes=chosen, hold=HoldPolicy(renewal=(options.hold_hours or 0) * HOUR))


def _open_training(options: argparse.Namespace, settings: Settings) -> "EngineService":
    if not settings.allow_simulator:
        raise CommandError(wording.FORBIDDEN)
    ours = ("--secrets-file", "--require-credential", "--code-length", "--hold-hours")
    for option in (*ours, *gateways.OPTIONS):
        if getattr(options, option.strip("-").replace("-", "_")) is not None:
            raise CommandError(wording.NOT_IN_TRAINING, 2, option=option)
    from ssc_desktop.backends.simulator import open_shared_simulator, open_simulator

    if options.database_url is None:
        return open_simulator(settings.data_dir)
    database = databases.shared(options.database_url)
    with database.told():
        return open_shared_simulator(database.store)


@contextlib.contextmanager
def register_of(
    options: argparse.Namespace, settings: Settings, policy: Policy
) -> "Iterator[EngineService]":
    """Open the database that `options` name with their secrets, and word what is wrong with it.

    Raises AppError, CommandError.
    """
    from ssc_desktop.server.register import open_register, read_secrets

    database = databases.named(options.database_url, settings.data_dir / "server.sqlite")
    file = Path(options.secrets_file or settings.data_dir / "server.key")
    try:
        keys = read_secrets(file)
    except (OSError, ValueError):
        raise CommandError(wording.NO_SECRETS, place=str(file)) from None
    if sys.platform != "win32" and file.stat().st_mode & 0o077:
        raise CommandError(wording.OPEN_SECRETS, place=str(file))
    with (
        database.told(),
        contextlib.closing(open_register(database.store, keys, policy)) as service,
    ):
        yield service


def _certificate(options: argparse.Namespace) -> "Certificate | None":
    from ssc_desktop.server.serving import Certificate

    if (options.tls_cert is None) != (options.tls_key is None):
        raise CommandError(wording.BOTH_OR_NEITHER, 2)
    if options.tls_cert is None:
        return None
    certificate = Certificate(Path(options.tls_cert), Path(options.tls_key))
    try:
        certificate.check()
    except OSError as error:
        detail = error.strerror or str(error)
        raise CommandError(wording.WRONG_CERTIFICATE, detail=detail) from None
    return certificate


def _port(options: argparse.Namespace) -> int:
    default = _TLS_PORT if options.tls_cert else _PORT
    return default if options.port is None else int(options.port)


def _version(text: str) -> str:
    if not re.fullmatch(r"[0-9]{1,6}(\.[0-9]{1,6}){0,3}", text):
        raise argparse.ArgumentTypeError("must be a version like 1.4")
    return text


def _is_ready(service: "EngineService") -> bool:
    try:
        service.check()
    except AppError:
        return False
    return True


def _report(reference: str, error: BaseException) -> None:
    """Tell the operator where it failed, and nothing of the call that did."""
    code = f" {error.code}" if isinstance(error, AppError) else ""
    frames = traceback.extract_tb(error.__traceback__)
    place = f" {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    _tell(f"{reference} {type(error).__name__}{code}{place}")


def _tell(line: str) -> None:
    with contextlib.suppress(OSError):
        print(line, file=sys.stderr, flush=True)


def _announce(options: argparse.Namespace, settings: Settings, port: int) -> None:
    host = f"[{options.host}]" if ":" in options.host else options.host
    address = f"{'https' if options.tls_cert else 'http'}://{host}:{port}"
    words = wording.SERVING_TRAINING if options.training else wording.SERVING
    missing = [] if options.training else gateways.missing(options)
    print_sentences(
        settings,
        words.say(settings.language, address=address),
        *(what.say(settings.language) for what in missing),
    )
