"""Worked examples that the specifications print, of invented holders, and signers for one run."""

from __future__ import annotations

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from tests.documents.chip import issuer

from passerelle.documents.barcode.key_list import KeyList, key_list
from passerelle.documents.chip.certificate import Certificate, read

# BSI TR-03137 part 1, annexes C, E and F.
ARRIVAL = bytes.fromhex(
    "dc026abc6d32c8a519fc0f71341145f4fd020230a5621353d9a275735bd4134bc549133c133c133c133c133ca32519a519a4344a5e"
    "681ae7204b20d532cf4b7c133c133f030820d5201019a51aeaff404a1f218ca4392647ecff6c8abf9e796a78eebe0b1ac8cc25c4ee"
    "17eed961d1189091358d7d616f1a517abc747f6c4490ff159d4dcf50248b00b1e32e9e7805e7"
)
RESIDENCE = bytes.fromhex(
    "dc036abc6d32c8a727390f71341145f4fb0602305cba135875976ec066d417b59e8c6abc133c133c133c133c3fef3a2938ee43f159"
    "3d1ae52dbb26751fe64b7c133c136b0306d79519a65306ff40158cf5b0bb7fbda099e8e7c94abefc9677b2e71e9885f5cd9057a8bf"
    "cf930a6046bcf897650af8f9b0343c034d2f64ce081f95fbf3d01292d1f8165ece27d327"
)
VISA = bytes.fromhex(
    "dc036abc6d32c8a72cb10f7134b798155d01022cdd52134a74da1347c6fed95cb89f9fce133c133c133c133c203833734aaf47f0"
    "c32f1a1e20eb2625393afe310403a00000050633be1fed20c6ff38d5573247608c9b64cae022c1c5249660e51ae316d600f974aa"
    "c2129c3f093c35955314026304705cd24c1b8100711bd4411f068e8d93e8b7"
)
# 2D-Doc specification, example of type 16.
ASYLUM = (
    "DC04FR000001FFFF1EBE1601FR62SPECIMEN\x1d60NATACHA/CORRINE\x1d6Q75031205216O300720216912071973"
    "G0PNG1BR67XXG20782614686ABFG\x1d\x1fLUOLNXH5MIZO2ZELD7O7G4JHVTVAG4NMI3YWCVQV2JBLXI5ZVP3RGSVKLRYBOJSU4BPLYQC2T"
    "QBEQICKUCBFUJUP7JMQFIGUMDXSBNA"
)
# ICAO VDS-NC, example of the Utopian vaccination certificate.
VACCINATION = (
    '{"data":{"hdr":{"t":"icao.vacc","v":1,"is":"UTO"},"msg":{"uvci":"U32870","pid":{"n":"Smith Bill","dob":'
    '"1990-01-02","sex":"M","i":"A1234567Z","ai":"L4567890Z"},"ve":[{"des":"XM68M6","nam":"Comirnaty","dis":'
    '"RA01.0","vd":[{"dvc":"2021-03-03","seq":1,"ctr":"UTO","adm":"RIVM","lot":"VC35679","dvn":"2021-03-24"},'
    '{"dvc":"2021-03-24","seq":2,"ctr":"UTO","adm":"RIVM","lot":"VC87540"}]}]}},"sig":{"alg":"ES256","cer":'
    '"MIIBeTCCAR2gAwIBAgIBaDAMBggqhkjOPQQDAgUAMB0xCzAJBgNVBAYTAlVUMQ4wDAYDVQQDDAVVVCBDQTAeFw0yMTA0MDcwNDMwMj'
    "ZaFw0yNjEwMDcwNDMwMjZaMBoxCzAJBgNVBAYTAlVUMQswCQYDVQQDEwIwNjBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABI5bRQ3-"
    "vabXhHAs2IPi-k9rP_TS2J8aq5fTtUG1iOwXdBxx2n6c38TJ2MzBWT5PHCKVlq5JOCyJ1nDlCPd1S2yjTzBNMBIGA1UdJQQLMAkGB2"
    "eBCAEBDgIwHwYDVR0jBBgwFoAUymyksnX8rywn0RH7nDq-Bs2QOqowFgYHZ4EIAQEGAgQLMAkCAQAxBBMCTlYwDAYIKoZIzj0EAwIF"
    "AANIADBFAiBVaaJVHvWLX756yAGt04C89ZEWGr-BsHDgaRb0EH3d9gIhAO2UNvLNhEoUWT1I_zj_cG5mh2U-lWCMBUQ3zSQqWUcs"
    '","sigvl":"cxfyi2vq2XJfZF7ksEkIZJtKbGrRE570UZc_rNAlpfRHD_Xjq57r2h-QLvd_tCQGitsZevFmB0iXzEFdeeZ4zA=="}}'
)


def plain(signed: bytes, label: str = "signer") -> bytes:
    """A signature as barcodes carry it: two numbers side by side."""
    r, s = decode_dss_signature(issuer.elliptic(label).sign(signed, ec.ECDSA(hashes.SHA256())))
    return r.to_bytes(32, "big") + s.to_bytes(32, "big")


def certificate() -> Certificate:
    return read(issuer.signer().raw)


def keys(authority: str, reference: str) -> KeyList:
    """A list that holds the invented signer under these codes, and its authority."""
    return key_list({(authority, reference): certificate()}, (read(issuer.country().raw),))
