"""Rules that hold between rows, as builders of triggers: one article, one desk, the text, the seal, what is cited."""

import pgtrigger

from annotations.models.trigger_sql import FirmTrigger
from annotations.models.triggers import PREFIX, blocked_out, refuse, rule


def anchored_at_home() -> pgtrigger.Trigger:
    """An anchor lies on the newest text of the article its occurrence is in.

    The article is held until the anchor is committed: whoever corrects its text waits, and then sees the anchor.
    """
    body = f"""
    SELECT article_id, number INTO home, chosen FROM {PREFIX}articlerevision WHERE id = NEW.revision_id;
    IF home IS DISTINCT FROM (SELECT article_id FROM {PREFIX}occurrence WHERE id = NEW.occurrence_id) THEN
        {refuse("anchor_article", "An anchor lies on a text of its own article.")}
    END IF;
    PERFORM 1 FROM {PREFIX}article WHERE id = home FOR KEY SHARE;
    IF EXISTS (SELECT 1 FROM {PREFIX}articlerevision WHERE article_id = home AND number > chosen) THEN
        {refuse("anchor_newest", "An anchor lies on the newest text of its article.")}
    END IF;
    RETURN NEW;"""
    return rule(
        "anchored_at_home",
        body,
        on=pgtrigger.Insert,
        declare=[("home", "uuid"), ("chosen", "integer")],
    )


def blocks_are_the_text() -> pgtrigger.Trigger:
    """The blocks of a revision, two line feeds between them, are its text from the beginning.

    Checked once a statement, over all blocks of each revision it touched: no block overlaps another, leaves
    a gap, lies outside or holds other words. Blocks come in the order of the text.
    """
    body = f"""
    IF EXISTS (
        SELECT 1 FROM (SELECT DISTINCT revision_id FROM new_blocks) touched
        JOIN {PREFIX}articlerevision r ON r.id = touched.revision_id
        CROSS JOIN LATERAL (
            SELECT string_agg(b.text, E'\\n\\n' ORDER BY b.start) AS words, max(b."end") AS reach
            FROM {PREFIX}revisionblock b WHERE b.revision_id = r.id) joined
        WHERE joined.words IS DISTINCT FROM left(r.text, joined.reach)) THEN
        {refuse("blocks_are_the_text", "The blocks of a revision are its text.")}
    END IF;
    RETURN NULL;"""
    return FirmTrigger(
        name="blocks_are_the_text",
        when=pgtrigger.After,
        operation=pgtrigger.Insert,
        level=pgtrigger.Statement,
        referencing=pgtrigger.Referencing(new="new_blocks"),  # type: ignore[no-untyped-call]
        func=body,
    )


def as_cited(*columns: str, by: str, through: str) -> pgtrigger.Trigger:
    """What is said of a row that is cited stays as it was cited: another name or address is another row.

    A change of it would change what was judged, by nobody who could be named a contributor. `by` is the table
    that cites, `through` its column. Whoever cites holds the row (`cites`), so that the two cannot pass each other.
    """
    new = ", ".join(f"NEW.{column}" for column in columns)
    old = ", ".join(f"OLD.{column}" for column in columns)
    body = f"""
    IF ROW({new}) IS DISTINCT FROM ROW({old})
       AND EXISTS (SELECT 1 FROM {PREFIX}{by} WHERE {through} = NEW.id) AND NOT {blocked_out(columns)} THEN
        {refuse("as_cited", "What is cited stays as it was cited.")}
    END IF;
    RETURN NEW;"""
    return rule("as_cited", body, on=pgtrigger.Update)


def cites(*, other: str, column: str) -> pgtrigger.Trigger:
    """The cited row is held until the citing one is committed: nobody renames it meanwhile."""
    body = f"PERFORM 1 FROM {PREFIX}{other} WHERE id = NEW.{column} FOR SHARE; RETURN NEW;"
    return rule(f"cites_{other}", body, on=pgtrigger.Insert | pgtrigger.Update)


