"""Whose certificates are trusted, and from which TLS on: for every connection that is opened."""

import ssl
from pathlib import Path

import truststore


def trust_in(ca_file: Path | None) -> ssl.SSLContext:
    """Trust what the operating system trusts, or these certificates and no others.

    Raises OSError where the file cannot be read, or holds none.
    """
    if ca_file is None:
        context: ssl.SSLContext = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    else:
        context = ssl.create_default_context(cafile=ca_file)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context
