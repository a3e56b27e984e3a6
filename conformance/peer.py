"""A peer written from the protocol pages alone: it introduces itself, and then misbehaves in every way.

It makes its own keys in a folder and a partner file for the operator of the
node to trust. From then on each check sends one envelope and looks at what
comes back.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import http.client
import json
import os
import ssl
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, hpke, serialization
from cryptography.hazmat.primitives.asymmetric import ec, mlkem, x25519
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.x509.oid import NameOID

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from conformance.door import Check, Node

SUITE = hpke.Suite(hpke.KEM.MLKEM768_X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.CHACHA20_POLY1305)
LATTICE_BYTES = 1_184
KEM_BYTES = 1_120
SEED_BYTES = 64
WORD = 4
KIB = 1_024
MAGIC = b"passerelle-envelope/1\n"
# The generator of ristretto255 (RFC 9496 section 4): a key for questions that nobody will ask with.
GENERATOR = "e2f2ae0a6abc4e71a884a961c500515f58e30b6aa582dd8db6a65945e08d2d76"
NOWHERE = "0" * 64
FLIPS = 48


def canonical(value: Any) -> bytes:
    """Canonical JSON of strings, integers, booleans, lists and objects with ASCII names."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def encoding(kind: str, payload: bytes) -> bytes:
    """What is signed: DSSE's encoding of type and payload."""
    name = f"application/vnd.passerelle.{kind}+json".encode()
    return b"DSSEv1 %d %s %d %s" % (len(name), name, len(payload), payload)


def instant(at: dt.datetime) -> str:
    """The one spelling: UTC, six decimals."""
    return at.astimezone(dt.UTC).isoformat(timespec="microseconds")


@dataclass(frozen=True)
class Identity:
    """The peer's keys, in a folder."""

    folder: Path

    @classmethod
    def make(cls, folder: Path) -> Identity:
        """Fresh keys, once."""
        folder.mkdir(parents=True, exist_ok=True)
        for name, size in (("sign", 32), ("seal", SEED_BYTES + 32), ("ids", 32)):
            if not (folder / name).exists():
                (folder / name).write_bytes(os.urandom(size))
        if not (folder / "tls.crt").exists():
            _certificate(folder)
        return cls(folder)

    def _bytes(self, name: str) -> bytes:
        return (self.folder / name).read_bytes()

    @property
    def service(self) -> str:
        """Its id."""
        return self._bytes("ids")[:16].hex()

    @property
    def node(self) -> str:
        """Its id."""
        return self._bytes("ids")[16:].hex()

    @property
    def signer(self) -> Ed25519PrivateKey:
        """The service's key."""
        return Ed25519PrivateKey.from_private_bytes(self._bytes("sign"))

    @property
    def opener(self) -> hpke.MLKEM768X25519PrivateKey:
        """The node's key for opening."""
        secret = self._bytes("seal")
        lattice = mlkem.MLKEM768PrivateKey.from_seed_bytes(secret[:SEED_BYTES])
        return hpke.MLKEM768X25519PrivateKey(
            lattice, x25519.X25519PrivateKey.from_private_bytes(secret[SEED_BYTES:])
        )

    @property
    def sealing_key(self) -> bytes:
        """The ML-KEM-768 key and the X25519 key."""
        secret = self._bytes("seal")
        lattice = mlkem.MLKEM768PrivateKey.from_seed_bytes(secret[:SEED_BYTES]).public_key()
        curve = x25519.X25519PrivateKey.from_private_bytes(secret[SEED_BYTES:]).public_key()
        return lattice.public_bytes_raw() + curve.public_bytes_raw()

    @property
    def certificate(self) -> bytes:
        """In DER."""
        found = x509.load_pem_x509_certificate(self._bytes("tls.crt"))
        return found.public_bytes(serialization.Encoding.DER)

    def certified(self, **changes: Any) -> dict[str, Any]:
        """The certified card."""
        public = self.signer.public_key().public_bytes_raw().hex()
        card = {
            "format": "passerelle-card/1",
            "service": self.service,
            "node": self.node,
            "serial": 1,
            "issued_at": "2026-01-01T00:00:00.000000+00:00",
            "address": "https://localhost:1",
            "signing_key": public,
            "sealing_key": self.sealing_key.hex(),
            "oprf_key": GENERATOR,
            "certificate": hashlib.sha256(self.certificate).hexdigest(),
        } | changes
        data = canonical(card)
        signature = self.signer.sign(encoding("card", data)).hex()
        return {"card": data.decode(), "signature": signature, "first_key": public, "chain": []}

    def partner_file(self, kind: str = "police", country: str = "xo") -> bytes:
        """What the operator of the node trusts."""
        signed = canonical(
            {
                "format": "passerelle-partner/1",
                "card": self.certified(),
                "certificate": self.certificate.hex(),
                "service_name": "Conformance",
                "node_name": "Conformance",
                "kind": kind,
                "country": country,
                "regime": "led",
            }
        )
        signature = self.signer.sign(encoding("partner", signed)).hex()
        return canonical({"signed": signed.decode(), "signature": signature})

    @property
    def fingerprint(self) -> str:
        """Twelve groups of five digits."""
        public = self.signer.public_key().public_bytes_raw()
        digest = hashlib.sha512(b"passerelle-fingerprint/1" + public).digest()
        groups = (int.from_bytes(digest[at : at + 5], "big") % 100_000 for at in range(0, 60, 5))
        return " ".join(f"{one:05d}" for one in groups)


