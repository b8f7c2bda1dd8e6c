"""The component that marks places: mentions, which division each is, and the article's focus.

>>> from textmine.detect.places import find_places
>>> [(place.text, place.adcode) for place in find_places("山东省寿光市孙家集街道三元朱村")]
[('山东省', '370000'), ('寿光市', '370783'), ('孙家集街道', '370783002'), ('三元朱村', None)]
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache, lru_cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from textmine.detect import segment
from textmine.detect.divisions.abbreviations import find_abbreviations, merge
from textmine.detect.divisions.gazetteer import Division, load_gazetteer
from textmine.detect.divisions.names import Hit, NameFinder
from textmine.detect.divisions.validity import NameYears
from textmine.detect.layers import Focus, FoundPlace, register_layers, text_of
from textmine.detect.localities.features import find_features
from textmine.detect.localities.finder import LocalityFinder
from textmine.detect.localities.numbered import find_numbered
from textmine.detect.localities.settlements import find_hamlets, find_wards, find_zones
from textmine.detect.localities.shared_endings import find_listed
from textmine.detect.localities.stems import stem_of
from textmine.detect.localities.toponyms import load_toponyms
from textmine.detect.resolving.evidence import Candidates, Judge, Scene, add_division, make_scene
from textmine.detect.resolving.focus import (
    AUTHOR_WEIGHT,
    ELSEWHERE,
    TITLE_WEIGHT,
    FocusFinder,
    Hint,
    make_focus,
)
from textmine.detect.resolving.namesakes import drop_namesakes
from textmine.detect.resolving.place_layer import PlaceMaker
from textmine.detect.resolving.placing import LocalityPlacer
from textmine.detect.resolving.resolve import Resolver
from textmine.detect.resolving.township import Named, narrow
from textmine.detect.words import Words
from textmine.types import Article

GOVERNED = ("province", "city", "county")  # 杭州湾 in a title declares no 浙江
TAIWAN = ("71", "83")  # what codes begin with there, those of the standard and others
LONGEST_PERSON = 3  # characters of a name without a place in it
# A body that writes of its own county or city; a newspaper writes of others, too.
OFFICE = re.compile(
    r"[委部局厅办院会组]$(?<!编辑部|俱乐部)|政府$|办公室$|[党团]校$|(?:课题|调研|编写)组$"
)
# 局长余|德清: the rest of a person's name
PERSON = re.compile(
    r"(?:[局厅部处科镇乡县市区村社校院站队团会组厂]长|书记|主任|记者|教授|经理|主席|委员)"
    r"[一-鿿]$(?<![在到赴与和同跟是的说谈为访看率带来去从])"
)
# 新县|劳动和社会保障局: an office has its county before it
OF_COUNTY = re.compile(
    r"[^\W\d的]{0,10}?(?:[委局办]|政府|办公室|组织部|宣传部|纪委|党校)(?![员理法])"
)
STAYED = re.compile(
    "当(?!地|时|年|日|天|下|中|今|前|初|晚|场|选)|任|做|驻村|挂职|扶贫|蹲点|的日子"
)  # 我在柯坪当“第一书记”


@Language.factory("textmine_places", assigns=["doc._.places", "doc._.focus", "doc._.date_bounds"])
def make_places(nlp: Language, name: str) -> PlaceDetector:
    """The component that marks places."""
    register_layers()
    return PlaceDetector(nlp.make_doc)


class PlaceDetector:
    """Finds the places of a Doc and the one that the article is about.

    Needs the words of the segmenter; uses the article's date, title, author and issuer if there
    is one. Sets `doc._.places` (tuple of FoundPlace), `doc._.focus`, and where the article has no
    date `doc._.date_bounds` with what names that are new or gone say, and its evidence.
    """

    def __init__(self, make_doc: Callable[[str], Doc]) -> None:
        self.make_doc = make_doc
        self.gazetteer = load_gazetteer()
        self.names = NameFinder(self.gazetteer)
        self.candidates = Candidates(self.gazetteer)
        self.years = NameYears(self.gazetteer)
        self.names_in = lru_cache(maxsize=4)(self._read)  # title … are asked for twice

    def __call__(self, doc: Doc) -> Doc:
        article: Article | None = doc._.article
        doc._.places, doc._.focus, names = self._find(doc, article)
        if article and not article.date:
            narrowed = self.years.narrow(article.date_bounds, names)
            doc._.date_bounds = narrowed.years
            doc._.date_evidence = tuple(sorted({*article.date_evidence, *narrowed.evidence}))
        return doc

    def _find(
        self, doc: Doc, article: Article | None
    ) -> tuple[tuple[FoundPlace, ...], Focus | None, list[Hit]]:
        words = Words(doc._.words, doc._.word_starts, doc._.tags)
        text = text_of(doc)
        year = year_of(article) if article else None
        hits = self._find_divisions(text, words)
        scene = make_scene(hits, self.candidates, year)
        hints = list(self._hints(article, scene)) if article else []
        for hint in hints:
            add_division(scene, self.candidates, hint.division, hint.weight)
        hits = Judge(text, hits, self.candidates, scene).accept()
        finder = LocalityFinder(self.gazetteer, self._nearby(scene))
        hits, lower = self._find_localities(text, words, hits, finder)
        zones = list(find_zones(text, sorted([*hits, *lower])))
        stems = {stem_of(hit.text) for hit in lower}
        features = find_features(text, words, sorted([*hits, *lower]), load_toponyms(), stems)
        hits = [hit for hit in hits if hit not in features.swallowed]
        named = Resolver(self.candidates, scene, text).resolve(hits)
        townships = list(self._sure_townships(lower, scene))
        title = (article.title if article else None) or ""
        division = FocusFinder(self.candidates, year, text, townships, title).find(named, hints)
        placer = LocalityPlacer(self.candidates, scene, text, division)
        make = PlaceMaker(self.candidates, year).make
        found = [make(each) for each in [*named, *placer.place(lower, named)]]
        found += [FoundPlace(*hit[:3], "other") for hit in features.found]
        found += [FoundPlace(*zone[:3], "region") for zone in zones]
        found.sort(key=lambda place: place.start)
        focus = None
        if division:
            full = self.candidates.full_name(division, year)
            focus = make_focus(division, named, hints, full)
        below = list(self._localities(article, finder, lower)) if article else []
        titled = bool(hints) or (focus is not None and _is_titled(focus, article))
        declared = any(
            hint.weight == TITLE_WEIGHT and hint.division.level in GOVERNED for hint in hints
        )
        issuer = (article.issuer if article else None) or ""
        if not declared and OFFICE.search(issuer):
            declared = any(self._hints_of(issuer, AUTHOR_WEIGHT, year))
        focus = narrow(focus, found, text, below, titled=titled, declared=declared)
        return tuple(found), focus, hits

    def _find_divisions(self, text: str, words: Words) -> list[Hit]:
        """The names of divisions above the township, whichever of their bearers are meant."""
        short = find_abbreviations(text, words, self.gazetteer.abbreviations)
        hits = merge(self.names.find(text, words, short), short)
        return drop_namesakes(text, hits, self.candidates)

    def _find_localities(
        self, text: str, words: Words, hits: Sequence[Hit], finder: LocalityFinder
    ) -> tuple[list[Hit], list[Hit]]:
        """Those of *hits* that are no names of localities, and the localities, in order."""
        numbered = find_numbered(text, words, hits)
        localities = finder.find(text, words, sorted([*hits, *numbered]))
        hits = [hit for hit in hits if hit not in localities.swallowed]
        listed = find_listed(self.gazetteer, text, words, [*hits, *numbered, *localities.found])
        spans = {(hit.start, hit.end) for hit in listed}
        hits = [hit for hit in hits if (hit.start, hit.end) not in spans]
        lower = sorted([*localities.found, *listed, *numbered])
        taken = sorted([*hits, *lower])
        lower += find_wards(text, words, self._in_taiwan(hits, lower), taken)
        return hits, sorted([*lower, *find_hamlets(text, words, sorted([*hits, *lower]))])

    def _in_taiwan(self, hits: Sequence[Hit], lower: Sequence[Hit]) -> list[Hit]:
        """The districts of Taiwan, and if there are any the townships."""
        named = self.gazetteer.named
        districts = [h for h in hits if any(d.code.startswith(TAIWAN) for d in named(h.text))]
        townships = [hit for hit in lower if hit.kind == "township"]
        return [*districts, *townships] if districts else []

    def _read(self, value: str) -> tuple[Words, list[Hit]]:
        """The words of a title, an author or an issuer, and the names above the township."""
        doc = self.make_doc(value)
        words = Words(doc._.words, doc._.word_starts, doc._.tags)
        return words, self.names.find(value, words)

    def _hints(self, article: Article, scene: Scene) -> Iterator[Hint]:
        """The divisions that title, author and issuer name."""
        if article.title:
            yield from self._hints_of(article.title, TITLE_WEIGHT, scene.year)
        for body in dict.fromkeys((_body(article.author), article.issuer)):
            yield from self._hints_of(body, AUTHOR_WEIGHT, scene.year) if body else ()

    def _hints_of(self, value: str, weight: int, year: int | None) -> Iterator[Hint]:
        """The last of 上海市宝山区, and all that stand apart."""
        before: Hint | None = None
        end = -1
        for hit in self.names_in(value)[1]:
            if len(hit.text) == 2 and PERSON.search(value, 0, hit.start):
                continue
            inside = before if hit.start == end else None
            division = None
            if hit.kind in ("full", "short") or (
                hit.kind in ("soft", "hard") and _heads(value, hit)
            ):
                division = self.candidates.sure(hit.text, year)
            if inside and not division:
                division = self.candidates.inside(hit.text, inside.division, year)
            if not division:
                continue
            if before and not (inside and self._holds(inside.division, division, year)):
                yield before
            elsewhere = value[hit.start - 1 : hit.start] in ELSEWHERE and hit.start > 0
            elsewhere = elsewhere and not STAYED.match(value, hit.end)
            before, end = Hint(division, hit.text, 1 if elsewhere else weight), hit.end
        if before:
            yield before

    def _holds(self, upper: Division, lower: Division, year: int | None) -> bool:
        return upper.key in self.candidates.lineage(lower, year)

    def _localities(
        self, article: Article, finder: LocalityFinder, found: Sequence[Hit]
    ) -> Iterator[Named]:
        """The townships and villages that title, author and issuer name, or the title as *found*
        in the text.
        """
        for value in (article.title, _body(article.author), article.issuer):
            if value:
                words, names = self.names_in(value)
                for hit in finder.find(value, words, names).found:
                    yield Named(hit.text, "village" if hit.kind == "village" else "township")
        for hit in found:
            if article.title and hit.text[-1] in "村区" and hit.text in article.title:
                yield Named(hit.text, "village")

    def _sure_townships(self, hits: Sequence[Hit], scene: Scene) -> Iterator[Division]:
        """The townships that only one of the counties named in the article has."""
        for hit in hits:
            if hit.kind == "township":
                options = self.gazetteer.townships(hit.text)
                within = [each for each in options if scene.own[each.parent]]
                if len({each.parent for each in within}) == 1:
                    yield within[0]

    def _nearby(self, scene: Scene) -> Callable[[str], bool]:
        """Whether a township of some name lies in a division that the article names."""

        @cache
        def nearby(name: str) -> bool:
            return any(
                scene.counts[township.parent] or scene.counts[township.parent[:4] + "00"]
                for township in self.gazetteer.townships(name)
            )

        return nearby


def _body(author: str | None) -> str | None:
    """What of an author is no person's name of two or three characters: 白杨 is no village."""
    words = (author or "").split()
    return " ".join(word for word in words if len(word) > LONGEST_PERSON) or None


