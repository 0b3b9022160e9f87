"""JSON lines as a body: one file, that goes to the disk as it comes in."""

from typing import IO, Any, Final

from django.core.files.uploadedfile import TemporaryUploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from rest_framework.parsers import BaseParser, DataAndFiles

from annotations.api.rendering import Json

_CHUNK: Final = 1024 * 1024


class LinesParser(BaseParser):
    """A body of JSON lines, as the one file of an import. How large it may be is bounded before it is read."""

    media_type = "application/x-ndjson"
    renderer_class = Json

    def parse(
        self, stream: IO[Any], media_type: str | None = None, parser_context: Any = None
    ) -> Any:
        """The body as a file, under the name that a form would give it."""
        file = TemporaryUploadedFile("articles.jsonl", self.media_type, 0, None)
        size = 0
        while chunk := stream.read(_CHUNK):
            file.write(chunk)
            size += len(chunk)
        file.size = size
        file.seek(0)
        return DataAndFiles(QueryDict(mutable=True), MultiValueDict({"files": [file]}))