def _certificate(folder: Path) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "conformance")])
    now = dt.datetime.now(dt.UTC)
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    made = made.serial_number(x509.random_serial_number()).not_valid_before(now - dt.timedelta(days=1))
    made = made.not_valid_after(now + dt.timedelta(days=3_650))
    made = made.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
    kinds = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    (folder / "tls.key").write_bytes(key.private_bytes(*kinds))
    signed = made.sign(key, hashes.SHA256())
    (folder / "tls.crt").write_bytes(signed.public_bytes(serialization.Encoding.PEM))


@dataclass(frozen=True)
class Say:
    """One message, as it is to be sealed; whatever is changed is a lie."""

    kind: str
    body: dict[str, Any]
    sequence: int
    agreement: str = ""
    incarnation: int = 1
    payload_kind: str = "message"
    inside: tuple[tuple[str, Any], ...] = ()  # parts of the payload that differ from the header
    header: tuple[tuple[str, Any], ...] = ()


@dataclass(frozen=True)
class Peer:
    """The peer at one node's gate, whose partner file it was given."""

    identity: Identity
    door: Node
    theirs: dict[str, Any]  # the node's card

    def envelope(self, say: Say) -> bytes:
        """The wire form."""
        me, card = self.identity, self.theirs
        payload = canonical(
            {
                "format": "passerelle-message/1",
                "kind": say.kind,
                "service": me.service,
                "node": me.node,
                "recipient": card["node"],
                "incarnation": say.incarnation,
                "sequence": say.sequence,
                "agreement": say.agreement,
                "case": "conformance",
                "sent_at": instant(dt.datetime.now(dt.UTC)),
                "body": say.body,
            }
            | dict(say.inside)
        )
        signature = me.signer.sign(encoding(say.payload_kind, payload)).hex()
        block = canonical({"signature": signature, "manifest": "", "index": 0, "path": []})
        content = len(block).to_bytes(WORD, "big") + block + payload
        framed = len(content).to_bytes(WORD, "big") + content
        size = KIB
        while size < len(framed):
            size *= 2
        header = canonical(
            {
                "format": "passerelle-envelope/1",
                "node": me.node,
                "recipient": card["node"],
                "incarnation": say.incarnation,
                "sequence": say.sequence,
                "seal": "hpke/mlkem768-x25519/hkdf-sha256/chacha20-poly1305",
                "sign": "ed25519",
            }
            | dict(say.header)
        )
        info = MAGIC + len(header).to_bytes(WORD, "big") + header
        key = bytes.fromhex(card["sealing_key"])
        public = hpke.MLKEM768X25519PublicKey(
            mlkem.MLKEM768PublicKey.from_public_bytes(key[:LATTICE_BYTES]),
            x25519.X25519PublicKey.from_public_bytes(key[LATTICE_BYTES:]),
        )
        return info + SUITE.encrypt(framed.ljust(size, b"\0"), public, info=info)

    def post(self, wire: bytes, path: str = "/envelopes") -> tuple[int | None, bytes]:
        """Status and body of the answer; None where the door was closed instead."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        context.load_cert_chain(self.identity.folder / "tls.crt", self.identity.folder / "tls.key")
        line = http.client.HTTPSConnection(self.door.host, self.door.port, context=context, timeout=30)
        try:
            line.request("POST", path, body=wire, headers={"Content-Type": "application/octet-stream"})
            answer = line.getresponse()
            return answer.status, answer.read()
        except (OSError, http.client.HTTPException):
            return None, b""
        finally:
            line.close()

    def read(self, reply: bytes) -> dict[str, Any]:
        """The payload of a sealed reply, once the node's own signature over it holds."""
        end = len(MAGIC) + WORD + int.from_bytes(reply[len(MAGIC) : len(MAGIC) + WORD], "big")
        framed = SUITE.decrypt(reply[end:], self.identity.opener, info=reply[:end])
        content = framed[WORD : WORD + int.from_bytes(framed[:WORD], "big")]
        at = WORD + int.from_bytes(content[:WORD], "big")
        block, payload = json.loads(content[WORD:at]), content[at:]
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(self.theirs["signing_key"]))
        signed = payload if not block["manifest"] else None
        if signed is not None:
            key.verify(bytes.fromhex(block["signature"]), encoding("message", signed))
        found = json.loads(payload)
        if not isinstance(found, dict):
            raise TypeError
        return found

    def answer(self, wire: bytes) -> tuple[str, str, str]:
        """Kind of the reply, its code or outcome, and the id that it is about; empty where there is none."""
        status, reply = self.post(wire)
        if status != http.HTTPStatus.OK:
            return "", "", ""
        said = self.read(reply)
        body = said["body"]
        return said["kind"], body.get("code", body.get("outcome", "")), body.get("of", "")


