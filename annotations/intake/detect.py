"""What kind of bytes these are, and the text in them."""

import codecs
import re
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from annotations.domain.errors import TooLargeError, UnsupportedError
from annotations.domain.wording import gettext_noop

Kind: TypeAlias = Literal["text", "html"]

MAX_BYTES: Final = 5 * 1024 * 1024
TOO_LARGE: Final = gettext_noop(
    "This is larger than 5 MB. Take only the article itself, or split it, and try again."
)
UNSUPPORTED: Final = gettext_noop(
    "This is neither text nor a web page. Copy the words of the article and paste them instead."
)
CHARSET_GUESSED: Final = "charset_guessed"
"""Note: neither the file nor its bytes said how letters are coded; Windows-1252 was assumed."""
BYTES_REPLACED: Final = "bytes_replaced"
"""Note: some bytes stand for no letter and became the replacement character."""

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MAGIC: Final = (
    *(b"%PDF-", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"RIFF"),
    *(b"\xd0\xcf\x11\xe0", b"{\\rtf", b"7z\xbc\xaf", b"Rar!", b"BZh", b"ID3", b"OggS", b"\x7fELF"),
)
_META_CHARSET: Final = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE
)
_XML_CHARSET: Final = re.compile(
    rb"\s*<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w.:-]+)", re.IGNORECASE
)
# Names of codecs that decode text; Python knows others ("unicode_escape") that do more than that.
_CHARSET: Final = re.compile(
    r"(?:us-)?ascii|utf-?8|utf-?16(?:le|be)?|utf-?32|latin-?1|iso-?8859-\d+|(?:windows|cp)-?\d+"
    r"|koi8-[ru]|gbk|gb2312|gb18030|big5|big5-hkscs|euc-jp|euc-kr|shift[_-]jis|iso-2022-jp"
    r"|mac-?(?:roman|cyrillic)|tis-620",
    re.IGNORECASE,
)
_LATIN_1: Final = re.compile(r"(?:us-)?ascii|latin-?1|iso-?8859-1", re.IGNORECASE)
_PAGE: Final = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*+<(?:!doctype\s+html|html|head|body|article|main"
    r"|section|div|p|h[1-6]|span|table|ul|ol|meta|link|script|title|blockquote)\b",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Detected:
    """A text, whether it is a web page, its character set, and notes about the decoding."""

    kind: Kind
    text: str
    charset: str
    notes: tuple[str, ...] = ()


def detect(data: bytes | str, *, kind: Kind | None = None, charset: str | None = None) -> Detected:
    """Decode the bytes and tell a web page from a text, unless `kind` says which it is.

    `charset` is what came with the bytes (say, an HTTP header). A byte order mark outweighs it; a
    declaration in the page follows it; then UTF-8, then Windows-1252 with a note. Raises
    UnsupportedError for other kinds of bytes and TooLargeError above `MAX_BYTES`.
    """
    if isinstance(data, str):
        if len(data) > MAX_BYTES or len(data.encode(errors="surrogatepass")) > MAX_BYTES:
            raise TooLargeError(TOO_LARGE, limit=MAX_BYTES)
        return Detected(kind or _kind(data), data, "")
    if len(data) > MAX_BYTES:
        raise TooLargeError(TOO_LARGE, limit=MAX_BYTES)
    text, used, notes = _decode(data, charset)
    return Detected(kind or _kind(text), text, used, notes)


def _kind(text: str) -> Kind:
    return "html" if _PAGE.match(text[:4096]) else "text"


def _decode(data: bytes, charset: str | None) -> tuple[str, str, tuple[str, ...]]:
    for mark, codec in _BOMS:
        if data.startswith(mark):
            return data.decode(codec, errors="replace"), codec, ()
    if data.startswith(_MAGIC):
        raise UnsupportedError(UNSUPPORTED)
    for name in (charset, *_declared(data), "utf-8"):
        text = _try(data, name)
        if text is not None:
            return text, name or "", ()
    if _looks_binary(data):
        raise UnsupportedError(UNSUPPORTED)
    text = data.decode("cp1252", errors="replace")
    replaced = (BYTES_REPLACED,) if "\ufffd" in text else ()
    return text, "windows-1252", (CHARSET_GUESSED, *replaced)


def _declared(data: bytes) -> list[str]:
    head = data[:4096]
    found = (_XML_CHARSET.match(head), _META_CHARSET.search(head))
    return [match.group(1).decode("ascii", "ignore") for match in found if match]


def _try(data: bytes, name: str | None) -> str | None:
    """Decode strictly, or None. Browsers read Latin-1 as Windows-1252, and so does this."""
    if not name or not _CHARSET.fullmatch(name):
        return None
    if name.lower().startswith(("utf-16", "utf-32")) and b"\0" not in data:
        return None  # Almost any bytes are letters in these, so a wrong name would go unseen.
    try:
        text = data.decode("cp1252" if _LATIN_1.fullmatch(name) else name)
    except (LookupError, UnicodeError):
        return None
    return None if "\0" in text else text


def _looks_binary(data: bytes) -> bool:
    sample = data[:65_536]
    control = sum(byte < 9 or 13 < byte < 32 for byte in sample)
    return b"\0" in data or control > len(sample) // 100
