"""The document check at the desk: one field, plain words, nothing kept unless a person keeps it."""

from __future__ import annotations

import ast
import hashlib
import re
import tempfile
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st
from tests.documents.chip import issuer
from tests.documents.mrz import specimen
from tests.engines.test_tesseract import PLACE, photograph
from tests.simulator.node import COUNTRIES

from passerelle.casework import declaring
from passerelle.core.declaration import Declaration, Declared
from passerelle.core.subject import SubjectCategory
from passerelle.desk.words import document as words
from passerelle.documents.chip import presented
from passerelle.documents.mrz import visual
from passerelle.documents.mrz.check import check
from passerelle.documents.mrz.indicator import IndicatorName
from passerelle.documents.mrz.layout import CheckName
from passerelle.documents.outcome import Outcome
from passerelle.documents.photograph.quality import Quality
from passerelle.documents.reading import Barcode, read
from passerelle.documents.said import Said
from passerelle.documents.trust.trusted import NOTHING
from passerelle.engines import tesseract
from passerelle.store import convert
from passerelle.store.models import AskedQuestion, Exhibit, JournalEntry, MatchKey, Statement
from passerelle.store.protection import protected

if TYPE_CHECKING:
    from django.http import HttpResponse
    from django.test import Client
    from tests.desk.conftest import Person
    from tests.desk.story import Story
    from tests.simulator.env import SeededEnv

TODAY = date(2026, 11, 22)
NUMBER = "L898902C3"


def text(answer: HttpResponse) -> str:
    return answer.content.decode()


def test_the_field_has_the_focus_and_an_example_stands_below(ana: Person) -> None:
    page = text(ana.browser.get("/documents/check"))
    assert re.search(r"<textarea[^>]*autofocus[^>]*data-zone|<textarea[^>]*data-zone[^>]*autofocus", page)
    assert "ERIKSSON" in page
    assert "Utopia" in page


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ("consistent", "the digit printed for the document number is the one computed")),
        ("fr", ("cohérent", "la clé imprimée pour le numéro du document est celle qui est calculée")),
    ],
)
def test_each_digit_is_told_in_plain_words(ana: Person, language: str, said: tuple[str, ...]) -> None:
    ana.browser.post("/preferences", {"language": language, "theme": "auto", "keys": "some"})
    page = text(ana.browser.post("/documents/check", {"zone": words.SPECIMEN}))
    for one in said:
        assert one in page


def test_a_wrong_digit_and_a_wrong_character_are_told_with_their_place(ana: Person) -> None:
    wrong = words.SPECIMEN.replace("C36UTO", "C37UTO").replace("ANNA", "ANN4")
    page = text(ana.browser.post("/documents/check", {"zone": wrong}))
    assert "not consistent" in page
    assert "is 7, the one computed is 6" in page
    assert "<mark>4</mark>" in page
    assert "line 1, position 19" in page


def test_the_page_is_compared_with_the_zone(ana: Person) -> None:
    typed = {"zone": words.SPECIMEN, "surname": "Eriksson", "given_names": "Anna Marie"}
    page = text(ana.browser.post("/documents/check", typed))
    assert "the zone is an allowed spelling of the page" in page
    assert "the zone is no allowed spelling of the page" in page


@pytest.mark.parametrize(
    ("typed", "status"),
    [("", 400), ("DC04", 400), ("{", 400), ("A" * 9001, 400), ("ABC", 200)],
    ids=["nothing", "cut barcode", "no seal", "too long", "no zone"],
)
def test_what_cannot_be_read_is_told_and_nothing_breaks(ana: Person, typed: str, status: int) -> None:
    assert ana.browser.post("/documents/check", {"zone": typed}).status_code == status


def test_what_is_typed_is_never_markup(ana: Person) -> None:
    line = "<script>alert(1)</script>".ljust(44, "<")
    page = text(ana.browser.post("/documents/check", {"zone": f"{line}\n{line}", "surname": line}))
    assert "<script>alert" not in page


def everything(world: SeededEnv, fleeting: Path) -> dict[str, object]:
    """Every row of every table, what sessions hold, and every file of the node or of the passing ones."""
    models = apps.get_app_config("store").get_models()
    held: dict[str, object] = {
        one.__name__: list(one.objects.using(world.database).values()) for one in models
    }
    sessions = Session.objects.using(world.database).order_by("session_key")
    # When a session ends moves with every request.
    held["sessions"] = [
        {name: value for name, value in one.get_decoded().items() if not name.startswith("_session")}
        for one in sessions
    ]
    folders = (world.folder, fleeting)
    held["files"] = sorted(path for folder in folders for path in folder.rglob("*") if path.is_file())
    return held


