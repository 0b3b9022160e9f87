"""Rules the database keeps itself, as builders of triggers (django-pgtrigger).

Every refusal is raised with ERRCODE check_violation and the rule's name as CONSTRAINT, so that Django
gives an IntegrityError and the acts can name the rule. Nothing here fires on TRUNCATE: the app's role
has no right to it.
"""

import pgtrigger

from annotations.domain.material import MATERIAL
from annotations.domain.redacting import BLOCK
from annotations.models.trigger_sql import FirmTrigger

PREFIX = "annotations_"
COUNT = "NEW.row_version := OLD.row_version + CASE WHEN pg_trigger_depth() < 2 THEN 1 ELSE 0 END;"


def refuse(rule: str, message: str) -> str:
    """PL/pgSQL that ends the statement, naming the rule."""
    return f"RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = '{rule}', MESSAGE = '{message}';"


def rule(
    name: str,
    body: str,
    *,
    when: pgtrigger.When = pgtrigger.Before,
    on: pgtrigger.Operation,
    declare: list[tuple[str, str]] | None = None,
    condition: pgtrigger.Condition | None = None,
) -> pgtrigger.Trigger:
    """A row trigger with a PL/pgSQL body."""
    return FirmTrigger(
        name=name, when=when, operation=on, func=body, declare=declare, condition=condition
    )


REDACTING = f"""EXISTS (SELECT 1 FROM {PREFIX}redaction r
            WHERE r.made_xid = pg_current_xact_id()::text::bigint)"""
"""Whether this very transaction made a redaction: the row that says who, why and by which order."""


def blocked_out(columns: tuple[str, ...]) -> str:
    """SQL: whether this transaction redacts, and these columns differ by block characters alone.

    Texts and JSON are compared character by character: a redaction blocks out, and never writes.
    """
    names = "ARRAY[" + ", ".join(f"'{column}'" for column in columns) + "]"
    new, old = (
        f"string_to_array((SELECT jsonb_object_agg(k, to_jsonb({row}) -> k) FROM unnest({names}) k)::text, NULL)"
        for row in ("NEW", "OLD")
    )
    return f"""({REDACTING} AND (
            SELECT bool_and(coalesce(n = o OR n = '{BLOCK}', false)) FROM unnest({new}, {old}) AS t (n, o)))"""


def append_only(
    *,
    may_change: tuple[str, ...] = (),
    once: tuple[str, ...] = (),
    may_block: tuple[str, ...] = (),
    may_erase: tuple[str, ...] = (),
) -> pgtrigger.Trigger:
    """Rows are never deleted, and never updated but for the columns named in `may_change`.

    Those named in `once` are filled in once, when they are empty, and stay as they are from then on. Only a
    redaction blocks words out of those in `may_block`, and sets those in `may_erase` to null.
    """
    keep = refuse("append_only", "These rows are append-only.")
    if not (may_change or once or may_block or may_erase):
        body = keep
    else:
        names = may_change + once + may_block + may_erase
        free = "ARRAY[" + ", ".join(f"'{column}'" for column in names) + "]"
        filled = "".join(
            f"\n        IF coalesce(OLD.{column}::text, '') NOT IN ('', coalesce(NEW.{column}::text, ''))"
            f" THEN {keep} END IF;"
            for column in once
        )
        filled += "".join(
            f"\n        IF NEW.{column} IS DISTINCT FROM OLD.{column} AND (NEW.{column} IS NOT NULL OR NOT {REDACTING})"
            f" THEN {keep} END IF;"
            for column in may_erase
        )
        if may_block:
            new, old = (", ".join(f"{row}.{name}" for name in may_block) for row in ("NEW", "OLD"))
            filled += f"""
        IF ROW({new}) IS DISTINCT FROM ROW({old}) AND NOT {blocked_out(may_block)} THEN {keep} END IF;"""
        body = f"""
        IF TG_OP = 'DELETE' THEN {keep} END IF;
        IF (to_jsonb(NEW) - {free}) IS DISTINCT FROM (to_jsonb(OLD) - {free}) THEN {keep} END IF;{filled}
        RETURN NEW;"""
    return rule("append_only", body, on=pgtrigger.Update | pgtrigger.Delete)


def born_unsealed() -> pgtrigger.Trigger:
    """An event comes without a seal: it gets one from whoever holds the chain, after it is committed."""
    return rule(
        "born_unsealed",
        refuse("append_only", "An event is sealed after it was written."),
        on=pgtrigger.Insert,
        condition=pgtrigger.Q(new__sealed_sequence__isnull=False),
    )


