"""Archives: bounded before they are read, and whatever is in them, read or refused in words."""

import io
import stat
import struct
import time
import tracemalloc
from contextlib import suppress
from typing import Any
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_LZMA, ZipFile, ZipInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from annotations.domain.errors import DomainError
from annotations.intake.given import MAX_ARTICLES, Given
from annotations.intake.zips import ZipBundle, cleaned_name, packed
from tests.bundles import archive

SECONDS = 2


def bundle(data: bytes) -> ZipBundle:
    return ZipBundle(io.BytesIO(data))


def refusal(data: bytes) -> DomainError:
    """The refusal of the whole archive, which comes quickly and takes little memory."""
    began = time.monotonic()
    tracemalloc.start()
    try:
        with pytest.raises(DomainError) as refused:
            bundle(data)
        assert tracemalloc.get_traced_memory()[1] < 80_000_000
    finally:
        tracemalloc.stop()
    assert time.monotonic() - began < SECONDS
    return refused.value


def entry(name: str, data: bytes, **fields: Any) -> bytes:
    """An archive of one file whose directory says this of it."""
    made = io.BytesIO()
    info = ZipInfo(name)
    info.compress_type = ZIP_DEFLATED
    for field, value in fields.items():
        setattr(info, field, value)
    with ZipFile(made, "w") as zipped:
        zipped.writestr(info, data)
    return made.getvalue()


def patched(data: bytes, *, flags: int) -> bytes:
    """The archive with these flags set on its first file."""
    raw = bytearray(data)
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = raw.index(mark) + at
        raw[place : place + 2] = struct.pack("<H", flags)
    return bytes(raw)


def test_files_are_read_with_their_names_and_kinds() -> None:
    found = bundle(archive({"a.txt": "Words.", "deep/b.html": "<p>Words.", "c": b"Words."}))
    assert [(item.number, item.name, item.size) for item in found.items()] == [
        (1, "a.txt", 6), (2, "deep/b.html", 9), (3, "c", 6),
    ]  # fmt: skip
    assert [found.read(item.place) for item in found.items()] == [
        Given(b"Words.", kind="text", name="a.txt"),
        Given(b"<p>Words.", kind="html", name="deep/b.html"),
        Given(b"Words.", kind=None, name="c"),
    ]


def test_folders_and_what_systems_leave_behind_are_passed_over() -> None:
    left = {"folder/": b"", "__MACOSX/a.txt": b"x", "__MACOSX/x/._b": b"x", "x/.DS_Store": b"x", "Thumbs.db": b"x", "._a": b"x"}  # fmt: skip
    found = bundle(archive({**left, "x/a.txt": b"Words."}))
    assert [item.name for item in found.items()] == ["x/a.txt"]
    assert refusal(archive(left)).code == "invalid"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../../etc/passwd", "etc/passwd"),
        ("/etc/passwd", "etc/passwd"),
        ("..\\..\\boot.ini", "boot.ini"),
        ("C:\\news\\a.txt", "news/a.txt"),
        ("a/./b//c.txt", "a/b/c.txt"),
        ("invoice\u202etxt.exe", "invoicetxt.exe"),
        ("a\r\nb.txt", "ab.txt"),
        ("..", "?"),
        ("", "?"),
        ("x" * 400 + ".txt", "x" * 296 + ".txt"),
        ("größe 🌊.txt", "größe 🌊.txt"),
    ],
)
def test_a_name_is_shown_without_what_leads_elsewhere(name: str, shown: str) -> None:
    assert cleaned_name(name) == shown


def test_a_name_that_climbs_is_read_as_any_file() -> None:
    found = bundle(archive({"../../../etc/cron.d/x.txt": "Words."}))
    (item,) = found.items()
    assert (item.name, found.read(0).data) == ("etc/cron.d/x.txt", b"Words.")


def test_names_in_utf_8_that_do_not_say_so_are_read() -> None:
    data = archive({"aaaaaa.txt": "Words."}).replace(b"aaaaaa", "größe"[:4].encode())
    (item,) = bundle(data).items()
    assert item.name == "größ.txt"


def test_the_same_name_twice_is_two_articles() -> None:
    made = io.BytesIO()
    with ZipFile(made, "w") as zipped:
        zipped.writestr("a.txt", "One.")
        with pytest.warns(UserWarning, match="Duplicate"):
            zipped.writestr("a.txt", "Two.")
    found = bundle(made.getvalue())
    assert [found.read(item.place).data for item in found.items()] == [b"One.", b"Two."]


