"""Articles that came with many others are taken in: each has its fate, and no other suffers for it."""

import logging
from collections.abc import Sequence

from django.db import InterfaceError, OperationalError
from django.utils.translation import gettext as _

from annotations.actions.arrivals import Fate
from annotations.actions.articles import add_articles
from annotations.domain.errors import DomainError
from annotations.domain.vocabulary import RowFate
from annotations.intake.given import Given
from annotations.models import ImportRow, Membership

log = logging.getLogger(__name__)


class UnforeseenError(DomainError):
    """What nobody foresaw happened to one article: it is in the log, and the others go on."""

    code = "server_error"


def unforeseen() -> Fate:
    """The fate of an article that cannot be read for a reason nobody foresaw."""
    words = _(
        "Something went wrong while this was read, and it was left out. Paste the text of the article instead."
    )
    return Fate(refusal=UnforeseenError(words))


def fates_of(*, by: Membership, given: Sequence[Given]) -> list[Fate]:
    """Take these articles in for a member; their fates in the same order.

    When one of them breaks the reading of all, each is read by itself. Raises what says that nothing can be
    done now: NotPermittedError, or that the database is away.
    """
    try:
        return add_articles(actor=by, articles=given)
    except (DomainError, OperationalError, InterfaceError):
        raise
    except Exception:
        if len(given) == 1:
            log.exception("an article of an import could not be read")
            return [unforeseen()]
    return [fate for one in given for fate in fates_of(by=by, given=[one])]


def settle(row: ImportRow, fate: Fate) -> None:
    """Write the fate into the row (which is not saved)."""
    if fate.refusal is not None:
        row.fate, row.code, row.reason = RowFate.REFUSED, fate.refusal.code, _(fate.refusal.detail)
    else:
        row.fate, row.article = RowFate.ADDED if fate.new else RowFate.KNOWN, fate.article
