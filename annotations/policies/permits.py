"""What an answer to “may I?” is, and the roles that many of them ask for."""

from dataclasses import dataclass

from annotations.domain.errors import DomainError, NotPermittedError
from annotations.domain.vocabulary import Role
from annotations.models import Membership


@dataclass(frozen=True, slots=True)
class Permit:
    """An answer to “may I?”: true, or false with the refusal to raise."""

    refusal: DomainError | None = None

    def __bool__(self) -> bool:
        return self.refusal is None

    def require(self) -> None:
        """Raise the refusal, if there is one."""
        if self.refusal is not None:
            raise self.refusal


ALLOWED = Permit()
EDITORS = frozenset({Role.EDITOR, Role.REVIEWER, Role.LEAD})
REVIEWERS = frozenset({Role.REVIEWER, Role.LEAD})


def by_role(member: Membership, roles: frozenset[Role], sentence: str) -> Permit:
    """Allowed to these roles; to others refused with the sentence."""
    return ALLOWED if member.role in roles else Permit(NotPermittedError(sentence))
