from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passerelle.config.files import FileAbsentError, FolderFiles, write_durably

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("files")


@given(data=st.binary(max_size=200))
def test_bytes_come_back_under_their_digest(folder: Path, data: bytes) -> None:
    files = FolderFiles(folder)
    digest = files.put(data)
    assert digest == hashlib.sha256(data).hexdigest()
    assert files.get(digest) == data


def test_an_absent_file_is_an_error(folder: Path) -> None:
    with pytest.raises(FileAbsentError, match="absent"):
        FolderFiles(folder).get("0" * 64)


@pytest.mark.parametrize("bit", range(0, 64, 9))
def test_one_flipped_bit_on_the_disk_is_an_error(tmp_path: Path, bit: int) -> None:
    files = FolderFiles(tmp_path)
    digest = files.put(b"evidence")
    path = tmp_path / digest[:2] / digest
    data = bytearray(path.read_bytes())
    data[bit // 8] ^= 1 << bit % 8
    path.write_bytes(data)
    with pytest.raises(FileAbsentError, match="no longer matches"):
        files.get(digest)


def test_a_file_is_replaced_whole_and_nothing_is_left_aside(tmp_path: Path) -> None:
    path = tmp_path / "node.toml"
    write_durably(path, b"first")
    write_durably(path, b"second")
    assert path.read_bytes() == b"second"
    assert [one.name for one in tmp_path.iterdir()] == ["node.toml"]
