"""The corporation over HTTP.

Importing this is cheap; requests comes with the first use.
"""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ssc_desktop.backends.rest.credential import ReadCredential
    from ssc_desktop.backends.rest.diagnosis import Examination
    from ssc_desktop.backends.rest.service import RestAccountService

LANES = 4  # calls at once, so that one that hangs holds up no other


def open_service(
    address: str,
    *,
    ca_file: Path | None = None,
    proxy: str | None = None,
    credential: "ReadCredential" = lambda: None,
) -> "RestAccountService":
    """Return the service at an address; nothing is sent before its first call.

    `credential` may block for some seconds; the calls that need it wait. Raises OSError where the
    file of certificates cannot be used.
    """
    from ssc_desktop.backends.rest import service, session

    way = session.Session(address, ca_file=ca_file, proxy=proxy)
    return service.RestAccountService(way, credential)


def examination_of(service: "RestAccountService") -> "Examination":
    """Return a look at the way to a service."""
    from ssc_desktop.backends.rest.diagnosis import Examination

    return Examination(service)
