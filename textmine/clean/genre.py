"""What kind of document an article is: by its title, by what it says of itself, by how it is told.

A title's last word names the kind (…实施方案, …的通知), and a notice that hands down a plan is of
the plan's kind. Without such a word the text tells: whom it addresses, what it lays down, who
speaks in it. The rules for that are in rules/genres.toml.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from textmine.resources import unfold
from textmine.types import Genre

# A title that tells what somebody did with rules is none of them: 某镇推行流动党员联系制度.
RULES_AT_WORK = re.compile(
    r"^(?!关于|.*的(?:通知|意见|决定)).{2,}?(?:推行|推出|实行|探索|创新|落实|出台|建立|健全|完善).{2,30}制度"
)
ENDS_WITH_KIND = re.compile(
    r"(?P<plan>(?:实施|工作|试点|活动)?(?:方案|规划|计划|要点|安排|预案))|(?P<regulation>条例|办法|规定|细则|通知|决定|意见|规程|章程|规则|批复)"
    r"|(?P<speech>讲话|致辞|发言|讲稿)|(?P<case>总结|汇报|经验材料|典型材料|调研报告|调查报告|纪实|案例|(?<!研究)报告"
    r"|(?:工作|开展|建设|落实|执行|完成|推进|进展)的?情况)"
)
# 关于印发《…三年行动计划》的通知: it hands down a plan.
HANDS_DOWN_PLAN = re.compile(
    r"(?:印发|转发|下发|批转)[^《]{0,20}《?[^《》]{2,60}(?:方案|规划|计划|要点|预案|工作安排)"
    r"(?:[(（][^()（）]{1,20}[)）])?》?的?(?:通知|函)$"
)
# 2005年工作总结及2006年计划: looks back first; …计划补助成果表 tells what came of a plan.
LOOKS_BACK = re.compile(
    r"(?:总结|回顾|情况)(?:暨|及|和|与|、|以及)?[^，,。]{0,24}(?:计划|打算|安排|要点)$"
    r"|(?:成果|成效|执行情况|办理情况)(?:统计)?(?:一览)?(?:表|汇编|报告|汇总|清单|选编|集)$"
)
NOTE_OF_TITLE = re.compile(r"[(（][^()（）]{0,20}[)）]$")

NEWS_OPENING = re.compile(
    r"^.{0,30}?(?:讯[(（\s]|讯$|本报讯|记者|通讯员|昨天|昨日|日前|近日|\d{1,2}月\d{1,2}日[,，]|\d{1,2}日(?:上午|下午)?[,，])"
)
PAPER_MARK = re.compile(
    r"^[\[【(（]?(?:摘\s*要|关\s*键\s*词|关键字|abstract|key\s*words)", re.IGNORECASE
)
# What a journal's page says beside the text; a site's notes have none of it.
JOURNAL_NOTE = re.compile(r"中图分类号|文献标识码|文章编号|收稿日期")
CHAPTER = re.compile(r"[一二三四五六七八九十]{1,3}、")
SHORT_NEWS = 3000  # characters

OPENING = 400  # characters in which a text says what it is
FIRST_LINES = 6  # among which they stand
LEAST_LINES = 2  # that begin like articles, questions or duties
LEAST_DEEDS, LEAST_DEEDS_SINCE = 4, 2  # words of own deeds in the opening


@dataclass(frozen=True, slots=True)
class GenreRule:
    """A pattern that tells a genre, where it looks, and what it must and must not match."""

    genre: Genre
    on: str  # "title", "first", "opening", "text" or "line"
    pattern: re.Pattern[str]
    yes: tuple[str, ...]
    no: tuple[str, ...]


@cache
def title_rules() -> tuple[GenreRule, ...]:
    """Those that are tried on a title, in this order."""
    return tuple(rule for rule in genre_rules().values() if rule.on == "title")


@cache
def genre_rules() -> dict[str, GenreRule]:
    """The rules of rules/genres.toml by name."""
    path = files("textmine.clean") / "rules" / "genres.toml"
    rows = tomllib.loads(path.read_text(encoding="utf-8"))["rule"]
    return {
        row["name"]: GenreRule(
            row["genre"],
            row["on"],
            re.compile(unfold(row["pattern"])),
            tuple(row["yes"]),
            tuple(row["no"]),
        )
        for row in rows
    }


def judge_genre(
    title: str | None,
    lines: Sequence[str],
    *,
    published: bool = False,
    notes: Sequence[str] = (),
    reports: bool = False,
) -> Genre:
    """What kind of document it is, by its title, its opening and its outer form.

    *published* says that its page has a publication line, as news have; *notes* are the lines
    that say when, whence and by whom; *reports* that a body wrote or issued it that is no medium.
    """
    title = NOTE_OF_TITLE.sub("", title or "")
    if any(PAPER_MARK.match(line) for line in lines[:8]):
        return "paper"
    if any(JOURNAL_NOTE.search(note) for note in notes):
        return "paper"
    text = _Told(lines)
    named = _genre_at_end(title)
    if named in (None, "case") and text.first("address", "reports_to"):
        return "speech"
    if named:
        return named
    short = _is_short(lines)
    if short and NEWS_OPENING.match(lines[0]):
        return "news"
    if within := _genre_within(title):
        return within
    return _genre_of_text(text, short, published=published, reports=reports)


def genre_of_title(title: str | None) -> Genre | None:
    """The genre that a title names, with its last word or within; None where it names none."""
    title = NOTE_OF_TITLE.sub("", title or "")
    return _genre_at_end(title) or _genre_within(title)


def _genre_of_text(text: _Told, short: bool, *, published: bool, reports: bool) -> Genre:
    """The genre of a text whose title says nothing."""
    laid_down = text.first(
        "wiki", "lays_down_plan", "lays_down_rule", "reports_on_itself", "articles", "assigns"
    )
    if laid_down:
        return laid_down
    if short and text.first("asks", "reporter", "of_these_days", "voice", "speaks"):
        return "news"
    if short and published:
        return "news"
    return "case" if reports or text.tells_own_deeds() else "other"


def _genre_at_end(title: str) -> Genre | None:
    """The genre that the last word of a title names."""
    if HANDS_DOWN_PLAN.search(title):
        return "plan"
    if LOOKS_BACK.search(title):
        return "case"
    for match in ENDS_WITH_KIND.finditer(title):
        if match.end() == len(title):
            return match.lastgroup  # type: ignore[return-value]
    return None


def _genre_within(title: str) -> Genre | None:
    """The genre of the first kind of word that stands anywhere in a title."""
    at_work = RULES_AT_WORK.search(title) is not None
    genres = (rule.genre for rule in title_rules() if rule.pattern.search(title))
    return next((genre for genre in genres if genre != "regulation" or not at_work), None)


def _is_short(lines: Sequence[str]) -> bool:
    """Whether a text may be a piece of news: not long, and without chapters."""
    chapters = sum(CHAPTER.match(line) is not None for line in lines)
    return bool(lines) and sum(map(len, lines)) <= SHORT_NEWS and chapters < LEAST_LINES


class _Told:
    """The lines of a text, asked what they say of it."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines
        self._opening = "\n".join(lines)[:OPENING] if lines else ""

    def first(self, *names: str) -> Genre | None:
        """The genre of the first of these rules that holds."""
        rules = genre_rules()
        return next((rules[name].genre for name in names if self._holds(rules[name])), None)

    def _holds(self, rule: GenreRule) -> bool:
        lines: Sequence[str] = self._lines
        if rule.on in ("first", "opening"):
            lines = self._opening.split("\n")[: 1 if rule.on == "first" else FIRST_LINES]
        found = (line for line in lines if rule.pattern.search(line))
        return sum(1 for _ in found) >= (LEAST_LINES if rule.on == "line" else 1)

    def tells_own_deeds(self) -> bool:
        """Whether it is told as those tell who report on their own work, or that of their place."""
        deed = genre_rules()["own_deeds"].pattern
        deeds = len(set(deed.findall(self._opening)))
        if deeds >= (LEAST_DEEDS_SINCE if self.first("since") else LEAST_DEEDS):
            return True
        if self.first("ours") is None:
            return False
        return len(set().union(*(deed.findall(line) for line in self._lines))) >= LEAST_DEEDS
