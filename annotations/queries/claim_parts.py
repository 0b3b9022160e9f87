"""A claim's own words and all that belongs to it but evidence and verdict, read in one statement.

Models would cost a query for each kind of row and an object for each row; an article with five hundred claims
is opened by every colleague who works on it. The rows come out of PostgreSQL in the shape they are shown in.
"""

from collections.abc import Sequence
from typing import Any, Final, NamedTuple
from uuid import UUID

import orjson
from django.db import connection

_OCCURRENCE: Final = """
json_build_object(
  'id', o.id, 'article', o.article_id, 'media_url', o.media_url, 'timecode', o.timecode,
  'form', o.form, 'words', o.words, 'language', o.language, 'translation', o.translation,
  'speakers', coalesce((
    SELECT json_agg(json_build_object('id', p.id, 'name', p.name, 'role', s.role) ORDER BY s.id)
    FROM annotations_occurrencespeaker s JOIN annotations_person p ON p.id = s.person_id
    WHERE s.occurrence_id = o.id AND s.removed_at IS NULL), '[]'),
  'outlet_position', o.outlet_position, 'said_on', o.said_on, 'said_precision', o.said_precision,
  'published_on', o.published_on, 'place', o.place, 'etag', o.row_version::text,
  'anchors', coalesce((
    SELECT json_agg(json_build_object(
      'revision', a.revision_id, 'start', a.start, 'end', a."end", 'exact', a.exact, 'prefix', a.prefix,
      'suffix', a.suffix, 'state', a.state) ORDER BY a.start, a."end" DESC)
    FROM annotations_anchor a WHERE a.occurrence_id = o.id AND a.superseded_at IS NULL), '[]'))
"""

_CLAIM: Final = f"""
SELECT json_build_object(
  'id', c.id, 'statement', c.statement, 'statement_language', c.statement_language, 'kind', c.kind,
  'topics', coalesce((
    SELECT json_agg(t.name ORDER BY t.folded)
    FROM annotations_claim_topics ct JOIN annotations_topic t ON t.id = ct.topic_id
    WHERE ct.claim_id = c.id), '[]'),
  'harm', c.harm, 'reach', c.reach, 'note', c.note, 'parent', c.parent_id,
  'quantity', CASE WHEN c.quantity_value || c.quantity_unit || c.quantity_period || c.quantity_place <> ''
    THEN json_build_object('value', c.quantity_value, 'unit', c.quantity_unit,
                           'period', c.quantity_period, 'place', c.quantity_place) END,
  'assignee', CASE WHEN c.assignee_id IS NOT NULL
    THEN (SELECT json_build_object('id', q.id, 'name', q.name) FROM annotations_account q
          WHERE q.id = c.assignee_id) END,
  'withheld_on', c.withheld_on, 'withdrawn', c.withdrawn_at IS NOT NULL, 'version', c.version,
  'etag', c.row_version || '.' || c.changed_xid,
  'created_by', json_build_object('id', m.id, 'name', m.name),
  'created_at', to_char(c.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"+00:00"'),
  'occurrences', coalesce((
    SELECT json_agg({_OCCURRENCE} ORDER BY o.id) FROM annotations_occurrence o WHERE o.claim_id = c.id), '[]'),
  'contributors', coalesce((
    SELECT json_agg(json_build_object('id', b.id, 'name', b.name) ORDER BY n.id)
    FROM annotations_contribution n JOIN annotations_account b ON b.id = n.account_id
    WHERE n.claim_id = c.id), '[]'))::text,
  EXISTS (SELECT FROM annotations_evidence e WHERE e.claim_id = c.id),
  EXISTS (SELECT FROM annotations_verdict v WHERE v.claim_id = c.id)
FROM annotations_claim c JOIN annotations_account m ON m.id = c.made_by_id
WHERE c.id = ANY(%s)
"""  # noqa: S608  (both are constants)


class ClaimPart(NamedTuple):
    """A claim's own words, and whether there is anything beside them to ask for."""

    row: dict[str, Any]
    has_evidence: bool
    has_verdict: bool

    @property
    def id(self) -> str:
        """The claim's id."""
        return str(self.row["id"])


def claim_parts(claim_ids: Sequence[UUID]) -> list[ClaimPart]:
    """These claims, in the order of `claim_ids`; offsets are code points, half open."""
    with connection.cursor() as cursor:
        cursor.execute(_CLAIM, [list(claim_ids)])
        parts = [ClaimPart(orjson.loads(row), *has) for row, *has in cursor.fetchall()]
    place = {str(claim_id): number for number, claim_id in enumerate(claim_ids)}
    return sorted(parts, key=lambda part: place[part.id])


def occurrence_row(occurrence_id: UUID) -> dict[str, Any]:
    """One occurrence, as it stands among those of its claim."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {_OCCURRENCE}::text FROM annotations_occurrence o WHERE o.id = %s",  # noqa: S608
            [occurrence_id],
        )
        row: dict[str, Any] = orjson.loads(cursor.fetchone()[0])
    return row
