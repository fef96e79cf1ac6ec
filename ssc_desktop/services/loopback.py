"""Which addresses are this computer itself."""

import ipaddress


def is_loopback(host: str) -> bool:
    """Tell whether nothing sent to a host leaves this computer."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
