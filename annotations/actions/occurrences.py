"""Where a claim was made: the words that anchor it, the facts of the occasion, and who spoke.

Steps of the acts on claims; none of them is an act by itself. Each adds what it saved to the lines of the
act, which writes them in one go; a new occurrence is told by the act.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from annotations.actions.acts import alone, found, refreshed
from annotations.actions.audit import Line
from annotations.domain.errors import InvalidError, NotFoundError, QuoteMismatchError
from annotations.domain.names import name_key
from annotations.domain.text import CONTEXT_SIZE, SEPARATOR, clean, context, grapheme_boundary
from annotations.domain.vocabulary import AnchorState, Precision
from annotations.models import (
    Anchor,
    Article,
    ArticleRevision,
    Claim,
    Membership,
    Occurrence,
    OccurrenceSpeaker,
    Person,
    RevisionBlock,
)

OCCURRENCE_FIELDS = {
    "form", "language", "translation", "outlet_position", "said_on", "said_precision", "published_on", "place",
    "media_url", "timecode",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of an article's newest revision with their surroundings; offsets are code points, half open."""

    revision: ArticleRevision
    """With its article, without the text itself."""
    start: int
    end: int
    words: str
    prefix: str
    suffix: str


def passage_at(
    actor: Membership, article_id: UUID, *, start: int, end: int, revision_id: UUID | None = None
) -> Passage:
    """What stands there in an article the actor sees, read by blocks, in one question.

    Raises NotFoundError, and QuoteMismatchError when the revision named is not the newest, when the offsets
    lie outside the text, or within a character.
    """
    newest = ArticleRevision.objects.filter(
        article__in=Article.objects.visible_to(actor).filter(pk=article_id)
    ).order_by("-number")
    blocks = list(
        RevisionBlock.objects.filter(
            revision=newest.values("pk")[:1],
            start__lt=max(end, 0) + 2 * CONTEXT_SIZE,
            end__gt=start - 2 * CONTEXT_SIZE,
        )
        .select_related("revision__article")
        .defer("revision__text", "revision__dropped")
        .order_by("start")
    )
    revision = blocks[0].revision if blocks else newest.defer("text", "dropped").first()
    if revision is None:
        raise NotFoundError(_("There is no such row on this desk."))
    if revision_id is not None and str(revision.pk) != str(revision_id):
        raise QuoteMismatchError(
            _("The article has another text by now. Reload it, then select the words again."),
            revision=str(revision_id),
        )
    return Passage(revision, start, end, *_words_among(blocks, revision.length, start, end))


def _words_among(
    blocks: list[RevisionBlock], length: int, start: int, end: int
) -> tuple[str, str, str]:
    """The words, and their context before and after."""
    if not 0 <= start < end <= length:
        raise QuoteMismatchError(
            _("The offsets lie outside the text, which has %(length)d characters.")
            % {"length": length}
        )
    text = SEPARATOR.join(block.text for block in blocks)
    at = blocks[0].start
    words = text[start - at : end - at]
    inside = words == words.strip() and len(words) == end - start
    if not inside or not (
        grapheme_boundary(text, start - at) and grapheme_boundary(text, end - at)
    ):
        raise QuoteMismatchError(
            _("A highlight begins and ends with a whole character of the text, not with a space."),
            standing=words[:2000],
        )
    prefix, suffix = context(text, start - at, end - at)
    return words, prefix, suffix


def occurrence_at(
    actor: Membership,
    claim: Claim,
    passage: Passage,
    *,
    exact: str | None,
    values: dict[str, Any],
    lines: list[Line],
) -> Occurrence:
    """The claim at these words. Raises QuoteMismatchError when `exact` is not what stands there."""
    if exact is not None and exact != passage.words:
        raise QuoteMismatchError(
            _("Other words stand there: “%(words)s”. Offsets are counted in code points.")
            % {"words": passage.words[:200]},
            standing=passage.words[:2000],
        )
    article = passage.revision.article
    occurrence = occurrence_of(
        actor, claim, article=article, words=passage.words, values=values, lines=lines
    )
    anchor = Anchor.objects.create(
        occurrence=occurrence,
        revision=passage.revision,
        start=passage.start,
        end=passage.end,
        exact=passage.words,
        prefix=passage.prefix,
        suffix=passage.suffix,
        state=AnchorState.EXACT,
        placed_by=actor.account,
    )
    lines.append(Line("anchor.placed", anchor))
    return occurrence


