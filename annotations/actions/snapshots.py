"""Bytes as they came: kept once per desk, named by their hash."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter
from typing import Any

from django.core.files.base import ContentFile
from django.utils.translation import gettext as _

from annotations.actions import audit
from annotations.actions.audit import Line
from annotations.domain.errors import GoneError
from annotations.domain.text import clean
from annotations.models import Membership, Snapshot


@dataclass(frozen=True)
class Raw:
    """Bytes, what they were read as, and the name of the file they came in (perhaps none)."""

    data: bytes
    media_type: str
    name: str = ""

    @cached_property
    def sha256(self) -> str:
        """The hash that names them, lower-case hexadecimal."""
        return hashlib.sha256(self.data).hexdigest()


@contextmanager
def files_or_none() -> Iterator[list[Any]]:
    """Files that were written inside stay only if what they were written for is done."""
    written: list[Any] = []
    try:
        yield written
    except BaseException:
        for row in written:
            row.file.delete(save=False)
        raise


def keep_many(
    actor: Membership, raws: Sequence[Raw], written: list[Snapshot]
) -> list[Snapshot | GoneError]:
    """A snapshot of each, in a few statements; in place of one that an order withheld, the refusal.

    What gets a file is noted in `written`: see `files_or_none`.
    """
    known = _known(actor, {raw.sha256 for raw in raws})
    new = {raw.sha256: raw for raw in raws if raw.sha256 not in known}
    written.extend(_with_file(actor, raw) for raw in new.values())
    known |= _saved(actor, [one for one in written if one.sha256 in new])
    return [_or_refusal(known[raw.sha256]) for raw in raws]


def _known(actor: Membership, digests: Iterable[str]) -> dict[str, Snapshot]:
    rows = Snapshot.objects.filter(desk_id=actor.desk_id, sha256__in=list(digests))
    return {snapshot.sha256: snapshot for snapshot in rows}


def _with_file(actor: Membership, raw: Raw) -> Snapshot:
    snapshot = Snapshot(
        desk=actor.desk,
        sha256=raw.sha256,
        size=len(raw.data),
        media_type=raw.media_type,
        name=clean(raw.name)[:255],
        taken_by=actor.account,
    )
    snapshot.file.save(f"{raw.sha256[:2]}/{raw.sha256}", ContentFile(raw.data), save=False)
    return snapshot


def _saved(actor: Membership, new: list[Snapshot]) -> dict[str, Snapshot]:
    """The rows by hash. Where somebody kept the same bytes at the same moment, theirs is the snapshot."""
    if not new:
        return {}
    # In one order everywhere, so that two who bring the same bytes wait for each other in line.
    in_line = sorted(new, key=attrgetter("sha256"))
    Snapshot.objects.bulk_create(in_line, ignore_conflicts=True)
    stand = _known(actor, [snapshot.sha256 for snapshot in new])
    ours = [snapshot for snapshot in new if stand[snapshot.sha256].pk == snapshot.pk]
    for snapshot in new:
        if snapshot not in ours:
            snapshot.file.delete(save=False)
    lines = [Line("snapshot.kept", snapshot) for snapshot in ours]
    audit.record_lines(lines, actor=actor)
    return stand


def _or_refusal(snapshot: Snapshot) -> Snapshot | GoneError:
    if snapshot.erased_at is None:
        return snapshot
    return GoneError(_("This file was withheld or sealed, and is not taken in again. Ask a lead."))
