from __future__ import annotations

import io
import os
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest

from passerelle.core.draft import Draft, Explained
from passerelle.formats.reading import Request, read
from passerelle.formats.source import Pieces

if TYPE_CHECKING:
    from collections.abc import Callable

DATA = Path(__file__).parent / "data"


@pytest.fixture
def sample() -> Callable[[str], bytes]:
    return lambda name: (DATA / name).read_bytes()


@pytest.fixture
def taken() -> Callable[..., tuple[list[Draft], list[Explained]]]:
    def run(data: bytes, *, size: int = 1 << 16, **request: object) -> tuple[list[Draft], list[Explained]]:
        pieces = Pieces(data[start : start + size] for start in range(0, len(data), size))
        items = list(read(Request(source=pieces, **request)))  # type: ignore[arg-type]
        return [i for i in items if isinstance(i, Draft)], [i for i in items if isinstance(i, Explained)]

    return run


@pytest.fixture
def workbook() -> Callable[[dict[str, list[list[object]]]], bytes]:
    def made(sheets: dict[str, list[list[object]]]) -> bytes:
        book = openpyxl.Workbook()
        book.remove(book.worksheets[0])
        for name, rows in sheets.items():
            sheet = book.create_sheet(name)
            for row in rows:
                sheet.append(row)
        file = io.BytesIO()
        book.save(file)
        return file.getvalue()

    return made


@pytest.fixture(scope="session")
def lists() -> Path:
    root = Path(os.environ.get("PASSERELLE_DATA", Path(__file__).parents[2] / ".." / "shared" / "data"))
    if not (root / "lists").is_dir():
        pytest.skip("the shared lists are absent: set PASSERELLE_DATA to the folder that holds lists/")
    return root / "lists"