def of_one_desk(*, other: str, column: str) -> pgtrigger.Trigger:
    """The row that `column` names belongs to the same desk."""
    body = f"""
    IF NEW.{column} IS NOT NULL AND
       (SELECT desk_id FROM {PREFIX}{other} WHERE id = NEW.{column}) IS DISTINCT FROM NEW.desk_id THEN
        {refuse("same_desk", "Both rows must belong to one desk.")}
    END IF;
    RETURN NEW;"""
    return rule(f"of_one_desk_{other}", body, on=pgtrigger.Insert | pgtrigger.Update)


def one_person() -> pgtrigger.Trigger:
    """Whoever is the same as another is so directly: the other is nobody else, and nobody is the same as this one."""
    body = f"""
    IF NEW.same_as_id IS NOT NULL AND NEW.same_as_id IS DISTINCT FROM OLD.same_as_id AND (
       EXISTS (SELECT 1 FROM {PREFIX}person WHERE id = NEW.same_as_id AND (same_as_id IS NOT NULL OR id = NEW.id))
       OR EXISTS (SELECT 1 FROM {PREFIX}person WHERE same_as_id = NEW.id)) THEN
        {refuse("one_person", "Who is the same as another is so directly.")}
    END IF;
    RETURN NEW;"""
    return rule("one_person", body, on=pgtrigger.Update)


def stays_sealed() -> pgtrigger.Trigger:
    """Sealed evidence is never opened, and keeps its words in the table of sealed words alone."""
    body = f"""
    IF OLD.visibility = 'sealed' AND NEW.visibility <> 'sealed' THEN
        {refuse("stays_sealed", "Sealed evidence stays sealed.")}
    END IF;
    RETURN NEW;"""
    return rule("stays_sealed", body, on=pgtrigger.Update)


def words_of_sealed() -> pgtrigger.Trigger:
    """Sealed words belong to evidence that is sealed."""
    body = f"""
    IF NOT EXISTS (SELECT 1 FROM {PREFIX}evidence WHERE id = NEW.evidence_id AND visibility = 'sealed') THEN
        {refuse("words_of_sealed", "Sealed words belong to sealed evidence.")}
    END IF;
    RETURN NEW;"""
    return rule("words_of_sealed", body, on=pgtrigger.Insert)


def shows_in_claims() -> pgtrigger.Trigger:
    """A preview that was made marks the claims whose evidence has its file as changed, for those who poll."""
    body = f"""
    UPDATE {PREFIX}claim SET changed_xid = 0 WHERE id IN (
        SELECT claim_id FROM {PREFIX}evidence WHERE snapshot_id = NEW.snapshot_id
        OR id = (SELECT evidence_id FROM {PREFIX}sealedfile WHERE id = NEW.sealed_file_id));
    RETURN NULL;"""
    return rule("shows_in_claims", body, when=pgtrigger.After, on=pgtrigger.Insert)


def named_by_the_named() -> pgtrigger.Trigger:
    """Who reads sealed words is named by somebody who reads them; the first is whoever sealed them.

    Both belong to the desk of the claim now. What was taken away is not given back: it is given anew.
    """
    body = f"""
    IF TG_OP = 'UPDATE' THEN
        IF OLD.revoked_at IS NOT NULL AND NEW.revoked_at IS DISTINCT FROM OLD.revoked_at THEN
            {refuse("access_taken_once", "An access that was taken away stays so.")}
        END IF;
        RETURN NEW;
    END IF;
    SELECT c.desk_id, e.changed_by_id INTO home, sealer
    FROM {PREFIX}evidence e JOIN {PREFIX}claim c ON c.id = e.claim_id
    WHERE e.id = NEW.evidence_id AND e.visibility = 'sealed' FOR UPDATE OF e;
    IF (SELECT count(DISTINCT account_id) FROM {PREFIX}membership
        WHERE desk_id = home AND account_id IN (NEW.account_id, NEW.granted_by_id)
        AND (ends_at IS NULL OR ends_at > statement_timestamp()))
       <> (SELECT count(DISTINCT one) FROM unnest(ARRAY[NEW.account_id, NEW.granted_by_id]) one) THEN
        {refuse("access_of_desk", "Sealed words are read on their own desk.")}
    END IF;
    IF NOT EXISTS (SELECT 1 FROM {PREFIX}sealedaccess WHERE evidence_id = NEW.evidence_id
                   AND account_id = NEW.granted_by_id AND revoked_at IS NULL)
       AND (EXISTS (SELECT 1 FROM {PREFIX}sealedaccess WHERE evidence_id = NEW.evidence_id)
            OR NEW.granted_by_id <> sealer OR NEW.account_id <> sealer) THEN
        {refuse("access_by_the_named", "Only who reads sealed words names another reader.")}
    END IF;
    RETURN NEW;"""
    return rule(
        "named_by_the_named",
        body,
        on=pgtrigger.Insert | pgtrigger.Update,
        declare=[("home", "uuid"), ("sealer", "uuid")],
    )


