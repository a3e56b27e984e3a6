from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.casework.ledger_world import MAPPING, table
from tests.desk.story import tell

from passerelle.casework import cases, ledgers, people
from passerelle.core.role import Role
from passerelle.core.subject import SubjectCategory
from passerelle.store.models import Freeze, Ledger, LedgerLine, Statement

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpResponse
    from tests.desk.story import NewEnv, Story

COLUMNS = {
    part: getattr(MAPPING, part) for part in ("source", "target", "amount", "time", "currency", "channel")
}
COLUMNS |= {part: getattr(MAPPING, part) for part in ("paid_in", "paid_out", "what")}
MT940 = (
    b":20:X\n:25:ACC1\n:28C:1\n:60F:C310301EUR100,00\n:61:3103020302D40,00NTRFREF1\n:62F:C310302EUR60,00\n-\n"
)
REPORT = {
    "as": "goaml",
    "entity_id": "7",
    "user_code": "OBER",
    "report_code": "STR",
    "country": "FR",
    "indicators": "STRUC",
    "reason": "many pay one account",
    "action": "none yet",
}


def text(answer: HttpResponse) -> str:
    return answer.content.decode()


def add(story: Story, besa: Client, category: str = "contact") -> str:
    file = SimpleUploadedFile("march.csv", table())
    sent = {"file": file, "name": "Statement of March", "category": category}
    answer = besa.post(f"/cases/{story.case}/money/add", sent)
    return str(answer.headers["Location"])


def tell_with_a_ledger(new_env: NewEnv) -> Story:
    """The story, with a ledger in Besa's case."""
    told = tell(new_env)
    access = told.oberland.access()
    ledger = ledgers.keep_exhibit(
        told.env, access, name="Statement of March", data=table(), category=SubjectCategory.CONTACT
    )
    ledgers.read_lines(told.env, access, ledger, MAPPING)
    return told


@pytest.fixture
def telling(request: pytest.FixtureRequest) -> Callable[[NewEnv], Story]:
    """The ledger is there for whoever asks for its page."""
    return tell_with_a_ledger if "money" in request.fixturenames else tell


@pytest.fixture
def money(story: Story) -> str:
    """The address of the money page, with a ledger."""
    return f"/cases/{story.case}/money"


def test_a_ledger_that_was_added_and_mapped_by_hand_stands_on_the_page_of_its_case(
    story: Story, besa: Client
) -> None:
    where = add(story, besa)
    page = f"/cases/{story.case}/money"
    assert besa.post(where, COLUMNS).headers["Location"] == page
    assert text(besa.get(page)).count('name="line"') == 17
    assert Ledger.objects.using(story.env.database).get().name == "Statement of March"


def test_a_table_is_mapped_with_the_help_of_its_first_rows(story: Story, besa: Client) -> None:
    where = add(story, besa)
    page = text(besa.get(where))
    assert '<option value="when" selected>' in page
    assert "PAYER1" in page
    wrong = besa.post(where, {**COLUMNS, "time": ""})
    assert wrong.status_code == 400
    assert "Say which column holds the date." in text(wrong)
    assert not LedgerLine.objects.using(story.env.database).exists()


def test_a_file_that_is_no_ledger_is_explained_beside_the_field(story: Story, besa: Client) -> None:
    file = SimpleUploadedFile("empty.csv", b"\0")
    sent = {"file": file, "name": "x", "category": "contact"}
    assert besa.post(f"/cases/{story.case}/money/add", sent).status_code == 400


def test_a_folder_of_statements_is_added_at_once_and_a_known_table_is_not_mapped_again(
    story: Story, besa: Client
) -> None:
    page = f"/cases/{story.case}/money"
    besa.post(add(story, besa), COLUMNS)
    (ledger,) = Ledger.objects.using(story.env.database).all()
    mapping = besa.get(f"/ledgers/{ledger.id}/mapping")
    assert b'time = "when"' in mapping.content
    again = table().replace(b"2026-03", b"2026-04")
    files = [SimpleUploadedFile("april.csv", again), SimpleUploadedFile("b.sta", MT940)]
    sent = {"file": files, "name": "April", "category": "contact"}
    assert besa.post(f"{page}/add", sent).headers["Location"] == page
    rows = Ledger.objects.using(story.env.database).order_by("recorded_at", "name")
    assert [(row.name, row.ledgerline_set.count()) for row in rows] == [
        ("Statement of March", 17),
        ("April 1", 17),
        ("April 2", 1),
    ]
    twice = besa.post(f"{page}/add", {**sent, "file": [SimpleUploadedFile("b.sta", MT940)]})
    assert "each transfer would come twice" in text(twice)


