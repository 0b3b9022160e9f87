"""A file is there whole, or not at all."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.files.storage import default_storage

from annotations.exports.sink import Sink, watched

from .rows import many


def test_a_kept_file_is_in_storage_with_its_hash_and_size(tmp_path: Path) -> None:
    with Sink("one", folder=tmp_path) as sink:
        sink.write([b"ab", b"c"])
        name = sink.keep("exports/one.txt")
    try:
        assert default_storage.open(name).read() == b"abc"
        assert (sink.sha256, sink.size) == (hashlib.sha256(b"abc").hexdigest(), 3)
        assert list(tmp_path.iterdir()) == []
    finally:
        default_storage.delete(name)


def test_a_second_try_replaces_what_the_first_left_in_storage(tmp_path: Path) -> None:
    names = []
    for words in (b"first", b"second"):
        with Sink("two", folder=tmp_path) as sink:
            sink.write([words])
            names.append(sink.keep("exports/two.txt"))
    try:
        assert names[0] == names[1]
        assert default_storage.open(names[1]).read() == b"second"
    finally:
        default_storage.delete(names[1])


def test_a_run_that_fails_leaves_no_file(tmp_path: Path) -> None:
    def broken() -> Iterator[bytes]:
        yield b"half"
        raise RuntimeError

    with pytest.raises(RuntimeError), Sink("three", folder=tmp_path) as sink:
        sink.write(broken())
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_process_left_is_removed_by_the_next_and_others_are_not(
    tmp_path: Path,
) -> None:
    left, other = tmp_path / "four.999.partial", tmp_path / "five.999.partial"
    left.write_text("half")
    other.write_text("half")
    with Sink("four", folder=tmp_path) as sink:
        sink.write([b"whole"])
        assert not left.exists()
    assert list(tmp_path.iterdir()) == [other]


def test_progress_is_told_every_few_rows_and_at_the_end() -> None:
    told: list[int] = []
    assert len(list(watched(many(7), told.append, every=3))) == 7
    assert told == [3, 6, 7]
