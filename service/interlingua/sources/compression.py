"""Compressed sources: unpacked as they are read, never whole in memory, and within limits.

RML-IO names none, gzip, zip, targz and tarxz; zstd, bzip2 and xz are ours. What says nothing is known by
its name. A file of many files must hold exactly one: nobody says which would be meant.
"""

from __future__ import annotations

import importlib
import io
import tarfile
import tempfile
import zipfile
from collections.abc import Callable
from typing import Any, BinaryIO, Final, cast

from interlingua.errors import MappingError, Place, SourceError
from interlingua.rml.model import LogicalSource
from interlingua.settings import Settings

KINDS: Final = ("none", "gzip", "zip", "zstd", "bzip2", "xz", "targz", "tarxz")
_SUFFIXES: Final = (
    (".tar.gz", "targz"), (".tgz", "targz"), (".tar.xz", "tarxz"), (".txz", "tarxz"), (".gz", "gzip"),
    (".zip", "zip"), (".zst", "zstd"), (".zstd", "zstd"), (".bz2", "bzip2"), (".xz", "xz"),
)  # fmt: skip
_FREE: Final = 64 << 20
"""So much may come out of anything: the ratio is asked only of more."""


def compression_of(source: LogicalSource, name: str | None = None) -> str | None:
    """How a source is compressed: as declared, else by the end of its file's name. None where it is not.

    Raises MappingError IL-M006 for a word that is none.
    """
    declared = dict(source.options).get("compression")
    if declared is not None:
        kind = declared.strip().lower()
        if kind not in KINDS:
            raise MappingError(
                "IL-M006", f"The compression {declared!r} is not known.", place=source.place,
                hint=f"Known are: {', '.join(KINDS)}.",
            )  # fmt: skip
        return None if kind == "none" else kind
    lower = (name if name is not None else source.path or "").lower()
    return next((kind for suffix, kind in _SUFFIXES if lower.endswith(suffix)), None)


def unpacked(stream: BinaryIO, kind: str, *, label: str, settings: Settings) -> BinaryIO:
    """The one file inside, as a stream. Raises SourceError IL-S003 where it is not such a file."""
    counted = _Counted(stream)
    try:
        inside = _OPENERS[kind](cast("BinaryIO", counted), label)
    except SourceError:
        stream.close()
        raise
    except _faults() as error:
        stream.close()
        raise _damaged(kind, label) from error
    return cast("BinaryIO", _Limited(inside, counted, kind, label, settings))