def test_a_saved_mapping_and_another_layout_are_tried_before_the_table_is_read(
    story: Story, besa: Client
) -> None:
    data = b"Statement\n\nDay;Who;Sum (EUR)\n03/04/2031;B;-1 200,50\n14/04/2031;C;200,00\n"
    file = SimpleUploadedFile("march.csv", data)
    sent = {"file": file, "name": "x", "category": "contact"}
    where = besa.post(f"/cases/{story.case}/money/add", sent).headers["Location"]
    page = text(besa.get(where))
    assert 'name="header" value="3"' in page
    assert '<option value="Sum (EUR)" selected>' in page
    looked = text(besa.post(where, {"again": "yes", "header": "4", "delimiter": ";"}))
    assert 'name="header" value="4"' in looked
    wrong = SimpleUploadedFile("mapping.toml", b"[columns]\ntime = 3")
    assert besa.post(where, {"saved": "yes", "mapping": wrong}).status_code == 400
    said = b"[columns]\ntime='Day'\namount='Sum (EUR)'\ntarget='Who'\n"
    said += b"[values]\naccount='A'\ndecimal_mark=','\ndates='day'\n"
    saved = SimpleUploadedFile("mapping.toml", said)
    assert besa.post(where, {"saved": "yes", "mapping": saved}).status_code == 302
    assert LedgerLine.objects.using(story.env.database).count() == 2


def test_a_ledger_is_ended_with_a_reason_and_stays_to_be_seen(story: Story, besa: Client, money: str) -> None:
    ledger = Ledger.objects.using(story.env.database).get().id
    review = text(besa.get(money)).split("review ")[1][:10]
    kept = {"act": "renew", "why": "the trial goes on", "review": "2027-12-01"}
    besa.post(f"/ledgers/{ledger}/end", kept)
    assert review not in text(besa.get(money))
    besa.post(f"/ledgers/{ledger}/end", {"act": "end", "why": "another person's account"})
    page = text(besa.get(money))
    assert "another person&#x27;s account" in page
    assert "COLLECTOR" not in page


def test_a_ledger_needs_a_category(story: Story, besa: Client) -> None:
    file = SimpleUploadedFile("march.csv", table())
    answer = besa.post(f"/cases/{story.case}/money/add", {"file": file, "name": "x", "category": ""})
    assert answer.status_code == 400
    assert not Ledger.objects.using(story.env.database).exists()


@pytest.mark.parametrize("language", ["en", "fr"])
def test_picture_twin_returns_and_lines_stand_on_one_page(
    story: Story, besa: Client, money: str, language: str
) -> None:
    besa.post("/preferences", {"language": language, "theme": "auto", "keys": "some"})
    page = text(besa.get(money))
    assert page.count("<path d=") >= 11
    returns = page.split('id="returns"')[1].split('id="months"')[0]
    assert "COLLECTOR" in returns
    assert page.count('name="line"') == 17


def test_no_account_stands_in_an_address(story: Story, besa: Client, money: str) -> None:
    page = text(besa.get(f"{money}?threshold=1"))
    links = [part.split('"')[0] for part in page.split('href="')[1:]]
    assert any("pick=" in link for link in links)
    assert not any(name in link for link in links for name in ("COLLECTOR", "WORKER", "GB29"))


def test_a_selection_is_followed_in_table_and_months(story: Story, besa: Client, money: str) -> None:
    page = text(besa.get(money))
    link = page.split("<bdi>FARM</bdi>")[0].rsplit('href="', 1)[1].split('"')[0].replace("&amp;", "&")
    picked = text(besa.get(f"{money}{link}"))
    assert picked.count('name="line"') == 3
    assert "2026-02" in picked.split('id="months"')[1]


def test_chosen_lines_become_payments_of_the_case(story: Story, besa: Client, money: str) -> None:
    ledger = Ledger.objects.using(story.env.database).get().id
    besa.post(f"{money}/choose", {"line": [f"{ledger}.10", f"{ledger}.11"]})
    found = Statement.objects.using(story.env.database).filter(schema="Payment", prop="amount")
    assert set(found.values_list("value", flat=True)) == {"20000.00", "500"}


