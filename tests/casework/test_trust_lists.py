"""Lists of certificates on a node: who vouches, what a newer file changes, and what a document then is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

import pytest
from tests.documents.chip import issuer
from tests.documents.trust import publisher
from tests.simulator.env import SeededEnv
from tests.simulator.node import make_node

from passerelle.casework import trust_lists
from passerelle.casework.access import AbsentError
from passerelle.casework.trust_lists import OlderListError, UnvouchedListError
from passerelle.cli.main import main
from passerelle.documents.chip.certificate import read as certificate
from passerelle.documents.chip.verification import verify
from passerelle.documents.outcome import Outcome
from passerelle.documents.trust.list_kind import ListKind
from passerelle.protocol.journal import JournalLeaf
from passerelle.store.models import JournalEntry, TrustCertificate

if TYPE_CHECKING:
    from pathlib import Path

    from passerelle.casework.trust_lists import Change
    from passerelle.config.env import RealEnv

NewEnv = Callable[[int], SeededEnv]
COUNTRY, STRANGER = issuer.country().raw, issuer.stranger().raw
FIRST = issuer.master_list(COUNTRY, by=issuer.signer())
SECOND = issuer.master_list(COUNTRY, STRANGER, by=issuer.signer())
FINGERPRINT = certificate(COUNTRY).fingerprint


@pytest.fixture
def env(new_env: NewEnv) -> SeededEnv:
    return make_node(new_env(1), "Oberland").env


def take(env: SeededEnv, data: bytes, fingerprint: str = "", dated: date | None = None) -> Change:
    return trust_lists.import_list(
        env, None, data, kind=ListKind.AUTHORITIES, name="Utopia", fingerprint=fingerprint, dated=dated
    )


def chain(env: SeededEnv) -> Outcome:
    found = verify(issuer.sod(), {}, trust_lists.trusted(env).authorities, date(2015, 6, 1))
    return {one.name: one.outcome for one in found}["chain"]


def test_the_first_list_is_taken_by_its_fingerprint_alone_and_the_next_by_its_signature(
    env: SeededEnv,
) -> None:
    assert chain(env) is Outcome.NOT_VERIFIABLE
    with pytest.raises(UnvouchedListError, match=FINGERPRINT):
        take(env, FIRST)
    with pytest.raises(UnvouchedListError):
        take(env, FIRST, "0" * 64)
    assert trust_lists.lists(env) == ()
    spoken = " ".join(FINGERPRINT.upper()[at : at + 4] for at in range(0, 64, 4))
    assert take(env, FIRST, spoken).added == 1
    assert chain(env) is Outcome.CONSISTENT
    assert (take(env, SECOND).added, take(env, SECOND).added) == (1, 0)


def test_a_newer_file_is_told_as_additions_and_removals_each_with_its_day_and_its_line(
    env: SeededEnv,
) -> None:
    take(env, SECOND, FINGERPRINT)
    changed = take(env, issuer.master_list(STRANGER, by=issuer.signer()))
    assert (changed.added, changed.removed) == (0, 1)
    gone = TrustCertificate.objects.using(env.database).exclude(removed_at=None).get()
    assert gone.fingerprint == FINGERPRINT
    assert chain(env) is Outcome.NOT_VERIFIABLE
    leaves = JournalEntry.objects.using(env.database).order_by("position").values_list("leaf", flat=True)
    told = [JournalLeaf.from_bytes(bytes(leaf)).reference for leaf in leaves]
    assert [one.partition(": ")[2] for one in told if "trust list" in one] == [
        "2 added, 0 removed",
        "0 added, 1 removed",
    ]


def test_an_older_file_is_refused_until_the_newer_is_withdrawn(env: SeededEnv) -> None:
    take(env, SECOND, FINGERPRINT, date(2026, 2, 1))
    with pytest.raises(OlderListError):
        take(env, FIRST, dated=date(2026, 1, 1))
    assert trust_lists.withdraw_list(env, None, kind=ListKind.AUTHORITIES, name="Utopia") == 2
    assert chain(env) is Outcome.NOT_VERIFIABLE
    assert take(env, FIRST, FINGERPRINT, date(2026, 1, 1)).added == 1
    with pytest.raises(AbsentError):
        trust_lists.withdraw_list(env, None, kind=ListKind.AUTHORITIES, name="Another")


def test_signers_of_a_scheme_are_taken_once_its_authorities_are(env: SeededEnv) -> None:
    signers = {"kind": ListKind.DOC_SIGNERS, "name": "signers"}
    with pytest.raises(UnvouchedListError):
        trust_lists.import_list(env, None, publisher.pem(issuer.signer().raw), **signers)  # type: ignore[arg-type] # names
    services = publisher.services(COUNTRY)
    with pytest.raises(UnvouchedListError):
        trust_lists.import_list(env, None, services, kind=ListKind.SERVICES, name="2D-Doc")


def test_a_chip_is_verified_by_the_lists_of_the_node_that_is_named(
    new_node: Callable[[str], RealEnv], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sod, held = tmp_path / "EF.SOD", tmp_path / "list.ml"
    sod.write_bytes(issuer.sod())
    held.write_bytes(FIRST)
    node = str(new_node("Oberland").folder.path)
    words = ["trust", "add", node, str(held), "--kind", "authorities", "--name", "Utopia"]
    assert main(words) == 1
    assert FINGERPRINT in capsys.readouterr().err
    assert main([*words, "--fingerprint", FINGERPRINT]) == 0
    assert main(["trust", "list", node]) == 0
    assert "Utopia" in capsys.readouterr().out
    asked = ["document", "chip", str(sod), "--on", "2015-06-01"]
    assert main(asked) == 0
    assert "not verifiable  chain" in capsys.readouterr().out
    assert main([*asked, "--node", node]) == 0
    assert "consistent      chain" in capsys.readouterr().out
    assert main(["trust", "withdraw", node, "--kind", "authorities", "--name", "Utopia"]) == 0
