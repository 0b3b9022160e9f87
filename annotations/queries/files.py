"""The file of a piece of evidence and what can be seen of it, for those who may read it."""

import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.files.storage import default_storage
from django.utils.translation import gettext as _

from annotations import policies
from annotations.domain.errors import GoneError, NotFoundError
from annotations.domain.vocabulary import PreviewProblem
from annotations.models import Claim, Evidence, Membership, Preview, SealedFile, Snapshot
from annotations.models.labels import LABELS

WAITING, MADE, NONE = "waiting", "made", "none"


@dataclass(frozen=True, slots=True)
class Original:
    """A file as it came: where it is stored, and what to say of it."""

    stored: Any
    name: str
    media_type: str
    sha256: str
    size: int


def lost() -> str:
    """What to say where the bytes are not in the store."""
    return _("The file is not in the store any more. Ask an operator to look for it.")


def file_row(file: Snapshot | SealedFile | None) -> dict[str, Any] | None:
    """A kept file with the state of its preview; None for none."""
    if file is None:
        return None
    return {
        "name": file.name,
        "size": file.size,
        "sha256": file.sha256,
        "media_type": file.media_type,
        "withheld": file.erased_at is not None,
        "preview": _preview_row(getattr(file, "preview", None)),
    }


def _preview_row(preview: Preview | None) -> dict[str, Any]:
    problem = preview.problem if preview else ""
    state = WAITING if preview is None else NONE if problem else MADE
    return {
        "state": state,
        "why": str(LABELS[PreviewProblem][PreviewProblem(problem)]) if problem else "",
        "family": preview.family if preview else "",
        "pages": preview.pages if preview else 0,
        "pictures": preview.pictures if preview else 0,
    }


def _file_of(member: Membership, evidence_id: UUID | str) -> Snapshot | SealedFile:
    """The file the member may read. Raises NotFoundError, NotPermittedError and GoneError."""
    evidence = (
        Evidence.objects.attached()
        .filter(claim__in=Claim.objects.visible_to(member), pk=evidence_id)
        .select_related("snapshot__preview", "sealed_file__preview")
        .prefetch_related("access")
        .first()
    )
    if evidence is None:
        raise NotFoundError(_("There is no such evidence on this desk, or it was detached."))
    policies.may_read_file(member, evidence).require()
    file = evidence.snapshot or getattr(evidence, "sealed_file", None)
    if file is None:
        raise NotFoundError(_("This evidence has no file."))
    if file.erased_at is not None:
        raise GoneError(_("This file is withheld by an order. Ask a lead."))
    return file


def original_of(member: Membership, evidence_id: UUID | str) -> Original:
    """The file itself. Raises NotFoundError, NotPermittedError and GoneError."""
    file = _file_of(member, evidence_id)
    return Original(file.file, file.name or "file", file.media_type, file.sha256, file.size)


def preview_of(member: Membership, evidence_id: UUID | str) -> dict[str, Any]:
    """What can be seen of the file: its state, and the tables and texts in it. Raises as `original_of` does."""
    file = _file_of(member, evidence_id)
    preview: Preview | None = getattr(file, "preview", None)
    words: dict[str, Any] = {}
    if preview is not None and preview.words and not preview.problem:
        try:
            with default_storage.open(f"{preview.folder}/words.json") as stored:
                words = json.load(stored)
        except FileNotFoundError as error:
            raise GoneError(lost()) from error
    return {**_preview_row(preview), **_words(words)}


def _words(words: dict[str, Any]) -> dict[str, Any]:
    return {
        "tables": words.get("tables", []),
        "headers": words.get("headers", []),
        "text": words.get("text", ""),
        "more": words.get("more", False),
        "attachments": words.get("attachments", 0),
    }


def picture_of(member: Membership, evidence_id: UUID | str, number: int, size: str) -> Any:
    """The stored picture of one page. Raises as `original_of` does."""
    preview: Preview | None = getattr(_file_of(member, evidence_id), "preview", None)
    if preview is None or not 1 <= number <= preview.pictures or size not in {"small", "large"}:
        raise NotFoundError(_("There is no such picture of this file."))
    return _Stored(f"{preview.folder}/{number}-{size}.webp")


@dataclass(frozen=True, slots=True)
class _Stored:
    name: str

    def open(self, mode: str) -> Any:
        return default_storage.open(self.name, mode)
