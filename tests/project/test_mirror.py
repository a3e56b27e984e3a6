from __future__ import annotations

from fnmatch import fnmatch
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "passerelle"
TESTS = ROOT / "tests"

# What only declares has nothing to run: the reason says who would notice a fault.
DECLARES = {
    "*__init__.py": "says what a room is for",
    "store/migrations/*": "every test of the store runs them",
    "store/models/*": "columns; the tests of store and casework write and read them on both databases",
    "*/apps.py": "Django reads it before the first test",
    "config/settings.py": "Django reads it before the first test",
    "core/notice_kind.py": "a closed list that the words of the desk are compared with",
    "errors.py": "the root of the errors, with nothing in it",
    "core/env.py": "an interface; its two sides are checked by mypy",
    "formats/ledger_row.py": "columns; every reader of ledgers is tested by the rows it makes",
    "protocol/messages/kind.py": "a closed list that the message table is compared with",
}
# A family that means nothing alone is tested through what it makes together.
TOGETHER = {
    "analysis/money/flag/*.py": "analysis/money/flag/test_flags.py",
    "casework/agreements.py": "casework/test_sharing.py",
    "casework/asked.py": "casework/test_asking.py",
    "casework/answer*.py": "casework/test_asking.py",
    "cli/envelope.py": "cli/test_acting.py",
    "casework/consents.py": "casework/test_consenting.py",
    "casework/passing_on.py": "casework/test_consenting.py",
    "cli/consent.py": "cli/test_acting.py",
    "gate/witness.py": "gate/test_process.py",
    "protocol/cosignature.py": "casework/test_witnessing.py",
    "casework/revoking.py": "casework/test_key_changes.py",
    "casework/dispatch.py": "casework/test_sharing.py",
    "casework/directory.py": "casework/test_arrival.py",
    "casework/document_in_hand.py": "desk/test_document.py",
    "casework/effect*.py": "casework/test_arrival.py",
    "casework/erasure.py": "casework/test_sharing.py",
    "casework/identifying.py": "casework/test_flagging.py",
    "casework/incidents.py": "casework/test_upkeep.py",
    "casework/key_*.py": "casework/test_asking.py",
    "casework/partner_key.py": "casework/test_rotating.py",
    "casework/channelling.py": "casework/test_requesting.py",
    "casework/cross_checking.py": "casework/test_requesting.py",
    "casework/requests.py": "casework/test_requesting.py",
    "store/requests.py": "casework/test_fulfilling.py",
    "cli/request_line.py": "cli/test_request.py",
    "casework/reply.py": "gate/test_server.py",
    "casework/presentation.py": "gate/test_process.py",
    "casework/readiness.py": "gate/test_process.py",
    "store/objections.py": "casework/test_objecting.py",
    "store/holds.py": "casework/test_holding.py",
    "store/judgements.py": "casework/test_resolving.py",
    "matching/screening/asked.py": "matching/screening/test_nearest.py",
    "matching/screening/near_word.py": "matching/screening/test_nearest.py",
    "matching/screening/pairing.py": "matching/screening/test_nearest.py",
    "matching/screening/room.py": "matching/screening/test_nearest.py",
    "matching/screening/word_row.py": "matching/screening/test_nearest.py",
    "casework/settling.py": "casework/test_posting.py",
    "cli/ask.py": "cli/test_acting.py",
    "cli/declared.py": "cli/test_permission_table.py",
    "casework/issuer.py": "casework/test_declaring.py",
    "cli/demo/*.py": "cli/demo/test_command.py",
    "cli/hold.py": "cli/test_acting.py",
    "cli/correct.py": "cli/test_acting.py",
    "cli/restrict.py": "cli/test_acting.py",
    "cli/feedback.py": "cli/test_acting.py",
    "cli/propose.py": "cli/test_acting.py",
    "cli/explain.py": "cli/test_acting.py",
    "store/exhibits.py": "casework/test_exhibits.py",
    "casework/shutting.py": "casework/test_exhibits.py",
    "cli/trust.py": "casework/test_trust_lists.py",
    "documents/trust/*.py": "documents/trust/test_trust_list.py",
    "cli/owed.py": "cli/test_acting.py",
    "cli/hits.py": "cli/test_acting.py",
    "cli/recall.py": "cli/test_acting.py",
    "desk/money_sheet.py": "desk/test_money_screens.py",
    "cli/release.py": "cli/test_acting.py",
    "cli/run.py": "gate/test_process.py",
    "config/presence.py": "gate/test_process.py",
    "engines/letter_worker.py": "engines/test_tesseract.py",
    "engines/picture_worker.py": "engines/test_tesseract.py",
    "gate/door.py": "gate/test_process.py",
    "gate/tls.py": "gate/test_server.py",
    "config/process.py": "gate/test_process.py",
    "core/permission_*.py": "core/test_way_in.py",
    "core/judicial_clock.py": "core/test_request_progress.py",
    "core/request_kind.py": "core/test_request_progress.py",
    "core/request_step.py": "core/test_request_progress.py",
    "desk/forms/*.py": "desk/test_forms.py",
    "desk/views/*.py": "desk/test_screens.py",
    "desk/words/*.py": "desk/test_words.py",
    "desk/routes.py": "desk/test_fault.py",
    "engines/ledger_worker.py": "engines/test_ledger_process.py",
    "formats/ofac_*.py": "formats/test_ofac_sdn.py",
    "protocol/messages/*.py": "protocol/messages/test_bodies.py",
    "protocol/oblivious/*.py": "protocol/oblivious/test_rfc9497.py",
}


def without_test(source: Path, tests: Path) -> set[str]:
    """The files of `source` that do more than declare and have no test, alone or as a family."""
    files = {file.relative_to(source).as_posix() for file in source.rglob("*.py")}
    return {file for file in files if not (declares(file) or mirrored(file, tests) or together(file, tests))}


def declares(file: str) -> bool:
    return any(fnmatch(file, pattern) for pattern in DECLARES)


def mirrored(file: str, tests: Path) -> bool:
    return (tests / file).with_name(f"test_{Path(file).name}").exists()


def together(file: str, tests: Path) -> bool:
    return any(fnmatch(file, pattern) and (tests / test).exists() for pattern, test in TOGETHER.items())


def test_every_source_file_has_its_test_file() -> None:
    assert without_test(SOURCE, TESTS) == set()


@pytest.mark.parametrize("pattern", [*DECLARES, *TOGETHER], ids=str)
def test_an_exception_that_no_file_needs_any_more_is_found(pattern: str) -> None:
    files = [file.relative_to(SOURCE).as_posix() for file in SOURCE.rglob("*.py")]
    assert [file for file in files if fnmatch(file, pattern) and not mirrored(file, TESTS)] != []


def test_a_source_file_without_a_test_file_is_found(tmp_path: Path) -> None:
    source, tests = tmp_path / "source" / "core", tmp_path / "tests" / "core"
    source.mkdir(parents=True)
    tests.mkdir(parents=True)
    for name in ("__init__.py", "grade.py", "purpose.py"):
        (source / name).touch()
    (tests / "test_grade.py").touch()
    assert without_test(source.parent, tests.parent) == {"core/purpose.py"}
