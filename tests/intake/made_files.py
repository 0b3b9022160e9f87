"""Small files of every kind, and hostile ones, made for tests."""

import io
import zipfile
from typing import Any

import openpyxl
from PIL import Image

GPS = 0x8825
MAKER = 0x010F


def image(form: str = "PNG", size: tuple[int, int] = (60, 40), **options: Any) -> bytes:
    """An image of one colour."""
    out = io.BytesIO()
    Image.new("RGB", size, "navy").save(out, form, **options)
    return out.getvalue()


def photograph(camera: str) -> bytes:
    """A JPEG that says where it was taken and with what."""
    exif = Image.Exif()
    exif[MAKER] = camera
    exif.get_ifd(GPS).update({1: "N", 2: (55.0, 40.0, 0.0)})
    return image("JPEG", (600, 400), exif=exif.tobytes(), comment=camera.encode())


def pdf(pages: int = 1, script: str = "") -> bytes:
    """A PDF of empty pages; `script` is run by viewers that run scripts when it opens."""
    objects = [
        f"<</Type/Catalog/Pages 2 0 R{f'/OpenAction<</S/JavaScript/JS({script})>>' if script else ''}>>",
        f"<</Type/Pages/Count {pages}/Kids[{' '.join(f'{n + 3} 0 R' for n in range(pages))}]>>",
        *["<</Type/Page/Parent 2 0 R/MediaBox[0 0 210 297]>>"] * pages,
    ]
    out = io.BytesIO(b"%PDF-1.7\n")
    out.seek(0, io.SEEK_END)
    starts = []
    for at, body in enumerate(objects, 1):
        starts.append(out.tell())
        out.write(f"{at} 0 obj{body}endobj\n".encode())
    table = out.tell()
    out.write(f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode())
    out.write("".join(f"{start:010} 00000 n \n" for start in starts).encode())
    out.write(
        f"trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{table}\n%%EOF\n".encode()
    )
    return out.getvalue()


def sheet(cells: dict[str, Any], title: str = "Table") -> bytes:
    """A spreadsheet with these cells."""
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.title = title
    for name, value in cells.items():
        page[name] = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def packed(members: dict[str, bytes]) -> bytes:
    """A zip of these members, well packed."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def repacked(data: bytes, change: dict[str, bytes]) -> bytes:
    """A zip with some members changed or added."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    return packed({**members, **change})


MAIL = (
    b"From: Ilse Brandt <ilse@port.example>\r\nTo: desk@post.example\r\nSubject: =?utf-8?q?Z=C3=A4hlung?=\r\n"
    b"MIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary=x\r\n\r\n"
    b"--x\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nWe counted 411,870.\r\n"
    b"--x\r\nContent-Type: text/html\r\n\r\n<script>alert(1)</script><img src=https://spy.example/p.gif>\r\n--x--\r\n"
)
WAV = b"RIFF\x2c\x00\x00\x00WAVEfmt \x10\x00\x00\x00\x01\x00\x01\x00\x40\x1f\x00\x00\x80\x3e\x00\x00\x02\x00\x10\x00data\x08\x00\x00\x00" + bytes(8)  # fmt: skip
MP4 = b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom" + bytes(200)
