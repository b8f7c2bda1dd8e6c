"""Groups that grow by joining two members, and groups that know what does not fit together."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

H = TypeVar("H")


class Unions:
    """Groups of rows that grow by joining two; the smallest row names each."""

    def __init__(self) -> None:
        self._parent: dict[int, int] = {}

    def find(self, member: int) -> int:
        """The name of the group of *member*."""
        root = member
        while (parent := self._parent.get(root, root)) != root:
            root = parent
        while member != root:
            self._parent[member], member = root, self._parent[member]
        return root

    def join(self, one: int, other: int) -> None:
        """Make one group of the groups of two members."""
        first, second = sorted((self.find(one), self.find(other)))
        self._parent[second] = first

    def groups(self, members: Iterable[int]) -> dict[int, list[int]]:
        """Every group by its name, members in order."""
        found: dict[int, list[int]] = {}
        for member in sorted(members):
            found.setdefault(self.find(member), []).append(member)
        return found


class FittingUnions(Unions, Generic[H]):
    """Groups that know what their members hold together, and so whether two of them fit.

    What tells neither place nor time fits two that contradict each other: it joins one of them.
    """

    def __init__(
        self, held: Callable[[int], H], both: Callable[[H, H], H], fit: Callable[[H, H], bool]
    ) -> None:
        super().__init__()
        self._held, self._both, self._fit = held, both, fit
        self._holdings: dict[int, H] = {}

    def holding(self, member: int) -> H:
        """What the group of *member* holds."""
        root = self.find(member)
        if root not in self._holdings:
            self._holdings[root] = self._held(root)
        return self._holdings[root]

    def fit(self, one: int, other: int) -> bool:
        """Whether the groups of two members may become one."""
        return self._fit(self.holding(one), self.holding(other))

    def join(self, one: int, other: int) -> None:
        """Make one group of the groups of two members, whether they fit or not."""
        both = self._both(self.holding(one), self.holding(other))
        super().join(one, other)
        self._holdings[self.find(one)] = both
