"""Who gets through the door of a node: TLS 1.3 alone, trusted certificates alone, bounded bodies."""

from __future__ import annotations

import datetime as dt
import http.client
import socket
import ssl
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.x509.oid import NameOID

if TYPE_CHECKING:
    from collections.abc import Iterator

SECONDS = 10
LONGEST_ENVELOPE = 1 << 20
Check = tuple[bool, str]


@dataclass(frozen=True, slots=True)
class Node:
    """A gate, by its address."""

    host: str
    port: int

    def is_there(self) -> bool:
        """True when something accepts a connection."""
        try:
            socket.create_connection((self.host, self.port), SECONDS).close()
        except OSError:
            return False
        return True

    def status(self, context: ssl.SSLContext, method: str, path: str, length: int = 0) -> int | None:
        """The status of one answer; None when the node closed the door instead."""
        connection = http.client.HTTPSConnection(self.host, self.port, context=context, timeout=SECONDS)
        try:
            connection.putrequest(method, path)
            connection.putheader("Content-Length", str(length))
            connection.endheaders()
            return connection.getresponse().status
        except (OSError, http.client.HTTPException):
            return None
        finally:
            connection.close()


def closed_door(node: Node) -> Iterator[Check]:
    """What nobody without a trusted certificate may get past."""
    # 1. An older protocol than TLS 1.3 ends in the handshake.
    older = _client()
    older.maximum_version = ssl.TLSVersion.TLSv1_2
    yield node.status(older, "GET", "/alive") is None, "TLS 1.2 is refused"
    # 2. A client that shows no certificate gets no answer, not even that a path exists.
    yield node.status(_client(), "GET", "/alive") is None, "a client without certificate is refused"
    # 3. A certificate that no partner's card names gets none either.
    with tempfile.TemporaryDirectory() as folder:
        stranger = _client(*_strangers_certificate(Path(folder)))
        yield node.status(stranger, "GET", "/alive") is None, "a stranger's certificate is refused"


def open_door(node: Node, certificate: Path, key: Path) -> Iterator[Check]:
    """What a trusted partner finds behind the door."""
    partner = _client(certificate, key)
    # 1. The node says that it is ready.
    yield (
        node.status(partner, "GET", "/alive") == http.HTTPStatus.OK,
        "a partner is told that the node is ready",
    )
    # 2. Nothing else is there.
    absent = node.status(partner, "GET", "/admin")
    yield absent == http.HTTPStatus.NOT_FOUND, "what is not part of the protocol does not exist"
    # 3. A body above the limit is refused by its length, before it is sent.
    large = node.status(partner, "POST", "/envelopes", LONGEST_ENVELOPE + 1)
    yield large == http.HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "a body above 1 MiB is refused before it is read"


def _client(certificate: Path | None = None, key: Path | None = None) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    # The checks are about what the node refuses; whose certificate it shows is compared out of band.
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    if certificate:
        context.load_cert_chain(certificate, key)
    return context


def _strangers_certificate(folder: Path) -> tuple[Path, Path]:
    key = Ed25519PrivateKey.generate()
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "stranger")])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .sign(key, None)
    )
    certificate, secret = folder / "certificate.pem", folder / "key.pem"
    certificate.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    secret.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    return certificate, secret