def never_deleted() -> pgtrigger.Trigger:
    """Rows may change but are never deleted: what was typed stays readable."""
    return rule(
        "never_deleted",
        refuse("never_deleted", "These rows are never deleted."),
        on=pgtrigger.Delete,
    )


def fixed(*columns: str) -> pgtrigger.Trigger:
    """What a row hangs on never changes: moved elsewhere, it would change what was judged without a trace."""
    new = ", ".join(f"NEW.{column}" for column in columns)
    old = ", ".join(f"OLD.{column}" for column in columns)
    body = f"""
    IF ROW({new}) IS DISTINCT FROM ROW({old}) THEN
        {refuse("fixed_columns", "This row cannot be moved.")}
    END IF;
    RETURN NEW;"""
    return rule("fixed", body, on=pgtrigger.Update)


def counts_versions() -> pgtrigger.Trigger:
    """Every act on the row counts its `row_version` on; what triggers do on the side does not count."""
    return rule("counts_versions", f"{COUNT} RETURN NEW;", on=pgtrigger.Update)


def erasable_file() -> pgtrigger.Trigger:
    """Bytes as they came are never changed or deleted; a redaction marks them, and then their name may go."""
    keep = refuse("append_only", "These rows are append-only.")
    marks = "ARRAY['file', 'erased_at', 'erased_reason', 'name']"
    body = f"""
    IF TG_OP = 'DELETE' OR (to_jsonb(NEW) - {marks}) IS DISTINCT FROM (to_jsonb(OLD) - {marks}) THEN {keep} END IF;
    IF ROW(NEW.erased_at, NEW.erased_reason, NEW.name) IS DISTINCT FROM ROW(OLD.erased_at, OLD.erased_reason, OLD.name)
       AND (OLD.erased_at IS NOT NULL OR NEW.erased_at IS NULL OR NOT {REDACTING}) THEN {keep} END IF;
    IF NEW.file IS DISTINCT FROM OLD.file AND (NEW.file <> '' OR OLD.erased_at IS NULL) THEN {keep} END IF;
    RETURN NEW;"""
    return rule("append_only", body, on=pgtrigger.Update | pgtrigger.Delete)


def counts_redaction() -> pgtrigger.Trigger:
    """A redaction knows its transaction: only there may words be blocked out on account of it."""
    body = "NEW.made_xid := pg_current_xact_id()::text::bigint; RETURN NEW;"
    return rule("counts_redaction", body, on=pgtrigger.Insert)


def _changed(table: str) -> str:
    """SQL: whether the change is material. Blocking out by an order is not: nobody contributed by it."""
    columns = MATERIAL[table]
    new = ", ".join(f"NEW.{column}" for column in columns)
    old = ", ".join(f"OLD.{column}" for column in columns)
    return f"(ROW({new}) IS DISTINCT FROM ROW({old}) AND NOT {blocked_out(columns)})"


CONTRIBUTE = f"""
    INSERT INTO {PREFIX}contribution (claim_id, account_id, created_at)
    VALUES (touched, NEW.changed_by_id, clock_timestamp()) ON CONFLICT DO NOTHING;"""
VOID = f"""
    UPDATE {PREFIX}verdict SET state = 'draft'
    WHERE claim_id = touched AND state IN ('submitted', 'in_review', 'disputed', 'approved');"""


def material(table: str, *, claim: str = "NEW.claim_id") -> pgtrigger.Trigger:
    """A material change makes its author a contributor, bumps the claim's version and voids what was approved.

    The claim's row is locked first: a review that runs at the same time waits, then sees the contribution.
    Any other change only marks the claim as changed, for those who poll. `claim` is the SQL that gives the claim's id.
    """
    body = f"""
    SELECT id INTO touched FROM {PREFIX}claim WHERE id = ({claim}) FOR UPDATE;
    IF TG_OP = 'INSERT' OR {_changed(table)} THEN
        {CONTRIBUTE}
        UPDATE {PREFIX}claim SET version = version + 1 WHERE id = touched;
        {VOID}
    ELSE
        UPDATE {PREFIX}claim SET changed_xid = 0 WHERE id = touched;
    END IF;
    RETURN NULL;"""
    return rule(
        "material",
        body,
        when=pgtrigger.After,
        on=pgtrigger.Insert | pgtrigger.Update,
        declare=[("touched", "uuid")],
    )


