"""Every nasty string where people and programs read it: on the pages, and in the files that leave the desk.

One story carries them all in its fields. A second one has harmless words in their place: whatever the page of the
first has more than the page of the second was made by a string.
"""

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, Final

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from lxml import html

from annotations.actions.articles import add_article, correct_metadata
from annotations.actions.claims import highlight_claim
from annotations.actions.evidence import attach_evidence
from annotations.actions.queues import fill_review_queue
from annotations.actions.reviews import record_review, submit_for_review
from annotations.actions.verdicts import draft_verdict
from annotations.domain.text import clean, one_line
from annotations.exports.columns import COLUMNS
from annotations.exports.table import safe
from annotations.queries.claim_rows import rows_for
from tests.abuse.strings import KEPT, bundled

pytestmark = pytest.mark.django_db
Change = Callable[[str], str]
ALL: Final = "\n\n".join(KEPT)
MARK: Final = "<i a='\"'>&lt;"
"""Markup, at the end of every field: each field is shown in places of its own."""
SHORT: Final = bundled(60)
WIDE: Final = bundled(260)


def harmless(text: str) -> str:
    """A text with the same lines, and nothing in them that means anything."""
    return re.sub(r"\S", "a", clean(text))


def as_it_is(text: str) -> str:
    return text


class Story:
    """An article, its claim, evidence, verdict and review, every field of which carries strings."""

    def __init__(self, people: dict[str, Any], rating: Any, change: Change) -> None:
        self.people, self.change = people, change
        self.said: dict[str, str] = {}
        short = iter(SHORT * 3)
        text = partial(self.text, short)
        self.article = self._article(text)
        self.claim = self._claim(text)
        evidence = {name: text(f"evidence {name}") for name in ("title", "publisher")}
        evidence |= {name: self.told(f"evidence {name}", ALL) for name in ("quote", "note")}
        fields = {"kind": "web", "stance": "refutes", **evidence}
        attach_evidence(actor=people["lead"], claim_id=self.claim.pk, fields=fields)
        self.verdict = draft_verdict(
            actor=people["lead"],
            claim_id=self.claim.pk,
            rating_id=rating.pk,
            summary=self.told("summary", WIDE[0]),
            justification=self.told("justification", ALL),
        )
        self.submission = submit_for_review(actor=people["lead"], verdict_id=self.verdict.pk)
        fill_review_queue()
        self.item = self.verdict.queue_items.get()

    def text(self, texts: Iterator[str], name: str) -> str:
        return self.told(name, next(texts))

    def told(self, name: str, text: str) -> str:
        """The text as this story tells it, noted in the form in which it is kept."""
        told = self.change(text + MARK)
        self.said[name] = clean(told)
        return told

    def _article(self, text: Callable[[str], str]) -> Any:
        words = "The council of Tarnholm votes on a second ferry.\n\nNobody knows how it will end."
        article, _new = add_article(actor=self.people["lead"], data=words, kind="text", title="t")
        changes = {name: text(name) for name in ("title", "byline", "publisher")}
        for name in ("title", "byline"):
            self.said[name] = one_line(self.said[name])
        return correct_metadata(
            actor=self.people["lead"],
            article_id=article.pk,
            expected_version=article.row_version,
            changes=changes,
        )

    def _claim(self, text: Callable[[str], str]) -> Any:
        quantity = {name: self.told(name, WIDE[1][:40]) for name in ("value", "unit", "period")}
        fields = {
            "statement": self.told("statement", ALL),
            "quantity": quantity,
            "topics": [text("topic")],
            **{name: text(name) for name in ("speaker", "speaker_role", "place")},
        }
        return highlight_claim(
            actor=self.people["lead"], article_id=self.article.pk, start=0, end=11, fields=fields
        )

    def reviewed(self) -> None:
        record_review(
            actor=self.people["reviewer"],
            verdict_id=self.verdict.pk,
            submission_id=self.submission.pk,
            outcome="approve",
            comment=self.told("comment", ALL),
        )


@pytest.fixture
def story(people: dict[str, Any], rating: Callable[[str], Any]) -> Callable[[Change], Story]:
    return lambda change: Story(people, rating("false"), change)


def squeezed(text: str) -> str:
    return " ".join(re.split(r"[ \n]+", text)).strip()


class Page:
    """A page as a browser parses it."""

    def __init__(self, content: bytes) -> None:
        self.tree = html.document_fromstring(content.decode().replace("<br>", "<br>\n"))
        self.text = squeezed("".join(self.tree.itertext()))

    def skeleton(self) -> list[tuple[str, tuple[str, ...]]]:
        """Its elements and the names of their attributes."""
        return [(str(found.tag), tuple(found.attrib)) for found in self.tree.iter()]

    def data(self) -> str:
        """What the page hands to its scripts, decoded."""
        scripts = self.tree.xpath("//script[@type='application/json']")
        return "\n".join(text for script in scripts for text in strings_of(json.loads(script.text)))


