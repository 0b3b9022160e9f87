"""`Idempotency-Key`: the same POST sent twice does its work once."""

import re
from collections.abc import Callable, Iterable
from hashlib import sha256
from typing import Any, Final

import orjson
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import QueryDict
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request

from annotations.api.rendering import as_json
from annotations.domain.errors import IdempotencyMismatchError
from annotations.models import IdempotencyKey, Membership

KEY_LIMIT: Final = 128
_KEY: Final = re.compile(rf"[\x20-\x7e]{{1,{KEY_LIMIT}}}")

Outcome = tuple[Any, int]
"""What a POST answers: body (None for none) and status."""


def once(
    request: Request, member: Membership, work: Callable[[], Outcome], kept: Callable[[Any], Any]
) -> tuple[Outcome, bool]:
    """Do the work, or give back the outcome of the first request with this key; True when it is a repetition.

    Of the body only what `kept` gives is remembered: words that are sealed have no second place.

    The key's row is written before the work, in the work's own transaction: of two requests at once the
    second waits at the unique constraint and then reads the first one's outcome. A refusal rolls the key
    back with everything else, and so does an error: the same key may be sent again once its reason is gone.
    A key belongs to the account and the desk: it neither answers nor blocks anybody else's.
    """
    key = request.headers.get("Idempotency-Key")
    if key is None:
        return work(), False
    if not _KEY.fullmatch(key):
        limit = {"limit": KEY_LIMIT}
        raise ValidationError(
            {"Idempotency-Key": [_("Use 1 to %(limit)d printable ASCII characters.") % limit]}
        )
    whose = {"account": member.account, "desk": member.desk, "key": key}
    fresh = IdempotencyKey(
        **whose, route=request.path[:300], body_sha256=body_hash(request), status=0
    )
    with transaction.atomic():
        IdempotencyKey.objects.bulk_create([fresh], ignore_conflicts=True)
        held = IdempotencyKey.objects.get(**whose)
        if held.pk != fresh.pk:
            return _outcome_of(held, fresh), True
        body, status = work()
        fresh.status, fresh.answer = status, {"body": orjson.loads(as_json(kept(body)))}
        fresh.save(update_fields=["status", "answer"])
    return (body, status), False


def _outcome_of(held: IdempotencyKey, fresh: IdempotencyKey) -> Outcome:
    if (held.route, held.body_sha256) != (fresh.route, fresh.body_sha256):
        raise IdempotencyMismatchError(
            _(
                "This Idempotency-Key came before with another request. Use a new key for a new request."
            )
        )
    return held.answer["body"], held.status


def body_hash(request: Request) -> str:
    """The hash of what was sent, whatever the order of its keys; files count by name and bytes."""
    data = request.data
    if isinstance(data, QueryDict):
        plain: Any = {name: [_part(value) for value in data.getlist(name)] for name in data}
    else:
        plain = data
    # Lone surrogates cannot be UTF-8; such a body is refused later, with the field's name.
    raw = (
        orjson.dumps(plain, option=orjson.OPT_SORT_KEYS)
        if _is_clean(plain)
        else repr(plain).encode("utf-8", "replace")
    )
    return sha256(raw).hexdigest()


def _part(value: Any) -> Any:
    if not isinstance(value, UploadedFile):
        return value
    digest = sha256()
    chunks: Iterable[bytes] = value.chunks()
    for chunk in chunks:
        digest.update(chunk)
    value.seek(0)
    return {"name": value.name, "sha256": digest.hexdigest()}


def _is_clean(value: Any) -> bool:
    """Whether orjson can write it: no lone surrogates, no integers beyond 64 bits."""
    try:
        orjson.dumps(value)
    except TypeError:
        return False
    return True
