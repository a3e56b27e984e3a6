"""Lists in the forms in which publishers give them, made from certificates of one run."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

SERVICES = """<?xml version="1.0" encoding="UTF-8"?>
<tsl:TrustServiceStatusList xmlns:tsl="http://uri.etsi.org/02231/v2#"><tsl:SchemeInformation>
<tsl:ListIssueDateTime>2026-02-01T11:00:00Z</tsl:ListIssueDateTime></tsl:SchemeInformation>
<tsl:TrustServiceProviderList><tsl:TrustServiceProvider><tsl:TSPServices>{}</tsl:TSPServices>
</tsl:TrustServiceProvider></tsl:TrustServiceProviderList></tsl:TrustServiceStatusList>"""
SERVICE = """<tsl:TSPService><tsl:ServiceInformation>
<tsl:ServiceTypeIdentifier>http://uri.etsi.org/TrstSvc/Svctype/CA/PKC</tsl:ServiceTypeIdentifier>
<tsl:ServiceDigitalIdentity><tsl:DigitalId><tsl:X509Certificate>{}</tsl:X509Certificate></tsl:DigitalId>
</tsl:ServiceDigitalIdentity>
<tsl:ServiceStatus>http://uri.etsi.org/TrstSvc/Svcstatus/inaccord</tsl:ServiceStatus>
</tsl:ServiceInformation></tsl:TSPService>"""


def folded(name: str, value: bytes) -> str:
    text = f"{name}:: {base64.b64encode(value).decode()}"
    return "\n ".join(text[at : at + 70] for at in range(0, len(text), 70))


def ldif(*, master: Sequence[bytes] = (), one: Sequence[bytes] = ()) -> bytes:
    lines = ["version: 1"]
    for value in master:
        lines += ["", "dn: o=ml,c=UT", "objectClass: pkdMasterList", folded("pkdMasterListContent", value)]
    for value in one:
        lines += ["", "dn: o=dsc,c=UT", folded("userCertificate;binary", value)]
    return "\n".join([*lines, ""]).encode()


def pem(*certificates: bytes) -> bytes:
    blocks = (base64.encodebytes(one).decode() for one in certificates)
    return "".join(
        f"-----BEGIN CERTIFICATE-----\n{one}-----END CERTIFICATE-----\n" for one in blocks
    ).encode()


def parts(*certificates: bytes) -> bytes:
    head = b"--End\r\nContent-Type: application/pkix-cert\r\n\r\n"
    return b"".join(head + one + b"\r\n" for one in certificates) + b"--End--\r\n"


def services(*certificates: bytes) -> bytes:
    return SERVICES.format(
        "".join(SERVICE.format(base64.b64encode(one).decode()) for one in certificates)
    ).encode()
