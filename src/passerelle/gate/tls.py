"""Mutual TLS 1.3 between nodes, with certificates pinned from the trust list.

A node's certificate is its own and self-signed; no authority outside the
trust list is ever believed. The TLS peer is a carrier and proves nothing
about content.
"""

from __future__ import annotations

import hashlib
import ssl
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


def server_context(certificate: Path, key: Path, trusted: Iterable[bytes]) -> ssl.SSLContext:
    """A context that shakes hands with the holders of these certificates (DER) alone."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    return _pinned(context, certificate, key, trusted)


def client_context(certificate: Path, key: Path, partner: bytes) -> ssl.SSLContext:
    """A context that speaks to the holder of this one certificate (DER) alone."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    # The certificate itself is pinned, so the name in it says nothing more.
    context.check_hostname = False
    return _pinned(context, certificate, key, [partner])


def trust(context: ssl.SSLContext, certificate: bytes) -> None:
    """The context shakes hands with this certificate's holder (DER) from now on."""
    context.load_verify_locations(cadata=certificate)


def digest(certificate: bytes) -> str:
    """SHA-256 of the certificate's DER bytes, 64 hexadecimal characters."""
    return hashlib.sha256(certificate).hexdigest()


def _pinned(
    context: ssl.SSLContext, certificate: Path, key: Path, trusted: Iterable[bytes]
) -> ssl.SSLContext:
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    context.verify_mode = ssl.CERT_REQUIRED
    context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
    context.load_cert_chain(certificate, key)
    for one in trusted:
        trust(context, one)
    return context
