"""What calls have in common: the member, conditional headers, and the four kinds of address."""

from collections.abc import Mapping
from typing import Any, cast
from uuid import UUID

from django.urls import reverse
from django.utils.cache import patch_cache_control, patch_vary_headers
from rest_framework import status
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from annotations.actions.acts import Versions
from annotations.api.conditional import NEVER, expected_version, is_known, tag, tag_of_whole
from annotations.api.idempotency import Outcome, once
from annotations.api.rendering import AnyAccept, Json, JsonParser
from annotations.api.serializers.fields import Nothing
from annotations.models import Membership

JSON_LD = "application/ld+json"


class MemberView(GenericAPIView[Any]):
    """A call by a member of a desk."""

    renderer_classes = [Json]
    parser_classes = [JsonParser]
    content_negotiation_class = AnyAccept
    filter_backends = []
    metadata_class = None
    pagination_class: Any = None

    @property
    def member(self) -> Membership:
        """Who calls; `IsMember` has seen to it that there is somebody."""
        return cast("Membership", self.request._request.member)  # type: ignore[attr-defined]

    @property
    def id(self) -> UUID:
        """The id in the address."""
        found: UUID = self.kwargs["id"]
        return found

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        """No cache on the way, and none in the browser, keeps what one member saw."""
        response = super().finalize_response(request, response, *args, **kwargs)
        patch_cache_control(response, private=True, no_store=True)
        patch_vary_headers(response, ["Authorization", "Cookie"])
        return response

    def etag(self, body: Mapping[str, Any]) -> str | None:
        """The `ETag` of a single resource: the version of its row. None for what has no version."""
        return tag(body["etag"]) if "etag" in body else None

    def single(
        self, body: Any, code: int = status.HTTP_200_OK, media_type: str | None = None
    ) -> Response:
        """A single resource with its `ETag`; 304 where the client holds it already."""
        etag = self.etag(body) if isinstance(body, Mapping) else None
        headers = {} if etag is None else {"ETag": etag}
        if (
            etag is not None
            and self.request.method in {"GET", "HEAD"}
            and is_known(self.request, etag)
        ):
            return Response(None, status.HTTP_304_NOT_MODIFIED, headers=headers)
        return Response(body, code, headers=headers, content_type=media_type)

    def accepted(self, **options: Any) -> dict[str, Any]:
        """The validated body. Raises ValidationError (422)."""
        serializer = self.get_serializer(data=self.request.data, **options)
        serializer.is_valid(raise_exception=True)
        fields: dict[str, Any] = serializer.validated_data
        return fields


class Reads(MemberView):
    """GET of one thing."""

    def read(self) -> Any:
        """The body, by one question."""
        raise NotImplementedError

    def get(self, request: Request, **ids: Any) -> Response:
        """The thing as the member may see it."""
        return self.single(self.read())


class ReadsUnversioned(Reads):
    """GET of what has no version of its own, or shows more than one row."""

    def etag(self, body: Mapping[str, Any]) -> str | None:
        """A digest of what is shown; it opens nothing for a change."""
        return tag_of_whole(NEVER, body)


class Lists(MemberView):
    """GET of a page of rows."""

    page_ordering: tuple[str, ...] = ("-id",)

    def row(self, item: Any) -> dict[str, Any]:
        """One row of the page."""
        raise NotImplementedError

    def rows(self, items: list[Any]) -> list[dict[str, Any]]:
        """The rows of the page."""
        return [self.row(item) for item in items]

    def get(self, request: Request, **ids: Any) -> Response:
        """The page the cursor names."""
        return self.get_paginated_response(
            self.rows(self.paginate_queryset(self.get_queryset()) or [])
        )


class Creates(MemberView):
    """POST: one act, done once for one `Idempotency-Key`. Without a serializer of its own it takes no fields."""

    serializer_class: Any = Nothing

    location: str = ""
    """Name of the address of what was made; its id fills it."""

    def perform_create(self, fields: dict[str, Any]) -> Outcome:
        """Do the one act; returns body and status."""
        raise NotImplementedError

    def kept(self, body: Any) -> Any:
        """What the idempotency key remembers of the body."""
        return body

    def recalled(self, kept: Any) -> Any:
        """The body again, from what was remembered."""
        return kept

    def post(self, request: Request, **ids: Any) -> Response:
        """The outcome of the act, or of the first request with this key."""

        def work() -> Outcome:
            return self.perform_create(self.accepted())

        (body, code), again = once(request, self.member, work, self.kept)
        response = self.single(self.recalled(body) if again else body, code)
        if again:
            response["Idempotency-Replayed"] = "true"
        if (
            self.location
            and body is not None
            and code in {status.HTTP_201_CREATED, status.HTTP_202_ACCEPTED}
        ):
            response["Location"] = reverse(f"api:{self.location}", args=[body["id"]])
        return response


class Changes(Reads):
    """PATCH of one thing, under `If-Match`."""

    def perform_update(self, changes: dict[str, Any], expected: Versions) -> None:
        """Do the one act; it compares the version under its lock."""
        raise NotImplementedError

    def patch(self, request: Request, **ids: Any) -> Response:
        """The thing as it is after the change."""
        expected = expected_version(request)
        self.perform_update(self.accepted(partial=True), expected)
        return self.single(self.read())


class Removes(MemberView):
    """DELETE of one thing, under `If-Match`."""

    def perform_destroy(self, expected: Versions) -> None:
        """Do the one act; it compares the version under its lock."""
        raise NotImplementedError

    def delete(self, request: Request, **ids: Any) -> Response:
        """Nothing to say: it is done."""
        self.perform_destroy(expected_version(request))
        return Response(None, status.HTTP_204_NO_CONTENT)
