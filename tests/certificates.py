"""Certificates of the tests' own, made with openssl."""

import os
import shutil
import ssl
import subprocess
from pathlib import Path

import pytest

CONFIG = """\
[ca]
default_ca = town
[town]
dir = {folder}
database = {folder}/index.txt
new_certs_dir = {folder}
rand_serial = yes
unique_subject = no
policy = any
default_md = {digest}
[any]
commonName = supplied
[names]
subjectAltName = {names}
"""
EXPIRED = ("20200101000000Z", "20210101000000Z")
TO_COME = ("20900101000000Z", "20910101000000Z")
NOW = ("20200101000000Z", "20990101000000Z")


class Authority:
    """A certificate authority in a folder, that signs whatever it is asked to."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir()
        (folder / "index.txt").touch()
        self.certificate = folder / "ca.pem"
        self._key = folder / "ca.key"
        request = ("-subj", "/CN=Town", "-days", "3650", "-out", str(self.certificate))
        openssl(
            "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", str(self._key), *request
        )

    def sign(
        self,
        name: str,
        *,
        names: str = "DNS:localhost,IP:127.0.0.1",
        dates: tuple[str, str] = NOW,
        bits: int = 2048,
    ) -> tuple[Path, Path]:
        """Return the files of a new certificate and its key."""
        key, asked, made = (self._folder / f"{name}.{end}" for end in ("key", "csr", "pem"))
        config = self._folder / f"{name}.cnf"
        config.write_text(CONFIG.format(folder=self._folder, names=names, digest="sha256"))
        new_key = ("-newkey", f"rsa:{bits}", "-nodes", "-keyout", str(key))
        openssl("req", "-new", *new_key, "-subj", "/CN=service", "-out", str(asked))
        signed = (
            "-in",
            str(asked),
            "-out",
            str(made),
            "-startdate",
            dates[0],
            "-enddate",
            dates[1],
        )
        by = ("-cert", str(self.certificate), "-keyfile", str(self._key), "-extensions", "names")
        openssl("ca", "-batch", "-notext", "-config", str(config), *by, *signed)
        return made, key

    def server_context(self, files: tuple[Path, Path]) -> ssl.SSLContext:
        """Return what a server of these files speaks with."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*files)
        return context


def openssl(*arguments: str) -> None:
    subprocess.run(["openssl", *arguments], check=True, capture_output=True, timeout=60)


def need_openssl() -> None:
    """Skip where the command is missing; where tests of the system are asked for, fail."""
    if shutil.which("openssl") is None:
        assert not os.environ.get("SSC_REQUIRE_SYSTEM_TESTS"), "openssl is missing"
        pytest.skip("openssl is missing")
