"""`redact` shows first, withholds with --yes, and never forgets the second person."""

import io
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from annotations.models import Claim, Redaction

pytestmark = pytest.mark.django_db
WHY = ("--order", "3 O 17/26", "--reason", "Forbidden.")


def call(*args: str) -> tuple[str, str]:
    """What the command prints, and what it says beside."""
    out, err = io.StringIO(), io.StringIO()
    call_command("redact", *args, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def test_it_shows_first_then_withholds_then_waits_for_a_second_person(
    claim: Any, verdict: Any, lead: Any, reviewer: Any
) -> None:
    what = ("claim", str(claim.pk), "--by", lead.account.email, "--words", "412,000", *WHY)
    said, _beside = call(*what)
    assert "1 claim" in said
    assert "Nothing was withheld yet" in said
    assert not Redaction.objects.exists()
    said, beside = call(*what, "--yes")
    made = Redaction.objects.get()
    assert str(made.pk) in said
    assert "1 waiting for a second person" in beside
    assert "412,000" not in Claim.objects.get().statement
    assert str(made.pk) in call("--pending", "--by", lead.account.email)[0]
    with pytest.raises(CommandError, match="second person"):
        call("--confirm", str(made.pk), "--by", lead.account.email)
    _said, beside = call("--confirm", str(made.pk), "--by", reviewer.account.email)
    assert beside == ""


def test_what_is_missing_is_said(claim: Any, lead: Any, editor: Any) -> None:
    with pytest.raises(CommandError, match="Say who acts"):
        call("claim", str(claim.pk))
    with pytest.raises(CommandError, match="no member of this desk"):
        call("claim", str(claim.pk), "--by", "nobody@example.org")
    with pytest.raises(CommandError, match="article, claim or evidence"):
        call("--by", lead.account.email)
    with pytest.raises(CommandError, match="Only leads"):
        call("claim", str(claim.pk), "--by", editor.account.email)
