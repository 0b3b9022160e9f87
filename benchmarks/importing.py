"""Bring many articles in, as a worker does, against the least that the same articles could cost."""

import csv
import io
import json
import time
from collections.abc import Callable
from typing import Any, Final

from benchmarks.corpus import SEED, Writer
from benchmarks.ground import ARTICLE_SIZE, Ground
from benchmarks.tables import Row

TEXTS: Final = 500
PAGES: Final = 200
ROUNDS: Final = 3
GOAL: Final = 1_000.0
PAGE: Final = """<!doctype html><html lang="en"><head><title>{title}</title></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/news">News</a></li><li><a href="/sport">Sport</a></li></ul></nav>
<article><h1>{title}</h1>{paragraphs}</article><footer><p>All rights reserved.</p></footer></body></html>"""


def page_of(text: str) -> str:
    """A text as a small page, with a menu and a footer."""
    title, *paragraphs = text.split("\n\n")
    return PAGE.format(title=title, paragraphs="".join(f"<p>{words}</p>" for words in paragraphs))


def importing(ground: Ground) -> list[Row]:
    """JSON lines of texts and of pages; each round brings in words that were never there."""
    writer = Writer(SEED + 1)
    rates: dict[str, list[float]] = {"texts": [], "copied": [], "pages": [], "extracted": []}
    for _ in range(ROUNDS):
        texts = [writer.article(ARTICLE_SIZE) for _ in range(TEXTS)]
        pages = [page_of(writer.article(ARTICLE_SIZE)) for _ in range(PAGES)]
        rates["copied"].append(_rate(copied, texts))
        rates["texts"].append(_rate(imported, [{"text": text} for text in texts], ground.editor))
        rates["extracted"].append(_rate(extracted, pages))
        rates["pages"].append(_rate(imported, [{"html": page} for page in pages], ground.editor))
    middle = {name: sorted(found)[ROUNDS // 2] for name, found in rates.items()}
    return [
        Row(f"{count} {name} of 3 kB, one worker", "articles/s", middle[name], middle[floor], GOAL,
            at_least=True, absolute=True, beside=beside)
        for name, count, floor, beside in (
            ("texts", TEXTS, "copied", "floor: COPY of the texts"),
            ("pages", PAGES, "extracted", "floor: the extraction library alone"),
        )
    ]  # fmt: skip


def _rate(work: Callable[..., object], articles: list[Any], *more: object) -> float:
    began = time.perf_counter()
    work(articles, *more)
    return len(articles) / (time.perf_counter() - began)


def copied(texts: list[str]) -> None:
    """The texts alone, into a table without an index."""
    from django.db import connections  # noqa: PLC0415  (Django is set up by the ground)

    with connections["owner"].cursor() as cursor:
        cursor.execute("CREATE TABLE IF NOT EXISTS floor_text (words text NOT NULL)")
        lines = io.StringIO()
        csv.writer(lines).writerows([text] for text in texts)
        lines.seek(0)
        cursor.copy_expert("COPY floor_text FROM STDIN (FORMAT csv)", lines)


def extracted(pages: list[str]) -> None:
    """What the library finds of the pages, kept nowhere."""
    from trafilatura import bare_extraction  # noqa: PLC0415

    for page in pages:
        bare_extraction(page, include_comments=False, include_formatting=False)


def imported(articles: list[dict[str, str]], editor: Any) -> None:
    """One import of JSON lines, from the file that is sent to the last article."""
    from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: PLC0415

    from annotations.actions.import_runs import run_import  # noqa: PLC0415
    from annotations.actions.imports import request_import  # noqa: PLC0415

    lines = io.BytesIO()
    for article in articles:
        lines.write(json.dumps(article).encode() + b"\n")
    sent = request_import(actor=editor, files=[SimpleUploadedFile("week.jsonl", lines.getvalue())])
    while sent.state not in {"done", "failed", "cancelled"}:
        run_import(import_id=sent.pk)
        sent.refresh_from_db()
    if sent.added != len(articles):
        raise RuntimeError(f"{sent.added} of {len(articles)} came in: {sent.state} {sent.problem}")
