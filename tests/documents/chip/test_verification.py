from __future__ import annotations

import contextlib
import os
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.documents.chip import issuer

from passerelle.documents.chip.certificate import read as certificate
from passerelle.documents.chip.master_list import read as master_list
from passerelle.documents.chip.trust_store import store
from passerelle.documents.chip.verification import verify
from passerelle.documents.outcome import Outcome
from passerelle.documents.unreadable import UnreadableDocumentError

ROOT = Path(__file__).parents[3]
DATA = Path(os.environ.get("PASSERELLE_DATA", str(ROOT / ".." / "shared" / "data"))) / "documents"
TODAY = date(2015, 6, 1)
TRUSTED = store([certificate(issuer.country().raw)])
YES, NO, OPEN = Outcome.CONSISTENT, Outcome.NOT_CONSISTENT, Outcome.NOT_VERIFIABLE
SIGNER = {"signature": YES, "chain": YES, "dates": YES, "revocation": OPEN}
ALL = SIGNER | {"DG1": YES, "DG2": YES, "issuer": YES}


def outcomes(
    sod: bytes | None = None,
    groups: dict[int, bytes] | None = None,
    *,
    trusted: bool = True,
    today: date = TODAY,
) -> dict[str, Outcome]:
    found = verify(
        issuer.sod() if sod is None else sod,
        issuer.groups() if groups is None else groups,
        TRUSTED if trusted else store([]),
        today,
    )
    assert len({one.name for one in found}) == len(found)
    return {one.name: one.outcome for one in found}


def test_each_result_stands_alone() -> None:
    assert outcomes() == ALL


def test_an_authority_that_was_not_imported_leaves_the_chain_open_and_the_rest_as_it_is() -> None:
    assert outcomes(trusted=False) == ALL | {"chain": OPEN, "issuer": OPEN}


def test_a_changed_file_is_not_consistent_and_alone() -> None:
    changed = issuer.groups() | {2: issuer.tlv(0x75, b"\x7f\x61\x03\x02\x01\x02")}
    assert outcomes(groups=changed) == ALL | {"DG2": NO}


def test_a_file_that_was_not_read_is_not_verifiable() -> None:
    assert outcomes(groups={1: issuer.group_1()}) == ALL | {"DG2": OPEN}


def test_a_file_that_nobody_signed_is_not_consistent() -> None:
    assert outcomes(groups=issuer.groups() | {11: issuer.tlv(0x6B)}) == ALL | {"DG11": NO}


def test_a_file_that_is_none_is_not_verifiable() -> None:
    assert outcomes(groups=issuer.groups() | {2: b"\x75"}) == ALL | {"DG2": OPEN}


@pytest.mark.parametrize(
    ("today", "outcome"),
    [(date(2009, 12, 31), NO), (date(2010, 1, 1), YES), (date(2029, 12, 31), YES), (date(2030, 1, 1), NO)],
)
def test_a_signer_is_judged_by_its_days(today: date, outcome: Outcome) -> None:
    assert outcomes(today=today) == ALL | {"dates": outcome}


def test_a_changed_signature_is_not_consistent_and_alone() -> None:
    sod = issuer.sod()
    assert outcomes(sod[:-1] + bytes([sod[-1] ^ 1])) == ALL | {"signature": NO}


def test_without_a_signers_certificate_signature_chain_and_dates_are_open() -> None:
    sod = issuer.cms(issuer.security_list(issuer.groups()), issuer.signer(), held=())
    assert outcomes(sod) == ALL | {"signature": OPEN, "chain": OPEN, "dates": OPEN, "issuer": OPEN}


def test_a_list_that_cannot_be_read_leaves_the_files_open() -> None:
    sod = issuer.cms(b"\x30\x10", issuer.signer())
    assert outcomes(sod) == ALL | {"hashes": OPEN, "DG1": OPEN, "DG2": OPEN}