@pytest.fixture
def fleeting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of temporary files of this process and of those that it starts."""
    folder = tmp_path / "fleeting"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def test_nothing_is_kept_by_a_check(ana: Person, desk: SeededEnv, fleeting: Path) -> None:
    before = everything(desk, fleeting)
    answer = ana.browser.post("/documents/check", {"zone": words.SPECIMEN})
    for zone in ("DC02FR000001FFFFFFFF16", "{", ""):
        ana.browser.post("/documents/check", {"zone": zone})
    ana.browser.post("/documents/check", {"zone": "", "chip": chip_files(1, 2)})
    assert everything(desk, fleeting) == before
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Keep in the case" not in text(answer)


def test_a_person_keeps_it_in_the_case_as_undetermined(story: Story, besa: Client) -> None:
    assert "Keep in the case" in text(besa.post("/documents/check", {"zone": words.SPECIMEN}))
    answer = besa.post("/documents/check", {"zone": words.SPECIMEN, "keep": "yes"})
    entity = answer.headers["Location"].rsplit("/", 1)[1]
    database = story.env.database
    rows = Statement.objects.using(database).filter(entity=entity)
    assert {row.prop: row.value for row in rows}["number"] == NUMBER
    assert {row.case for row in rows} == {story.case}
    markings = convert.markings(database, {row.marking for row in rows}).values()
    assert {one.category for one in markings} == {SubjectCategory.UNDETERMINED}
    assert not MatchKey.objects.using(database).filter(entity=entity, askable=True).exists()


def test_of_a_holder_under_protection_no_value_is_written(story: Story, besa: Client) -> None:
    zone = words.SPECIMEN.replace("UTO7408122", "XXB7408122")
    answer = besa.post("/documents/check", {"zone": zone, "keep": "yes"})
    entity = answer.headers["Location"].rsplit("/", 1)[1]
    database = story.env.database
    rows = Statement.objects.using(database).filter(entity=entity)
    assert NUMBER not in {row.value for row in rows}
    assert "ERIKSSON" not in {row.value for row in rows}
    assert protected(database, [entity], story.env.now()) == {entity}


def test_the_protection_flag_is_on_no_screen(ana: Person) -> None:
    usual, theirs = (
        text(ana.browser.post("/documents/check", {"zone": words.SPECIMEN.replace("UTO7", f"{code}7")}))
        for code in ("UTO", "XXB")
    )
    assert theirs.replace("XXB", "UTO").count("chip") == usual.count("chip")
    assert not re.search(r"refugee|asylum|protection", theirs)


WORDS = {
    "outcomes": (Outcome, words.OUTCOMES),
    "checks": (CheckName, words.CHECKS),
    "declared": (Declared, words.DECLARED),
    "indicators": (IndicatorName, words.INDICATORS),
    "qualities": (Quality, words.QUALITIES),
}


@pytest.mark.parametrize(("values", "table"), WORDS.values(), ids=WORDS)
def test_every_value_of_a_closed_list_has_its_words(values: type, table: dict[object, object]) -> None:
    assert set(values) - set(table) == set()


def forms(value: str) -> set[str]:
    """The forms of a sentence and of the sentences in it; facts are no forms."""
    if not isinstance(value, Said):
        return {value}
    return {value.form} | {
        form for one in value.facts.values() if isinstance(one, Said) for form in forms(one)
    }


CHANGES = st.lists(st.tuples(st.integers(0, 91), st.sampled_from("0189AOIBXZ<< é\n")), max_size=3)


@given(st.sampled_from(list(specimen.ALL.values())), CHANGES)
def test_every_sentence_of_a_check_has_its_words(zone: str, changes: list[tuple[int, str]]) -> None:
    signs = dict(enumerate(zone)) | dict(changes)
    found = check("".join(signs[place] for place in sorted(signs)), TODAY)
    page = visual.Page(surname="Müller", given_names="Анна", number="1", birth=TODAY, expiry=TODAY, sex="X")
    said = [one.why for one in (*found.checks, *found.indicators)]
    said += [one.why for one in visual.compare(found, page)] if found.zone else []
    assert {form for why in said for form in forms(why)} - words.FORMS == set()


def sentences(room: str) -> set[str]:
    """What the readers of this room raise or find, as it stands in their source."""
    found: set[str] = set()
    for path in (Path(presented.__file__).parents[1] / room).glob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                texts = {"Finding": node.args[2:], "UnreadableDocumentError": node.args[1:]}
                told = texts.get(node.func.id, node.args if node.func.id in SAYING else [])
                found |= {one.value for one in told if isinstance(one, ast.Constant)}
            elif isinstance(node, ast.Assign) and {getattr(one, "id", "") for one in node.targets} & {
                "why",
                "form",
            }:
                found |= {node.value.value} if isinstance(node.value, ast.Constant) else set()
    return found - LIST_ALONE


SAYING = {"DerError", "_unreadable", "said"}
# Lists are imported by a command, which speaks English alone.
LIST_ALONE = {
    "the list does not hold the certificate of its signer",
    "it is no master list",
    "the master list is incomplete",
    "a revocation list is incomplete",
    "an entry of a revocation list is empty",
}


@pytest.mark.parametrize("room", ["chip", "barcode"])
def test_every_sentence_of_a_reader_has_its_words(room: str) -> None:
    assert sentences(room) - words.FORMS == set()
    assert len(sentences(room)) > 15


def test_a_sentence_is_told_in_the_language_of_the_reader() -> None:
    wrong = check(words.SPECIMEN.replace("C36UTO", "C37UTO"), TODAY).checks[0].why
    assert words.tell(wrong) == wrong
    with translation.override("fr"):
        assert words.tell(wrong) == (
            "la clé imprimée pour le numéro du document est 7, celle qui est calculée est 6"
        )
        assert words.tell("typed by somebody") == "typed by somebody"


def test_a_barcode_is_read_in_the_same_field(ana: Person) -> None:
    code = "DC02FR000001FFFFFFFF01"
    found = read(code, NOTHING.keys, TODAY)
    assert isinstance(found, Barcode)
    assert {one.outcome for one in found.findings} == {Outcome.NOT_VERIFIABLE}
    assert "2D-Doc" in text(ana.browser.post("/documents/check", {"zone": code}))


def chip_files(*numbers: int) -> list[SimpleUploadedFile]:
    """EF.SOD and these groups of the invented issuer, under names that say nothing."""
    held = [issuer.sod(), *(issuer.groups()[number] for number in numbers)]
    return [SimpleUploadedFile(f"{place}.bin", data) for place, data in enumerate(held)]


def test_a_chip_is_checked_each_result_apart_and_its_zone_with_it(ana: Person) -> None:
    page = text(ana.browser.post("/documents/check", {"zone": "", "chip": chip_files(1, 2)}))
    assert "the file has the hash that was signed" in page
    assert "the authority is on no imported list" in page
    assert "not verifiable" in page
    assert "ERIKSSON" in page
    alone = text(ana.browser.post("/documents/check", {"zone": "", "chip": chip_files(2)}))
    assert "the file was not read from the chip" in alone
    typed = {"zone": words.SPECIMEN.replace("ANNA", "ANNE"), "chip": chip_files(1)}
    assert "the page and the chip have different zones" in text(ana.browser.post("/documents/check", typed))


@pytest.mark.parametrize(("language", "said"), [("en", "one EF.SOD"), ("fr", "il faut un EF.SOD")])
def test_files_that_are_no_chip_are_refused_in_the_readers_language(
    ana: Person, language: str, said: str
) -> None:
    ana.browser.post("/preferences", {"language": language, "theme": "auto", "keys": "some"})
    answer = ana.browser.post("/documents/check", {"zone": "UTO typed", "chip": chip_files(1)[1:]})
    assert answer.status_code == 400
    assert said in text(answer)
    assert "UTO typed" in text(answer)


@pytest.mark.processes
@pytest.mark.skipif(not tesseract.is_available(), reason="needs tesseract: scripts/install_test_system.sh")
def test_a_photograph_is_read_and_kept_only_where_a_person_says_so(
    story: Story, besa: Client, fleeting: Path
) -> None:
    def send(**more: str) -> str:
        sent = SimpleUploadedFile("page.jpg", photograph(specimen.TD1), "image/jpeg")
        return text(besa.post("/documents/check", {"photograph": sent, "zone": "", **more}))

    database = story.env.database
    before = everything(story.env, fleeting)
    page = send()
    assert everything(story.env, fleeting) == before
    assert "Read from the photograph:" in page
    assert "ERIKSSON" in page
    assert "The picture is in the case." in send(keep_picture="on")
    rows = Statement.objects.using(database).filter(schema="Image")
    facts = {row.prop: row.value for row in rows}
    assert {row.case for row in rows} == {story.case}
    (kept,) = Exhibit.objects.using(database).all()
    assert kept.content_id == facts["contentHash"]
    shown = besa.post(f"/exhibits/{kept.id}/content")
    assert shown.headers["Content-Type"] == "image/png"
    assert hashlib.sha256(shown.content).hexdigest() == kept.content_id
    assert PLACE.encode() not in shown.content
    assert shown.content not in story.env.files.get(kept.content.sealed_digest)
    assert "taken" in text(besa.get(f"/exhibits/{kept.id}"))


def test_a_photograph_that_is_none_is_refused_and_what_was_typed_stays(ana: Person) -> None:
    sent = SimpleUploadedFile("page.jpg", b"no picture", "image/jpeg")
    answer = ana.browser.post("/documents/check", {"photograph": sent, "zone": "UTO typed"})
    assert answer.status_code == 400
    assert "It cannot be read" in text(answer)
    assert "UTO typed" in text(answer)


def test_an_upload_is_never_on_a_disk() -> None:
    assert settings.FILE_UPLOAD_HANDLERS == ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
    assert settings.FILE_UPLOAD_MAX_MEMORY_SIZE > tesseract.LARGEST


def test_a_declared_number_is_told_with_where_to_object(story: Story, besa: Client) -> None:
    looked = {"zone": words.SPECIMEN, "look": "yes"}
    assert "Not declared on this node." in text(besa.post("/documents/check", looked))
    today = story.env.now().date()
    lost = Declaration(
        issuer=COUNTRIES["Oberland"],
        document_type="P",
        first=NUMBER,
        declared=Declared.LOST,
        since=today,
        review=today + timedelta(days=90),
        redress="the registry of Oberland",
        report="Port-Lanterne, 7/2026",
    )
    declaring.declare(story.env, story.oberland.access(), lost)
    before = JournalEntry.objects.using(story.env.database).count()
    page = text(besa.post("/documents/check", looked))
    assert "declared lost" in page
    assert "the registry of Oberland" in page
    assert "says nothing about whoever carries" in page
    assert JournalEntry.objects.using(story.env.database).count() > before
    assert "declared lost" not in text(besa.post("/documents/check", {"zone": words.SPECIMEN}))


def test_a_partner_is_asked_about_the_number_under_the_purpose_of_a_check_alone(
    story: Story, besa: Client
) -> None:
    asked = {
        "zone": words.SPECIMEN,
        "ask": "yes",
        "partner": story.unterland.id,
        "agreement": story.agreement,
    }
    before = AskedQuestion.objects.using(story.env.database).count()
    assert "Asked." not in text(besa.post("/documents/check", asked))
    assert AskedQuestion.objects.using(story.env.database).count() == before
    besa.post("/duty", {"purpose": "document-check", "reason": "checks at the quay"})
    shielded = {**asked, "zone": words.SPECIMEN.replace("UTO7408122", "XXB7408122")}
    assert "Asked." not in text(besa.post("/documents/check", shielded))
    assert AskedQuestion.objects.using(story.env.database).count() == before
    assert "Asked." in text(besa.post("/documents/check", asked))
    assert AskedQuestion.objects.using(story.env.database).count() == before + 1


VERDICT = re.compile(r"\b(?:authentique|faux|fausse|falsifi\w*|contrefa\w*|frauduleu\w*)\b", re.IGNORECASE)


def test_no_screen_of_the_check_says_a_verdict_in_french() -> None:
    tables = (words.OUTCOMES, words.CHECKS, words.FIELDS, words.INDICATORS, words.QUALITIES, words.DECLARED)
    with translation.override("fr"):
        said = [words.tell(form) for form in words.FORMS]
        said += [str(one) for table in tables for one in table.values()]
    assert [one for one in said if VERDICT.search(one)] == []
    assert VERDICT.search("ce passeport est un faux")
    assert len(said) > len(words.FORMS)


def test_documents_are_examined_proposed_and_confirmed_as_a_series_and_nobody_is_listed(
    story: Story, besa: Client
) -> None:
    seen = {"document_type": "P", "issuer": "xo", "class": "imitation", "technique": ["stamp-made"]}
    seen |= {"printing": ["font-other", "inkjet"], "security": ["fibres-printed"]}
    for _ in range(2):
        assert besa.post("/documents/series", seen).status_code == 302
    page = text(besa.get("/documents/series"))
    assert "stamp made with another plate" in page
    members = re.findall('name="member" value="([0-9a-f]{32})"', page)
    assert len(members) == 2
    assert besa.post("/documents/series", seen | {"technique": ["drawn by nobody"]}).status_code == 400
    assert besa.post("/documents/series/confirm", {"member": members, "reason": ""}).status_code >= 400
    sent = {"member": members, "reason": "one plate", "supplier": story.supplier}
    answer = besa.post("/documents/series/confirm", sent)
    series = answer.headers["Location"].rsplit("/", 1)[1]
    rows = Statement.objects.using(story.env.database).filter(entity=series)
    assert ("supplier", story.supplier) in {(row.prop, row.value) for row in rows}
    besa.post("/preferences", {"language": "fr", "theme": "auto", "keys": "some"})
    page = text(besa.get("/documents/series"))
    assert "autre police de caractères" in page
    assert "Confirmées par une personne" in page
    undo = f"/documents/series/{series}/undo"
    assert besa.post(undo, {f"{series}-reason": ""}).status_code >= 400
    assert besa.post(undo, {f"{series}-reason": "two plates"}).status_code == 302
    assert "Confirmées par une personne" not in text(besa.get("/documents/series"))
