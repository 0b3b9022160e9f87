"""What a request gets that broke: a problem document below /api/, a page elsewhere."""

from django.http import HttpRequest, HttpResponse

from annotations.api.errors import broken_answer
from annotations.web.broken import broken_page


def server_error(request: HttpRequest) -> HttpResponse:
    """500, or 503 when it is the database that is away."""
    return broken_answer(request) if request.path.startswith("/api/") else broken_page(request)
