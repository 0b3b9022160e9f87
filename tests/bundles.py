"""Files as an import takes them: archives, JSON lines, and articles to fill them with."""

import io
import json
from collections.abc import Mapping
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from django.core.files.uploadedfile import SimpleUploadedFile

PAGE = """<!doctype html><html lang="en"><head><title>Storm closes pier {n}</title></head><body><nav>Home News</nav>
<article><h1>Storm closes pier {n}</h1><p>Pier {n} of Tarnholm was closed on Friday evening because of the storm.</p>
<p>The harbour office counted {n} broken planks and expects the repair to take until the spring.</p></article></body></html>"""
TEXT = "Rain stops regatta {n}\n\nRegatta {n} of Tarnholm was stopped after forty minutes of heavy rain.\n"


def archive(files: Mapping[str, bytes | str]) -> bytes:
    """A zip with these files."""
    made = io.BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as zipped:
        for name, data in files.items():
            zipped.writestr(name, data)
    return made.getvalue()


def json_lines(*articles: Mapping[str, Any] | str) -> bytes:
    """One article a line; a string stands as it is."""
    lines = (one if isinstance(one, str) else json.dumps(one) for one in articles)
    return "".join(f"{line}\n" for line in lines).encode()


def text(n: int) -> str:
    """A short text, another for each number."""
    return TEXT.format(n=n)


def page(n: int) -> str:
    """A short page, another for each number."""
    return PAGE.format(n=n)


def upload(data: bytes, name: str) -> SimpleUploadedFile:
    """A file as a form or the API hands it on."""
    return SimpleUploadedFile(name, data)
