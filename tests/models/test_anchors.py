"""Anchors equal their words: by ORM, in bulk, by raw SQL."""

from typing import Any

import pytest
from django.utils import timezone

from annotations.models import (
    Anchor,
    ArticleRevision,
)
from tests.models.refusals import refused_by, sql

pytestmark = pytest.mark.django_db


def anchor_values(claim: Any, **changes: Any) -> dict[str, Any]:
    old = Anchor.objects.get(occurrence__claim=claim)
    old.superseded_at = timezone.now()
    old.save(update_fields=["superseded_at"])
    values = {
        "occurrence": old.occurrence,
        "revision": old.revision,
        "start": old.start,
        "end": old.end,
        "exact": old.exact,
        "placed_by": old.placed_by,
    }
    return values | changes


def test_anchor_off_by_one_is_refused(claim: Any) -> None:
    values = anchor_values(claim)
    shifted = values | {"start": values["start"] + 1, "end": values["end"] + 1}
    assert refused_by(lambda: Anchor.objects.create(**shifted)) == "anchor_words"
    assert refused_by(lambda: Anchor.objects.bulk_create([Anchor(**shifted)])) == "anchor_words"
    copy = (
        'INSERT INTO annotations_anchor (id, created_at, occurrence_id, revision_id, start, "end", exact, prefix, suffix,'
        " state, confidence, placed_by_id) SELECT gen_random_uuid(), now(), occurrence_id, revision_id, start + 1,"
        ' "end" + 1, exact, prefix, suffix, state, confidence, placed_by_id FROM annotations_anchor'
    )
    assert refused_by(sql(copy)) == "anchor_words"


def test_anchor_counted_in_utf16_is_refused_behind_an_emoji(editor: Any, claim: Any) -> None:
    revision = ArticleRevision.objects.get()
    words = "asks for the counts"
    start = revision.text.index(words)
    utf16 = len(revision.text[:start].encode("utf-16-le")) // 2
    assert utf16 == start + 1
    place = {"exact": words, "revision": revision}
    values = anchor_values(claim, start=utf16, end=utf16 + len(words), **place)
    assert refused_by(lambda: Anchor.objects.create(**values)) == "anchor_words"
    assert Anchor.objects.create(**(values | {"start": start, "end": start + len(words)}))


def test_anchor_across_paragraphs_holds_the_separator(claim: Any) -> None:
    revision = ArticleRevision.objects.get()
    start = revision.text.index("told the council.")
    end = revision.text.index("The opposition") + len("The opposition")
    values = anchor_values(claim, start=start, end=end, exact=revision.text[start:end])
    assert "\n\n" in values["exact"]
    assert Anchor.objects.create(**values)


def test_anchor_that_begins_in_a_separator_is_refused(claim: Any) -> None:
    revision = ArticleRevision.objects.get()
    start = revision.text.index("\n\nThe opposition")
    values = anchor_values(
        claim, start=start, end=start + 5, exact=revision.text[start : start + 5]
    )
    assert refused_by(lambda: Anchor.objects.create(**values)) == "anchor_words"


def test_lost_anchor_has_no_place(claim: Any) -> None:
    values = anchor_values(claim, state="lost")
    assert refused_by(lambda: Anchor.objects.create(**values)) == "anchor_placed_or_not"
    assert Anchor.objects.create(**(values | {"start": None, "end": None}))


def test_claim_is_anchored_once_at_the_same_words(claim: Any) -> None:
    again = (
        'INSERT INTO annotations_anchor (id, created_at, occurrence_id, revision_id, start, "end", exact, prefix, suffix,'
        ' state, confidence, placed_by_id) SELECT gen_random_uuid(), now(), occurrence_id, revision_id, start, "end",'
        " exact, prefix, suffix, state, confidence, placed_by_id FROM annotations_anchor"
    )
    assert refused_by(sql(again)) == "anchor_once"