def touches_claim(*, claim: str = "NEW.claim_id") -> pgtrigger.Trigger:
    """A new or changed row marks its claim as changed, for those who poll."""
    body = f"UPDATE {PREFIX}claim SET changed_xid = 0 WHERE id = ({claim}); RETURN NULL;"
    return rule("touches_claim", body, when=pgtrigger.After, on=pgtrigger.Insert | pgtrigger.Update)


def claim_row() -> list[pgtrigger.Trigger]:
    """The claim's own triggers: its version moves by triggers only, and its author is a contributor."""
    before = f"""
    IF NEW.version <> OLD.version AND (pg_trigger_depth() < 2 OR NEW.version <> OLD.version + 1) THEN
        {refuse("version_by_trigger", "The version of a claim is counted by the database.")}
    END IF;
    {COUNT}
    NEW.changed_xid := pg_current_xact_id()::text::bigint;
    IF {_changed("claim")} THEN NEW.version := OLD.version + 1; END IF;
    RETURN NEW;"""
    created = "NEW.changed_xid := pg_current_xact_id()::text::bigint; NEW.version := 1; RETURN NEW;"
    after = f"""
    touched := NEW.id;
    IF TG_OP = 'INSERT' OR {_changed("claim")} THEN
        {CONTRIBUTE}
    END IF;
    IF TG_OP = 'UPDATE' AND {_changed("claim")} THEN
        {VOID}
    END IF;
    RETURN NULL;"""
    return [
        rule("claim_created", created, on=pgtrigger.Insert),
        rule("claim_changed", before, on=pgtrigger.Update),
        rule(
            "claim_material",
            after,
            when=pgtrigger.After,
            on=pgtrigger.Insert | pgtrigger.Update,
            declare=[("touched", "uuid")],
        ),
    ]


def no_ring() -> pgtrigger.Trigger:
    """Parts of a claim are no ring: whoever makes one a part waits for others who do, then looks upwards."""
    body = f"""
    IF NEW.parent_id IS NULL OR NEW.parent_id IS NOT DISTINCT FROM OLD.parent_id THEN RETURN NEW; END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended('parts' || chr(10) || NEW.desk_id, 0));
    IF EXISTS (
        WITH RECURSIVE above (id, parent_id) AS (
            SELECT c.id, c.parent_id FROM {PREFIX}claim c WHERE c.id = NEW.parent_id
            UNION SELECT c.id, c.parent_id FROM {PREFIX}claim c JOIN above a ON c.id = a.parent_id)
        SELECT 1 FROM above WHERE id = NEW.id) THEN
        {refuse("claim_no_ring", "Claims are no parts of each other in a ring.")}
    END IF;
    RETURN NEW;"""
    return rule("no_ring", body, on=pgtrigger.Update)


def anchored() -> pgtrigger.Trigger:
    """The words of an anchor are those that stand at its offsets (code points), checked by blocks.

    Only the blocks it crosses are read: a check on a text of one megabyte costs what it costs on one page.
    """
    body = f"""
    IF NEW.start IS NULL THEN RETURN NEW; END IF;
    SELECT string_agg(
        substr(b.text, greatest(NEW.start, b.start) - b.start + 1,
               least(NEW."end", b."end") - greatest(NEW.start, b.start)),
        E'\\n\\n' ORDER BY b.start)
    INTO standing FROM {PREFIX}revisionblock b
    WHERE b.revision_id = NEW.revision_id AND b.start < NEW."end" AND b."end" > NEW.start;
    IF standing IS DISTINCT FROM NEW.exact THEN
        {refuse("anchor_words", "The words of an anchor must stand at its offsets.")}
    END IF;
    RETURN NEW;"""
    return rule(
        "anchored", body, on=pgtrigger.Insert | pgtrigger.Update, declare=[("standing", "text")]
    )


def same_desk(*, other: str, column: str) -> pgtrigger.Trigger:
    """The row that `column` names belongs to the desk of the claim."""
    body = f"""
    IF NEW.{column} IS NOT NULL AND
       (SELECT desk_id FROM {PREFIX}{other} WHERE id = NEW.{column}) IS DISTINCT FROM
       (SELECT desk_id FROM {PREFIX}claim WHERE id = NEW.claim_id) THEN
        {refuse("same_desk", "Both rows must belong to one desk.")}
    END IF;
    RETURN NEW;"""
    return rule(f"same_desk_{other}", body, on=pgtrigger.Insert | pgtrigger.Update)