def _heads(title: str, hit: Hit) -> bool:
    """Whether a title says of which place it tells: 上林：从“后进村”到“样板村”, 新县|财政局."""
    if hit.text[-1] == "县" and OF_COUNTY.match(title, hit.end):
        return True
    return hit.start == 0 and title[hit.end : hit.end + 1] in ("：", ":")


def _is_titled(focus: Focus, article: Article | None) -> bool:
    """Whether the title names it without its ending: 东安 of 东安县."""
    title = (article.title if article else None) or ""
    return len(focus.text) > 2 and focus.text[:-1] in title


def year_of(article: Article) -> int | None:
    """The year an article was written in, as far as its date or the text's own bounds tell."""
    first, last = article.date_bounds
    value = article.date or first
    if not value:
        return None
    year = int(value[:4])
    return year if article.date or not last else (year + int(last[:4])) // 2


def find_places(text: str) -> tuple[FoundPlace, ...]:
    """The places of a text, for those who only need this part."""
    places: tuple[FoundPlace, ...] = make_pipeline()(text)._.places
    return places


@cache
def make_pipeline() -> Language:
    """A pipeline that only marks places, made once."""
    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": {"@tokenizers": "textmine_segmenter"}}})
    nlp.max_length = segment.MAX_LENGTH
    nlp.add_pipe("textmine_places")
    return nlp
