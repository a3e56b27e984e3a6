from __future__ import annotations

import base64
import contextlib
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.documents.barcode import specimen
from tests.documents.chip import issuer

from passerelle.core.canonical import canonical
from passerelle.documents.barcode.vds_nc import LARGEST, read
from passerelle.documents.chip.certificate import read as certificate
from passerelle.documents.chip.trust_store import store
from passerelle.documents.outcome import Outcome
from passerelle.documents.unreadable import UnreadableDocumentError

YES, NO, OPEN = Outcome.CONSISTENT, Outcome.NOT_CONSISTENT, Outcome.NOT_VERIFIABLE
TRUSTED = store([certificate(issuer.country().raw)])
DATA: dict[str, Any] = {"hdr": {"t": "icao.test", "v": 1, "is": "UTO"}, "msg": {"utci": "U1", "n": "É"}}


def made(data: dict[str, Any] = DATA, **changes: Any) -> dict[str, Any]:
    def text(value: bytes) -> str:
        return base64.urlsafe_b64encode(value).decode().rstrip("=")

    signature = {
        "alg": "ES256",
        "cer": text(issuer.signer().raw),
        "sigvl": text(specimen.plain(canonical(data))),
    }
    return {"data": data, "sig": signature | changes}


def outcomes(seal: dict[str, Any]) -> list[Outcome]:
    return [one.outcome for one in read(json.dumps(seal)).findings(TRUSTED)[:3]]


def test_the_example_of_icao_is_read_and_its_signature_verified() -> None:
    seal = read(specimen.VACCINATION)
    assert (seal.kind, seal.version, seal.issuer) == ("icao.vacc", 1, "UTO")
    assert seal.message["uvci"] == "U32870"
    assert [one.outcome for one in seal.findings(store([]))[:3]] == [YES, OPEN, OPEN]


def test_one_changed_character_of_the_example_is_not_consistent() -> None:
    changed = read(specimen.VACCINATION.replace("1990-01-02", "1990-01-03"))
    assert changed.findings(store([]))[0].outcome is NO


def test_a_signer_of_an_imported_authority_has_its_chain() -> None:
    assert outcomes(made()) == [YES, YES, OPEN]


def test_the_order_of_keys_and_the_spelling_of_letters_change_nothing() -> None:
    data = {"msg": {"n": "É", "utci": "U1"}, "hdr": {"is": "UTO", "v": 1, "t": "icao.test"}}
    assert outcomes(made() | {"data": data}) == [YES, YES, OPEN]


def test_changed_data_are_not_consistent() -> None:
    assert outcomes(made() | {"data": DATA | {"msg": {"utci": "U2"}}}) == [NO, YES, OPEN]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        pytest.param("", "JSON", id="nothing"),
        pytest.param("[" * 9000, "JSON", id="nested"),
        pytest.param('{"a":1.5}', "JSON", id="fraction"),
        pytest.param('{"data":1,"data":2}', "JSON", id="key-twice"),
        pytest.param("[]", "object", id="no-object"),
        pytest.param('{"data":{}}', "sig", id="no-signature"),
        pytest.param(json.dumps(made(sigvl="!")), "Base64", id="signature"),
        pytest.param(json.dumps(made(cer=7)), "no text", id="certificate"),
        pytest.param(json.dumps(made(cer="AAAA")), "signed object", id="no-certificate"),
        pytest.param(
            json.dumps({**made(), "data": {"hdr": {"t": "a", "v": True, "is": "UTO"}}}),
            "version",
            id="version",
        ),
        pytest.param(json.dumps({**made(), "data": DATA | {"msg": []}}), "msg", id="message"),
        pytest.param(json.dumps({**made(), "data": DATA | {"msg": {"n": 2**60}}}), "canonical", id="number"),
        pytest.param("{" + " " * LARGEST + "}", "longer", id="too-long"),
    ],
)
def test_what_is_no_seal_is_refused_with_its_reason(text: str, reason: str) -> None:
    with pytest.raises(UnreadableDocumentError, match=reason):
        read(text)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["hdr", "msg", "t", "v", "is"]), inner)
    ),
    max_leaves=8,
)


@given(json_values, st.text(max_size=20))
def test_anything_is_read_or_refused(value: Any, text: str) -> None:
    for given_text in (
        text,
        json.dumps({"data": value, "sig": made()["sig"]}),
        json.dumps({"data": DATA, "sig": value}),
    ):
        with contextlib.suppress(UnreadableDocumentError):
            read(given_text)
