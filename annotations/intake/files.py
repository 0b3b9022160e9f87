"""What kind of file evidence is: told by its bytes, whatever its name says, and refused where we do not take it."""

import csv
import io
import re
import zipfile
from dataclasses import dataclass
from typing import IO, Final

from annotations.domain.errors import TooLargeError, UnsupportedError
from annotations.domain.text import one_line
from annotations.domain.vocabulary import FileFamily
from annotations.domain.wording import gettext_noop

MEGABYTE: Final = 1024 * 1024
HEAD: Final = 65_536
UNPACKED: Final = 300 * MEGABYTE
"""Bytes a spreadsheet may have in all, once unpacked."""
MOST_MEMBERS: Final = 10_000
MOST_NAME: Final = 120

WHAT_WE_TAKE: Final = gettext_noop(
    "This is no kind of file that is taken here. Attach an image, a PDF, audio, video, an .xlsx or CSV "
    "table, an e-mail (.eml) or plain text."
)
EMPTY: Final = gettext_noop("The file is empty. Choose another one.")
MARKUP: Final = gettext_noop(
    "Web pages and SVG drawings can hold scripts and are not taken. Save it as a PDF or an image, and attach that."
)
OFFICE: Final = gettext_noop(
    "This kind of office document is not taken. Save it as a PDF, and attach that."
)
OLD_OFFICE: Final = gettext_noop(
    "Old office files are not taken. Save it as .xlsx or PDF, and attach that."
)
MACROS: Final = gettext_noop(
    "This spreadsheet holds macros. Save it as .xlsx without them, and attach that."
)
BOMB: Final = gettext_noop(
    "This file unpacks to far more than it seems. Save the table as CSV, and attach that."
)
ARCHIVE: Final = gettext_noop("Archives are not taken. Unpack it, and attach the files one by one.")
LARGE: Final = {
    25: gettext_noop("The file is larger than 25 MB. Attach a smaller one, or its address."),
    50: gettext_noop("The PDF is larger than 50 MB. Attach the part that matters, or its address."),
    200: gettext_noop(
        "The recording is larger than 200 MB. Attach the part that matters, or its address."
    ),
}


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of file that is taken: its family, media type, the ending of its name, and the most megabytes."""

    family: FileFamily
    media_type: str
    extension: str
    megabytes: int


_IMAGE, _RECORDING, _TEXT = 25, 200, 25
MOST_BYTES: Final = 200 * MEGABYTE
"""No file that is taken is larger than this."""
PDF: Final = FileKind(FileFamily.PDF, "application/pdf", "pdf", 50)
XLSX: Final = FileKind(
    FileFamily.SHEET,
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "xlsx",
    25,
)
CSV: Final = FileKind(FileFamily.TABLE, "text/csv", "csv", _TEXT)
MAIL: Final = FileKind(FileFamily.MAIL, "message/rfc822", "eml", _TEXT)
PLAIN: Final = FileKind(FileFamily.TEXT, "text/plain", "txt", _TEXT)


def _image(name: str, extension: str) -> FileKind:
    return FileKind(FileFamily.IMAGE, f"image/{name}", extension, _IMAGE)


def _audio(name: str, extension: str) -> FileKind:
    return FileKind(FileFamily.AUDIO, f"audio/{name}", extension, _RECORDING)


def _video(name: str, extension: str) -> FileKind:
    return FileKind(FileFamily.VIDEO, f"video/{name}", extension, _RECORDING)


_BY_MAGIC: Final[tuple[tuple[re.Pattern[bytes], FileKind], ...]] = tuple(
    (re.compile(pattern, re.DOTALL), kind)
    for pattern, kind in (
        (rb"\x89PNG\r\n\x1a\n", _image("png", "png")),
        (rb"\xff\xd8\xff", _image("jpeg", "jpg")),
        (rb"GIF8[79]a", _image("gif", "gif")),
        (rb"RIFF....WEBP", _image("webp", "webp")),
        (rb"(?:II\*\0|MM\0\*)", _image("tiff", "tif")),
        (rb"....ftypavi[fs]", _image("avif", "avif")),
        (rb"%PDF-\d", PDF),
        (rb"RIFF....WAVE", _audio("wav", "wav")),
        (rb"fLaC", _audio("flac", "flac")),
        (rb"OggS.{24,200}?(?:\x80theora|\x01video)", _video("ogg", "ogv")),
        (rb"OggS", _audio("ogg", "ogg")),
        (rb"ID3|\xff[\xfb\xf3\xf2\xfa]", _audio("mpeg", "mp3")),
        (rb"\xff[\xf1\xf9]", _audio("aac", "aac")),
        (rb"....ftypM4[AB] ", _audio("mp4", "m4a")),
        (rb"....ftypqt  ", _video("quicktime", "mov")),
        (rb"....ftyp(?:iso|mp4|avc|M4V|dash|3gp|MSNV|f4v)", _video("mp4", "mp4")),
        (rb"\x1aE\xdf\xa3.{0,60}?webm", _video("webm", "webm")),
    )
)
_REFUSED: Final = (
    (re.compile(rb"\xd0\xcf\x11\xe0"), OLD_OFFICE),
    (re.compile(rb"\x1f\x8b|BZh|7z\xbc\xaf|Rar!|\xfd7zXZ"), ARCHIVE),
    (re.compile(rb"\{\\rtf"), OFFICE),
)
_MARKUP: Final = re.compile(
    r"\s*(?:<\?xml|<!doctype|<!--|<(?:html|head|body|svg|script|math|iframe|object|embed)\b)",
    re.IGNORECASE,
)
_HEADER: Final = re.compile(r"[!-9;-~]+:[^\n]*\n(?:[ \t][^\n]*\n)*")
_MAIL_NAMES: Final = re.compile(
    r"^(?:from|to|subject|date|received|message-id|mime-version):", re.IGNORECASE | re.MULTILINE
)


def kind_of(file: IO[bytes], size: int) -> FileKind:
    """The kind of this file, by its bytes. Raises UnsupportedError for others, TooLargeError above its bound."""
    file.seek(0)
    head = file.read(HEAD)
    if not head:
        raise UnsupportedError(EMPTY)
    kind = _by_magic(head) or _packed(file, head) or _text(head)
    file.seek(0)
    if kind is None:
        raise UnsupportedError(WHAT_WE_TAKE)
    if size > kind.megabytes * MEGABYTE:
        raise TooLargeError(LARGE[kind.megabytes], limit=kind.megabytes * MEGABYTE)
    return kind


def name_for(given: str, kind: FileKind) -> str:
    """A name for the file: what was given without folders and odd signs, ending as its kind does."""
    plain = one_line(
        re.sub(r"[\x00-\x1f\ud800-\udfff]", "", given.replace("\\", "/").rpartition("/")[2])
    )
    plain = re.sub(r"[\u200e\u200f\u202a-\u202e\u2066-\u2069]", "", plain).strip(". ")
    stem, dot, ending = plain.rpartition(".")
    if not dot or len(ending) > 5:
        stem = plain
    return f"{stem[:MOST_NAME].strip('. ') or 'file'}.{kind.extension}"


def _by_magic(head: bytes) -> FileKind | None:
    for pattern, sentence in _REFUSED:
        if pattern.match(head):
            raise UnsupportedError(sentence)
    return next((kind for pattern, kind in _BY_MAGIC if pattern.match(head)), None)


def _packed(file: IO[bytes], head: bytes) -> FileKind | None:
    """A spreadsheet is a packed folder with a certain file in it."""
    if not head.startswith(b"PK"):
        return None
    try:
        file.seek(0)
        with zipfile.ZipFile(file) as packed:
            members = packed.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, UnicodeError) as error:
        raise UnsupportedError(WHAT_WE_TAKE) from error
    names = {member.filename for member in members}
    if "[Content_Types].xml" not in names:
        raise UnsupportedError(ARCHIVE)
    if "xl/workbook.xml" not in names:
        raise UnsupportedError(OFFICE)
    if any(name.endswith("vbaProject.bin") for name in names):
        raise UnsupportedError(MACROS)
    if len(members) > MOST_MEMBERS or sum(member.file_size for member in members) > UNPACKED:
        raise UnsupportedError(BOMB)
    return XLSX


def _text(head: bytes) -> FileKind | None:
    text = decoded(head, whole=len(head) < HEAD)
    if text is None:
        return None
    if _MARKUP.match(text.lstrip("\ufeff")):
        raise UnsupportedError(MARKUP)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if _is_mail(text):
        return MAIL
    return CSV if delimiter_of(text) else PLAIN


def decoded(data: bytes, *, whole: bool = True) -> str | None:
    """The text in these bytes, or None where they are none. Without `whole` the last letter may be cut."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data[: len(data) // 2 * 2].decode("utf-16", errors="replace")
    if b"\0" in data or sum(byte < 9 or 13 < byte < 32 for byte in data) > len(data) // 100:
        return None
    for cut in range(1 if whole else 4):
        try:
            return data[: len(data) - cut].decode("utf-8-sig")
        except UnicodeDecodeError:
            continue
    return data.decode("cp1252", errors="replace")


def _is_mail(text: str) -> bool:
    at, known = 0, 0
    while found := _HEADER.match(text, at):
        known += bool(_MAIL_NAMES.match(found[0]))
        at = found.end()
    return known >= 2 and text[at : at + 1] in {"\n", ""}


def delimiter_of(text: str) -> str:
    """The sign that parts the columns of a table, whose rows all have as many, two at least. "" for none."""
    lines = [line for line in text.split("\n")[:21] if line.strip()]
    if text.count("\n") > len(lines):
        lines = lines[:-1]  # it may be cut
    if len(lines) < 2:
        return ""
    for sign in ("\t", ";", ",", "|"):
        try:
            widths = {len(row) for row in csv.reader(io.StringIO("\n".join(lines)), delimiter=sign)}
        except csv.Error:
            continue
        if len(widths) == 1 and widths.pop() > 1:
            return sign
    return ""
