"""The protection flag of a document shields its holder here, is in no output, and does nothing else."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from tests.documents.barcode import specimen as barcodes
from tests.documents.mrz import specimen
from tests.simulator.chance import Chance
from tests.simulator.network import Network
from tests.simulator.node import Node, agree, introduce, make_node

from passerelle.casework import document_in_hand, sharing
from passerelle.casework.inbox import Tab, inbox
from passerelle.casework.reading import entity_page
from passerelle.casework.sharing import NothingToReleaseError
from passerelle.cli.main import main
from passerelle.core.subject import SubjectCategory
from passerelle.documents.mrz.check import check
from passerelle.documents.reading import Barcode, read
from passerelle.documents.trust.trusted import NOTHING
from passerelle.store import convert
from passerelle.store.models import JournalEntry, MatchKey, Notice, Outbox, Statement
from passerelle.store.protection import protected

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.retold import Tales
    from tests.simulator.env import SeededEnv

TODAY = date(2026, 3, 2)
# What the flag, and the state that it sets, are called wherever they are called anything.
TELLTALE = ("protect", "asylum", "refugee", "stateless", "shield", "flag")
HELD = ("L898902C3", "ERIKSSON", "ANNA MARIA")


class Pair:
    def __init__(self, new_env: Callable[[int], SeededEnv]) -> None:
        self.mine, self.theirs = make_node(new_env(1), "Oberland"), make_node(new_env(2), "Unterland")
        introduce(self.mine, self.theirs)
        self.agreement = agree(self.mine, self.theirs).id
        self.network = Network({one.id: one for one in (self.mine, self.theirs)}, Chance("1"))

    @property
    def node(self) -> Node:
        return self.mine


def zone(code: str) -> str:
    return specimen.TD3.replace("UTO7408122", f"{code}7408122")


def telltale(text: str) -> list[str]:
    return [word for word in TELLTALE if word in text.lower()]


@pytest.mark.parametrize("code", ["XXA", "XXB", "XXC"])
def test_a_kept_document_tells_no_partner_and_no_reader_of_its_flag(
    tales: Tales, new_env: Callable[[int], SeededEnv], code: str
) -> None:
    pair = tales.told(Pair, new_env)
    env, access = pair.mine.env, pair.mine.access()
    before = Outbox.objects.using(env.database).count()
    usual, theirs = (document_in_hand.keep(env, access, check(zone(one), TODAY)) for one in ("UTO", code))
    assert protected(env.database, [usual, theirs], env.now()) == {theirs}
    to = {"agreement": pair.agreement}
    shown = [repr(entity_page(env, access, theirs)), repr(inbox(env, access, Tab.SERVICE))]
    preview = sharing.preview(env, access, entities=[theirs], recipient=pair.theirs.id, **to)
    assert not any(value in repr(preview) for value in HELD)
    with pytest.raises(NothingToReleaseError) as refused:
        sharing.release(env, access, entities=[theirs], recipients=[pair.theirs.id], **to)
    with pytest.raises(NothingToReleaseError) as as_usual:
        sharing.release(env, access, entities=[usual], recipients=[pair.theirs.id], **to)
    assert str(refused.value) == str(as_usual.value)
    pair.network.heal()
    assert Outbox.objects.using(env.database).count() == before
    leaves = b"".join(bytes(one.leaf) for one in JournalEntry.objects.using(env.database).all())
    assert [telltale(text) for text in (*shown, leaves.decode("utf-8", "replace"))] == [[], [], []]
    # And nothing else: no row to look at, nothing to ask about, no other category than its twin has.
    assert not Notice.objects.using(env.database).exists()
    assert not MatchKey.objects.using(env.database).filter(entity=theirs, askable=True).exists()
    rows = Statement.objects.using(env.database).filter(entity__in=[usual, theirs])
    markings = convert.markings(env.database, {row.marking for row in rows}).values()
    assert {one.category for one in markings} == {SubjectCategory.UNDETERMINED}


def test_no_command_prints_the_flag(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    zones, code = tmp_path / "zones", tmp_path / "code"
    zones.write_text("\n\n".join(zone(one) for one in ("XXA", "XXB", "XXC")))
    code.write_text(barcodes.ASYLUM)
    for command in (["check", str(zones), "--json"], ["check", str(zones)], ["barcode", str(code), "--json"]):
        main(["document", *command])
        assert telltale(capsys.readouterr().out) == [], command


def test_a_certificate_of_an_asylum_application_sets_the_flag_in_no_field_and_no_finding() -> None:
    found = read(barcodes.ASYLUM, NOTHING.keys, TODAY)
    assert isinstance(found, Barcode)
    assert found.protection is not None
    assert telltale(repr((found.fields, found.findings))) == []