@pytest.mark.parametrize(
    ("data", "code", "words"),
    [
        (b"PK\x03\x04 and no more", "unsupported", "damaged"),
        (archive({"a.txt": "x"})[:-8], "unsupported", "damaged"),
        (archive({}), "invalid", "no file"),
        (patched(entry("a.txt", b"x"), flags=1), "unsupported", "password"),
        (patched(entry("a.txt", b"x"), flags=0x41), "unsupported", "password"),
        (archive({f"{n}.txt": b"0" * 5_000_000 for n in range(20)}), "too_large", "grow"),
        (archive({f"{n}.txt": b"" for n in range(MAX_ARTICLES + 1)}), "too_large", "5,000"),
    ],
    ids=["no zip", "cut short", "empty", "locked", "locked well", "bomb", "too many"],
)  # fmt: skip
def test_the_whole_is_refused_before_a_file_is_read(data: bytes, code: str, words: str) -> None:
    refused = refusal(data)
    assert refused.code == code
    assert words in refused.detail


def test_a_directory_of_a_million_names_is_not_read() -> None:
    record = struct.pack("<4s4B4HL2L5H2L", b"PK\x01\x02", 20, 3, 20, 0, 0, 0, 0, 33, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0)  # fmt: skip
    directory = (record + b"a") * 1_000_000
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 1, 1, len(directory), 0, 0)
    assert refusal(directory + end).code == "too_large"
    # The same, hidden behind the larger numbers of Zip64.
    wide = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, 1, 1, len(directory), 0)
    place = struct.pack("<4sLQL", b"PK\x06\x07", 0, len(directory), 1)
    small = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 1, 1, 47, 0, 0)
    assert refusal(directory + wide + place + small).code == "too_large"


@pytest.mark.parametrize(
    ("data", "code", "words"),
    [
        (entry("a.txt", b"b.txt", external_attr=(stat.S_IFLNK | 0o777) << 16), "unsupported", "link"),
        (archive({"inner.zip": archive({"a.txt": "x"})}), "unsupported", "within an archive"),
        (archive({"a.txt": b"a" * 5_300_000}), "too_large", "5 MB"),
        (archive({"a.jsonl": "{}"}), "unsupported", "by itself"),
        (entry("a.txt", b"words", compress_type=ZIP_BZIP2), "unsupported", "Deflate"),
        (entry("a.txt", b"words", compress_type=ZIP_LZMA), "unsupported", "Deflate"),
        (archive({"a.txt": "words and words and words"}).replace(b"\x2b\xcf\x2f\x4a", b"\xff\xff\xff\xff", 1), "unsupported", "damaged"),
        (patched(entry("a.txt", b"x"), flags=0x20), "unsupported", "damaged"),
    ],
    ids=["link", "archive", "large", "lines", "bzip2", "lzma", "damaged", "patch"],
)  # fmt: skip
def test_one_file_is_refused_by_itself(data: bytes, code: str, words: str) -> None:
    found = bundle(data)
    with pytest.raises(DomainError) as refused:
        found.read(0)
    assert refused.value.code == code
    assert words in refused.value.detail


def test_a_file_that_is_larger_than_its_directory_says_is_cut_there() -> None:
    """What an archive says of itself bounds what is read of it."""
    data = bytearray(archive({"a.txt": b"0" * 4_000_000}))
    place = data.index(b"PK\x01\x02") + 24
    data[place : place + 4] = struct.pack("<L", 10)
    with pytest.raises(DomainError):
        bundle(bytes(data)).read(0)


def test_files_side_by_side_become_an_archive_with_a_name_for_each() -> None:
    files = [
        ("../a.txt", b"One."),
        ("a.txt", b"Two."),
        ("a.txt", b"Three."),
        ("b.html", b"<p>Four."),
    ]
    with packed((name, io.BytesIO(data)) for name, data in files) as made:
        found = ZipBundle(made)
        names = [item.name for item in found.items()]
        assert names == ["a.txt", "a (2).txt", "a (3).txt", "b.html"]
        assert [found.read(place).data for place in range(4)] == [data for _name, data in files]


@settings(max_examples=300, deadline=None)
@given(
    st.binary(max_size=400),
    st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), max_size=6),
)
@example(b"", [])
def test_whatever_is_sent_as_an_archive_is_read_or_refused_in_words(
    noise: bytes, changes: list[tuple[int, int]]
) -> None:
    """A good archive with some bytes changed, and noise around it: never an error of ours, never a hang."""
    data = bytearray(archive({"a.txt": "Words of a text.", "b/größe.html": "<p>Words." * 20}))
    for place, value in changes:
        data[place % len(data)] = value
    for whole in (bytes(data), bytes(data) + noise, noise + bytes(data), noise):
        with suppress(DomainError):
            found = bundle(whole)
            for item in found.items():
                with suppress(DomainError):
                    assert isinstance(found.read(item.place).data, bytes)
