"""The immutable texts of articles, with their blocks."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from annotations.domain.text import CanonicalText
from annotations.intake.extracted import Dropped
from annotations.models import Article, ArticleRevision, Membership, RevisionBlock, Snapshot

BLOCKS_AT_ONCE: Final = 5_000


@dataclass(frozen=True, slots=True)
class Text:
    """A text an article is to have as its revision `number`, and the bytes it was taken from."""

    article: Article
    canonical: CanonicalText
    snapshot: Snapshot
    number: int = 1
    dropped: tuple[Dropped, ...] = ()


def write_texts(actor: Membership, texts: Sequence[Text]) -> list[ArticleRevision]:
    """A revision of each with its blocks, in a few statements. The act tells the log."""
    revisions = [
        ArticleRevision(
            article=text.article,
            number=text.number,
            text=text.canonical.text,
            sha256=text.canonical.sha256,
            length=len(text.canonical.text),
            snapshot=text.snapshot,
            dropped=[{"rule": dropped.rule, "text": dropped.text} for dropped in text.dropped],
            made_by=actor.account,
        )
        for text in texts
    ]
    ArticleRevision.objects.bulk_create(revisions)
    RevisionBlock.objects.bulk_create(
        (
            RevisionBlock(
                revision=revision,
                start=block.start,
                end=block.end,
                kind=block.kind,
                text=block.text,
            )
            for revision, text in zip(revisions, texts, strict=True)
            for block in text.canonical.blocks
        ),
        batch_size=BLOCKS_AT_ONCE,
    )
    return revisions