def occurrence_of(
    actor: Membership,
    claim: Claim,
    *,
    article: Article | None,
    words: str,
    values: dict[str, Any],
    lines: list[Line],
) -> Occurrence:
    """The claim as it was made in an article or elsewhere, with its speaker."""
    language = article.language if article else claim.statement_language
    occurrence = Occurrence(
        claim=claim, article=article, words=words, language=language, changed_by=actor.account
    )
    _fill_occurrence(occurrence, values)
    occurrence.save(force_insert=True)
    if values.get("speaker"):
        _set_speaker(actor, occurrence, values, lines)
    return occurrence


def change_occurrence(
    actor: Membership, occurrence: Occurrence, values: dict[str, Any], lines: list[Line]
) -> None:
    """Put right when, where, how and by whom it was said."""
    if values.keys() & (OCCURRENCE_FIELDS | {"words"}):
        _fill_occurrence(occurrence, values)
        occurrence.changed_by = actor.account
        occurrence.save()
        lines.append(Line("occurrence.changed", refreshed(occurrence)))
    if "speaker" in values or "speaker_role" in values:
        _set_speaker(actor, occurrence, values, lines)


def _fill_occurrence(occurrence: Occurrence, values: dict[str, Any]) -> None:
    for name in (OCCURRENCE_FIELDS | {"words"}) & values.keys():
        setattr(occurrence, name, values[name])
    if "said_on" in values and "said_precision" not in values:
        occurrence.said_precision = Precision.DAY if values["said_on"] else Precision.UNKNOWN
    if occurrence.said_on is None and occurrence.said_precision != Precision.UNKNOWN:
        raise InvalidError(
            _("Say the day before how much of it is known."), errors={"said_on": [_("missing")]}
        )


def _set_speaker(
    actor: Membership, occurrence: Occurrence, values: dict[str, Any], lines: list[Line]
) -> None:
    current = occurrence.speakers.filter(removed_at=None).order_by("id").first()
    if "speaker" not in values:
        if current is not None and current.role != values["speaker_role"]:
            current.role, current.changed_by = values["speaker_role"], actor.account
            current.save()
            lines.append(Line("speaker.changed", refreshed(current)))
        return
    person = _speaker(actor, values["speaker"], lines) if values["speaker"] else None
    role = values.get("speaker_role", "")
    if current is not None:
        if (
            person is not None
            and current.person_id == person.pk
            and ("speaker_role" not in values or current.role == role)
        ):
            return
        current.removed_at, current.changed_by = timezone.now(), actor.account
        current.save()
        lines.append(Line("speaker.removed", refreshed(current)))
    if person is not None:
        speaker = OccurrenceSpeaker.objects.create(
            occurrence=occurrence, person=person, role=role, changed_by=actor.account
        )
        lines.append(Line("speaker.named", speaker))


def _speaker(actor: Membership, speaker: str | UUID, lines: list[Line]) -> Person:
    """The person by id, or by name; a new name makes a new person."""
    people = Person.objects.visible_to(actor)
    try:
        return found(people, UUID(str(speaker)))
    except ValueError:
        pass
    name = clean(str(speaker))[:200]
    key = name_key(name) or name.casefold()
    named = people.filter(folded=key).order_by("id")
    if (known := named.first()) is not None:
        return known
    alone("person", actor.desk_id, key)
    if (known := named.first()) is not None:
        return known
    person = Person.objects.create(desk=actor.desk, name=name, folded=key)
    lines.append(Line("person.added", person))
    return person
