"""Files are kept as they came: once a desk by their hash, or sealed, apart from all others."""

import hashlib
from typing import Any

from django.core.files.base import File
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from annotations.actions import audit
from annotations.domain.errors import GoneError
from annotations.domain.text import clean
from annotations.models import Evidence, Membership, SealedFile, Snapshot
from annotations.models.base import new_id


def keep_file(
    actor: Membership, file: "File[Any]", *, media_type: str, name: str, written: list[Any]
) -> Snapshot:
    """The bytes as they came, once per desk. They are read in pieces, so a long recording fits.

    What gets a file is noted in `written` (`snapshots.files_or_none`).
    """
    digest = digest_of(file)
    known = Snapshot.objects.filter(desk_id=actor.desk_id, sha256=digest).first()
    if known is not None:
        if known.erased_at is not None:
            raise GoneError(
                _("This file was withheld or sealed, and is not taken in again. Ask a lead.")
            )
        return known
    snapshot = Snapshot(
        desk=actor.desk,
        sha256=digest,
        size=file.size,
        media_type=media_type,
        name=clean(name)[:255],
        taken_by=actor.account,
    )
    snapshot.file.save(f"{digest[:2]}/{digest}", file, save=False)
    try:
        with transaction.atomic():
            snapshot.save(force_insert=True)
    except IntegrityError:
        # Somebody kept the same bytes at the same moment: theirs is the snapshot.
        snapshot.file.delete(save=False)
        return Snapshot.objects.get(desk_id=actor.desk_id, sha256=digest)
    written.append(snapshot)
    audit.record("snapshot.kept", actor=actor, subject=snapshot)
    return snapshot


def keep_sealed_file(
    actor: Membership,
    evidence: Evidence,
    file: "File[Any]",
    *,
    media_type: str,
    name: str,
    written: list[Any],
) -> SealedFile:
    """The bytes, for those named on the evidence alone: under a name of chance, shared with nothing."""
    sealed = SealedFile(
        evidence=evidence,
        sha256=digest_of(file),
        size=file.size,
        media_type=media_type,
        name=clean(name)[:255],
        taken_by=actor.account,
    )
    sealed.file.save(new_id().hex, file, save=False)
    written.append(sealed)
    sealed.save(force_insert=True)
    audit.record("sealed.file_kept", actor=actor, subject=sealed, claim_id=evidence.claim_id)
    return sealed


def mark_erased(actor: Membership, snapshot: Snapshot, reason: str) -> None:
    """The file has to go, in the transaction of a redaction; a job deletes the bytes after it."""
    snapshot.erased_at, snapshot.erased_reason, snapshot.name = timezone.now(), reason, ""
    snapshot.save(update_fields=["erased_at", "erased_reason", "name"])
    audit.record("snapshot.sealed", actor=actor, subject=snapshot)


def digest_of(file: "File[Any]") -> str:
    """The SHA-256 of the bytes; the file stands at its beginning afterwards."""
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()
