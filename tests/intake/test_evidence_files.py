"""Files of evidence: told by their bytes, refused where they are not taken, looked into without harm."""

import io
import json
import struct
import time
import zlib
from pathlib import Path

import pytest
from PIL import Image

from annotations.domain.errors import TooLargeError, UnsupportedError
from annotations.domain.vocabulary import FileFamily, PreviewProblem
from annotations.intake import previewing
from annotations.intake.files import MEGABYTE, FileKind, kind_of, name_for
from annotations.intake.previewing import Made, preview_of
from tests.intake import made_files as made


def kind(data: bytes, size: int = 0) -> FileKind:
    return kind_of(io.BytesIO(data), size)


def seen(data: bytes, folder: Path) -> Made:
    """The preview of these bytes."""
    original = folder / "original"
    original.write_bytes(data)
    (folder / "made").mkdir()
    return preview_of(original, kind(data).family, folder / "made")


def words(folder: Path) -> dict[str, object]:
    return dict(json.loads((folder / "made/words.json").read_text()))


@pytest.mark.parametrize(
    ("data", "family", "media_type"),
    [
        (made.image("PNG"), "image", "image/png"),
        (made.image("JPEG"), "image", "image/jpeg"),
        (made.image("GIF"), "image", "image/gif"),
        (made.image("WEBP"), "image", "image/webp"),
        (made.image("TIFF"), "image", "image/tiff"),
        (made.pdf(), "pdf", "application/pdf"),
        (made.sheet({"A1": 1}), "sheet", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (b"year;passengers\r\n2023;411870\r\n", "table", "text/csv"),
        (b"year\tpassengers\n2023\t=HYPERLINK(1)\n", "table", "text/csv"),
        (made.MAIL, "mail", "message/rfc822"),
        ("Zählung, heute\n".encode("cp1252"), "text", "text/plain"),
        ("Counts of today.".encode("utf-16"), "text", "text/plain"),
        (made.WAV, "audio", "audio/wav"),
        (b"ID3\x04" + bytes(20), "audio", "audio/mpeg"),
        (b"OggS" + bytes(60), "audio", "audio/ogg"),
        (b"\x00\x00\x00\x1cftypM4A " + bytes(20), "audio", "audio/mp4"),
        (made.MP4, "video", "video/mp4"),
        (b"\x1aE\xdf\xa3\x9fB\x86\x81\x01B\x82\x84webm", "video", "video/webm"),
    ],
)  # fmt: skip
def test_a_kind_is_told_by_the_bytes(data: bytes, family: str, media_type: str) -> None:
    found = kind(data)
    assert (found.family, found.media_type) == (family, media_type)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "scripts"),
        (b"\xef\xbb\xbf <!DOCTYPE html><script>alert(1)</script>", "scripts"),
        (b"<?xml version='1.0'?><svg/>", "scripts"),
        (made.packed({"a.txt": b"x"}), "Archives"),
        (b"PK\x03\x04 and no more", "no kind of file"),
        (made.packed({"[Content_Types].xml": b"", "word/document.xml": b""}), "as a PDF"),
        (made.repacked(made.sheet({}), {"xl/vbaProject.bin": b"x"}), "macros"),
        (b"\xd0\xcf\x11\xe0" + bytes(20), "Old office"),
        (b"MZ\x90\x00\x03\x00" + bytes(200), "no kind of file"),
        (b"\x7fELF" + bytes(200), "no kind of file"),
    ],
)
def test_what_is_not_taken_is_refused_with_what_to_do(data: bytes, words: str) -> None:
    with pytest.raises(UnsupportedError) as refusal:
        kind(data)
    assert words in refusal.value.detail


@pytest.mark.parametrize(
    ("data", "most"), [(made.image(), 25), (made.pdf(), 50), (made.WAV, 200), (b"Counts.", 25)]
)
def test_each_kind_has_its_bound(data: bytes, most: int) -> None:
    assert kind(data, most * MEGABYTE)
    with pytest.raises(TooLargeError) as refusal:
        kind(data, most * MEGABYTE + 1)
    assert f"{most} MB" in refusal.value.detail


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("../../etc/passwd", "passwd.png"), ("C:\\Users\\me\\chart.PNG", "chart.png"), ("page.html", "page.png"),
        ("\u202egnp.exe", "gnp.png"), ("", "file.png"), ("..", "file.png"), ("a\x00b\n.png", "ab.png"), ("v1.2 of it", "v1.2 of it.png"),
        ("x" * 300 + ".png", "x" * 120 + ".png"),
    ],
)  # fmt: skip
def test_a_name_ends_as_the_bytes_say_and_leads_nowhere(given: str, name: str) -> None:
    assert name_for(given, kind(made.image())) == name


