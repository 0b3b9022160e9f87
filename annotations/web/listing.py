"""A list page: one question, one form of filters, one template of rows.

Everything that is asked for stands in the address, so that a list can be sent to a colleague. Filters, order,
cursor and counts are the same on every list.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from annotations.domain.list_names import ListName
from annotations.models import Membership
from annotations.models.labels import Words
from annotations.queries.keyset import CursorError, KeysetPage, page_by_keys
from annotations.queries.saved_filters import saved_filters
from annotations.web.forms.lists import ListForm
from annotations.web.membership import MemberRequest

ON_A_PAGE: Final = 25
COUNTED: Final = 10_000
"""Rows are counted up to here; a list of more says so."""

Orders = Mapping[str, tuple[Words, tuple[str, ...]]]
Question = Callable[..., "QuerySet[Any]"]


@dataclass(frozen=True)
class Listing:
    """What a list is made of.

    `orders` are the orderings by their names in the address: words for people, and keys as in
    `queries.keyset`; the first is the one without a wish. `question(member, **filters)` gives the rows.
    `facet` is the field whose values are offered with their counts, `counts(rows)` how many rows each has.
    """

    name: str
    form: type[ListForm]
    orders: Orders
    question: Question
    facet: str = ""
    counts: Callable[["QuerySet[Any]"], Mapping[str, int]] | None = None
    size: int = ON_A_PAGE

    def page(self, request: MemberRequest) -> "ListPage":
        """The page that the address asks for."""
        return ListPage(self, request.member, request.GET)

    def rows(self, member: Membership, given: Mapping[str, Any]) -> "QuerySet[Any]":
        """All rows that match what an address asks for; none where it cannot be read."""
        return ListPage(self, member, given).matching


@dataclass
class ListPage:
    """One page of a list, for its template."""

    listing: Listing
    member: Membership
    given: Mapping[str, Any]

    def __post_init__(self) -> None:
        orders = [(name, words) for name, (words, _keys) in self.listing.orders.items()]
        self.form = self.listing.form(
            self.given, orders=orders, member=self.member, facet=self.listing.facet
        )
        self.is_valid = self.form.is_valid()
        asked = self.form.cleaned_data.get("ordering", "")
        self.ordering = asked or next(iter(self.listing.orders))

    @cached_property
    def matching(self) -> "QuerySet[Any]":
        """All rows that match, of every page."""
        return self._question(self.form.filters())

    def _question(self, filters: dict[str, Any]) -> "QuerySet[Any]":
        rows = self.listing.question(self.member, **filters)
        return rows if self.is_valid else rows.none()

    @cached_property
    def keyset(self) -> KeysetPage:
        """The rows of this page; the first page where the cursor is not one of this list."""
        keys = self.listing.orders[self.ordering][1]
        cursor = str(self.given.get("cursor", ""))
        try:
            return page_by_keys(
                self.matching, ordering=keys, limit=self.listing.size, cursor=cursor
            )
        except CursorError:
            return page_by_keys(self.matching, ordering=keys, limit=self.listing.size)

    @property
    def rows(self) -> list[Any]:
        """The rows of this page."""
        return self.keyset.rows

    @property
    def filtered(self) -> bool:
        """Whether any filter holds."""
        return bool(self.form.given().keys() - {"ordering"})

    @cached_property
    def count(self) -> int:
        """How many rows match; COUNTED + 1 stands for more."""
        if self.listing.facet and self._has_counts:
            counted = sum(self.facet_counts.values())
            held = self.form.given().get(self.listing.facet)
            return min(self.facet_counts.get(held, 0) if held else counted, COUNTED + 1)
        return self.matching.order_by().values("pk")[: COUNTED + 1].count()

    @property
    def _has_counts(self) -> bool:
        return self.is_valid and self.listing.counts is not None

    @property
    def more(self) -> bool:
        """Whether there are more than are counted."""
        return self.count > COUNTED

    @property
    def counted(self) -> int:
        """The number that is shown."""
        return min(self.count, COUNTED)

    @cached_property
    def facet_counts(self) -> Mapping[str, int]:
        """How many rows each value of the facet has, all other filters holding."""
        if self.listing.counts is None:
            return {}
        others = {k: v for k, v in self.form.filters().items() if k != self.listing.facet}
        return self.listing.counts(self._question(others))

    def facets(self) -> list[dict[str, Any]]:
        """The values of the facet with their counts and addresses; the first takes the filter off."""
        if not self._has_counts:
            return []
        name = self.listing.facet
        held = self.form.given().get(name, "")
        return [
            {
                "words": words,
                "count": self.facet_counts.get(value) if value else None,
                "href": self.form.address(**{name: value}),
                "held": value == held,
            }
            for value, words in self.form.fields[name].choices  # type: ignore[attr-defined]
        ]

    def sort(self, column: str) -> dict[str, str]:
        """How a head sorts: the address that does it, and `aria` for the way it sorts now."""
        up, down = column, f"-{column}"
        if self.ordering in (up, down):
            aria = "ascending" if self.ordering == up else "descending"
            other = down if self.ordering == up else up
            wanted = other if other in self.listing.orders else self.ordering
            return {"href": self.form.address(ordering=wanted), "aria": aria}
        first = up if up in self.listing.orders else down
        return {"href": self.form.address(ordering=first), "aria": ""}

    @property
    def here(self) -> str:
        """The query string of this very page, for coming back to it."""
        cursor = str(self.given.get("cursor", ""))
        return self._beside(cursor) if cursor else self.form.address()

    @property
    def next(self) -> str:
        """The address of the next page, or nothing."""
        return self._beside(self.keyset.next)

    @property
    def previous(self) -> str:
        """The address of the previous page, or nothing."""
        return self._beside(self.keyset.previous)

    def _beside(self, cursor: str | None) -> str:
        if cursor is None:
            return ""
        here = self.form.address()
        return f"{here}{'' if here == '?' else '&'}cursor={cursor}" if cursor else here

    @property
    def saves(self) -> bool:
        """Whether filters of this list can be saved."""
        return self.listing.name in set(ListName)

    @cached_property
    def saved(self) -> list[dict[str, Any]]:
        """The saved filters that stand above the list, the reader's own first."""
        if not self.saves:
            return []
        here = self.form.address()
        return [
            {
                "words": saved.name,
                "href": f"?{saved.query}",
                "held": f"?{saved.query}" == here,
                "by": saved.account.name if saved.account_id != self.member.account_id else "",
            }
            for saved in saved_filters(self.member, name=self.listing.name)
        ]

    @property
    def may_save(self) -> bool:
        """Whether there is something here to save that is not saved yet."""
        asks = bool(self.form.given()) and self.is_valid
        return self.saves and asks and not any(saved["held"] for saved in self.saved)

    def loosen(self) -> list[dict[str, str]]:
        """What to take off when nothing matches: each filter that holds."""
        return self.form.chips()

    @property
    def refusal(self) -> str:
        """Why the list cannot be shown, or nothing."""
        return "" if self.is_valid else _("One of the filters cannot be read. It is marked below.")