# What a submission says must be what stands there. Names are those of the frozen content (`content_of`), and
# its strings are NFC. Of sealed evidence it holds the id alone.
_OTHER_VERDICT = f"""
    NOT EXISTS (
        SELECT 1 FROM {PREFIX}claim c JOIN {PREFIX}verdict v ON v.claim_id = c.id
        WHERE c.id = NEW.claim_id AND v.id = NEW.verdict_id
          AND NEW.content #>> '{{claim,id}}' = c.id::text
          AND NEW.content #>> '{{claim,statement}}' = normalize(c.statement)
          AND NEW.content #>> '{{verdict,id}}' = v.id::text
          AND NEW.content #>> '{{verdict,summary}}' = normalize(v.summary)
          AND NEW.content #>> '{{verdict,justification}}' = normalize(v.justification)
          AND NEW.content #>> '{{verdict,rating,id}}' IS NOT DISTINCT FROM v.rating_id::text)"""
_OTHER_EVIDENCE = f"""
    EXISTS (
        SELECT 1 FROM (SELECT e.*, s.title FROM {PREFIX}evidence e LEFT JOIN {PREFIX}source s ON s.id = e.source_id
                       WHERE e.claim_id = NEW.claim_id AND e.detached_at IS NULL) stands
        FULL JOIN jsonb_array_elements(NEW.content -> 'evidence') frozen (item)
            ON frozen.item ->> 'id' = stands.id::text
        WHERE stands.id IS NULL OR frozen.item IS NULL
           OR (stands.visibility <> 'sealed' AND ROW(
                   frozen.item ->> 'stance', frozen.item ->> 'quote', frozen.item ->> 'url', frozen.item ->> 'note',
                   frozen.item ->> 'source_title')
               IS DISTINCT FROM ROW(
                   stands.stance::text, normalize(stands.quote), normalize(stands.url::text), normalize(stands.note),
                   normalize(coalesce(stands.title, '')::text))))"""
_OTHER_OCCURRENCE = f"""
    EXISTS (
        SELECT 1 FROM (SELECT * FROM {PREFIX}occurrence WHERE claim_id = NEW.claim_id) stands
        FULL JOIN jsonb_array_elements(NEW.content -> 'occurrences') frozen (item)
            ON frozen.item ->> 'id' = stands.id::text
        WHERE stands.id IS NULL OR frozen.item IS NULL OR frozen.item ->> 'words' <> normalize(stands.words))"""


def true_submission() -> pgtrigger.Trigger:
    """A submission says what stands there, and its hash is that of its canonical JSON."""
    body = f"""
    IF NEW.sha256 IS DISTINCT FROM
       encode(sha256(convert_to({PREFIX}canonical_json(NEW.content), 'UTF8')), 'hex') THEN
        {refuse("submission_hash", "The hash of a submission is that of its content.")}
    END IF;
    IF {_OTHER_VERDICT}
       OR {_OTHER_EVIDENCE}
       OR {_OTHER_OCCURRENCE} THEN
        {refuse("submission_true", "A submission says what stands there.")}
    END IF;
    RETURN NEW;"""
    return rule("true_submission", body, on=pgtrigger.Insert)