def test_questions_conclusions_and_flags_are_kept_in_the_case(story: Story, besa: Client, money: str) -> None:
    besa.post(f"{money}/note", {"kind": "conclusion", "text": "The collector keeps nothing."})
    besa.post(f"{money}/flags")
    page = text(besa.get(money))
    assert "The collector keeps nothing." in page
    assert "COLLECTOR: several unrelated customers wire money to one account" in page
    assert "R13" not in page.split('id="notes"')[1]


def test_a_country_is_refused_as_embarkation_place(story: Story, besa: Client, money: str) -> None:
    days = {"since": "2026-01-01", "until": "2026-12-31"}
    assert besa.post(f"{money}/place", {"code": "France", "why": "x", **days}).status_code == 409
    assert besa.post(f"{money}/place", {"code": "strand", "why": "boats left", **days}).status_code == 302
    assert "boats left" in text(besa.get(f"{money}/rules"))


def test_the_selection_leaves_as_csv_and_as_a_report(story: Story, besa: Client, money: str) -> None:
    table_of = besa.post(f"{money}/export", {"as": "csv", "since": "2026-03-10"})
    assert table_of["Content-Disposition"] == 'attachment; filename="transfers.csv"'
    assert len(text(table_of).splitlines()) == 1 + 4
    paper = [besa.post(f"{money}/export", {"as": "pdf", "since": "2026-03-10"}) for _ in range(2)]
    assert paper[0].content == paper[1].content
    assert paper[0].content.startswith(b"%PDF")
    assert besa.post(f"{money}/export", {"as": "pdf", "since": "2027-03-10"}).status_code == 409
    made = besa.post(f"{money}/export", REPORT)
    assert made["Content-Type"] == "application/xml"
    assert text(made).count("<transaction>") == 17
    assert besa.post(f"{money}/export", {**REPORT, "entity_id": ""}).status_code == 400


def test_the_masked_queue_is_for_the_trained_alone(story: Story, besa: Client, money: str) -> None:
    besa.post(f"{money}/flags")
    assert besa.get("/identification").status_code == 403
    elif_ = people.add_officer(story.env, name="Elif", role=Role.VICTIM_SUPPORT_WORKER)
    client = Client(SERVER_NAME="localhost")
    client.post(f"/enter/{people.make_link(story.env, elif_)}")
    client.post("/duty", {"purpose": "victim-assistance", "reason": "identification"})
    page = text(client.get("/identification"))
    assert "R13" in page
    assert "WORKER" not in page
    who = page.split('id="why-')[1].split('"')[0]
    assert client.post(f"/identification/{who}", {"act": "unmask", "reason": ""}).status_code == 409
    shown = text(client.post(f"/identification/{who}", {"act": "unmask", "reason": "to reach the person"}))
    assert "WORKER" in shown
    client.post(f"/identification/{who}", {"act": "help-offered", "reason": "spoken with"})
    assert "help was offered" in text(client.get("/identification"))


def test_money_is_asked_to_be_held_and_who_asked_does_not_decide(
    story: Story, besa: Client, money: str
) -> None:
    said = {
        "kind": "freezing",
        "account": "GB29NWBK60161331926819",
        "bank": "Bank of Port-Lanterne",
        "amount": "20000",
        "currency": "EUR",
        "legal_basis": "Code of Oberland, article 40",
        "hours": "72",
        "reason": "nine people paid a collector",
    }
    sent = {f"freeze-{name}": value for name, value in said.items()}
    assert besa.post(f"{money}/freeze", {**sent, "freeze-hours": "0"}).status_code == 400
    assert besa.post(f"{money}/freeze", sent).status_code == 302
    assert "asked, nothing is held yet" in text(besa.get(money))
    freeze = Freeze.objects.using(story.env.database).get().id
    assert besa.post(f"/freezes/{freeze}", {"act": "decide"}).status_code == 409
    claire = people.add_officer(story.env, name="Claire", role=Role.MAGISTRATE)
    cases.add_member(story.env, story.case, claire, why="decides")
    client = Client(SERVER_NAME="localhost")
    client.post(f"/enter/{people.make_link(story.env, claire)}")
    client.post("/duty", {"purpose": "group-investigation", "reason": "money"})
    client.post(f"/cases/{story.case}/enter", {"reason": "the collector's account"})
    client.post(f"/freezes/{freeze}", {"act": "decide"})
    assert "the money is held" in text(client.get(money))
    ended = {"act": "end", "held": "18000", "recovered": "12000", "outcome": "confiscated"}
    besa.post(f"/freezes/{freeze}", ended)
    assert "confiscated" in text(besa.get(money))


