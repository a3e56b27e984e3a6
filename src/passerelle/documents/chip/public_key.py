"""A public key as a certificate holds it, and whether it made a signature.

Many issuers write out the parameters of their curve in place of its name. The
parameters must be those of a known curve to the last bit, the generator
included: a curve of one's own choosing proves nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from passerelle.documents.chip.algorithm import Kind
from passerelle.documents.chip.curve import CURVES, GENERATORS, NAMED
from passerelle.documents.chip.der import OID, SEQUENCE, DerError, Node

if TYPE_CHECKING:
    from cryptography.hazmat.primitives import hashes

RSA_KEYS = frozenset({"1.2.840.113549.1.1.1", "1.2.840.113549.1.1.10"})
EC_KEY = "1.2.840.10045.2.1"
LEAST_RSA, MOST_RSA = 1024, 8192
UNCOMPRESSED = 4
PublicKey = rsa.RSAPublicKey | ec.EllipticCurvePublicKey


def read(info: Node) -> PublicKey | None:
    """The key of a SubjectPublicKeyInfo; None for a kind or curve that is not known here."""
    identifier, bits = info.expect(SEQUENCE).parts()[:2] if info.content else _nothing()
    algorithm = identifier.expect(SEQUENCE).parts()
    if not algorithm:
        raise DerError("a key has no algorithm")
    oid = algorithm[0].oid()
    try:
        if oid in RSA_KEYS:
            return _rsa(bits)
        if oid == EC_KEY and len(algorithm) > 1:
            return _elliptic(algorithm[1], bits.bits())
    except (ValueError, UnsupportedAlgorithm):
        return None
    return None


def verifies(
    key: PublicKey, kind: Kind, digest: hashes.HashAlgorithm, signature: bytes, signed: bytes
) -> bool:
    """Whether the key made this signature over these bytes."""
    try:
        match key:
            case rsa.RSAPublicKey():
                return _verifies_rsa(key, kind, digest, signature, signed)
            case _:
                return _verifies_elliptic(key, kind, digest, signature, signed)
    except (InvalidSignature, ValueError):
        return False


def _nothing() -> list[Node]:
    raise DerError("a key is empty")


def _rsa(bits: Node) -> PublicKey | None:
    data = bits.bits()
    from_bits = Node(data, SEQUENCE, 0, 0, len(data), len(data), bits.depth).parts()
    numbers = from_bits[0].expect(SEQUENCE).parts() if from_bits else []
    if len(numbers) < 2:  # noqa: PLR2004 - modulus and exponent
        raise DerError("an RSA key has no two numbers")
    # Some issuers omit the leading zero, so that a number looks negative.
    modulus, exponent = (int.from_bytes(number.content, "big") for number in numbers[:2])
    if not LEAST_RSA <= modulus.bit_length() <= MOST_RSA:
        return None
    return rsa.RSAPublicNumbers(exponent, modulus).public_key()


def _elliptic(parameters: Node, point: bytes) -> PublicKey | None:
    curve = NAMED.get(parameters.oid()) if parameters.tag == OID else _written_out(parameters)
    if curve is None:
        return None
    return ec.EllipticCurvePublicKey.from_encoded_point(curve(), point)


def _written_out(parameters: Node) -> type[ec.EllipticCurve] | None:
    """The known curve whose parameters these are (RFC 3279 section 2.3.5); None for any other."""
    parts = parameters.expect(SEQUENCE).parts()
    if len(parts) < 5:  # noqa: PLR2004 - version, field, curve, generator, order
        return None
    field, coefficients = parts[1].expect(SEQUENCE).parts(), parts[2].expect(SEQUENCE).parts()
    if len(field) < 2 or field[1].tag != 2 or len(coefficients) < 2:  # noqa: PLR2004 - the prime, a and b
        return None
    numbers = (
        field[1].integer(),
        int.from_bytes(coefficients[0].octets(), "big"),
        int.from_bytes(coefficients[1].octets(), "big"),
        parts[4].integer(),
    )
    found = CURVES.get(numbers)
    if found is None or not _same_point(parts[3].octets(), GENERATORS[found]):
        return None
    return found


def _same_point(written: bytes, generator: tuple[int, int]) -> bool:
    if not written:
        return False
    size = len(written) // 2 if written[0] == UNCOMPRESSED else len(written) - 1
    if int.from_bytes(written[1 : 1 + size], "big") != generator[0]:
        return False
    if written[0] == UNCOMPRESSED:
        return int.from_bytes(written[1 + size :], "big") == generator[1]
    return written[0] in {2, 3} and written[0] & 1 == generator[1] & 1


def _verifies_rsa(
    key: rsa.RSAPublicKey, kind: Kind, digest: hashes.HashAlgorithm, signature: bytes, signed: bytes
) -> bool:
    match kind:
        case Kind.RSA:
            key.verify(signature, signed, padding.PKCS1v15(), digest)
        case Kind.PSS:
            masked = padding.MGF1(digest)
            key.verify(signature, signed, padding.PSS(masked, padding.PSS.AUTO), digest)
        case Kind.ECDSA | Kind.ECDSA_PLAIN:
            return False
    return True


def _verifies_elliptic(
    key: ec.EllipticCurvePublicKey,
    kind: Kind,
    digest: hashes.HashAlgorithm,
    signature: bytes,
    signed: bytes,
) -> bool:
    if kind in {Kind.RSA, Kind.PSS}:
        return False
    if kind is Kind.ECDSA_PLAIN:
        signature = encoded(signature)
    key.verify(signature, signed, ec.ECDSA(digest))
    return True


def encoded(plain: bytes) -> bytes:
    """Two numbers side by side as the sequence that verifiers expect; raises ValueError for an odd size."""
    if not plain or len(plain) % 2:
        raise ValueError("the signature has no two halves")
    half = len(plain) // 2
    return encode_dss_signature(int.from_bytes(plain[:half], "big"), int.from_bytes(plain[half:], "big"))
