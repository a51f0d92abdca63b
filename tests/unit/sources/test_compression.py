"""Compressed sources: each kind, by word and by name; damaged ones, several files, bombs."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
from pathlib import Path

import pytest

from interlingua.errors import MappingError, SourceError
from interlingua.settings import Settings
from interlingua.sources import compression_of, open_source
from interlingua.sources.compression import _zstd, unpacked
from reading import gather, source

CSV = b"id,name\n1,Ana\n2,Bo\n"


def tarred(mode: str, *files: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as archive:  # type: ignore[call-overload]
        for name, data in files:
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    return out.getvalue()


def zipped(*files: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files:
            archive.writestr(name, data)
    return out.getvalue()


def packed(kind: str, data: bytes) -> bytes:
    if kind == "zip":
        return zipped(("a.csv", data), ("__MACOSX/._a.csv", b"x"))
    if kind in ("targz", "tarxz"):
        return tarred(f"w:{kind[3:]}", ("a.csv", data))
    return {"gzip": gzip.compress, "bzip2": bz2.compress, "xz": lzma.compress, "zstd": _zstd().compress}[
        kind
    ](data)


SUFFIX = {
    "gzip": ".gz",
    "zip": ".zip",
    "bzip2": ".bz2",
    "xz": ".xz",
    "zstd": ".zst",
    "targz": ".tar.gz",
    "tarxz": ".tar.xz",
}


@pytest.mark.parametrize("kind", SUFFIX)
def test_every_kind_by_its_word_and_by_its_name(kind: str, tmp_path: Path) -> None:
    path = tmp_path / f"in.csv{SUFFIX[kind]}"
    path.write_bytes(packed(kind, CSV))
    found = gather(open_source(source("csv"), path, settings=Settings()))
    assert found.rows == [["1", "Ana"], ["2", "Bo"]]
    other = tmp_path / "in.bin"
    other.write_bytes(path.read_bytes())
    assert gather(open_source(source("csv", compression=kind), other, settings=Settings())).rows == found.rows
    stream = io.BytesIO(path.read_bytes())
    assert (
        gather(open_source(source("csv", compression=kind), stream, settings=Settings())).rows == found.rows
    )


def test_nothing_is_unpacked_where_none_is_said(tmp_path: Path) -> None:
    path = tmp_path / "in.csv.gz"
    path.write_bytes(CSV)
    assert len(gather(open_source(source("csv", compression="none"), path, settings=Settings())).rows) == 2
    assert compression_of(source("csv"), "people.CSV.GZ") == "gzip"
    assert compression_of(source("csv"), "people.csv") is None
    with pytest.raises(MappingError) as caught:
        compression_of(source("csv", compression="rar"))
    assert caught.value.code == "IL-M006"


@pytest.mark.parametrize("kind", SUFFIX)
@pytest.mark.parametrize("cut", [0, 0.1, 0.5])
def test_what_is_damaged(kind: str, cut: float) -> None:
    data = packed(kind, CSV * 1000)
    data = data[: int(len(data) * cut)]
    with pytest.raises(SourceError) as caught:
        gather(open_source(source("csv", compression=kind), io.BytesIO(data), settings=Settings()))
    assert caught.value.code in ("IL-S003", "IL-S002")


@pytest.mark.parametrize("kind", SUFFIX)
def test_what_is_something_else(kind: str) -> None:
    with pytest.raises(SourceError) as caught:
        gather(
            open_source(source("csv", compression=kind), io.BytesIO(b"id,name\n" * 99), settings=Settings())
        )
    assert caught.value.code == "IL-S003"


@pytest.mark.parametrize("files", [0, 2])
def test_an_archive_holds_one_file(files: int) -> None:
    members = [(f"{n}.csv", CSV) for n in range(files)]
    for kind, data in (("zip", zipped(*members)), ("targz", tarred("w:gz", *members))):
        with pytest.raises(SourceError) as caught:
            gather(open_source(source("csv", compression=kind), io.BytesIO(data), settings=Settings()))
        assert "archive" in caught.value.message


@pytest.mark.parametrize("kind", ["gzip", "zip", "zstd", "bzip2", "xz", "targz", "tarxz"])
def test_a_bomb_is_stopped(kind: str) -> None:
    bomb = packed(kind, b" " * (66 << 20))
    stream = unpacked(io.BytesIO(bomb), kind, label="bomb", settings=Settings())
    with pytest.raises(SourceError) as caught:
        sum(len(data) for data in iter(lambda: stream.read(1 << 20), b""))
    assert caught.value.code == "IL-S007"


def test_a_limit_of_bytes() -> None:
    data = gzip.compress(CSV * 10_000)
    with pytest.raises(SourceError) as caught:
        gather(
            open_source(
                source("csv", compression="gzip"), io.BytesIO(data), settings=Settings(unpacked_bytes=999)
            )
        )
    assert caught.value.code == "IL-S007"
    assert "INTERLINGUA_UNPACKED_BYTES" in str(caught.value.hint)
