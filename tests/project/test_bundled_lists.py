"""The bundled extracts come out of the whole lists bit for bit."""

from __future__ import annotations

import gzip
import runpy
from pathlib import Path

import pytest
from tests.formats.conftest import lists

ROOT = Path(__file__).parents[2]
BUNDLED = ROOT / "src" / "passerelle" / "cli" / "demo_data"
__all__ = ["lists"]


@pytest.mark.shared
def test_the_bundled_lists_are_made_again_bit_for_bit(
    lists: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.argv", ["make_bundled_lists.py", str(lists.parent)])
    script = runpy.run_path(str(ROOT / "scripts" / "make_bundled_lists.py"))
    script["main"].__globals__["TARGET"] = tmp_path
    script["main"]()
    made = sorted(tmp_path.iterdir())
    assert [one.name for one in made] == [one.name for one in sorted(BUNDLED.glob("*.gz"))]
    for one in made:
        # The content decides: another zlib may pack the same bytes otherwise.
        assert gzip.decompress(one.read_bytes()) == gzip.decompress((BUNDLED / one.name).read_bytes())