def test_a_paper_becomes_an_entity_whose_release_is_shown_next(
    story: Story, besa: Client, money: str
) -> None:
    papers = f"{money}/papers"
    assert "No money is to be held by a decision." in text(besa.get(papers))
    said = {"paper": "typology", "name": "Collector of fares", "version": "1", "indicators": "a\nb"}
    assert besa.post(papers, {**said, "indicators": " "}).status_code == 400
    entity, last = besa.post(papers, said).headers["Location"].split("/")[-2:]
    assert last == "release"
    told = Statement.objects.using(story.env.database).filter(entity=entity, schema="Typology")
    assert sorted(told.values_list("prop", "value"))[:2] == [("indicator", "a"), ("indicator", "b")]
    unknown = {"paper": "report", "account": "NOBODY", "category": "contact", "finding": "fares"}
    assert besa.post(papers, unknown).status_code == 400
    report = besa.post(papers, {**unknown, "account": "COLLECTOR"})
    assert report.headers["Location"].endswith("/release")


def test_a_trace_is_asked_without_an_account_in_the_address(story: Story, besa: Client, money: str) -> None:
    how = {"way": "forwards", "accounting": "first-in-first-out", "period": "month"}
    asked = besa.post(f"{money}/trace", {"accounts": "payer1", **how})
    where = asked.headers["Location"]
    assert "PAYER1" not in where.upper()
    page = text(besa.get(where))
    assert "first in, first out" in page
    assert "Whom it reached" in page
    assert "2500.00 EUR" in page
    sent = besa.post(f"{money}/export?{where.partition('?')[2]}", {"as": "trace"})
    assert "first-in-first-out" in text(sent)
    assert besa.post(f"{money}/trace", {"accounts": "nobody", **how}).status_code == 400


def test_rules_stand_with_their_numbers_in_the_language_of_the_reader(
    story: Story, besa: Client, money: str
) -> None:
    ledger = Ledger.objects.using(story.env.database).get().id
    said = {"ledger": ledger, "account": "COLLECTOR", "cash_business": "no", "reason": "register of trade"}
    assert besa.post(f"{money}/account", {**said, "reason": ""}).status_code == 400
    assert besa.post(f"{money}/account", said).status_code == 302
    ticked = {"line": [f"{ledger}.{row}" for row in range(1, 10)], "reason": "slips"}
    assert besa.post(f"{money}/say", {**ticked, "channel": "cash"}).status_code == 302
    assert besa.post(f"{money}/say", {"channel": "cash", "reason": "slips"}).status_code == 409
    boat = {"ledger": ledger, "mover": "COLLECTOR", "goods": "boat", "from_country": "cn"}
    boat |= {"to_country": "de", "stored": "on", "on": "2026-01-02", "reason": "customs note"}
    assert besa.post(f"{money}/shipment", {**boat, "on": ""}).status_code == 400
    assert besa.post(f"{money}/shipment", boat).status_code == 302
    besa.post(f"{money}/flags")
    besa.post("/preferences", {"language": "fr", "theme": "auto", "keys": "some"})
    page = text(besa.get(f"{money}/rules"))
    assert page.count("version 2") == 14
    assert "5 dépôts d\u2019espèces et 15000 en 30 jours" in page
    assert "CN → DE" in page
    asked = text(besa.get(money)).split('id="notes"')[1]
    assert "COLLECTOR" in asked
    assert "9 dépôts en 30 jours" in asked


def test_a_conclusion_rests_on_the_ticked_transfers_and_leads_back_to_them(
    story: Story, besa: Client, money: str
) -> None:
    ledger = Ledger.objects.using(story.env.database).get().id
    said = {"kind": "conclusion", "text": "It all goes abroad.", "line": [f"{ledger}.10"]}
    besa.post(f"{money}/note", said)
    link = text(besa.get(money)).split("It all goes abroad.")[1].split('href="')[1].split('"')[0]
    page = text(besa.get(f"{money}{link.split('#')[0]}"))
    assert page.count('name="line"') == 1
    assert f'value="{ledger}.10"' in page
    assert besa.post(f"{money}/note", {**said, "text": ""}).status_code == 409
