"""Renderers: rows in, bytes out. They read only, and hold one claim at a time."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise

from annotations.domain.vocabulary import ExportFormat
from annotations.exports import claimreview, jsonl, report, table, webannotation
from annotations.exports.header import Header, Renderer
from annotations.exports.proof import Loss
from annotations.models.labels import label

__all__ = ["FORMATS", "Format", "Header", "Loss", "Renderer"]


@dataclass(frozen=True, slots=True)
class Format:
    """A format people may ask for."""

    name: str | Promise
    media_type: str
    extension: str
    render: Renderer


def _format(kind: ExportFormat, media_type: str, extension: str, render: Renderer) -> Format:
    return Format(label(ExportFormat, kind), media_type, extension, render)


FORMATS: Final[Mapping[str, Format]] = {
    member: _format(member, *made)
    for member, made in (
        (ExportFormat.CLAIMREVIEW, ("application/ld+json", "jsonld", claimreview.render)),
        (ExportFormat.WEBANNOTATION, ("application/ld+json", "jsonld", webannotation.render)),
        (ExportFormat.CSV, ("text/csv; charset=utf-8", "csv", table.render)),
        (ExportFormat.JSONL, ("application/x-ndjson", "jsonl", jsonl.render)),
        (ExportFormat.HTML, ("text/html; charset=utf-8", "html", report.render)),
    )
}
"""Every format by its stored name (`ExportFormat`)."""