def four_eyes() -> pgtrigger.Trigger:
    """Nobody reviews what they contributed to, nor what has changed since it was submitted, nor on another desk."""
    body = f"""
    SELECT s.claim_id, s.version INTO judged, judged_version FROM {PREFIX}submission s WHERE s.id = NEW.submission_id;
    SELECT version INTO standing FROM {PREFIX}claim WHERE id = judged FOR UPDATE;
    IF EXISTS (SELECT 1 FROM {PREFIX}contribution WHERE claim_id = judged AND account_id = NEW.reviewer_id) THEN
        {refuse("four_eyes", "Whoever contributed to a claim cannot review its verdict.")}
    END IF;
    IF standing <> judged_version THEN
        {refuse("stale_submission", "What was submitted has changed since.")}
    END IF;
    IF NOT EXISTS (SELECT 1 FROM {PREFIX}membership m JOIN {PREFIX}claim c ON c.id = judged AND c.desk_id = m.desk_id
                   WHERE m.account_id = NEW.reviewer_id AND m.role IN ('reviewer', 'lead')
                   AND (m.ends_at IS NULL OR m.ends_at > statement_timestamp())) THEN
        {refuse("reviewer_of_desk", "Reviews are given by reviewers and leads of the desk.")}
    END IF;
    IF NOT EXISTS (SELECT 1 FROM {PREFIX}reviewround r WHERE r.id = NEW.round_id AND r.submission_id = NEW.submission_id
                   AND r.closed_at IS NULL) THEN
        {refuse("round_open", "A review belongs to the open round of its submission.")}
    END IF;
    RETURN NEW;"""
    return rule(
        "four_eyes",
        body,
        on=pgtrigger.Insert,
        declare=[("judged", "uuid"), ("judged_version", "integer"), ("standing", "integer")],
    )


def frozen_submission() -> pgtrigger.Trigger:
    """A submission freezes the claim as it stands: its version is the claim's version now."""
    body = f"""
    SELECT version INTO standing FROM {PREFIX}claim WHERE id = NEW.claim_id FOR UPDATE;
    IF standing IS DISTINCT FROM NEW.version
       OR NOT EXISTS (SELECT 1 FROM {PREFIX}verdict WHERE id = NEW.verdict_id AND claim_id = NEW.claim_id) THEN
        {refuse("submission_current", "A submission freezes the claim as it stands now.")}
    END IF;
    RETURN NEW;"""
    return rule("frozen_submission", body, on=pgtrigger.Insert, declare=[("standing", "integer")])


def approval_earned() -> pgtrigger.Trigger:
    """A verdict becomes approved only by reviews that stand, as many as the policy of their round asks for.

    They judged the version the claim has now, and nobody who gave them contributed.
    """
    body = f"""
    IF NEW.state IN ('approved', 'published', 'corrected')
       AND (TG_OP = 'INSERT' OR OLD.state NOT IN ('approved', 'published', 'corrected')) THEN
        PERFORM 1 FROM {PREFIX}claim WHERE id = NEW.claim_id FOR UPDATE;
        IF NOT EXISTS (
            SELECT 1 FROM {PREFIX}submission s
            JOIN {PREFIX}claim c ON c.id = s.claim_id AND c.version = s.version
            JOIN {PREFIX}reviewround r ON r.submission_id = s.id
            JOIN {PREFIX}reviewpolicy p ON p.id = r.policy_id AND p.kinds <> '{{}}'
            WHERE s.verdict_id = NEW.id AND EXISTS (
                SELECT 1 FROM {PREFIX}review v
                WHERE v.submission_id = s.id AND v.outcome = 'approve'
                  AND NOT EXISTS (SELECT 1 FROM {PREFIX}contribution k
                                  WHERE k.claim_id = c.id AND k.account_id = v.reviewer_id))
            AND NOT EXISTS (
                SELECT 1 FROM jsonb_each_text(p.kinds) need WHERE need.value::int > (
                    SELECT count(DISTINCT v.reviewer_id) FROM {PREFIX}review v
                    WHERE v.submission_id = s.id AND v.kind = need.key AND v.outcome = 'approve'
                      AND NOT EXISTS (SELECT 1 FROM {PREFIX}contribution k
                                      WHERE k.claim_id = c.id AND k.account_id = v.reviewer_id)))) THEN
            {refuse("approval_earned", "A verdict is approved by the review of a second person.")}
        END IF;
    END IF;
    RETURN NEW;"""
    return rule("approval_earned", body, on=pgtrigger.Insert | pgtrigger.Update)
