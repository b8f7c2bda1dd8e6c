"""What lies in the place that an article is about, and what holds it."""

from __future__ import annotations

import re

from textmine.detect.layers import Focus, FoundPlace


class ArticlePlace:
    """The place that an article is about, where it is about one."""

    def __init__(self, focus: Focus | None) -> None:
        self.focus = focus
        # with it begin the codes of all places within the article's own
        self._prefix = re.sub("(?:00){1,3}$", "", (focus.adcode if focus else None) or "")

    def may_hold(self, place: FoundPlace) -> bool:
        """Whether a place may lie in the one that the article is about."""
        code = self.focus.adcode if self.focus else None
        if self.focus and self.focus.full and self.lies_in(place):
            return False
        if not code or not place.adcode or place.adcode.startswith(self._prefix):
            return True
        # 彭浦镇 of a district that is gone: its code is of what took its place
        whole = self.focus.full if self.focus else None
        return bool(whole and place.full and place.full.startswith(whole))

    def lies_in(self, place: FoundPlace) -> bool:
        """Whether the article's place lies in it: 怀化 of 湖南省怀化市溆浦县龙潭坳乡."""
        if self.focus is None or not self.focus.full or place.text == self.focus.text:
            return False
        at = self.focus.full.find(place.text)
        return at >= 0 and not self.focus.full.endswith(place.text)

    def lies_apart(self, place: FoundPlace) -> bool:
        """Whether a place has nothing to do with the article's own."""
        return self.focus is not None and not (self.may_hold(place) or self.lies_in(place))
