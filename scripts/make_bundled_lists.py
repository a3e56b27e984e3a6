"""Make the extracts of public designation lists that the demonstration ships, out of the whole lists.

    python scripts/make_bundled_lists.py [FOLDER OF THE SHARED DATA]

The choice is deterministic: the same lists give the same bytes.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import os
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
TARGET = ROOT / "src" / "passerelle" / "cli" / "demo_data"
UN = "un_2026-01-28.xml.gz"
OFAC = "ofac_sdn_2024-05-03.csv.gz"
UK = "uk_conlist_2018-04-13.csv.gz"
PROGRAMMES = ("TCO", "LIBYA3")
OTHERS = 2_000
OFAC_PROGRAMME = 3
OFAC_COLUMNS = 12
UK_HEADER_LINES = 2
UK_GROUP = 28


def main() -> None:
    """The three extracts are written anew."""
    default = os.environ.get("PASSERELLE_DATA", str(ROOT / ".." / "shared" / "data"))
    lists = Path(sys.argv[1] if len(sys.argv) > 1 else default) / "lists"
    TARGET.mkdir(exist_ok=True)
    _write(UN, gzip.decompress((lists / UN).read_bytes()))
    _write(OFAC, ofac(gzip.decompress((lists / OFAC).read_bytes())))
    _write(UK, uk(gzip.decompress((lists / UK).read_bytes())))


def ofac(data: bytes) -> bytes:
    """Every row of the two programmes and the others whose entity numbers come first by their digest."""
    whole = [line for line in data.splitlines(keepends=True) if line.strip(b"\x1a\r\n")]
    rows = [next(csv.reader([line.decode("utf-8")])) for line in whole]
    chosen = {row[0] for row in rows if len(row) == OFAC_COLUMNS and _programmes(row) & set(PROGRAMMES)}
    chosen |= _first(sorted({row[0] for row in rows} - chosen), OTHERS)
    return b"".join(line for line, row in zip(whole, rows, strict=True) if row[0] in chosen)


def uk(data: bytes) -> bytes:
    """Both header lines and every row of the groups that come first by the digest of their id."""
    whole = data.splitlines(keepends=True)
    rows = list(csv.reader(io.StringIO(data.decode("cp1252"), newline="")))
    if len(rows) != len(whole):
        raise SystemExit("a record of the UK list spans lines: choose by record instead")
    chosen = _first(sorted({row[UK_GROUP] for row in rows[UK_HEADER_LINES:]}), OTHERS)
    kept = (
        line
        for number, (line, row) in enumerate(zip(whole, rows, strict=True))
        if number < UK_HEADER_LINES or row[UK_GROUP] in chosen
    )
    return b"".join(kept)


def _programmes(row: list[str]) -> set[str]:
    return {name.strip() for name in row[OFAC_PROGRAMME].split("] [")}


def _first(ids: list[str], count: int) -> set[str]:
    return set(sorted(ids, key=lambda number: hashlib.sha256(number.encode()).digest())[:count])


def _write(name: str, data: bytes) -> None:
    packed = gzip.compress(data, compresslevel=9, mtime=0)
    (TARGET / name).write_bytes(packed)
    print(f"{name}: {len(packed)} bytes, sha256 {hashlib.sha256(packed).hexdigest()}")


if __name__ == "__main__":
    main()