class _Counted:
    """A stream that knows how much was read of it."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream, self.count = stream, 0

    def read(self, size: int = -1, /) -> bytes:
        data = self._stream.read(size)
        self.count += len(data)
        return data

    def seek(self, offset: int, whence: int = 0, /) -> int:
        return self._stream.seek(offset, whence)

    def tell(self) -> int:
        return self._stream.tell()

    def seekable(self) -> bool:
        return hasattr(self._stream, "seekable") and self._stream.seekable()

    def readable(self) -> bool:
        return True

    @property
    def closed(self) -> bool:
        return bool(getattr(self._stream, "closed", False))

    def close(self) -> None:
        self._stream.close()


class _Limited:
    """What comes out, counted: a bomb is stopped while it goes off."""

    def __init__(self, inside: Any, packed: _Counted, kind: str, label: str, settings: Settings) -> None:
        self._inside, self._packed, self._kind, self._label = inside, packed, kind, label
        self._most, self._ratio = settings.unpacked_bytes, settings.unpacked_ratio
        self._count = 0

    def read(self, size: int = -1, /) -> bytes:
        if size < 0:
            pieces = []
            while data := self.read(1 << 20):
                pieces.append(data)
            return b"".join(pieces)
        try:
            data = self._inside.read(size)
        except _faults() as error:
            raise _damaged(self._kind, self._label) from error
        self._count += len(data)
        if self._count > self._most:
            raise self._refused(f"unpacks to more than {self._most} bytes", "INTERLINGUA_UNPACKED_BYTES")
        if self._count > _FREE and self._count > self._ratio * max(self._packed.count, 1):
            times = f"unpacks to more than {self._ratio} times its size"
            raise self._refused(times, "INTERLINGUA_UNPACKED_RATIO")
        return bytes(data)

    def _refused(self, what: str, setting: str) -> SourceError:
        hint = f"If it is what it should be, unpack it first, or raise {setting}."
        return SourceError(
            "IL-S007", f"The source {what}: refused.", place=Place(file=self._label), hint=hint
        )

    def seekable(self) -> bool:
        return False

    def close(self) -> None:
        self._inside.close()
        self._packed.close()


def _damaged(kind: str, label: str) -> SourceError:
    return SourceError(
        "IL-S003", f"The source cannot be unpacked as {kind}: it is damaged, or something else.",
        place=Place(file=label), hint="Check `compression`; none is said with `compression: none`.",
    )  # fmt: skip


def _faults() -> tuple[type[Exception], ...]:
    import lzma
    import zlib

    return (OSError, EOFError, ValueError, zlib.error, lzma.LZMAError, zipfile.BadZipFile, tarfile.TarError,
            NotImplementedError, RuntimeError, *_zstd_faults())  # fmt: skip


def _zstd_faults() -> tuple[type[Exception], ...]:
    try:
        return (_zstd().ZstdError,)
    except SourceError:
        return ()


def _zstd() -> Any:
    for name in ("compression.zstd", "backports.zstd"):
        try:
            return importlib.import_module(name)
        except ImportError:
            continue
    raise SourceError("IL-S003", "zstd is not installed.", hint="pip install backports.zstd")


def _gzip(stream: BinaryIO, _: str) -> Any:
    import gzip

    return gzip.GzipFile(fileobj=stream)


def _bzip2(stream: BinaryIO, _: str) -> Any:
    import bz2

    return bz2.BZ2File(stream)


def _xz(stream: BinaryIO, _: str) -> Any:
    import lzma

    return lzma.LZMAFile(stream)


def _zstandard(stream: BinaryIO, _: str) -> Any:
    return _zstd().ZstdFile(stream)


def _zip(stream: BinaryIO, label: str) -> Any:
    if not stream.seekable():
        stream = _spooled(stream)
    archive = zipfile.ZipFile(stream)
    members = [
        member for member in archive.infolist() if not member.is_dir() and not _hidden(member.filename)
    ]
    if len(members) != 1:
        raise _many(label, [member.filename for member in members])
    if members[0].flag_bits & 1:
        raise SourceError(
            "IL-S003", "The ZIP file is encrypted.", place=Place(file=label), hint="Unpack it first."
        )
    return archive.open(members[0])


def _tar(mode: str) -> Callable[[BinaryIO, str], Any]:
    def opened(stream: BinaryIO, label: str) -> Any:
        archive = tarfile.open(fileobj=stream, mode=mode)  # type: ignore[call-overload]  # noqa: SIM115  # closed by its user
        member = _next_file(archive)
        if member is None:
            raise _many(label, [])
        inside = archive.extractfile(member)
        assert inside is not None
        return _TarMember(archive, inside, member.name, label)

    return opened


class _TarMember:
    """The one file of a tape archive; another one behind it is an error, which is seen when it is reached."""

    def __init__(self, archive: tarfile.TarFile, inside: Any, name: str, label: str) -> None:
        self._archive, self._inside, self._name, self._label = archive, inside, name, label
        self._over = False

    def read(self, size: int, /) -> bytes:
        data: bytes = b"" if self._over else self._inside.read(size)
        if not data and size and not self._over:
            self._over = True
            other = _next_file(self._archive)
            if other is not None:
                raise _many(self._label, [self._name, other.name])
        return data

    def close(self) -> None:
        self._archive.close()


def _next_file(archive: tarfile.TarFile) -> tarfile.TarInfo | None:
    while (member := archive.next()) is not None:
        if member.isfile() and not _hidden(member.name):
            return member
    return None


def _hidden(name: str) -> bool:
    """What a Mac adds to archives."""
    return name.startswith("__MACOSX/") or name.rpartition("/")[2].startswith("._")


def _many(label: str, names: list[str]) -> SourceError:
    shown = ", ".join(repr(name) for name in names[:5]) + (", ..." if len(names) > 5 else "")
    message = f"The archive holds several files: {shown}." if names else "The archive holds no file."
    return SourceError("IL-S003", message, place=Place(file=label), hint="Pack one file, or unpack it first.")


def _spooled(stream: BinaryIO) -> BinaryIO:
    import shutil

    spool = tempfile.TemporaryFile()  # noqa: SIM115  # lives as long as the reader
    shutil.copyfileobj(cast("io.BufferedIOBase", stream), spool, 1 << 20)
    spool.seek(0)
    return cast("BinaryIO", spool)


_OPENERS: Final[dict[str, Callable[[BinaryIO, str], Any]]] = {
    "gzip": _gzip, "zip": _zip, "zstd": _zstandard, "bzip2": _bzip2, "xz": _xz, "targz": _tar("r|gz"),
    "tarxz": _tar("r|xz"),
}  # fmt: skip
