"""A list of trusted services, as France publishes it for 2D-Doc (ETSI TS 119 612): authorities and a day.

Its XML signature is not checked here: that needs a second reading of the text
that two readers may do differently. A person compares the file's fingerprint.
"""

from __future__ import annotations

import base64
import binascii
from datetime import date
from typing import TYPE_CHECKING

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from passerelle.documents.chip import certificate
from passerelle.documents.chip.der import DerError
from passerelle.documents.unreadable import UnreadableDocumentError

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element  # noqa: TID251 - the type alone; defusedxml reads

    from passerelle.documents.chip.certificate import Certificate

TSL = "{http://uri.etsi.org/02231/v2#}"
LARGEST = 1 << 22
CERTIFYING = "/CA/PKC"
IN_FORCE = frozenset({"inaccord", "undersupervision", "accredited", "granted", "recognisedatnationallevel"})


def is_service_list(data: bytes) -> bool:
    """True when the text begins as XML does."""
    return data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")


def read(data: bytes) -> tuple[list[Certificate], int, date]:
    """The authorities whose service is in force, how many could not be read, and the day of the list."""
    if len(data) > LARGEST:
        raise _unreadable("it is larger than any such list")
    try:
        root = fromstring(data, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError, RecursionError):
        # LookupError: the text says that it is in an encoding which nobody knows.
        raise _unreadable("it is no XML that can be read safely") from None
    if root.tag != f"{TSL}TrustServiceStatusList":
        raise _unreadable("it is no list of trusted services")
    held: list[Certificate] = []
    unread = 0
    for service in root.iter(f"{TSL}ServiceInformation"):
        if not _is_in_force(service):
            continue
        for one in service.iter(f"{TSL}X509Certificate"):
            try:
                held.append(certificate.read(base64.b64decode("".join((one.text or "").split()))))
            except (DerError, binascii.Error, ValueError):
                unread += 1
    return held, unread, _issued(root)


def _is_in_force(service: Element) -> bool:
    kind, status = (
        (service.findtext(f"{TSL}{name}") or "").strip()
        for name in ("ServiceTypeIdentifier", "ServiceStatus")
    )
    return kind.endswith(CERTIFYING) and status.rpartition("/")[2].lower() in IN_FORCE


def _issued(root: Element) -> date:
    text = root.findtext(f"{TSL}SchemeInformation/{TSL}ListIssueDateTime") or ""
    try:
        return date.fromisoformat(text.strip()[:10])
    except ValueError:
        raise _unreadable("it tells no day of issue") from None


def _unreadable(reason: str) -> UnreadableDocumentError:
    return UnreadableDocumentError("the list", reason)