def test_a_picture_is_drawn_anew_without_what_the_camera_wrote(tmp_path: Path) -> None:
    data = made.photograph("Leica of N. L.")
    assert b"Leica" in data
    assert seen(data, tmp_path) == Made(pages=1, pictures=1)
    for name, width in (("1-large.webp", 600), ("1-small.webp", 320)):
        drawn = (tmp_path / "made" / name).read_bytes()
        assert not any(word in drawn for word in (b"Leica", b"EXIF", b"Exif", b"XMP", b"ICCP"))
        with Image.open(io.BytesIO(drawn)) as shown:
            assert (shown.format, shown.width, dict(shown.getexif())) == ("WEBP", width, {})


def test_a_page_of_html_in_an_image_is_not_in_its_picture(tmp_path: Path) -> None:
    """A polyglot: an image for one reader, a page with a script for another."""
    assert seen(made.image("GIF") + b"<html><script>alert(1)</script>", tmp_path).pictures == 1
    assert b"script" not in (tmp_path / "made/1-large.webp").read_bytes()


def test_pages_of_a_pdf_are_drawn_and_its_scripts_are_not_run(tmp_path: Path) -> None:
    assert seen(made.pdf(23, script="app.alert(1);while(true){}"), tmp_path) == Made(
        pages=23, pictures=20
    )


def test_a_sheet_is_shown_as_values(tmp_path: Path) -> None:
    cells = {
        "A1": "year",
        "B1": "<script>alert(1)</script>",
        "A2": 2023,
        "B2": "=WEBSERVICE('https://spy.example')",
    }
    assert seen(made.sheet(cells, title="Counts"), tmp_path) == Made(pages=1, words=True)
    table = {
        "name": "Counts",
        "rows": [["year", "<script>alert(1)</script>"], ["2023", ""]],
        "more": False,
    }
    assert words(tmp_path) == {"tables": [table]}


def test_a_long_table_says_that_it_goes_on(tmp_path: Path) -> None:
    seen(b"n,m\n" + b"".join(b"%d,=1+1\n" % n for n in range(200)), tmp_path)
    (table,) = words(tmp_path)["tables"]  # type: ignore[misc]
    assert (len(table["rows"]), table["more"], table["rows"][1]) == (100, True, ["0", "=1+1"])


def test_of_an_e_mail_the_heads_and_the_plain_text_are_shown(tmp_path: Path) -> None:
    seen(made.MAIL, tmp_path)
    found = words(tmp_path)
    assert found["headers"] == [
        ["From", "Ilse Brandt <ilse@port.example>"],
        ["To", "desk@post.example"],
        ["Subject", "Zählung"],
    ]
    assert "We counted 411,870." in str(found["text"])
    assert "script" not in str(found)
    assert "spy" not in str(found)


def bomb_of_pixels() -> bytes:
    """A PNG of a few bytes that claims 30,000 × 30,000 pixels."""
    header = struct.pack(">IIBBBBB", 30_000, 30_000, 8, 2, 0, 0, 0)
    chunk = (
        struct.pack(">I", 13) + b"IHDR" + header + struct.pack(">I", zlib.crc32(b"IHDR" + header))
    )
    return b"\x89PNG\r\n\x1a\n" + chunk + struct.pack(">I", 0) + b"IDAT" + bytes(4)


ENTITIES = (
    b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">%s]><worksheet><sheetData><row><c t="inlineStr"><is><t>&j;</t></is></c></row></sheetData></worksheet>"""
    % (b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9)))
)
HOSTILE = {
    "an image of too many pixels": (bomb_of_pixels(), PreviewProblem.TOO_MUCH),
    "half an image": (made.image(size=(900, 900))[:60], PreviewProblem.DAMAGED),
    "a PDF of nothing": (b"%PDF-1.7 counted", PreviewProblem.DAMAGED),
    "entities within entities": (
        made.repacked(made.sheet({"A1": "x"}), {"xl/worksheets/sheet1.xml": ENTITIES}), PreviewProblem.DAMAGED,
    ),
    "a sheet of broken XML": (
        made.repacked(made.sheet({"A1": "x"}), {"xl/worksheets/sheet1.xml": b"<worksheet"}), PreviewProblem.DAMAGED,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_has_no_preview_and_does_no_harm(name: str, tmp_path: Path) -> None:
    data, problem = HOSTILE[name]
    began = time.monotonic()
    assert seen(data, tmp_path) == Made(problem=problem)
    assert time.monotonic() - began < 20


def test_a_sheet_that_unpacks_to_far_more_is_refused_unread() -> None:
    huge = b" " * (301 * MEGABYTE)
    with pytest.raises(UnsupportedError) as refusal:
        kind(made.repacked(made.sheet({}), {"xl/worksheets/sheet2.xml": huge}))
    assert "unpacks" in refusal.value.detail


def test_a_parser_that_does_not_end_is_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(previewing, "SECONDS", 0.05)
    assert seen(made.pdf(20), tmp_path) == Made(problem=PreviewProblem.TOO_MUCH)


def test_recordings_are_not_looked_into(tmp_path: Path) -> None:
    assert seen(made.WAV, tmp_path) == seen_again(made.MP4, tmp_path) == Made()


def seen_again(data: bytes, folder: Path) -> Made:
    original = folder / "other"
    original.write_bytes(data)
    return preview_of(original, FileFamily.VIDEO, folder)