def strings_of(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from strings_of(part)


SHOWN: Final = {
    "article": ("title", "byline", "publisher"),
    "claim": (
        *("statement", "speaker", "speaker_role", "value", "unit", "period", "topic", "summary", "justification"),
        *("evidence title", "evidence publisher", "evidence quote", "evidence note", "comment", "title"),
    ),
    "review": (
        *("statement", "speaker", "speaker_role", "value", "unit", "period", "topic", "summary", "justification"),
        *("evidence title", "evidence publisher", "evidence quote", "evidence note", "title"),
    ),
    "articles": ("title", "publisher"),
    "queue": (),
    "details": (),
}  # fmt: skip


def pages_of(story: Story, client: Client) -> dict[str, Page]:
    """Every page that shows the story, before and after the review."""
    client.force_login(story.people["reviewer"].account)
    pages = {"review": f"/review/{story.item.pk}/", "queue": "/review/"}
    read = {name: Page(client.get(path).content) for name, path in pages.items()}
    story.reviewed()
    client.force_login(story.people["lead"].account)
    pages = {
        "article": f"/articles/{story.article.pk}/",
        "claim": f"/claims/{story.claim.pk}/",
        "articles": "/articles/",
        "details": f"/articles/{story.article.pk}/details/",
    }
    return read | {name: Page(client.get(path).content) for name, path in pages.items()}


def test_pages_show_every_string_as_it_is_and_grow_nothing_of_it(
    story: Callable[[Change], Story], client: Client
) -> None:
    with transaction.atomic():
        plain = pages_of(story(harmless), client)
        transaction.set_rollback(True)
    told = story(as_it_is)
    pages = pages_of(told, client)
    for name, page in pages.items():
        assert page.skeleton() == plain[name].skeleton(), name
        for field in SHOWN[name]:
            assert squeezed(told.said[field]) in page.text, (name, field)
    values = pages["details"].tree.xpath("//input/@value")
    assert {told.said[field] for field in ("title", "byline", "publisher")} <= set(values)
    for field in ("statement", "speaker", "topic", "evidence note", "justification", "comment"):
        assert told.said[field] in pages["article"].data(), field


@pytest.fixture
def exported(
    story: Callable[[Change], Story], tmp_path: Path
) -> Callable[[Change, str], tuple[Story, bytes]]:
    """The story, approved, and the file of a format that holds it."""

    def written(change: Change, format: str) -> tuple[Story, bytes]:
        told = story(change)
        told.reviewed()
        file = tmp_path / format
        silent = io.StringIO()
        options = {"state": "approved", "stderr": silent}
        call_command("export_claims", format=format, output=str(file), **options)
        return told, file.read_bytes()

    return written


def unmarked(cell: str) -> str:
    """The text of a cell, without the apostrophe that was put before it."""
    return cell[1:] if re.match("'+[=+@\t\r\n＝＋－＠-]", cell) else cell


def test_a_cell_is_never_a_formula_and_gives_its_text_back() -> None:
    for text in (*KEPT, "''=1", "'", "'a", "\t=1"):
        cell = str(safe(text))
        assert cell[:1] not in tuple("=+-@\t\r\n＝＋－＠"), text
        assert unmarked(cell) == text


def test_a_table_gives_every_string_back_and_no_spreadsheet_runs_one(exported: Any) -> None:
    told, data = exported(as_it_is, "csv")
    names, cells = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    (row,) = rows_for([told.claim.pk])
    for name, cell, column in zip(names, cells, COLUMNS, strict=False):
        assert cell[:1] not in tuple("=+-@\t\r\n＝＋－＠"), name
        value = column.value(row)
        assert unmarked(cell) == ("" if value is None else str(value)), name
    assert told.said["justification"] in cells
    evidence = json.loads(cells[names.index("evidence")])
    assert {told.said["evidence quote"], told.said["evidence note"]} <= set(strings_of(evidence))


def test_lines_of_json_and_linked_data_give_every_string_back(exported: Any) -> None:
    told, data = exported(as_it_is, "jsonl")
    (line,) = data.decode().removesuffix("\n").split("\n")
    assert set(told.said.values()) - {told.said["comment"]} <= set(strings_of(json.loads(line)))


@pytest.mark.parametrize(
    ("format", "fields"),
    [
        ("webannotation", ("statement", "summary", "justification")),
        ("claimreview", ("statement", "title", "publisher", "speaker", "evidence title")),
    ],
)
def test_linked_data_holds_the_same_text(
    format: str, fields: tuple[str, ...], exported: Any
) -> None:
    told, data = exported(as_it_is, format)
    texts = "\n".join(strings_of(json.loads(data)))
    for field in fields:
        assert told.said[field] in texts, field


def test_the_printed_report_shows_every_string_and_grows_nothing_of_it(exported: Any) -> None:
    with transaction.atomic():
        _plain, data = exported(harmless, "html")
        transaction.set_rollback(True)
    plain = Page(data)
    told, data = exported(as_it_is, "html")
    page = Page(data)
    assert page.skeleton() == plain.skeleton()
    for field in told.said.keys() - {"comment", "byline", "topic", "value", "unit", "period"}:
        assert squeezed(told.said[field]) in page.text, field
