"""An archive that was cut, changed or made to harm is refused before anything is touched."""

import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest

from annotations.archives import ArchiveError
from annotations.archives.layout import DUMP, FILES, MANIFEST, SUMS, is_file_name
from annotations.archives.reading import read_manifest, unpack
from tests.archives.damage import MANIFEST_BYTES, linked, members_of, small, write
from tests.archives.machines import hashes

FILE = "files/snapshots/å b.bin"


def silent(what: str, done: int, total: int) -> None:
    """Nobody listens."""


def unpacked(path: Path) -> dict[str, bytes]:
    folder = path.parent / "unpacked"
    folder.mkdir()
    unpack(path, folder, silent)
    return {name: (folder / name).read_bytes() for name in hashes(folder)}


def refused(path: Path) -> str:
    with pytest.raises(ArchiveError) as refusal:
        read_manifest(path) and unpacked(path)
    outside = [file for file in path.parent.iterdir() if file.name not in (path.name, "unpacked")]
    assert outside == []
    return str(refusal.value)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.tar"


def test_a_whole_archive_gives_back_every_byte(path: Path) -> None:
    write(path, small(), honest=False)
    assert unpacked(path) == small()
    assert members_of(path) == small()


@pytest.mark.parametrize("share", [0.0, 0.01, 0.3, 0.6, 0.9])
def test_a_cut_archive_is_refused(path: Path, share: float) -> None:
    write(path, small())
    whole = path.read_bytes().rstrip(b"\0")
    path.write_bytes(whole[: int(len(whole) * share)])
    assert "Nothing was touched" in refused(path)


def test_an_archive_without_its_last_line_of_checksums_is_refused(path: Path) -> None:
    members = small()
    members[SUMS] = members[SUMS].rpartition(b"\n")[0].rpartition(b"\n")[0] + b"\n"
    write(path, members, honest=False)
    assert FILE in refused(path)


@pytest.mark.parametrize("name", [MANIFEST, DUMP, FILE])
def test_one_changed_byte_is_found_and_its_file_named(path: Path, name: str) -> None:
    members = small()
    changed = members[name].replace(b"2026" if name == MANIFEST else members[name][:1], b"2027", 1)
    write(path, {**members, name: changed}, honest=False)
    assert name in refused(path)


@pytest.mark.parametrize("name", [DUMP, FILE])
def test_a_missing_member_is_named(path: Path, name: str) -> None:
    members = small()
    del members[name]
    write(path, members, honest=False)
    assert name in refused(path)


def test_a_file_slipped_in_is_refused(path: Path) -> None:
    write(path, {**{k: v for k, v in small().items() if k != SUMS}, "files/new": b"x", SUMS: small()[SUMS]}, honest=False)  # fmt: skip
    assert "files/new" in refused(path)


@pytest.mark.parametrize(
    "name",
    [
        "../out",
        "files/../../out",
        "/out",
        "files//out",
        "files/./out",
        "out",
        "files/",
        "files/a\\b",
    ],
)
def test_a_name_that_leads_elsewhere_is_refused(path: Path, name: str) -> None:
    assert not is_file_name(name)
    write(path, {**small(), name: b"harm"})
    assert "Nothing was touched" in refused(path)


@pytest.mark.parametrize(
    "kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE, tarfile.DIRTYPE]
)
def test_nothing_but_ordinary_files_is_unpacked(path: Path, kind: bytes) -> None:
    write(path, small(), linked("files/snapshots/link", kind))
    assert "files/snapshots/link" in refused(path)


def test_a_name_that_comes_twice_is_refused(path: Path) -> None:
    write(path, small(), linked(FILE, tarfile.REGTYPE))
    assert FILE in refused(path)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"annotations_desk": 1', b'"annotations_desk": "1; DROP TABLE"'),
        (b'"annotations_desk": 1', b'"a; DROP TABLE b": 1'),
        (b'"rows"', b'"more"'),
        (b"{", b"["),
        (b'"format": 1', b'"format": 2'),
    ],
)
def test_a_manifest_that_is_not_what_it_should_be_is_refused(
    path: Path, old: bytes, new: bytes
) -> None:
    assert old in MANIFEST_BYTES
    write(path, {**small(), MANIFEST: MANIFEST_BYTES.replace(old, new)})
    assert "Nothing was touched" in refused(path)


@pytest.mark.parametrize(
    "make", [lambda p: p.write_text("no tar"), lambda p: p.write_bytes(bytes(9000))]
)
def test_what_is_no_archive_is_refused(path: Path, make: Callable[[Path], int]) -> None:
    make(path)
    assert "Nothing was touched" in refused(path)


def test_files_of_the_storage_have_names_that_are_taken() -> None:
    assert is_file_name(FILES + "snapshots/a6/å b.html")
    assert is_file_name(FILES + "exports/2026/01/claims..csv")