@pytest.mark.parametrize(
    ("code", "outcome"), [("D<<", YES), ("FRA", NO), ("XOM", OPEN)], ids=["same", "another", "no-country"]
)
def test_the_authority_is_of_the_state_in_the_zone(code: str, outcome: Outcome) -> None:
    top = issuer.certified("CSCA", issuer.elliptic("country"), country="DE")
    by = issuer.certified("Signer", issuer.elliptic("signer"), top, country="DE")
    groups = {1: issuer.group_1(issuer.specimen.TD3.replace("P<UTO", f"P<{code}"))}
    sod = issuer.cms(issuer.security_list(groups), by)
    found = {one.name: one.outcome for one in verify(sod, groups, store([certificate(top.raw)]), TODAY)}
    assert found == SIGNER | {"DG1": YES, "issuer": outcome}


@given(st.integers(0, 5000), st.integers(0, 255))
def test_a_changed_byte_of_the_object_is_refused_or_answered(place: int, value: int) -> None:
    sod = bytearray(issuer.sod())
    sod[place % len(sod)] = value
    with contextlib.suppress(UnreadableDocumentError):
        verify(bytes(sod), issuer.groups(), TRUSTED, TODAY)


@given(st.integers(0, 5000))
def test_a_cut_object_is_refused_or_answered(size: int) -> None:
    with contextlib.suppress(UnreadableDocumentError):
        verify(issuer.sod()[:size], {}, TRUSTED, TODAY)


@given(st.binary(max_size=400))
def test_any_bytes_are_refused_or_answered(data: bytes) -> None:
    with contextlib.suppress(UnreadableDocumentError):
        verify(data, {1: data}, TRUSTED, TODAY)


# Published objects of real issuers, some altered by their publishers: signature, chain, dates on the first of
# January 2024. The signatures were compared with those of OpenSSL.
PUBLISHED = {
    "ZeroPass_00bb6bfa03e3": None,
    "ZeroPass_1ae97e17d739": (NO, OPEN, NO),
    "ZeroPass_55262c801eec": (YES, OPEN, NO),
    "ZeroPass_6d3b6ce36800": (YES, OPEN, NO),
    "ZeroPass_79138374b47f": None,
    "ZeroPass_9b8c545a41cd": (YES, OPEN, NO),
    "ZeroPass_de1b10af8fe6": (NO, OPEN, NO),
    "ZeroPass_f33762bb1213": (NO, OPEN, NO),
    "gmrtd_02ca3a696563": (YES, YES, YES),
    "gmrtd_12277a62f28a": (NO, YES, YES),
    "gmrtd_1bacdf2eee3e": (NO, YES, YES),
    "gmrtd_3d9211731504": (YES, YES, YES),
    "gmrtd_3fb0edfc1f29": (NO, YES, YES),
    "gmrtd_8a8e8421675f": (YES, YES, YES),
    "gmrtd_b40562746504": (YES, YES, YES),
    "gmrtd_e66f75f1ff56": (YES, YES, YES),
    "gmrtd_f89509f1a3a1": (YES, YES, YES),
}


@pytest.mark.shared
@pytest.mark.parametrize("name", PUBLISHED)
def test_a_published_object_has_the_right_answers(name: str) -> None:
    file, listed = DATA / "sod" / f"{name}.bin", DATA / "csca_masterlist_de_2024-08-07.ml"
    if not (file.exists() and listed.exists()):
        pytest.skip("the shared objects are absent: set PASSERELLE_DATA")
    trusted = store(master_list(listed.read_bytes()).certificates)
    expected = PUBLISHED[name]
    if expected is None:
        with pytest.raises(UnreadableDocumentError):
            verify(file.read_bytes(), {}, trusted, date(2024, 1, 1))
        return
    found = verify(file.read_bytes(), {}, trusted, date(2024, 1, 1))
    assert tuple(one.outcome for one in found[:3]) == expected