def read_card(partner_file: bytes) -> dict[str, Any]:
    """The card in a node's partner file."""
    signed = json.loads(json.loads(partner_file)["signed"])
    found = json.loads(signed["card"]["card"])
    if not isinstance(found, dict):
        raise TypeError
    return found


def misbehaving(peer: Peer) -> Iterator[Check]:
    """What a trusted partner that lies, repeats and forges may reach."""
    me, first = peer.identity, int(dt.datetime.now(dt.UTC).timestamp() * 1_000)
    hello = Say("hello", {"card": me.certified(), "incarnation": 0, "sequence": 0}, first)
    # 1. A good message has one signed receipt that names it, the same bytes each time.
    wire = peer.envelope(hello)
    name = f"{me.node}|1|{first}|{hashlib.sha256(wire).hexdigest()}"
    once = peer.post(wire)
    yield once[0] == http.HTTPStatus.OK, "a good message is answered"
    yield peer.answer(wire) == ("receipt", "taken", name), "by a signed receipt that names it"
    yield all(peer.post(wire) == once for _ in range(3)), "a duplicate gets the stored receipt, byte for byte"
    # 2. No bit of an envelope can be changed.
    step = max(1, len(wire) * 8 // FLIPS)
    flipped = (bytes(_flip(wire, place)) for place in range(0, len(wire) * 8, step))
    yield (
        all(peer.post(one)[0] != http.HTTPStatus.OK for one in flipped),
        "no bit of an envelope can be changed",
    )
    # 3. Fields that this version does not know are kept, and hinder nothing.
    more = replace(hello, sequence=first + 1, body=hello.body | {"later": 1}, inside=(("later", "x"),))
    yield peer.answer(peer.envelope(more))[:2] == ("receipt", "taken"), "unknown fields hinder nothing"
    # 4. What is unknown or unagreed is refused with the code of the page, never dropped.
    for number, (say, code, sentence) in enumerate(_refused(hello), start=2):
        found = peer.answer(peer.envelope(replace(say, sequence=first + number)))
        yield found[:2] == ("refusal", code), sentence
    # 5. The same place in the sequence under other bytes is an alarm, and has no effect.
    again = peer.answer(peer.envelope(replace(hello, body=hello.body | {"sequence": 1})))
    yield again[:2] == ("refusal", "incarnation-rolled-back"), "a place in the sequence is used once"
    # 6. What is not proven is not answered at all.
    for number, (say, sentence) in enumerate(_unproven(hello), start=40):
        found = peer.answer(peer.envelope(replace(say, sequence=first + number)))
        yield found == ("", "", ""), sentence
    # 7. What is no envelope is no message, and the next good one is taken.
    for junk in (b"", b"{}", os.urandom(5_000), wire[:-1], wire + b"x", MAGIC + b"\xff" * 9):
        peer.post(junk)
    last = peer.envelope(replace(hello, sequence=first + 60))
    yield peer.answer(last)[:2] == ("receipt", "taken"), "after all that the next good message is taken"


def _refused(hello: Say) -> list[tuple[Say, str, str]]:
    recall = {"items": [{"record": "0" * 32, "version": 1}], "reason": "conformance"}
    receipt = {"of": f"{'0' * 32}|1|1|{NOWHERE}", "outcome": "taken", "effect": NOWHERE}
    other = hello.body["card"] | {"signature": "0" * 128}
    return [
        (replace(hello, kind="telegram"), "kind-unknown", "an unknown kind is refused, and said so"),
        (replace(hello, kind="receipt", body=receipt), "kind-unknown", "a receipt on its own is none"),
        (replace(hello, body={}), "body-malformed", "a body that lacks a field is refused"),
        (
            replace(hello, body=hello.body | {"sequence": -1}),
            "body-malformed",
            "a number out of its bounds is refused",
        ),
        (
            replace(hello, body=hello.body | {"card": other}),
            "card-not-certified",
            "a card that its service did not sign is refused",
        ),
        (
            replace(hello, kind="recall", body=recall, agreement=NOWHERE),
            "agreement-unknown",
            "without an agreement nothing is recalled",
        ),
    ]


def _unproven(hello: Say) -> list[tuple[Say, str]]:
    stranger = "f" * 32
    return [
        (replace(hello, payload_kind="manifest"), "a signature of another type counts for nothing"),
        (replace(hello, inside=(("service", stranger),)), "the service inside is the card's"),
        (replace(hello, inside=(("recipient", stranger),)), "the recipient inside is this node"),
        (replace(hello, inside=(("sequence", 7),)), "the sequence inside is the header's"),
        (replace(hello, header=(("recipient", stranger),)), "an envelope for another is not taken"),
        (replace(hello, header=(("node", stranger),)), "an envelope of a stranger is not taken"),
        (replace(hello, header=(("sign", "none"),)), "an algorithm off the list is refused"),
    ]


def _flip(wire: bytes, bit: int) -> bytearray:
    changed = bytearray(wire)
    changed[bit // 8] ^= 1 << bit % 8
    return changed
