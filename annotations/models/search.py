"""What is found by words: one entry for each article, claim, person, source, piece of evidence and verdict.

Triggers keep the entries (`searched.py`), so that no way of writing leaves one behind. Sealed words have none.
"""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models


class SearchEntry(models.Model):
    """The words of the row with this id, and its names.

    `words` are lexemes of the row's own language without accents, and marks for its desk, kind and language, so
    that one index answers for all of them. `names` are titles, names and addresses in small letters without
    accents, for parts of words.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    words = SearchVectorField()
    names = models.TextField()

    class Meta:
        verbose_name_plural = "search entries"
        indexes = [
            GinIndex(fields=["words"], name="searchentry_words"),
            GinIndex(fields=["names"], name="searchentry_names", opclasses=["gin_trgm_ops"]),
        ]

    def __str__(self) -> str:
        return str(self.pk)
