"""Every refusal the product gives, as one tree with a stable code.

A refusal says why and what to do in words a person can act on. Doors translate it: `api` into
problem+json, `web` into a message, `tasks` into a final failure.
"""

from collections.abc import Mapping
from typing import ClassVar


class DomainError(Exception):
    """A refusal.

    `detail` is the sentence a person reads; `extra` holds what a program may use (lists of what is
    missing, who could act instead).
    """

    code: ClassVar[str] = "refused"

    def __init__(self, detail: str, **extra: object) -> None:
        super().__init__(detail)
        self.detail = detail
        self.extra: Mapping[str, object] = extra


class NotPermittedError(DomainError):
    """The actor may not do this at all."""

    code = "not_permitted"


class FourEyesError(NotPermittedError):
    """The actor contributed to what is judged. `extra["could_review"]` names who may act instead."""

    code = "four_eyes"


class OtherAccountError(DomainError):
    """The page was made for another account than the one that is signed in now."""

    code = "other_account"


class NotFoundError(DomainError):
    """There is no such row on this desk."""

    code = "not_found"


class StaleError(DomainError):
    """The row changed since the actor read it."""

    code = "stale"


class StaleSubmissionError(DomainError):
    """What the reviewer judged is no longer what stands there."""

    code = "stale_submission"


class WrongStateError(DomainError):
    """The act does not fit the state the row is in."""

    code = "wrong_state"


class NotReadyError(DomainError):
    """What was asked for is still being made."""

    code = "not_ready"


class GoneError(DomainError):
    """What was made once is no longer kept."""

    code = "gone"


class DuplicateError(DomainError):
    """The same thing is there already."""

    code = "duplicate"


class InvalidError(DomainError):
    """A value cannot be accepted. `extra["errors"]` maps a field to its sentences."""

    code = "invalid"


class InvalidTextError(InvalidError):
    """A text holds what no canonical text may hold (NUL, lone surrogates, nothing at all)."""


class QuoteMismatchError(DomainError):
    """The words sent are not the words that stand at the offsets. Offsets are code points."""

    code = "quote_mismatch"


class IncompleteError(DomainError):
    """Something has to be there first. `extra["missing"]` lists it."""

    code = "incomplete"


class UnsupportedError(DomainError):
    """A kind of input or output the product does not handle."""

    code = "unsupported"


class TooLargeError(DomainError):
    """The input is larger than the bound named in the detail."""

    code = "too_large"


class IdempotencyMismatchError(DomainError):
    """The same Idempotency-Key came with another body."""

    code = "idempotency_mismatch"


class ThrottledError(DomainError):
    """Tried too often. `extra["wait"]` is the number of seconds until it may be tried again."""

    code = "throttled"
