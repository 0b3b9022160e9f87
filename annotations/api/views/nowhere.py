"""Every other address below /api/v1/: a problem document and not a page."""

from typing import Any, NoReturn

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.views import APIView

from annotations.api.rendering import AnyAccept, Json


@extend_schema(exclude=True)
class Nowhere(APIView):
    """There is nothing here."""

    authentication_classes = []
    permission_classes = []
    renderer_classes = [Json]
    content_negotiation_class = AnyAccept
    metadata_class = None

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse every method alike."""
        raise Http404
