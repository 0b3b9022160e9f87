"""Bytes are decoded with care or refused."""

import pytest

from annotations.domain.errors import TooLargeError, UnsupportedError
from annotations.intake.detect import BYTES_REPLACED, CHARSET_GUESSED, MAX_BYTES, detect

WORDS = "Größe – “été” 🚢"


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_unicode_is_read_with_and_without_a_mark(codec):
    found = detect(WORDS.encode(codec))
    assert (found.text, found.kind, found.notes) == (WORDS, "text", ())


def test_a_charset_that_came_along_or_stands_in_the_page_is_used():
    words = "Ёлка"
    assert detect(words.encode("windows-1251"), charset="windows-1251").text == words
    page = f'<meta charset="koi8-r"><p>{words}</p>'
    found = detect(page.encode("koi8-r"))
    assert (found.text, found.kind, found.charset) == (page, "html", "koi8-r")
    xml = f'<?xml version="1.0" encoding="iso-8859-5"?><html>{words}</html>'
    assert detect(xml.encode("iso-8859-5")).text == xml


def test_latin_1_is_read_as_browsers_read_it():
    assert detect("“a”".encode("cp1252"), charset="ISO-8859-1").text == "“a”"


def test_a_wrong_or_dangerous_charset_is_passed_over():
    for charset in ("utf-16", "unicode_escape", "zip", "no-such", "cp9999", ""):
        assert detect(WORDS.encode(), charset=charset).text == WORDS


def test_utf_16_without_a_mark_is_read_where_it_was_named():
    assert detect(WORDS.encode("utf-16-le"), charset="utf-16le").text == WORDS


def test_without_any_sign_windows_1252_is_assumed_with_a_note():
    found = detect("Größe".encode("latin-1"))
    assert (found.text, found.charset, found.notes) == ("Größe", "windows-1252", (CHARSET_GUESSED,))
    assert detect(b"Gr\xf6\x81").notes == (CHARSET_GUESSED, BYTES_REPLACED)


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7 words",
        b"PK\x03\x04words",
        b"\x89PNG",
        b"words\0words\xff",
        bytes(range(32)) + b"\xff",
    ],
)
def test_other_kinds_of_bytes_are_refused(data):
    with pytest.raises(UnsupportedError, match="neither text nor a web page"):
        detect(data)


@pytest.mark.parametrize(
    "data", [b"a" * (MAX_BYTES + 1), "a" * (MAX_BYTES + 1), "é" * (MAX_BYTES // 2 + 1)]
)
def test_input_above_the_bound_is_refused(data):
    with pytest.raises(TooLargeError, match="5 MB"):
        detect(data)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("<!DOCTYPE html><title>a</title>", "html"),
        ("  <!-- a --> <p>words", "html"),
        ("<html>", "html"),
        ("<3 is a heart", "text"),
        ("He wrote <p> on the board", "text"),
        ("", "text"),
    ],
)
def test_a_page_is_told_from_a_text(text, kind):
    assert detect(text).kind == kind
    assert detect(text, kind="text").kind == "text"
